"""``aura export``: start, list, watch, save, cancel, retry, delete, presets."""

import uuid
from pathlib import Path
from typing import Annotated, Literal

import typer

from aura.actor import LOCAL
from aura.cli import film, output, state
from aura.cli.online import tell
from aura.cli.state import AsJson, ProjectName
from aura.errors import Conflict, NotFound
from aura.timeline.rules import clean_text

group = typer.Typer(
    help="Exports: start, list, watch, save, cancel, retry, delete, presets.", no_args_is_help=True
)

ExportName = Annotated[
    str, typer.Argument(metavar="EXPORT", help="An export's id, the end of it, or “latest”.")
]


def find_export(name: str, project_id: uuid.UUID | None = None) -> str:
    """The id of the export meant, among all or among a project's own."""
    name = clean_text(name, "export")
    with state.reading() as unit:
        found = [export.id for export in unit.exports.named(name, project_id=project_id)]
    if len(found) > 1:
        raise Conflict(f"{name!r} means more than one export: {', '.join(found[:5])}.", field="export")
    if not found:
        whose = "" if project_id is None else " of this project"
        raise NotFound(f"There is no export {name!r}{whose}; `aura export list` shows them.", field="export")
    return found[0]


@group.command()
def start(
    project: ProjectName,
    preset: Annotated[str | None, typer.Option(help="A preset; the project's own when left out.")] = None,
    priority: Annotated[
        Literal["first", "normal", "last"], typer.Option(help="Which line of the queue it joins.")
    ] = "normal",
    here: Annotated[bool, typer.Option("--here", help="Render here and wait for the film.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put an export in the queue; a worker makes what is missing and renders."""
    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    tell(state.services().studio.making_tells(project_id, LOCAL))
    line = film.request(project_id, preset, priority=priority)
    if here:
        line = film.make(state.services(), line.id, quiet=as_json)
    words = f"Made {line.file_name}: {film.describe(line)}" if here else f"Queued: {line.id}"
    state.show(line, as_json, lambda: words)


@group.command("list")
def list_exports(
    project: Annotated[str | None, typer.Option(help="Only this project's.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most exports to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List exports, the newest first."""
    from aura.api.export_shapes import ExportLine
    from aura.api.shapes import Listing

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id if project else None
        page = unit.exports.list(project_id=project_id, limit=limit)
        lines = [ExportLine.of(row) for row in page.items]
    rows = [
        f"{line.id}  {line.created_at:%Y-%m-%d %H:%M}  {line.status:<10}  {line.progress:>5.1f} %  "
        f"{line.error or line.file_name or ''}"
        for line in lines
    ]
    state.show(Listing(lines, page.cursor), as_json, lambda: output.lined(rows) or "No exports yet.")


@group.command()
def watch(export: ExportName, as_json: AsJson = False) -> None:
    """Show an export's progress until it ends."""
    line = film.watch(state.services(), find_export(export), quiet=as_json)
    state.show(line, as_json, lambda: f"Made {line.file_name}: {film.describe(line)}")


@group.command()
def save(
    export: ExportName,
    out: Annotated[Path, typer.Option(help="Where to write the film.")],
    as_json: AsJson = False,
) -> None:
    """Copy a finished film to a place of your own."""
    aura, export_id = state.services(), find_export(export)
    film.save(aura, export_id, out)
    state.show(film.look(aura, export_id), as_json, lambda: f"Wrote {out}")


@group.command()
def cancel(export: ExportName, as_json: AsJson = False) -> None:
    """Cancel an export."""
    _change("cancel", export, as_json, "Cancelled.")


@group.command()
def retry(export: ExportName, as_json: AsJson = False) -> None:
    """Put a failed or cancelled export in the queue again."""
    _change("retry", export, as_json, "Queued again.")


@group.command()
def delete(export: ExportName, as_json: AsJson = False) -> None:
    """Delete an export together with its film."""
    _change("delete", export, as_json, "Deleted.")


def _change(verb: str, export: str, as_json: bool, words: str) -> None:
    from aura.api.export_shapes import ExportLine

    export_id = find_export(export)
    with state.writing() as unit:
        line = ExportLine.of(getattr(unit.exports, verb)(export_id))
    state.show(line, as_json, lambda: words)
