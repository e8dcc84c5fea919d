"""What a check found: one line, and what to do about it."""

from typing import Literal

from msgspec import Struct

Status = Literal["ok", "warning", "failed"]
"""``warning``: works less well or not at all, and Aura can do without.  ``failed``: it cannot."""


class Finding(Struct, frozen=True):
    """One line of ``aura doctor``; ``remedy`` is empty where nothing has to be done."""

    name: str
    status: Status
    words: str
    remedy: str = ""


def ok(name: str, words: str) -> Finding:
    return Finding(name, "ok", words)


def warning(name: str, words: str, remedy: str) -> Finding:
    return Finding(name, "warning", words, remedy)


def failed(name: str, words: str, remedy: str) -> Finding:
    return Finding(name, "failed", words, remedy)
