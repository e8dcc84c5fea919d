"""``aura queue``: what runs and waits, its order, its pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import output, state
from aura.cli.exports import ExportName, find_export
from aura.cli.state import AsJson

if TYPE_CHECKING:
    from aura.api.export_shapes import ExportLine

group = typer.Typer(
    help="The queue of exports: list, pause, resume, first, normal, last, before.", no_args_is_help=True
)

MaybeExport = Annotated[
    str | None, typer.Argument(metavar="[EXPORT]", help="An export; the whole queue when left out.")
]


@group.command("list")
def list_queue(as_json: AsJson = False) -> None:
    """Show what runs, and what waits, in the order in which it will be begun."""
    from aura.api.queue_shapes import QueueState

    with state.reading() as unit:
        queue = QueueState.of(unit.line)

    def words() -> str:
        rows = ["The queue is paused; `aura queue resume` lets it go on."] if queue.paused else []
        rows += [f"   -  {_words(line)}" for line in queue.running]
        rows += [f"{number:>4}  {_words(line)}" for number, line in enumerate(queue.waiting, 1)]
        return output.lined(rows) or "Nothing runs and nothing waits."

    state.show(queue, as_json, words)


@group.command()
def pause(export: MaybeExport = None, as_json: AsJson = False) -> None:
    """Pause an export, or begin no more of any; what a paused one had finished is kept."""
    if export is None:
        _whole("pause_all", as_json, "Paused the queue: what runs goes on, and nothing else is begun.")
    else:
        _change("pause", export, as_json, "Paused.")


@group.command()
def resume(export: MaybeExport = None, as_json: AsJson = False) -> None:
    """Let a paused export, or the whole queue, go on."""
    if export is None:
        _whole("resume_all", as_json, "The queue goes on.")
    else:
        _change("resume", export, as_json, "It waits for its turn again.")


@group.command()
def first(export: ExportName, as_json: AsJson = False) -> None:
    """Move an export to the front of all that wait."""
    _change("move", export, as_json, "It is the next one.", to="first")


@group.command()
def normal(export: ExportName, as_json: AsJson = False) -> None:
    """Put an export back among the others, by when it was asked for."""
    _change("move", export, as_json, "It waits among the others.", to="normal")


@group.command()
def last(export: ExportName, as_json: AsJson = False) -> None:
    """Move an export behind all others, also those that are asked for later."""
    _change("move", export, as_json, "It waits until nothing else does.", to="last")


@group.command()
def before(
    export: ExportName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The export to stand before.")],
    as_json: AsJson = False,
) -> None:
    """Move an export before another one that waits."""
    _change("move", export, as_json, "Moved.", before=find_export(other))


def _change(verb: str, export: str, as_json: bool, words: str, **how: str) -> None:
    from aura.api.export_shapes import ExportLine

    export_id = find_export(export)
    with state.writing() as unit:
        line = ExportLine.of(getattr(unit.line, verb)(export_id, **how))
        is_all_paused = unit.line.is_paused
    held = ""
    if verb != "pause" and line.paused:
        held = f" It is paused; `aura queue resume {line.id}` lets it go on."
    elif verb != "pause" and is_all_paused:
        held = " The queue is paused; `aura queue resume` lets it go on."
    state.show(line, as_json, lambda: words + held)


def _whole(verb: str, as_json: bool, words: str) -> None:
    from aura.api.queue_shapes import QueueState

    with state.writing() as unit:
        getattr(unit.line, verb)()
        queue = QueueState.of(unit.line)
    state.show(queue, as_json, lambda: words)


def _words(line: ExportLine) -> str:
    """An export of the queue in a line."""
    about = "paused" if line.paused else line.stage or (line.status if line.started_at else "")
    facts = (line.id, f"{line.progress:>5.1f} %", f"{line.priority:<6}", line.preset, about)
    return "  ".join(fact for fact in facts if fact)
