"""``aura version``: save, list, compare, restore, branch, name, delete, bring back."""

from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import output, state
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid, NotFound
from aura.ids import parse_id

if TYPE_CHECKING:
    from aura.projects.editing import Applied
    from aura.projects.tables import ProjectState
    from aura.services import Unit

group = typer.Typer(
    help="Versions: save, list, compare, restore, branch, name, delete, bring back.", no_args_is_help=True
)

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
    autosaves: Annotated[bool, typer.Option("--all", help="Show autosaves too.")] = False,
    deleted: Annotated[bool, typer.Option("--deleted", help="Show what can be brought back.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most versions to show.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List a project's versions, the newest first."""
    from aura.api.shapes import Listing, VersionLine

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
        page = unit.versions.list(project_id, limit=limit, autosaves=autosaves, deleted=deleted)
        lines = [VersionLine.of(version) for version in page.items]
    rows = [
        f"{line.number:>5}  {line.created_at:%Y-%m-%d %H:%M}  {line.type:<12}  "
        f"{'* ' if line.is_important else ''}{line.name or ''}"
        for line in lines
    ]
    state.show(Listing(lines, page.cursor), as_json, lambda: output.lined(rows) or "No versions.")


@group.command()
def compare(
    project: ProjectName,
    number: Number,
    other: Annotated[
        int | None, typer.Argument(min=1, max=2**31 - 1, help="Another version's; now when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what differs from a version to another one, or to the project as it is now."""
    from aura.cli.differences import lines

    with state.reading() as unit:
        found = unit.versions.compare(state.find_project(unit, project).id, number, other)
    title = f"From version {number} to {f'version {other}' if other else 'now'}:"
    same = f"{title} nothing differs."
    state.show(found, as_json, lambda: same if found.is_same else "\n".join([title, *lines(found)]))


@group.command()
def restore(
    project: ProjectName,
    number: Number,
    scene: Annotated[
        str | None, typer.Option(help="Only this scene: its number in that version, or its id.")
    ] = None,
    part: Annotated[
        str | None, typer.Option(help="Only this part: brief, plan, voice, render or head.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring a version back; what was there is kept as a restore point, and undo takes it back."""
    from aura.api.shapes import Done

    with state.writing() as unit:
        result = Done.of(unit, _restored(unit, state.find_project(unit, project), number, scene, part))
    same = f"{'That' if scene or part else 'The project'} already is as in version {number}"
    words = result.actions[-1].description if result.actions else same
    state.show(result, as_json, lambda: f"{words}.")


def _restored(
    unit: "Unit", project: "ProjectState", number: int, scene: str | None, part: str | None
) -> "Applied":
    from aura.timeline.edits.restore import PART_WORDS

    if scene and part:
        raise Invalid("Restore a scene or a part, one at a time.", field="part")
    if scene:
        return unit.versions.restore_scene(project.id, number, _scene_of(unit, project, number, scene))
    if part is None:
        return unit.versions.restore(project.id, number)
    if part not in PART_WORDS:
        raise Invalid(f"The parts are {', '.join(PART_WORDS)}.", field="part")
    return unit.versions.restore_part(project.id, number, part)


def _scene_of(unit: "Unit", project: "ProjectState", number: int, name: str) -> str:
    """The id of the scene meant by its number in a version, or by its id."""
    if not (name.isascii() and name.isdecimal()):
        return str(parse_id(name, "scene"))
    scenes = unit.versions.document(project.id, number).timeline.scenes
    if len(name) > 9 or not 1 <= int(name) <= len(scenes):
        raise NotFound(
            f"Version {number} has {len(scenes)} scenes; there is no scene {name:.20}.", field="scene"
        )
    return scenes[int(name) - 1].id


@group.command()
def branch(project: ProjectName, number: Number, as_json: AsJson = False) -> None:
    """Open a version as a new project; the two share their content."""
    from aura.api.shapes import ProjectLine

    with state.writing() as unit:
        line = ProjectLine.of(unit.versions.branch(state.find_project(unit, project).id, number))
    state.show(line, as_json, lambda: f"Created “{line.title}”: {line.id}")


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
