"""``aura scene list`` and ``show``; the edits of scenes join them by themselves."""

from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import output, state
from aura.cli.state import AsJson, ProjectName, SceneName
from aura.timeline.rules import clean_text

if TYPE_CHECKING:
    from aura.timeline.scene import Scene

group = typer.Typer(help="Scenes: list, show, insert, change, cut, move, delete.", no_args_is_help=True)


@group.command("list")
def list_scenes(project: ProjectName, as_json: AsJson = False) -> None:
    """List a project's scenes in order."""
    from aura.projects.live import LiveView
    from aura.timeline.time import clock

    with state.reading() as unit:
        timeline = LiveView(unit.work.session, state.find_project(unit, project)).document().timeline
    rate = timeline.head.rate
    rows = [
        f"{number:>4}  {clock(scene.length_frames, rate):>8}  {' '.join(_said(scene).split()):.80}"
        for number, scene in enumerate(timeline.scenes, 1)
    ]
    state.show({"items": timeline.scenes}, as_json, lambda: "\n".join(rows) or "No scenes yet.")


def _said(scene: "Scene") -> str:
    """What a scene is known by: its title, or what is said in it."""
    return scene.title if scene.title.strip() else scene.script_text


@group.command("find")
def find_text(
    project: ProjectName,
    text: Annotated[str, typer.Argument(help="The words to find, whatever their case.")],
    as_json: AsJson = False,
) -> None:
    """Find a text in all scenes: titles, words and captions."""
    from aura.timeline.finding import find

    with state.reading() as unit:
        found = list(
            find(unit.live(state.find_project(unit, project).id).document(), clean_text(text, "text"))
        )
    rows = [f"{place.number:>4}  {place.field:<12}  {place.excerpt}" for place in found]
    state.show({"items": found}, as_json, lambda: output.lined(rows) or "Not found in any scene.")


@group.command("show")
def show_scene(project: ProjectName, scene: SceneName, as_json: AsJson = False) -> None:
    """Show one scene."""
    from aura.projects.live import LiveView
    from aura.timeline.view import get_scene

    with state.reading() as unit:
        found = state.find_project(unit, project)
        value = get_scene(LiveView(unit.work.session, found), state.find_scene(unit, found, scene))
    state.show(value, as_json, lambda: f"{value.title}\n{value.script_text}".strip() or "An empty scene.")
