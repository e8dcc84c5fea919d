"""``aura version``: save, list, restore, name, delete, bring back."""

from typing import Annotated

import typer

from aura.cli import state
from aura.cli.state import AsJson, ProjectName

group = typer.Typer(help="Versions: save, list, restore, name, delete, bring back.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="The version's number.")]
Name = Annotated[str | None, typer.Option(help="A name for it.")]
About = Annotated[str | None, typer.Option(help="A description.")]


@group.command()
def save(
    project: ProjectName,
    name: Name = None,
    description: About = None,
    important: Annotated[bool, typer.Option("--important", help="Keep it for good.")] = False,
    as_json: AsJson = False,
) -> None:
    """Save the project as it is now."""
    from aura.api.shapes import NewVersion, VersionLine
    from aura.timeline.edits.registry import convert

    new = convert({"name": name, "description": description, "important": important}, NewVersion)
    with state.writing() as unit:
        version = unit.versions.save(
            state.find_project(unit, project).id,
            name=new.name,
            description=new.description,
            important=new.important,
        )
        line = VersionLine.of(version)
    state.show(line, as_json, lambda: f"Saved version {line.number} ({line.storage_size_bytes:,} bytes).")


@group.command("list")
def list_versions(
    project: ProjectName,
    deleted: Annotated[bool, typer.Option("--deleted", help="Show what can be brought back.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most versions to show.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List a project's versions, the newest first."""
    from aura.api.shapes import Listing, VersionLine

    with state.reading() as unit:
        page = unit.versions.list(state.find_project(unit, project).id, limit=limit, deleted=deleted)
        lines = [VersionLine.of(version) for version in page.items]
    rows = [
        f"{line.number:>5}  {line.created_at:%Y-%m-%d %H:%M}  {line.type:<12}  "
        f"{'* ' if line.is_important else ''}{line.name or ''}"
        for line in lines
    ]
    state.show(Listing(lines, page.cursor), as_json, lambda: "\n".join(rows) or "No versions.")


@group.command()
def restore(project: ProjectName, number: Number, as_json: AsJson = False) -> None:
    """Bring a version back; what was there is kept as a restore point, and undo takes it back."""
    from aura.api.shapes import Done

    with state.writing() as unit:
        result = Done.of(unit, unit.versions.restore(state.find_project(unit, project).id, number))
    words = (
        result.actions[0].description if result.actions else f"The project already is as in version {number}"
    )
    state.show(result, as_json, lambda: f"{words}.")


@group.command()
def name(
    project: ProjectName,
    number: Number,
    name: Name = None,
    description: About = None,
    important: Annotated[
        bool | None, typer.Option("--important/--not-important", help="Keep it for good, or not.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Name a version, describe it, mark it important."""
    from aura.api.shapes import VersionChanges, VersionLine
    from aura.timeline.edits.registry import convert

    changes = convert({"name": name, "description": description, "important": important}, VersionChanges)
    with state.writing() as unit:
        project_id = state.find_project(unit, project).id
        version = unit.versions.describe(
            project_id,
            number,
            name=changes.name,
            description=changes.description,
            important=changes.important,
        )
        line = VersionLine.of(version)
    state.show(line, as_json, lambda: f"Version {line.number}: {line.name or 'no name'}.")


@group.command()
def delete(project: ProjectName, number: Number, as_json: AsJson = False) -> None:
    """Delete a version; it can be brought back for 30 days."""
    from aura.api.shapes import VersionLine

    with state.writing() as unit:
        line = VersionLine.of(unit.versions.delete(state.find_project(unit, project).id, number))
    state.show(line, as_json, lambda: f"Deleted version {line.number}.")


@group.command("bring-back")
def bring_back(project: ProjectName, number: Number, as_json: AsJson = False) -> None:
    """Bring a deleted version back."""
    from aura.api.shapes import VersionLine

    with state.writing() as unit:
        line = VersionLine.of(unit.versions.bring_back(state.find_project(unit, project).id, number))
    state.show(line, as_json, lambda: f"Version {line.number} is back.")
