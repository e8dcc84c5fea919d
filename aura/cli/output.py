"""What a command writes, and onto what: JSON is UTF-8 everywhere, words are what the terminal can show."""

import io
import os
import sys
from collections.abc import Iterable
from typing import Any

import msgspec


def settle() -> None:
    """What was done is told: a question mark stands for what a terminal of another encoding cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def let_go() -> None:
    """Forget what could not be written: tried again at the interpreter's end, it changes the exit code."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # one that was closed is none
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def lined(rows: Iterable[str]) -> str:
    """Each row in a line of its own, whatever lines there are in the names it holds."""
    return "\n".join(" ".join(row.splitlines()) for row in rows)


def as_json(value: Any, *, indent: int = 0) -> bytes:
    """A value as JSON, on lines with ``indent``.  A file's name that is no text keeps its bytes, escaped."""
    try:
        encoded = msgspec.json.encode(value, enc_hook=str)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value, enc_hook=str), indent=indent or None).encode()
    return msgspec.json.format(encoded, indent=indent) if indent else encoded
