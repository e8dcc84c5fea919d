"""``project.json``: what a project's file holds, and by which digests.  Pure.

Everything else in the file is named by its digest here, so that what this says and what is there can be
compared.  ``FORMAT`` rises when an older Aura could not read what a newer one writes.

Units: bytes; moments in UTC.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from aura.errors import Invalid, TooLarge
from aura.timeline.codec import Frozen
from aura.timeline.document import Asset
from aura.timeline.edits.registry import convert
from aura.timeline.terms import Digest, Line, Value

FORMAT = 1
SUFFIX = ".aura"
MIME = "application/zip"

NAME = "project.json"
MAX_BYTES = 32 * 2**20
"""Of ``project.json``."""
MAX_PART_BYTES = 64 * 2**20
"""Of one part of a document."""
MAX_PARTS_BYTES = 4 * 2**30
"""Of all parts, of the document and of all versions together."""
MAX_ENTRIES = 100_000
MAX_NUMBER = 2**30
"""Of a version: as many numbers again are left for those that are saved later."""

Moment = Annotated[datetime, Meta(tz=True)]
Parts = tuple[Digest, Digest, Digest, Digest, Digest]
"""The digests of a document's parts, in the order of ``codec.Frozen``."""
Kept = Literal["all", "manual", "none"]
"""Which versions a file holds: all, those that somebody saved or marked as important, or none."""

DOCUMENT = dict(zip(Frozen._fields, (f"document/{part}.json" for part in Frozen._fields), strict=True)) | {
    "timeline": "document/timeline.jsonl"
}
"""The entries of the document's parts, in the order of ``codec.Frozen``; a timeline is lines of JSON."""


class PackedVersion(Value, frozen=True, kw_only=True):
    """A version: what people call it, and its parts."""

    number: Annotated[int, Meta(ge=1, le=MAX_NUMBER)]
    type: Literal["Manual", "Autosave", "RestorePoint"]
    created_at: Moment
    parts: Parts
    name: Line | None = None
    description: Annotated[str, Meta(max_length=20_000)] | None = None
    important: bool = False


class Manifest(Value, frozen=True, kw_only=True):
    """What a project's file holds.

    ``media`` are the files that any of its documents names, as they were measured; ``with_media`` says
    whether they are in the file, or have to be in the media store already.
    """

    format: int
    aura: Annotated[str, Meta(max_length=100)]
    title: Line
    created_at: Moment
    changed_at: Moment
    document: Parts
    with_media: bool
    kept: Kept
    media: tuple[Asset, ...] = ()
    versions: tuple[PackedVersion, ...] = ()


class Part(NamedTuple):
    """A part of one or more documents: its entry, its digest, and which of the five it is."""

    entry: str
    digest: str
    field: str


class _Versioned(Struct):
    format: int
    aura: str = ""


def encode(manifest: Manifest) -> bytes:
    """``project.json``, for people to read too.  Raises ``TooLarge``."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    if len(data) > MAX_BYTES:
        raise TooLarge("The project is too large for one file; leave some of its versions out.")
    return data


def decode(data: bytes) -> Manifest:
    """What ``project.json`` says.  Raises ``Invalid``, also for the file of a newer Aura."""
    try:
        fields = msgspec.json.decode(data)
        said = msgspec.convert(fields, _Versioned)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("This is no project's file: its project.json cannot be read.", field="file") from None
    if said.format > FORMAT:
        raise Invalid(
            f"This file was written by a newer Aura ({said.aura[:40]!r}); please upgrade.",
            field="file",
        )
    try:
        manifest = convert(fields, Manifest)
    except Invalid as refused:
        where = f" ({refused.field})" if refused.field else ""
        raise Invalid(f"project.json{where}: {refused.message}", field="file") from None
    _require_consistent(manifest)
    return manifest


def _require_consistent(manifest: Manifest) -> None:
    if manifest.format < 1:
        raise Invalid(f"There is no format {manifest.format} of a project's file.", field="file")
    numbers = [version.number for version in manifest.versions]
    if any(one >= two for one, two in pairwise(numbers)):
        raise Invalid("project.json: the versions are not in the order of their numbers.", field="file")
    if len({asset.digest for asset in manifest.media}) < len(manifest.media):
        raise Invalid("project.json names a file twice.", field="file")


def parts_of(manifest: Manifest) -> Iterator[Part]:
    """Every part that is in the file, each once: the document's, then those of versions alone.

    Two parts that are the same bytes, as all defaults are, share an entry of ``history/``.
    """
    return distinct_parts(manifest.document, (version.parts for version in manifest.versions))


def distinct_parts(document: Parts, versions: Iterable[Parts]) -> Iterator[Part]:
    """The same, of these digests."""
    seen = set()
    for (field, entry), digest in zip(DOCUMENT.items(), document, strict=True):
        seen.add((field, digest))
        yield Part(entry, digest, field)
    for parts in versions:
        for field, digest in zip(DOCUMENT, parts, strict=True):
            if (field, digest) not in seen:
                seen.add((field, digest))
                yield Part(f"history/{digest}", digest, field)


def media_entry(digest: str) -> str:
    return f"media/{digest}"


def entries_of(manifest: Manifest) -> set[str]:
    """The names of all that must be in the file, and nothing else."""
    named = {NAME, *(part.entry for part in parts_of(manifest))}
    if manifest.with_media:
        named.update(media_entry(asset.digest) for asset in manifest.media)
    return named
