"""Large content as a list of pieces, each a blob of its own: then a change is one of a piece.  Pure.

The name of the whole is still the digest of all its bytes: how it is cut may change without a new name.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from blake3 import blake3

from aura.blobs.tables import ContentType
from aura.timeline import codec

LARGEST_WHOLE = 256 * 1024
"""Content of more bytes is cut, where its kind can be."""

_DIGEST_BYTES = 32
_COUNT_BYTES = 4
_PIECE_BYTES = _DIGEST_BYTES + _COUNT_BYTES
_HAS_COUNTS = b"\x01"
"""A list without counts has a multiple of 32 bytes, which one with counts, of an odd length, never has."""
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


class Listing(NamedTuple):
    """The names of pieces in order, and how many scenes each holds (``None`` in lists of an earlier Aura)."""

    names: Sequence[bytes]
    counts: Sequence[int] | None

    @classmethod
    def of(
        cls, pieces: Sequence[bytes], names: Sequence[bytes], before: "Listing | None" = None
    ) -> "Listing":
        """The list of these pieces; those of the list before were counted then."""
        known = dict(zip(before.names, before.counts or (), strict=False)) if before else {}
        both = zip(names, pieces, strict=True)
        return cls(names, [known[name] if name in known else codec.scenes_in(data) for name, data in both])

    @classmethod
    def read(cls, data: bytes) -> "Listing":
        """What ``written`` wrote."""
        if len(data) % _DIGEST_BYTES == 0:
            return cls(_names(data), None)
        end = _DIGEST_BYTES * (len(data) // _PIECE_BYTES)
        places = range(end, len(data) - _COUNT_BYTES, _COUNT_BYTES)
        return cls(
            _names(data[:end]), [int.from_bytes(data[at : at + _COUNT_BYTES], "little") for at in places]
        )

    def written(self) -> bytes:
        """All names, all counts, and a byte by which a list with counts is known."""
        if self.counts is None:
            return b"".join(self.names)
        counts = b"".join(count.to_bytes(_COUNT_BYTES, "little") for count in self.counts)
        return b"".join((*self.names, counts, _HAS_COUNTS))


NOTHING = Listing((), ())


def is_listing(data: bytes) -> bool:
    """Whether these bytes can be a list of pieces."""
    plain, counted = len(data) % _DIGEST_BYTES == 0, len(data) % _PIECE_BYTES == len(_HAS_COUNTS)
    return bool(data) and (plain or (counted and data.endswith(_HAS_COUNTS) and len(data) > _PIECE_BYTES))


def names_in(listing: bytes) -> Sequence[bytes]:
    """The names of the pieces in a list as it is written."""
    return Listing.read(listing).names


def _names(data: bytes) -> list[bytes]:
    return [data[at : at + _DIGEST_BYTES] for at in range(0, len(data), _DIGEST_BYTES)]


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
