"""Takes in the media of a project's file: what it is called by is what it is, or it is refused.

A file is hashed on its way to the disk, measured in a child process, compared with all that the project
says of it, and kept only then.  Word timings are read here: they are JSON, and small.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from blake3 import blake3
from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.errors import Invalid, TooLarge
from aura.exchange.checking import Checking, Claims
from aura.media.facts import Facts
from aura.media.prober import Prober
from aura.projects.assets import safe_name
from aura.timeline import rules
from aura.timeline.document import Asset

MAX_WORDS_BYTES = 16 * 2**20

_MEASURED = ("type", "mime", "size_bytes", "width_px", "height_px", "duration_ms", "has_audio")


class TakingIn:
    """The files of one project; ``taken`` holds those that are in the store and as they should be."""

    def __init__(self, objects: Objects, prober: Prober, checked: Checking) -> None:
        self._objects = objects
        self._prober = prober
        self._claims = checked.media
        self.taken: dict[str, Asset] = {}

    def receive(self, asset: Asset, size_bytes: int, pieces: Iterable[bytes]) -> None:
        """Keep a file.  Raises ``Invalid`` naming one that is not what the project says."""
        hasher = blake3()
        with self._objects.receive(size_bytes) as incoming:
            for piece in pieces:
                hasher.update(piece)
                incoming.write(piece)
            if hasher.hexdigest() != asset.digest:
                raise Invalid(f"{_called(asset)} is damaged: its digest is another one.", field="file")
            self._take(asset, incoming.so_far())
            incoming.keep()

    def find(self, asset: Asset) -> None:
        """The same for a file that the store has already."""
        self._objects.touch(asset.digest)
        self._take(asset, self._objects.path(asset.digest))

    def _take(self, asset: Asset, path: Path) -> None:
        claims = self._claims[asset.digest]
        try:
            measured = self._measured(asset, path, claims)
        except Invalid as refused:
            raise Invalid(f"{_called(asset)}: {refused.message}", field="file", **refused.data) from None
        for claimed in claims.facts:
            if replace(claimed, name=measured.name) != measured:
                raise Invalid(
                    f"{_called(asset)} is not what the project says: {_difference(claimed, measured)}.",
                    field="file",
                )
        if (others := claims.shown_as - {measured.type}) or (claims.is_heard and not measured.has_audio):
            use = f"shown as {min(others).lower()}" if others else "heard"
            raise Invalid(f"{_called(asset)} cannot be {use}: it is {measured.mime}.", field="file")
        self.taken[asset.digest] = measured

    def _measured(self, asset: Asset, path: Path, claims: Claims) -> Asset:
        named = Asset(digest=asset.digest, type=asset.type, name=safe_name(asset.name))
        if claims.is_words:
            _require_words(path)
            size_bytes = path.stat().st_size
            return replace(named, type="Subtitle", mime="application/json", size_bytes=size_bytes)
        return _with_facts(named, self._prober.probe(path))


def _with_facts(asset: Asset, facts: Facts) -> Asset:
    return replace(asset, **{field: getattr(facts, field) for field in _MEASURED})


def _require_words(path: Path) -> None:
    """Raise unless a file is the timings of words: start and end in milliseconds, and the word."""
    with path.open("rb") as file:
        data = file.read(MAX_WORDS_BYTES + 1)
    if len(data) > MAX_WORDS_BYTES:
        raise TooLarge(f"The timings of words are larger than {MAX_WORDS_BYTES:,} bytes.", field="file")
    try:
        msgspec.json.decode(data, type=list[tuple[int, int, str]])
        rules.clean(msgspec.json.decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("These are no timings of words.") from None


def _difference(claimed: Asset, measured: Asset) -> str:
    found = next(field for field in _MEASURED if getattr(claimed, field) != getattr(measured, field))
    return f"its {found} is {getattr(measured, found)!r}, not {getattr(claimed, found)!r}"


def _called(asset: Asset) -> str:
    return f"{asset.name or 'The file'} ({asset.digest[:12]}…)"
