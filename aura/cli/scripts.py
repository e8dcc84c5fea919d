"""``aura scripts``: the scenes written in Python that are installed here."""

from __future__ import annotations

from typing import Annotated

import typer

from aura.cli import state
from aura.cli.state import AsJson

group = typer.Typer(help="Scenes written in Python: list, show.", no_args_is_help=True)

ScriptName = Annotated[str, typer.Argument(metavar="SCRIPT", help="A script's name.")]


@group.command("list")
def list_scripts(as_json: AsJson = False) -> None:
    """List the scripts that can draw scenes here."""
    from aura.api.shapes import Listing
    from aura.cli.script_lines import ScriptLine

    lines = [ScriptLine.of(script) for script in state.services().scripts.all().values()]
    rows = [f"{line.name:<20}  {line.origin:<16}  {line.about.partition(chr(10))[0]}" for line in lines]
    state.show(Listing(lines), as_json, lambda: "\n".join(rows))


@group.command()
def show(script: ScriptName, as_json: AsJson = False) -> None:
    """Show what a script does and which parameters it takes; its code is run for that, in its own process."""
    from aura.cli.script_lines import ScriptPage

    page = ScriptPage.of(state.services().scripts.get(script))
    state.show(page, as_json, page.words)
