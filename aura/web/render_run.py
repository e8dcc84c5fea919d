"""An export under way as a card: per cent, time left, stages, segments.  Pure.

Time left is reckoned from how fast the per cent rose of late in the stage that runs.  Nothing is said in the
first three seconds, nor while nothing moves; what is said is rounded to five seconds.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from aura.exports.charting import Cell, Chart, Course, Sample, State
from aura.exports.history import Entry
from aura.web import words
from aura.web.cards import Badge

SILENT = timedelta(seconds=3)
LOOKED_BACK = timedelta(seconds=30)
STEP_S = 5
MOST_CELLS = 60
STAGES = ("Script", "Voice", "Visuals", "Composition", "Render")
SAID = {"reused": "reused", "rendered": "rendered now", "working": "in work", "waiting": "waiting"}
_STATES: tuple[State, ...] = ("reused", "rendered", "working", "waiting")


class Stage(NamedTuple):
    """One of the five stages."""

    name: str
    state: Literal["done", "now", "todo"]


class CellLine(NamedTuple):
    """A segment on the map: the number of its scene, a dot for a passage."""

    label: str
    is_passage: bool
    state: State
    said: str


class Count(NamedTuple):
    """So many segments are in a state."""

    state: State
    said: str
    number: int


class Run(Struct, frozen=True, kw_only=True):
    """An export that waits or runs."""

    id: str
    project: str
    title: str
    preset: str
    version: str
    badge: Badge
    place: str
    is_waiting: bool
    is_first: bool
    is_paused: bool
    is_stopping: bool
    percent: int
    scene: str
    left: str
    stages: list[Stage]
    cells: list[CellLine]
    counts: list[Count]
    segments: int
    reused: str
    picture: str | None


def run(
    entry: Entry,
    now: datetime,
    *,
    ahead: int = 0,
    chart: Chart | None = None,
    course: Course | None = None,
    picture: str | None = None,
) -> Run:
    """An export as it stands; so many are ``ahead`` of it in the line."""
    row = entry.export
    waits = row.status == "Queued"
    found = chart.cells if chart and not waits else ()
    return Run(
        id=row.id,
        project=f"/projects/{row.project_id}",
        title=words.titled(entry.title),
        preset=row.preset_name,
        version=f"v{entry.version}" if entry.version else "",
        badge=_badge(row.status, row.is_paused, row.cancel_requested),
        place=_place(ahead) if waits else "",
        is_waiting=waits,
        is_first=ahead == 0,
        is_paused=row.is_paused,
        is_stopping=row.cancel_requested or (row.is_paused and not waits),
        percent=round(row.progress),
        scene=_scene(chart),
        left=left(course, row.progress, now) if course and not waits else "",
        stages=stages(row.stage, row.status),
        cells=_lines(found) if len(found) <= MOST_CELLS else [],
        counts=_counts(found),
        segments=len(found),
        reused=reused(chart, course, now) if chart and not waits else "",
        picture=picture,
    )


def _badge(status: str, is_paused: bool, is_cancelled: bool) -> Badge:
    if is_cancelled:
        return Badge("Stopping", "", "close")
    if is_paused:
        return Badge("Paused", "", "pause")
    if status == "Queued":
        return Badge("Waiting", "", "clock")
    return Badge("Checking" if status == "Verifying" else "Rendering", "accent", "film")


def _place(ahead: int) -> str:
    return f"{words.counted(ahead, 'export is', 'exports are')} before it" if ahead else "Next in line"


def _scene(chart: Chart | None) -> str:
    return f"Scene {chart.scene} of {len(chart.scene_ids)}" if chart and chart.scene else ""


def stages(stage: str | None, status: str) -> list[Stage]:
    """The five stages; the script is written before any export."""
    at = STAGES.index(stage) if stage in STAGES else 1
    if status == "Queued":
        return [Stage(name, "done" if number == 0 else "todo") for number, name in enumerate(STAGES)]
    return [
        Stage(name, "done" if number < at else "now" if number == at else "todo")
        for number, name in enumerate(STAGES)
    ]


def left(course: Course, percent: float, now: datetime) -> str:
    """How long it still takes; empty while that is not known."""
    if now - course.began_at < SILENT:
        return ""
    seconds = _left_s(course.samples, percent, now)
    return "" if seconds is None else f"about {said(seconds)} left"


def _left_s(samples: Sequence[Sample], percent: float, now: datetime) -> float | None:
    stage = samples[-1].stage if samples else ""
    recent = [one for one in samples if one.stage == stage and now - one.at <= LOOKED_BACK]
    if len(recent) < 2:
        return None
    first, last = recent[0], recent[-1]
    risen, passed = last.percent - first.percent, (last.at - first.at).total_seconds()
    if risen <= 0 or passed < 1:
        return None
    return max(0.0, (100 - percent) * passed / risen - (now - last.at).total_seconds())


def said(seconds: float) -> str:
    """A rough time: in steps of five seconds."""
    whole = max(STEP_S, STEP_S * round(seconds / STEP_S))
    minutes, rest = divmod(whole, 60)
    if minutes >= 10:
        return words.about(whole)
    return " ".join(part for part in (f"{minutes} min" * bool(minutes), f"{rest} s" * bool(rest)) if part)


def reused(chart: Chart, course: Course | None, now: datetime) -> str:
    """How many segments were there already, and how long they would have taken."""
    number = sum(cell.state == "reused" for cell in chart.cells)
    if not number:
        return ""
    spared = _spared_s(chart, course, now)
    return f"{number} reused" + (f", about {said(spared)} saved" if spared and spared >= STEP_S else "")


def _spared_s(chart: Chart, course: Course | None, now: datetime) -> float | None:
    """How long what is reused would have taken at the pace of what is rendered."""
    begun = [one.at for one in course.samples if one.stage == "Composition"] if course else []
    frames = chart.frames("rendered")
    if not begun or not frames or now - begun[0] < SILENT:
        return None
    return chart.frames("reused") * (now - begun[0]).total_seconds() / frames


def _lines(found: Sequence[Cell]) -> list[CellLine]:
    return [
        CellLine(
            "·" if cell.is_passage else str(cell.scene),
            cell.is_passage,
            cell.state,
            f"{'passage into ' if cell.is_passage else ''}scene {cell.scene}, {SAID[cell.state]}",
        )
        for cell in found
    ]


def _counts(found: Sequence[Cell]) -> list[Count]:
    tally = {state: sum(cell.state == state for cell in found) for state in _STATES}
    return [Count(state, SAID[state], number) for state, number in tally.items() if number]
