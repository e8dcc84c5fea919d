"""The film of an export as a chart: its segments in order, and what became of each so far.

The segments are planned anew from the version that is rendered, which is done once for each export; what
became of them is in its checkpoint.  Which ones are in work follows from how they are shared out (``runs``).
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import select

from aura.actor import Actor
from aura.audit.tables import Event
from aura.db.work import Units
from aura.exports.checkpoints import STAGE, Data, Finished
from aura.exports.presets import used
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.exports.tools import Tools
from aura.exports.words import timings
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import ProjectVersion
from aura.render.faces import fonts_for
from aura.render.plan import RenderPlan, Segment, plan
from aura.render.revision import engine
from aura.render.runs import runs
from aura.render.spec import Crossfade

State = Literal["reused", "rendered", "working", "waiting"]
SAMPLES = 60
"""So many of the newest reports of progress are looked at."""


class Cell(Struct, frozen=True):
    """A segment: the number of its scene, whether it is a passage into it, its frames and its state."""

    scene: int
    is_passage: bool
    frames: int
    state: State


class Chart(Struct, frozen=True, kw_only=True):
    """A film under way."""

    scene_ids: tuple[str, ...]
    cells: tuple[Cell, ...]

    def frames(self, state: State) -> int:
        return sum(cell.frames for cell in self.cells if cell.state == state)

    @property
    def scene(self) -> int | None:
        """The number of the scene that is in work."""
        return next((cell.scene for cell in self.cells if cell.state == "working"), None)


class Sample(NamedTuple):
    """How far an export was at a moment, in per cent."""

    at: datetime
    stage: str
    percent: float


class Course(NamedTuple):
    """How an attempt went so far: when it began, and what was reported since, in order."""

    began_at: datetime
    samples: list[Sample]


def cells(
    segments: Sequence[Segment], finished: Mapping[str, Finished], workers: int, *, is_working: bool
) -> tuple[Cell, ...]:
    """The segments with their states; of those that are alike the first is the one that is rendered."""
    firsts = _firsts(segments)
    working = _working(firsts, finished, workers) if is_working else ()

    def state(one: Segment) -> State:
        if one.key in finished:
            is_first = firsts[one.key].index == one.index
            return "rendered" if is_first and not finished[one.key].reused else "reused"
        return "working" if one.key in working else "waiting"

    return tuple(
        Cell(one.scene, isinstance(one.spec.content, Crossfade), one.frames, state(one)) for one in segments
    )


def _firsts(segments: Sequence[Segment]) -> dict[str, Segment]:
    """The first segment of each key, in the order of the film."""
    found: dict[str, Segment] = {}
    for one in segments:
        found.setdefault(one.key, one)
    return found


def _working(
    firsts: Mapping[str, Segment], finished: Mapping[str, Finished], workers: int
) -> Collection[str]:
    """The first unfinished segment of each of the runs that are made now."""
    missing = [one for key, one in firsts.items() if not (key in finished and finished[key].reused)]
    left = [[one.key for one in run if one.key not in finished] for run in runs(missing, workers)]
    return [keys[0] for keys in [keys for keys in left if keys][:workers]]


def charted(tools: Tools, actor: Actor, export_id: str) -> Chart | None:
    """The chart of an export that is rendered; none while it is not settled what it shows.

    No transaction is open while its film is planned.
    """
    with tools.units.reading(actor) as work:
        export = work.session.get(ExportHistory, export_id)
        if export is None or export.version_id is None:
            return None
        mine = (RenderCheckpoint.export_id == export_id, RenderCheckpoint.stage_name == STAGE)
        data = work.session.scalar(select(RenderCheckpoint.checkpoint_data).where(*mine))
        version_id = export.version_id
        is_working = export.status == "InProgress" and export.stage == "Composition"
    film, scene_ids = _film(tools, actor, export_id, version_id)
    finished = msgspec.json.decode(data, type=Data).segments if data else {}
    found = cells(film.segments, finished, tools.engine.workers, is_working=is_working)
    return Chart(scene_ids=scene_ids, cells=found)


@lru_cache(maxsize=4)
def _film(
    tools: Tools, actor: Actor, export_id: str, version_id: uuid.UUID
) -> tuple[RenderPlan, tuple[str, ...]]:
    """The plan of the film, and the ids of its scenes; a version never changes."""
    with tools.units.reading(actor) as work:
        export = work.session.get_one(ExportHistory, export_id)
        live = LiveView(work.session, Projects(work).get(export.project_id, deleted=True))
        document = live.thaw(work.session.get_one(ProjectVersion, version_id))
        preset = used(export)
    words, scripts = timings(document, tools.objects), tools.scripts.sources()
    film = plan(document, preset, engine=engine(), words=words, fonts=fonts_for, scripts=scripts)
    return film, tuple(scene.id for scene in document.timeline.scenes)


def course_of(units: Units, actor: Actor, export_id: str) -> Course | None:
    """How the newest attempt at an export went so far; none before it began."""
    with units.reading(actor) as work:
        its = select(Event).where(Event.export_id == export_id).order_by(Event.id.desc())
        began = work.session.scalar(its.where(Event.kind == "export.started").limit(1))
        if began is None:
            return None
        told = its.where(Event.kind == "export.progress", Event.id > began.id).limit(SAMPLES)
        rows = [(row.created_at, msgspec.json.decode(row.data)) for row in work.session.scalars(told)]
        samples = [Sample(at, data["stage"], data["percent"]) for at, data in reversed(rows)]
        return Course(began.created_at, samples)
