"""The fifth step: a preset is chosen, the video is made, watched and saved."""

import uuid
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from aura.actor import LOCAL
from aura.api.exports import fonts
from aura.api.wire import ProjectId, Reading, Writing, services
from aura.errors import Conflict, Invalid, NotFound
from aura.exports.explaining import explain
from aura.exports.history import History, Sought
from aura.exports.tables import ExportHistory
from aura.ids import parse_id
from aura.render.preset import Preset
from aura.services import Unit
from aura.timeline.document import Head
from aura.web.export_lines import ExportLine, export_line
from aura.web.exports_runs import runs_of
from aura.web.forms import Sent
from aura.web.leaving import leaving
from aura.web.render_checks import CheckLine, Checks, Way, checks
from aura.web.render_choices import chosen_of, groups
from aura.web.render_foresight import foresight, pace_s
from aura.web.rendering import is_htmx, page, told
from aura.web.studio import studio_page
from aura.web.toasts import Toast

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

NEWEST = 20
PACED_BY = 5
"""How many of the newest films with a preset say how long the next one takes."""

Watched = Annotated[str, Query(max_length=36, description="The export whose film is played.")]
Asked = Annotated[str, Query(max_length=100, description="A preset; else the project's own.")]


class Films(NamedTuple):
    """The exports of a project that are over, the one that is played, and the newest of all by name."""

    lines: list[ExportLine]
    played: ExportLine | None
    more: bool


@router.get("/render")
def show_render(request: Request, project_id: ProjectId, watch: Watched = "") -> Response:
    """What is made and was made, and a new one."""
    aura = services(request)
    told = leaving(lambda: aura.studio.making_tells(project_id, LOCAL))
    runs = runs_of(aura, project_id)
    with aura.reading() as unit:
        document = unit.live(project_id).document()
        found = groups(unit.presets.list(), document)
        return studio_page(
            request,
            unit,
            project_id,
            "render",
            "render.html",
            runs=runs,
            films=_films(unit, project_id, watch),
            groups=found,
            preset=document.render.preset,
            choice=chosen_of(found),
            checks=_checks(unit, project_id, document.render.preset),
            leaving=told,
        )


@router.get("/exports/runs")
def show_runs(request: Request, project_id: ProjectId) -> Response:
    """What waits and runs, as it stands."""
    aura = services(request)
    runs = runs_of(aura, project_id)
    return page(request, "parts/runs.html", path=f"/projects/{project_id}", runs=runs)


@router.get("/exports/list")
def list_exports(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The exports that are over."""
    return page(request, "parts/exports.html", path=f"/projects/{project_id}", films=_films(unit, project_id))


@router.get("/render/player")
def show_player(
    request: Request, unit: Reading, project_id: ProjectId, watch: Watched = "", play: bool = False
) -> Response:
    """The player, with a film or the newest one."""
    films = _films(unit, project_id, watch)
    return page(
        request, "parts/export_player.html", path=f"/projects/{project_id}", film=films.played, play=play
    )


@router.get("/render/checks")
def show_checks(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The preset that is chosen, and what is to be said of an export with it."""
    document = unit.live(project_id).document()
    preset = document.render.preset
    return page(
        request,
        "parts/checks_render.html",
        path=f"/projects/{project_id}",
        preset=preset,
        choice=chosen_of(groups(unit.presets.list(), document)),
        checks=_checks(unit, project_id, preset),
    )


@router.get("/render/foresight")
def show_foresight(request: Request, project_id: ProjectId, preset: Asked = "") -> Response:
    """What an export with a preset would reuse and render, why, and about how long that takes."""
    aura = services(request)
    found = explain(aura.tools, LOCAL, project_id, preset_name=preset or None)
    with aura.reading() as unit:
        rate = float(unit.live(project_id).part(Head).rate)
        pace = pace_s(_alike(unit, unit.presets.preset(found.preset)), rate)
    return page(request, "parts/export_foresight.html", seen=foresight(found, pace))


@router.post("/exports", dependencies=[Depends(fonts)])
def request_export(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Make the video: put an export in the queue."""
    export = unit.exports.request(project_id, sent.text("preset") or None)
    if not is_htmx(request):
        return RedirectResponse(f"/projects/{project_id}/render", 303)
    toast = Toast(f"“{export.preset_name}” is in the queue.")
    return told(page(request, "parts/toasts.html", toast=toast), "aura:runs")


def _films(unit: Unit, project_id: uuid.UUID, watch: str = "") -> Films:
    unit.projects.get(project_id)
    found = History(unit.exports).page(Sought(project_id=project_id, ended=True), limit=NEWEST)
    lines = [export_line(entry, unit.work.now()) for entry in found.items]
    there = [line for line in lines if line.film]
    played = _film(unit, project_id, watch) if watch else None
    return Films(lines, played or next(iter(there), None), found.cursor is not None)


def _film(unit: Unit, project_id: uuid.UUID, export_id: str) -> ExportLine | None:
    """A film of the project, however old; none where it is not there."""
    try:
        export = unit.exports.get(str(parse_id(export_id)))
    except (Invalid, NotFound):
        return None
    line = export_line(History(unit.exports).of([export])[0], unit.work.now())
    return line if line.film and export.project_id == project_id else None


def _checks(unit: Unit, project_id: uuid.UUID, preset: str) -> Checks:
    """What is found; that there is no script, or no such preset, is found like anything else."""
    path = f"/projects/{project_id}"
    try:
        chosen = unit.presets.preset(preset)
        found = unit.exports.check(project_id, preset)
    except Conflict as error:
        way = Way("Go to the plan", f"{path}/plan")
        return Checks([CheckLine("bad", "alert", error.message, (way,))], can_start=False)
    except Invalid:
        words = f"There is no preset “{preset}” any more. Choose another one."
        return Checks([CheckLine("bad", "alert", words)], can_start=False)
    return checks(found, path, unit.live(project_id).order().ids, chosen.platform)


def _alike(unit: Unit, preset: Preset) -> list[ExportHistory]:
    """The newest films that were made with a preset, of whatever project."""
    sought = Sought(status="Completed", preset=preset.name)
    return [entry.export for entry in History(unit.exports).page(sought, limit=PACED_BY).items]
