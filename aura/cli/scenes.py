"""``aura scene list`` and ``show``; the edits of scenes join them by themselves."""

import typer

from aura.cli import state
from aura.cli.state import AsJson, ProjectName, SceneName

group = typer.Typer(help="Scenes: list, show, insert, change, move, delete.", no_args_is_help=True)


@group.command("list")
def list_scenes(project: ProjectName, as_json: AsJson = False) -> None:
    """List a project's scenes in order."""
    from aura.projects.live import LiveView
    from aura.timeline.time import clock

    with state.reading() as unit:
        timeline = LiveView(unit.work.session, state.find_project(unit, project)).document().timeline
    rate = timeline.head.rate
    rows = [
        f"{number:>4}  {clock(scene.length_frames, rate):>8}  {scene.title or scene.script_text:.80}"
        for number, scene in enumerate(timeline.scenes, 1)
    ]
    state.show({"items": timeline.scenes}, as_json, lambda: "\n".join(rows) or "No scenes yet.")


@group.command("show")
def show_scene(project: ProjectName, scene: SceneName, as_json: AsJson = False) -> None:
    """Show one scene."""
    from aura.projects.live import LiveView
    from aura.timeline.view import get_scene

    with state.reading() as unit:
        found = state.find_project(unit, project)
        value = get_scene(LiveView(unit.work.session, found), state.find_scene(unit, found, scene))
    state.show(value, as_json, lambda: f"{value.title}\n{value.script_text}".strip() or "An empty scene.")
