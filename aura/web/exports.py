"""``/exports``: what waits and runs in all projects, its order, and the history of what was made."""

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response

from aura.api.wire import Cursor, ExportKey, Reading, Writing, services
from aura.exports.history import History, Sought
from aura.exports.tracing import trace
from aura.render.containers import mime_of
from aura.services import Unit
from aura.timeline.rules import clean_text
from aura.web.export_lines import STATUSES, export_line, file_name
from aura.web.exports_runs import runs_of
from aura.web.exports_traced import traced
from aura.web.rendering import page, told
from aura.web.shell import Shell
from aura.web.toasts import Toast

router = APIRouter(prefix="/exports", include_in_schema=False)

PER_PAGE = 24
RUNS, FILMS = "aura:runs", "aura:films"
"""What a page is told when what waits or runs, and what is over, is no longer as it was."""

Status = Literal["", "Completed", "Failed", "Cancelled", "deleted"]
Days = Literal["", "1", "7", "30", "365"]
SINCE = (
    ("", "Any time"),
    ("1", "Last 24 hours"),
    ("7", "Last 7 days"),
    ("30", "Last 30 days"),
    ("365", "Last 365 days"),
)


@router.get("")
def show_exports(
    request: Request,
    cursor: Cursor = None,
    status: Status = "",
    preset: Annotated[str, Query(max_length=100)] = "",
    since: Days = "",
    search: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The queue, and the history of all projects."""
    aura = services(request)
    runs = runs_of(aura)
    search = clean_text(search, "search").strip()
    preset = clean_text(preset, "preset")
    with aura.reading() as unit:
        history, now = History(unit.exports), unit.work.now()
        found = history.page(_sought(unit, status, preset, since, search), limit=PER_PAGE, cursor=cursor)
        counts = history.counts()
        asked = {"status": status, "preset": preset, "since": since, "search": search}
        kept = {name: value for name, value in asked.items() if value}
        return page(
            request,
            "exports.html",
            shell=Shell.of(unit),
            runs=runs,
            lines=[export_line(entry, now) for entry in found.items],
            more="/exports?" + urlencode({**kept, "cursor": found.cursor}) if found.cursor else "",
            filters=_filters(counts),
            link=lambda value: _link({**kept, "status": value}),
            presets=[("", "Any preset"), *((name, name) for name in history.presets())],
            asked=asked,
            is_narrowed=bool(kept),
            since=SINCE,
            anything=sum(counts.values()),
        )


@router.get("/runs")
def show_runs(request: Request) -> Response:
    """What waits and runs, as it stands."""
    return page(request, "parts/runs.html", path="", runs=runs_of(services(request)))


@router.get("/which")
def which_version(
    request: Request,
    unit: Reading,
    mark: Annotated[str, Query(max_length=100)] = "",
    size: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> Response:
    """Which version a file was made from, by the mark that a page read in it."""
    found = trace(unit.exports, mark, size) if mark else None
    return page(request, "parts/exports_which.html", found=traced(found, unit.work.now()))


@router.get("/{export_id}/film")
def save_film(unit: Reading, export_id: ExportKey) -> Response:
    """The film, to be saved under its title, preset and version."""
    path = unit.exports.file(export_id)
    name = file_name(History(unit.exports).of([unit.exports.get(export_id)])[0])
    return FileResponse(path, media_type=mime_of(path.suffix), filename=name)


@router.post("/pause")
def pause_queue(request: Request, unit: Writing) -> Response:
    """Begin no more exports; those that run go on."""
    unit.line.pause_all()
    return _told(request, "The queue is paused. What runs goes on to its end.", RUNS)


@router.post("/resume")
def resume_queue(request: Request, unit: Writing) -> Response:
    """Begin exports again."""
    unit.line.resume_all()
    return _told(request, "The queue goes on.", RUNS)


@router.post("/{export_id}/cancel")
def cancel_export(request: Request, unit: Writing, export_id: ExportKey) -> Response:
    """Stop an export; what was rendered is kept for the next one."""
    export = unit.exports.cancel(export_id)
    is_over = export.status == "Cancelled"
    words = (
        f"“{export.preset_name}” is cancelled." if is_over else f"“{export.preset_name}” is being stopped."
    )
    return _told(request, f"{words} What was rendered is kept.", RUNS, FILMS)


@router.post("/{export_id}/retry")
def retry_export(request: Request, unit: Writing, export_id: ExportKey) -> Response:
    """Try an export again."""
    export = unit.exports.retry(export_id)
    return _told(request, f"“{export.preset_name}” is in the queue again.", RUNS, FILMS)


@router.post("/{export_id}/delete")
def delete_export(request: Request, unit: Writing, export_id: ExportKey) -> Response:
    """Delete a film; that it was made stays on record."""
    has_film = unit.exports.get(export_id).output_file is not None
    name = unit.exports.delete(export_id).preset_name
    words = f"The film of “{name}” is deleted." if has_film else f"“{name}” is deleted from the list."
    return _told(request, words, FILMS)


@router.post("/{export_id}/pause")
def pause_export(request: Request, unit: Writing, export_id: ExportKey) -> Response:
    """Let an export wait until it is resumed."""
    export = unit.line.pause(export_id)
    return _told(request, f"“{export.preset_name}” waits until you let it go on.", RUNS)


@router.post("/{export_id}/resume")
def resume_export(request: Request, unit: Writing, export_id: ExportKey) -> Response:
    """Let a paused export come to its turn again."""
    export = unit.line.resume(export_id)
    return _told(request, f"“{export.preset_name}” is in the line again.", RUNS)


@router.post("/{export_id}/{way}")
def move_export(
    request: Request, unit: Writing, export_id: ExportKey, way: Literal["up", "first", "last"]
) -> Response:
    """Move an export that waits one place up, or to the front or the end of all."""
    export = unit.exports.get(export_id)
    if way != "up":
        unit.line.move(export_id, to=way)
    elif not _moved_up(unit, export_id):
        return _told(request, f"“{export.preset_name}” is the next in line already.", RUNS)
    where = {"up": "one place further up", "first": "the next in line", "last": "the last in line"}[way]
    return _told(request, f"“{export.preset_name}” is {where}.", RUNS)


def _moved_up(unit: Unit, export_id: str) -> bool:
    """Move an export that waits one place up, unless it is the next.  Raises ``Conflict`` for any other."""
    line = [each.id for each in unit.line.waiting()]
    if line[:1] == [export_id]:
        return False
    ahead = line[line.index(export_id) - 1] if export_id in line else export_id
    unit.line.move(export_id, before=ahead)
    return True


def _told(request: Request, words: str, *events: str) -> Response:
    return told(page(request, "parts/toasts.html", toast=Toast(words)), *events)


def _sought(unit: Unit, status: Status, preset: str, since: Days, search: str) -> Sought:
    is_deleted = status == "deleted"
    return Sought(
        search=search,
        status=None if is_deleted or not status else status,  # type: ignore[arg-type]  # "deleted" is none
        preset=preset,
        since=unit.work.now() - timedelta(days=int(since)) if since else None,
        deleted=is_deleted,
        ended=True,
    )


def _filters(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """All that are over, each way to end that there is, and those that were deleted."""
    ended = [(value, word, counts.get(value, 0)) for value, word in STATUSES.items()]
    told = [("", "All", sum(number for _, _, number in ended)), *ended]
    told.append(("deleted", "Deleted", counts.get("deleted", 0)))
    return [each for each in told if each[2] or not each[0]]


def _link(asked: dict[str, str]) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return "/exports?" + urlencode(kept) if kept else "/exports"
