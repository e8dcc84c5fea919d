"""Makes a new project from a project's file, with the very digests of the one that was packed.

All that the file says is checked before any of it is written: its shape, its parts against their digests
and the rules of documents, and that every file which is named is there.  Then the media is taken in as any
upload is, measured in a child process; last of all the rows are written, in one unit of work.  Whatever
fails, no row is left; media that was stored until then is named by nobody, and the clean-up removes it.
"""

import uuid
from collections.abc import Iterator
from typing import IO

from aura.actor import LOCAL, Actor
from aura.blobs.objects import Objects
from aura.db.work import Units
from aura.errors import Invalid, NotFound, TooLarge
from aura.exchange import manifest as shape
from aura.exchange.building import build
from aura.exchange.checking import Checking
from aura.exchange.manifest import Manifest, PackedVersion, Parts
from aura.exchange.media import TakingIn
from aura.exchange.zip_reading import Archive
from aura.media.prober import Prober
from aura.timeline.codec import Frozen, digest


def unpack(
    units: Units, objects: Objects, prober: Prober, file: IO[bytes], *, actor: Actor = LOCAL
) -> uuid.UUID:
    """Make a new project from a project's file, and answer its id.

    Raises ``Invalid`` for whatever is not as it should be, ``TooLarge`` for what would unpack to too much,
    and ``NotFound`` for media that is neither in the file nor in the store.
    """
    reading = Reading(file)
    manifest = reading.manifest
    checked = reading.check()
    media = TakingIn(objects, prober, checked)
    if not manifest.with_media:
        _require_stored(objects, manifest)
    for asset in manifest.media:
        entry = shape.media_entry(asset.digest)
        if manifest.with_media:
            media.receive(asset, reading.archive.entry(entry).size_bytes, reading.archive.pieces(entry))
        else:
            media.find(asset)
    with units.writing(actor) as work:
        return build(work, manifest, reading.document(), media.taken, reading.versions())


class Reading:
    """A project's file, opened: what it says it holds is what it holds."""

    def __init__(self, file: IO[bytes]) -> None:
        self.archive = Archive(file, max_entries=shape.MAX_ENTRIES)
        self.manifest = shape.decode(self.archive.read(shape.NAME, shape.MAX_BYTES))
        self._require_all_named()
        parts = list(shape.parts_of(self.manifest))
        self._entries = {(part.field, part.digest): part.entry for part in parts}

    def check(self) -> Checking:
        """Every part against its digest and the rules; answers what they say of media."""
        checking = Checking()
        for field, name in self._entries:
            entry = self._entries[field, name]
            checking.part(field, self._part(field, name), entry)
        named = {asset.digest for asset in self.manifest.media}
        if lost := checking.media.keys() - named:
            raise Invalid(f"project.json says nothing of the file {min(lost)}.", field="file")
        if unused := named - checking.media.keys():
            raise Invalid(f"Nothing in the project uses the file {min(unused)}.", field="file")
        return checking

    def document(self) -> Frozen:
        """The parts of the project as it is."""
        return self._frozen(self.manifest.document, {})

    def versions(self) -> Iterator[tuple[PackedVersion, Frozen]]:
        """Each version with its parts, the oldest first; no more than two are held at a time."""
        held: dict[str, bytes] = {}
        for version in self.manifest.versions:
            frozen = self._frozen(version.parts, held)
            held = dict(zip(version.parts, frozen, strict=True))
            yield version, frozen

    def _frozen(self, parts: Parts, held: dict[str, bytes]) -> Frozen:
        fields = zip(Frozen._fields, parts, strict=True)
        return Frozen._make(held.get(name) or self._part(field, name) for field, name in fields)

    def _part(self, field: str, name: str) -> bytes:
        entry = self._entries[field, name]
        data = self.archive.read(entry, shape.MAX_PART_BYTES)
        if digest(data).hex() != name:
            raise Invalid(f"{entry} is not what project.json says: its digest is another one.", field="file")
        return data

    def _require_all_named(self) -> None:
        """Raise ``Invalid`` unless the entries are those that ``project.json`` names."""
        there, named = self.archive.entries.keys(), shape.entries_of(self.manifest)
        if missing := named - there:
            raise Invalid(f"The file holds no {min(missing)}.", field="file")
        if more := there - named:
            raise Invalid(f"The file holds {min(more)}, which its project.json does not name.", field="file")
        texts = [entry for entry in self.archive.entries.values() if not _is_media(entry.name)]
        if sum(entry.size_bytes for entry in texts) > shape.MAX_PARTS_BYTES:
            raise TooLarge(
                f"The file would unpack to more than {shape.MAX_PARTS_BYTES:,} bytes.", field="file"
            )
        for entry in self.archive.entries.values():
            if _is_media(entry.name) and not entry.is_stored:
                raise Invalid(f"{entry.name} is deflated; media is stored as it is.", field="file")


def _is_media(name: str) -> bool:
    return name.startswith("media/")


def _require_stored(objects: Objects, manifest: Manifest) -> None:
    """Raise ``NotFound`` unless the store has all media of a file that was packed without."""
    lost = [asset for asset in manifest.media if objects.find(asset.digest) is None]
    if lost:
        first = lost[0].name or lost[0].digest
        raise NotFound(
            f"The file was packed without its media, and {len(lost):,} of {len(manifest.media):,} files "
            f"are not in this media store, first {first}; pack it with its media.",
            field="file",
            digest=lost[0].digest,
        )
