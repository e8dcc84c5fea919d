"""``aura undo``, ``redo`` and ``history``."""

from typing import Annotated

import typer

from aura.cli import output, state
from aura.cli.state import AsJson, ProjectName


def undo(project: ProjectName, as_json: AsJson = False) -> None:
    """Take your newest step in a project back."""
    _turn("undo", project, as_json)


def redo(project: ProjectName, as_json: AsJson = False) -> None:
    """Do your last undone step again."""
    _turn("redo", project, as_json)


def _turn(way: str, project: str, as_json: bool) -> None:
    from aura.api.shapes import Done

    with state.writing() as unit:
        verb = unit.editing.undo if way == "undo" else unit.editing.redo
        result = Done.of(unit, verb(state.find_project(unit, project).id))
    words = "; ".join(action.description for action in result.actions)
    state.show(result, as_json, lambda: f"{'Undone' if way == 'undo' else 'Redone'}: {words}.")


def history(
    project: ProjectName,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most actions to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show what was done to a project, the newest first."""
    from aura.api.shapes import ActionLine, ActionPage

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
        page = unit.history.list(project_id, limit=limit)
        next_undo, next_redo = unit.history.next_words(project_id)
        lines = [ActionLine.of(action) for action in page.items]
    rows = [
        f"{line.number:>5}  {line.at:%Y-%m-%d %H:%M}  {line.status:<8}  {line.description}" for line in lines
    ]
    result = ActionPage(lines, page.cursor, next_undo, next_redo)
    state.show(result, as_json, lambda: output.lined(rows) or "Nothing was done yet.")
