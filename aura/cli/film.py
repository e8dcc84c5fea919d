"""Asks for an export, and waits for it while showing how far it is; runs it here when no worker takes it."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from aura.actor import LOCAL
from aura.cli import places, state
from aura.errors import Conflict, ToolFailed

if TYPE_CHECKING:
    from aura.api.export_shapes import ExportLine
    from aura.exports.tables import Priority
    from aura.services import Services

ENDED = ("Completed", "Failed", "Cancelled")
WORDS = {
    "Voice": "Speaking",
    "Visuals": "Drawing",
    "Composition": "Rendering",
    "Render": "Joining and checking",
}


def request(project_id: uuid.UUID, preset: str | None = None, *, priority: Priority = "normal") -> ExportLine:
    """Put an export in the queue."""
    from aura.api.export_shapes import ExportLine
    from aura.exports.checking import look_for_fonts

    look_for_fonts(state.services().units, project_id, LOCAL)
    with state.writing() as unit:
        return ExportLine.of(unit.exports.request(project_id, preset, priority=priority))


def make(services: Services, export_id: str, *, quiet: bool = False) -> ExportLine:
    """Run an export here and now, unless a worker has it already; raises ``ToolFailed`` with its reason."""
    from aura.worker import Worker

    state.log_apart(services)
    worker = Worker(services)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while look(services, export_id).status not in ENDED and not worker.stopped:
                if not worker.run_one(export_id):
                    worker.wait()
        except BaseException as error:  # noqa: BLE001  # handed to the waiting thread, which raises it
            failed.append(error)

    thread = threading.Thread(target=work, name="aura-worker")
    thread.start()
    try:
        line = watch(services, export_id, quiet=quiet, over=lambda: bool(failed))
    finally:
        worker.stop()
        thread.join()
    if failed:
        raise failed[0]
    return line


def watch(
    services: Services, export_id: str, *, quiet: bool = False, over: Callable[[], bool] = lambda: False
) -> ExportLine:
    """Show an export until it ends, from its events; raises ``ToolFailed`` when it failed, ``Conflict`` when
    it was cancelled."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from aura.exports.following import LOOK_EVERY_S, Following

    columns = (
        TextColumn("{task.description:<20}"),
        BarColumn(bar_width=40),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    following = Following(services.units, LOCAL, export_id)
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bars:
        bar = bars.add_task("Waiting", total=100, note="")
        while True:
            for event in following.news():
                bars.update(bar, **told(event.kind, msgspec.json.decode(event.data)))
            if following.over or over():
                break
            time.sleep(LOOK_EVERY_S)
    line = look(services, export_id)
    if line.status == "Failed":
        raise ToolFailed(f"The export failed: {line.error}", export=export_id)
    if line.status == "Cancelled":
        raise Conflict("The export was cancelled.", export=export_id)
    return line


def told(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What an event changes in the line that is shown."""
    match kind.removeprefix("export."):
        case "progress":
            reused = f"{data['reused']} segments reused" if data.get("reused") else ""
            shown = {"description": WORDS.get(data["stage"], data["stage"]), "note": reused}
            return {**shown, "completed": data["percent"]}
        case "queued":
            return {"description": "Paused" if data.get("paused") else "Waiting", "note": ""}
        case "moved" | "resumed":
            return {"description": "Waiting"}
        case "told" | "not_told":
            return {}
        case "started":
            again = f"attempt {data['attempt']}" if data.get("attempt", 1) > 1 else ""
            return {"description": "Starting", "note": again}
        case "verifying":
            return {"description": "Checking"}
        case ended:
            done = {"completed": 100} if ended == "completed" else {}
            return {"description": ended.capitalize(), **done}


def look(services: Services, export_id: str) -> ExportLine:
    """An export as it stands."""
    from aura.api.export_shapes import ExportLine

    with services.reading() as unit:
        return ExportLine.of(unit.exports.get(export_id))


def save(services: Services, export_id: str, out: Path) -> None:
    """Copy a film to a place of the user's own."""
    with services.reading() as unit:
        film = unit.exports.file(export_id)
    places.put(film, out)


def describe(line: ExportLine) -> str:
    """A finished export in a line."""
    size = f"{(line.size_bytes or 0) / 1e6:.1f} MB"
    segments = f"{line.segments_reused} of {line.segments_reused + line.segments_rendered} segments reused"
    return f"{line.duration_s:.1f} s, {line.resolution or 'sound alone'}, {size}, {segments}"
