"""What is put on record of every call to an online provider, tries that failed included.

A call holds what was asked and what came back, each at most 64 KB, and no key.  Sounds and pictures are
recorded as how many bytes of what they were.  What nobody told is ``None``: a token count, a cost.

Units: ``cost_micros`` millionths of a dollar.
"""

from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec import Struct

from aura.providers.online.endpoint import Secret, mask
from aura.timeline.rules import storable

Stage = Literal["Script", "Voice", "Visuals"]
Status = Literal["Completed", "Failed", "Refused"]

MOST_BYTES = 64 * 1024
"""Of what was asked, and of what was answered."""


class Call(Struct, frozen=True, kw_only=True):
    """One try of one question.  ``output_json`` is the answer as it came, which may be no JSON at all."""

    provider: str
    model: str
    stage: Stage
    input_json: str
    output_json: str
    input_tokens: int | None
    output_tokens: int | None
    duration_ms: int
    cost_micros: int | None
    status: Status
    error: str
    attempt: int


Record = Callable[[Call], object]
"""Puts a call on record."""


def question(asked: dict[str, Any], key: Secret | None) -> str:
    """What was asked, as JSON.  Where that is too long, its longest texts are cut."""
    asked = msgspec.json.decode(msgspec.json.encode(asked))
    texts: list[dict[str, Any]] = asked.get("messages", [asked])
    while len(encoded := msgspec.json.encode(asked)) > MOST_BYTES:
        longest, name = max(
            ((text, name) for text in texts for name, value in text.items() if isinstance(value, str)),
            key=lambda found: len(found[0][found[1]]),
        )
        value = longest[name]
        kept = max(len(value) - (len(encoded) - MOST_BYTES) - 50, 0)
        longest[name] = f"{value[:kept]} … ({len(value) - kept:,} more characters)"
    return recorded(encoded.decode(), key)


def answer(text: str, key: Secret | None) -> str:
    """What was answered.  Where that is too long, its end is cut."""
    data = recorded(text, key).encode()
    return data.decode() if len(data) <= MOST_BYTES else data[: MOST_BYTES - 3].decode(errors="ignore") + "…"


def recorded(text: str, key: Secret | None) -> str:
    """``text`` without the key, should a server repeat it, and without what a database refuses."""
    if key is not None and key.reveal():
        text = text.replace(key.reveal(), mask(""))
    return storable(text)
