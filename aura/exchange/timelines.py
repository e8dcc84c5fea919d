"""A project's film in OpenTimelineIO: as ``.otio``, which names its media, or ``.otioz``, which holds it."""

import os
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Literal, NamedTuple

from aura.blobs.objects import Objects, out_of_space_is_named
from aura.db.work import Work
from aura.exchange.otio import media_name, timeline_of, written
from aura.exchange.packing import checked, held_files
from aura.exchange.zip_writing import Writing
from aura.exports import subtitles
from aura.exports.subtitles import Captions
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.timeline.document import Asset, Document

Form = Literal["otio", "otioz"]

_BUNDLE_VERSION = b"1.0.0"


class Film(NamedTuple):
    """What a timeline is made from."""

    document: Document
    assets: Mapping[str, Asset]
    captions: Captions


class Timelined(NamedTuple):
    """An ``.otio`` file, and the media that it names."""

    data: bytes
    media: tuple[Asset, ...]


def film_of(work: Work, objects: Objects, project_id: uuid.UUID) -> Film:
    """A project's film as it is now."""
    project = Projects(work).get(project_id)
    return Film(
        LiveView(work.session, project).document(),
        held_files(work.session, project_id),
        subtitles.of_project(work, objects, project_id),
    )


def timeline(film: Film, store: Objects | None = None) -> Timelined:
    """The timeline of a film.  Its media is named as beside it, or with ``store`` as it lies in there."""
    named: dict[str, Asset] = {}

    def url(asset: Asset) -> str:
        named[asset.digest] = asset
        return store.path(asset.digest).as_uri() if store else media_name(asset)

    data = written(timeline_of(film.document, film.assets, url, film.captions.cues))
    return Timelined(data, tuple(named[digest] for digest in sorted(named)))


def bundle(film: Film, objects: Objects, out: IO[bytes]) -> Timelined:
    """Write a timeline and its media into one file."""
    found = timeline(film)
    with out_of_space_is_named(), Writing(out) as archive:
        archive.text("content.otio", found.data)
        for asset in found.media:
            path = objects.path(asset.digest)
            archive.media(media_name(asset), path.stat().st_size, checked(path, asset))
        archive.text("version.txt", _BUNDLE_VERSION)
    return found


def lay_beside(media: Iterable[Asset], objects: Objects, folder: Path) -> None:
    """Put media where a timeline in ``folder`` names it.  A file that is there already is left alone.

    Raises ``ToolFailed`` for one that is damaged.
    """
    for asset in media:
        path, target = objects.path(asset.digest), folder / media_name(asset)
        with out_of_space_is_named():
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                part = target.with_name(f".{target.name}.{os.getpid()}.part")
                try:
                    with part.open("wb") as sink:
                        sink.writelines(checked(path, asset))
                    part.replace(target)
                finally:
                    part.unlink(missing_ok=True)
