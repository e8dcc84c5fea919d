"""What an action touched, as text: each part's digest before and after.  Pure.

A few parts are JSON, with their digests in full.  Many, those of a bulk edit, are packed into one JSON
string: the names compressed, the digests cut to 16 bytes, which no two contents share by chance either.
``agrees`` compares either kind with a digest of today.
"""

import base64
import zlib
from functools import lru_cache

import msgspec

from aura.timeline.view import Outcome

MANY = 64
"""More parts than this are packed."""

CUT = 16

Touched = dict[str, tuple[bytes | None, bytes | None]]
"""Part name to its digests before and after."""

_LENGTH = 4


def of(outcome: Outcome) -> Touched:
    """The digests of what an outcome changes."""
    return {change.part: change.digests() for change in outcome.changes}


def is_nothing(parts: Touched) -> bool:
    """Whether all is as it was."""
    return all(before == after for before, after in parts.values())


def agrees(recorded: bytes | None, present: bytes | None) -> bool:
    """Whether a digest that was recorded, in full or cut, is the present one."""
    if recorded is None or present is None:
        return recorded is present
    return present.startswith(recorded)


def written(parts: Touched) -> str:
    """The text that ``read`` reads."""
    if len(parts) > MANY:
        return msgspec.json.encode(_packed(parts)).decode()
    plain = {part: (_text(before), _text(after)) for part, (before, after) in parts.items()}
    return msgspec.json.encode(plain).decode()


def read(text: str) -> Touched:
    recorded = msgspec.json.decode(text)
    if isinstance(recorded, str):
        return _unpacked(recorded)
    return {part: (_bytes(before), _bytes(after)) for part, (before, after) in recorded.items()}


def _packed(parts: Touched) -> str:
    """The names' length, the names, each behind which of its digests there are, and the digests in order."""
    in_order = sorted(
        parts.items(), key=lambda part: part[0].partition(":")[::-1]
    )  # one scene's side by side
    names = "\n".join(f"{_presence(*digests)}{part}" for part, digests in in_order)
    squeezed = zlib.compress(names.encode())
    digests = b"".join(digest[:CUT] for _, both in in_order for digest in both if digest)
    return base64.b85encode(len(squeezed).to_bytes(_LENGTH) + squeezed + digests).decode()


def _unpacked(text: str) -> Touched:
    data = base64.b85decode(text)
    begin = _LENGTH + int.from_bytes(data[:_LENGTH])
    parts: Touched = {}
    for line in zlib.decompress(data[_LENGTH:begin]).decode().split("\n"):
        found: list[bytes | None] = [None, None]
        for side in (0, 1):
            if int(line[0]) & (1 << side):
                found[side] = data[begin : begin + CUT]
                begin += CUT
        parts[line[1:]] = (found[0], found[1])
    return parts


def _presence(before: bytes | None, after: bytes | None) -> int:
    return (before is not None) | (after is not None) << 1


@lru_cache(256)
def _text(digest: bytes | None) -> str | None:
    return base64.b85encode(digest).decode() if digest else None


@lru_cache(256)
def _bytes(text: str | None) -> bytes | None:
    return base64.b85decode(text) if text else None
