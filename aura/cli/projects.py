"""``aura project``: create, duplicate, list, show, delete, bring back."""

from typing import Annotated

import typer

from aura.actor import LOCAL
from aura.cli import output, state
from aura.cli.online import OnlineChoice, source_of, tell
from aura.cli.state import AsJson, ProjectName
from aura.timeline.rules import clean_text

group = typer.Typer(help="Projects: create, duplicate, list, show, delete, bring back.", no_args_is_help=True)


@group.command()
def create(
    topic: Annotated[str, typer.Argument(help="What the film is about.")],
    title: Annotated[str | None, typer.Option(help="Its title; the topic when left out.")] = None,
    audience: Annotated[str, typer.Option(help="Who it is for.")] = "",
    language: Annotated[
        str | None, typer.Option(help="The language it is spoken in, such as en or de.")
    ] = None,
    aspect: Annotated[str | None, typer.Option(help="16:9, 9:16, 1:1 or 4:5.")] = None,
    scene: Annotated[list[str] | None, typer.Option(help="A scene's text; may be given again.")] = None,
    as_json: AsJson = False,
) -> None:
    """Create a project, together with its first version."""
    from aura.api.shapes import ProjectLine
    from aura.ids import new_id
    from aura.timeline.document import Brief, Head
    from aura.timeline.edits.registry import convert
    from aura.timeline.scene import Scene

    with state.writing() as unit:
        usual = unit.usual.document
        fields = {"language": language or usual.brief.language, "aspect": aspect or usual.brief.aspect}
        brief = convert({"topic": topic, "audience": audience, **fields}, Brief)
        head = convert({"title": title or topic}, Head)
        scenes = [convert({"id": str(new_id()), "script_text": text}, Scene) for text in scene or ()]
        project = unit.projects.create(
            brief=brief, head=head, voice=usual.voice, render=usual.render, scenes=scenes
        )
        line = ProjectLine.of(project)
    state.show(line, as_json, lambda: f"Created “{line.title}”: {line.id}")


@group.command("list")
def list_projects(
    search: Annotated[str | None, typer.Option(help="Words of the title or description.")] = None,
    deleted: Annotated[bool, typer.Option("--deleted", help="Show what can be brought back.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most projects to show.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List projects, the latest changed first."""
    from aura.api.shapes import Listing, ProjectLine

    with state.reading() as unit:
        words = clean_text(search, "search") if search else None
        page = unit.projects.list(limit=limit, search=words, deleted=deleted)
        lines = [ProjectLine.of(project) for project in page.items]
    rows = [
        f"{line.id}  {line.updated_at:%Y-%m-%d %H:%M}  {line.scene_count:>4} scenes  {line.title}"
        for line in lines
    ]
    empty = "No projects yet; `aura project create TOPIC` makes one."
    state.show(Listing(lines, page.cursor), as_json, lambda: output.lined(rows) or empty)


@group.command()
def show(project: ProjectName, as_json: AsJson = False) -> None:
    """Show a project: where it stands, its parts and what is missing."""
    from aura.api.shapes import ProjectWhole
    from aura.projects.live import LiveView

    with state.reading() as unit:
        whole = ProjectWhole.of_live(LiveView(unit.work.session, state.find_project(unit, project)))
    gaps = [f"  {step}: {gap.message}" for step, found in whole.missing.items() for gap in found[:3]]
    lines = [
        f"{whole.title}  ({whole.id})",
        f"{whole.status}, {whole.scene_count} scenes, {whole.brief.aspect}, {whole.brief.language}",
        *(["Missing:", *gaps] if gaps else ["Nothing is missing."]),
    ]
    state.show(whole, as_json, lambda: "\n".join(lines))


@group.command()
def duplicate(project: ProjectName, as_json: AsJson = False) -> None:
    """Make a new project with the content of this one as it is now; the two share it."""
    from aura.api.shapes import ProjectLine

    with state.writing() as unit:
        line = ProjectLine.of(unit.projects.duplicate(state.find_project(unit, project).id))
    state.show(line, as_json, lambda: f"Created “{line.title}”: {line.id}")


@group.command()
def delete(project: ProjectName, as_json: AsJson = False) -> None:
    """Delete a project; it can be brought back for 30 days."""
    from aura.api.shapes import ProjectLine

    with state.writing() as unit:
        line = ProjectLine.of(unit.projects.delete(state.find_project(unit, project).id))
    state.show(
        line, as_json, lambda: f"Deleted “{line.title}”; `aura project bring-back {line.id}` undoes it."
    )


@group.command("bring-back")
def bring_back(project: ProjectName, as_json: AsJson = False) -> None:
    """Bring a deleted project back."""
    from aura.api.shapes import ProjectLine

    with state.writing() as unit:
        line = ProjectLine.of(unit.projects.bring_back(state.find_project(unit, project, deleted=True).id))
    state.show(line, as_json, lambda: f"“{line.title}” is back.")


def draft(project: ProjectName, online: OnlineChoice = None, as_json: AsJson = False) -> None:
    """Draft a project's script from its brief and plan, in place of the scenes it has."""
    from aura.api.shapes import ActionLine, Done

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    studio, source = state.services().studio, source_of(online)
    tell(studio.drafting_tells(project_id, LOCAL, source))
    applied = studio.draft(project_id, LOCAL, source)
    result = Done([ActionLine.of(action) for action in applied.actions])
    count = applied.project.scene_count
    state.show(result, as_json, lambda: f"Drafted {count} scenes; `aura undo` takes them back.")
