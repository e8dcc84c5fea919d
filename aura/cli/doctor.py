"""``aura doctor``: what works here, and what to do about what does not."""

from pathlib import Path
from typing import Annotated

import typer

from aura.cli import state
from aura.cli.exits import EXIT_CODES
from aura.cli.state import AsJson
from aura.errors import AuraError, Unavailable

MARKS = {"ok": "✓", "warning": "!", "failed": "✗"}


def doctor(
    online: Annotated[bool, typer.Option("--online", help="Ask the servers that were set up.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check what works on this machine, and say what to do; ends with 8 when something failed."""
    from aura import config
    from aura.api.setting_shapes import Checked
    from aura.setup.checks import Known, findings, gather

    settings = config.load(Path(state.STATE.home) if state.STATE.home else None)
    known: Known | AuraError
    try:
        with state.reading() as unit:
            known = gather(unit.services.database, unit.configuration)
    except AuraError as error:
        known = error
    checked = Checked.of(findings(settings, known, online=online))
    lines = [
        f"{MARKS[found.status]} {found.name:<11} {found.words}"
        + (f"\n  → {found.remedy}" if found.remedy else "")
        for found in checked.items
    ]
    state.show(checked, as_json, lambda: "\n".join(lines))
    if checked.status == "failed":
        raise typer.Exit(EXIT_CODES[Unavailable])
