"""The subtitles of a project as it is, of its versions, and of the film that an export makes or made."""

import uuid
from typing import NamedTuple

from aura.blobs.objects import Objects
from aura.db.work import Work
from aura.errors import Conflict
from aura.exports.presets import Presets, used
from aura.exports.tables import ExportHistory
from aura.exports.words import timings
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.subtitles import subtitles_of
from aura.projects.tables import ProjectVersion
from aura.projects.versions import Versions
from aura.render.preset import Preset
from aura.timeline.document import Document
from aura.timeline.scene import Cue


class Captions(NamedTuple):
    """The title of a film, and what is to be read in it when."""

    title: str
    cues: list[Cue]


def of_project(work: Work, objects: Objects, project_id: uuid.UUID) -> Captions:
    """The subtitles of a project's film, were it rendered now; none for what is not spoken yet."""
    document = LiveView(work.session, Projects(work).get(project_id)).document()
    return _captions(document, objects, Presets(work).preset(document.render.preset))


def of_version(work: Work, objects: Objects, project_id: uuid.UUID, number: int) -> Captions:
    """The subtitles of the film that a version would make."""
    document = Versions(work).document(project_id, number)
    return _captions(document, objects, Presets(work).preset(document.render.preset))


def of_export(work: Work, objects: Objects, export: ExportHistory) -> Captions:
    """The subtitles of an export's film.  Raises ``Conflict`` while it is not settled what that shows."""
    version = work.session.get(ProjectVersion, export.version_id) if export.version_id else None
    if version is None:
        raise Conflict(f"This export is {export.status}; what its film says is not settled yet.")
    live = LiveView(work.session, Projects(work).get(export.project_id, deleted=True))
    return _captions(live.thaw(version), objects, used(export))


def _captions(document: Document, objects: Objects, preset: Preset) -> Captions:
    cues = subtitles_of(document, timings(document, objects), preset)
    return Captions(document.timeline.head.title or document.brief.topic, cues)
