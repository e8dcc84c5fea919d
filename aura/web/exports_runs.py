"""What waits and runs, gathered for pages: of one project, or of all.

Nothing is read while the film of an export is planned, which its map of segments needs once.
"""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from aura.actor import LOCAL
from aura.errors import AuraError, NotFound
from aura.exports.charting import Chart, Course, charted, course_of
from aura.exports.history import Entry, History
from aura.exports.tables import ExportHistory
from aura.services import Services, Unit
from aura.web.render_run import Run, run


class Runs(NamedTuple):
    """What runs, then what waits in its order; whether the whole queue is paused."""

    running: list[Run]
    waiting: list[Run]
    is_paused: bool

    @property
    def all(self) -> list[Run]:
        return [*self.running, *self.waiting]


def runs_of(aura: Services, project_id: uuid.UUID | None = None) -> Runs:
    """What waits and runs now.  Raises ``NotFound`` for a project that is not there."""
    with aura.reading() as unit:
        if project_id is not None:
            unit.projects.get(project_id)
        running = _of(unit, unit.line.running(), project_id)
        line = unit.line.waiting()
        waiting = _of(unit, line, project_id)
        is_paused = unit.line.is_paused
    places = {export.id: place for place, export in enumerate(line)}
    now = aura.database.clock()
    return Runs(
        [_running(aura, entry) for entry in running],
        [run(entry, now, ahead=places[entry.export.id]) for entry in waiting],
        is_paused,
    )


def _of(unit: Unit, exports: Sequence[ExportHistory], project_id: uuid.UUID | None) -> list[Entry]:
    found = History(unit.exports).of(exports)
    return [entry for entry in found if project_id in (None, entry.export.project_id)]


def _running(aura: Services, entry: Entry) -> Run:
    export_id = entry.export.id
    chart = _chart(aura, export_id) if entry.export.version_id else None
    course: Course | None = course_of(aura.units, LOCAL, export_id)
    return run(entry, aura.database.clock(), chart=chart, course=course, picture=_picture(aura, entry, chart))


def _chart(aura: Services, export_id: str) -> Chart | None:
    """The map of segments; one that cannot be planned here any more is not shown."""
    try:
        return charted(aura.tools, LOCAL, export_id)
    except AuraError:
        return None


def _picture(aura: Services, entry: Entry, chart: Chart | None) -> str | None:
    """What the scene in work shows, where it is still there; else the version's own picture.

    Nothing is to be seen of a project in the bin.
    """
    path = f"/api/v1/projects/{entry.export.project_id}"
    scene_id = chart.scene_ids[chart.scene - 1] if chart and chart.scene else None
    try:
        with aura.reading() as unit:
            live = unit.live(entry.export.project_id)
            scene = live.find_scene(scene_id) if scene_id else None
    except NotFound:  # its project is in the bin by now
        return None
    if scene is not None and scene.media is not None:
        return f"{path}/scenes/{scene.id}/thumbnail?side=640"
    return f"{path}/versions/{entry.version}/poster?side=640" if entry.version else None
