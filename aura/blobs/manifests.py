"""Large content as a list of pieces, each a blob of its own: then a change is one of a piece.  Pure.

The name of the whole is still the digest of all its bytes: how it is cut may change without a new name.
"""

from collections.abc import Callable, Sequence

from blake3 import blake3

from aura.blobs.tables import ContentType
from aura.timeline import codec

LARGEST_WHOLE = 256 * 1024
"""Content of more bytes is cut, where its kind can be."""

_DIGEST_BYTES = 32
_CUTTING: dict[ContentType, Callable[[bytes], Sequence[bytes]]] = {"Timeline": codec.cut}


def name_of(data: bytes | Sequence[bytes]) -> bytes:
    """The digest of content, also of such as is given in pieces."""
    if isinstance(data, bytes):
        return codec.digest(data)
    whole = blake3()
    for piece in data:
        whole.update(piece)
    return whole.digest()


def pieces_of(kind: ContentType, data: bytes | Sequence[bytes]) -> Sequence[bytes]:
    """The pieces of content that is large, as they are given or else cut here; just one for content that is
    not large, or cannot be cut."""
    given = [data] if isinstance(data, bytes) else data
    if kind not in _CUTTING or sum(map(len, given)) <= LARGEST_WHOLE:
        return [b"".join(given)]
    return given if len(given) > 1 else _CUTTING[kind](given[0])


def listed(names: Sequence[bytes]) -> bytes:
    """A list of pieces as bytes."""
    return b"".join(names)


def names_in(listing: bytes) -> list[bytes]:
    return [listing[at : at + _DIGEST_BYTES] for at in range(0, len(listing), _DIGEST_BYTES)]


def paired(before: Sequence[bytes], after: Sequence[bytes]) -> dict[bytes, bytes]:
    """What each new piece was before: those between two that stayed are paired in their order."""
    places = {name: place for place, name in enumerate(before)}
    kept = set(after)
    found: dict[bytes, bytes] = {}
    at = 0
    for name in after:
        if name in places:
            at = places[name] + 1
        elif at < len(before) and before[at] not in kept:
            found[name] = before[at]
            at += 1
    return found
