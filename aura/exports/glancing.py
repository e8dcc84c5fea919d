"""Which glances a project, a version, a scene or an export is seen by: what to draw, read from the database.

Nothing is drawn here, so that no transaction is open while something is.  ``scripts`` tells which are
installed; it is asked only where a scene is drawn by one.
"""

import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aura.blobs.objects import Objects
from aura.db.work import Work
from aura.errors import NotFound
from aura.exports.exports import Exports
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.versions import Versions
from aura.render.glances.asking import Form
from aura.render.glances.thumbnails import SIDES, Sources, Thumbnail, poster_of, shows, thumbnail_of
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Scene
from aura.timeline.time import ms_from_frames
from aura.timeline.view import get_scene

MOST_TILES = 120
"""Of a project of more scenes a sheet shows so many, evenly chosen."""
_WORDS = 60


class SheetOf(NamedTuple):
    """A sheet to be drawn: its title, and each picture with its words."""

    title: str
    tiles: list[tuple[Thumbnail | None, str]]


class Heard(NamedTuple):
    """A file whose sound is to be seen, and what it is known by."""

    file: Path
    key: str


def of_scene(
    work: Work, scripts: Sources, project_id: uuid.UUID, scene_id: str, side_px: int, form: Form
) -> Thumbnail:
    """The picture of a scene as it is now."""
    view = LiveView(work.session, Projects(work).get(project_id))
    aspect, rate = view.part(Brief).aspect, view.part(Head).rate
    return thumbnail_of(get_scene(view, scene_id), aspect, side_of(side_px), form, scripts=scripts, rate=rate)


def of_project(work: Work, scripts: Sources, project_id: uuid.UUID, side_px: int, form: Form) -> Thumbnail:
    """The picture of a project as it is now."""
    return _poster(document_of(work, project_id), scripts, side_px, form)


def of_version(
    work: Work, scripts: Sources, project_id: uuid.UUID, number: int, side_px: int, form: Form
) -> Thumbnail:
    """The picture of a version."""
    return _poster(document_of(work, project_id, number), scripts, side_px, form)


def sheet_of(
    work: Work, scripts: Sources, project_id: uuid.UUID, side_px: int, number: int | None = None
) -> SheetOf:
    """The scenes of a project, or of one of its versions.  Raises NotFound where none shows anything."""
    document = document_of(work, project_id, number)
    timeline, aspect = document.timeline, document.brief.aspect
    if not any(map(shows, timeline.scenes)):
        raise NotFound("No scene of this project shows anything yet.", field="scenes")
    side, head, installed = side_of(side_px), timeline.head, cache(scripts)
    tiles = [
        (
            thumbnail_of(scene, aspect, side, scripts=installed, rate=head.rate) if shows(scene) else None,
            _words(at + 1, scene, head),
        )
        for at, scene in _chosen(timeline.scenes)
    ]
    return SheetOf(head.title or document.brief.topic, tiles)


def narration_of(work: Work, objects: Objects, project_id: uuid.UUID, scene_id: str) -> Heard:
    """The narration of a scene.  Raises NotFound for one that is not spoken yet."""
    view = LiveView(work.session, Projects(work).get(project_id))
    narration = get_scene(view, scene_id).narration
    if narration is None:
        raise NotFound("This scene is not spoken yet.", field="narration", scene=scene_id)
    return Heard(objects.path(narration.audio), narration.audio)


def film_of(exports: Exports, export_id: str) -> Heard:
    """The film of an export.  Raises ``Conflict`` while there is none."""
    return Heard(exports.file(export_id), f"export {export_id}")


def document_of(work: Work, project_id: uuid.UUID, number: int | None = None) -> Document:
    """A project's content as it is now, or as a version holds it."""
    if number is not None:
        return Versions(work).document(project_id, number)
    return LiveView(work.session, Projects(work).get(project_id)).document()


def side_of(asked_px: int) -> int:
    """The smallest side that is kept and no smaller than what is asked."""
    return next((side for side in SIDES if side >= asked_px), SIDES[-1])


def _poster(document: Document, scripts: Sources, side_px: int, form: Form) -> Thumbnail:
    timeline, side = document.timeline, side_of(side_px)
    rate = timeline.head.rate
    return poster_of(timeline.scenes, document.brief.aspect, side, form, scripts=scripts, rate=rate)


def _chosen(scenes: Sequence[Scene]) -> list[tuple[int, Scene]]:
    """The scenes of a sheet with their places."""
    count = min(len(scenes), MOST_TILES)
    return [(at, scenes[at]) for at in (len(scenes) * number // count for number in range(count))]


def _words(number: int, scene: Scene, head: Head) -> str:
    """What stands under a scene: its number, its length, what it is called or says."""
    seconds = ms_from_frames(scene.length_frames, head.rate) / 1000
    said = " ".join((scene.title or scene.script_text).split())[:_WORDS]
    return "  ".join(part for part in (str(number), f"{seconds:.1f} s" if seconds else "", said) if part)
