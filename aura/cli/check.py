"""``aura check``: whether all that is kept is whole, and mending what is not."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import state
from aura.cli.exits import FOUND
from aura.cli.state import AsJson
from aura.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aura.upkeep.findings import Finding, Report, VersionHit
    from aura.upkeep.repairing import Repaired

MOST_SHOWN = 100


def check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended; the database is kept as it was.")
    ] = False,
    source: Annotated[
        Path | None, typer.Option("--from", help="A backup to mend from what is nowhere else.")
    ] = None,
    media: Annotated[
        bool, typer.Option("--media", help="Read media files too, and not only look for them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check all that is kept, and name what is wrong with the versions it concerns; ends with 20 then.

    Aura may go on working meanwhile.  Nothing is changed without `--repair`.
    """
    from aura.upkeep import checking, repairing

    if source is not None and not repair:
        raise Invalid("A backup is only read to mend from it: add --repair.", field="from")
    aura = state.services()
    state.log_apart(aura)
    if repair:
        done = repairing.repair(aura.units, aura.objects, aura.settings, reread=media, source=source)
        found = done.left
        state.show(done, as_json, lambda: "\n".join([*_mended(done), *_lines(found)]))
    else:
        found = checking.check(aura.units, aura.objects, reread=media)
        state.show(found, as_json, lambda: "\n".join(_lines(found)))
    if not found.is_clean:
        raise typer.Exit(FOUND)


def _mended(done: Repaired) -> Iterator[str]:
    yield from _at_most([f"✓ {each.kind}: {each.words}" for each in done.mended], "mended")
    if done.backup is not None:
        yield f"The database as it was before is in {done.backup}"


def _lines(found: Report) -> Iterator[str]:
    yield from _at_most(["\n".join(_finding(each)) for each in found.findings], "found")
    looked = (
        f"Checked {found.contents:,} contents ({found.content_bytes:,} bytes), {found.copies:,} copies, "
        f"{found.projects:,} projects, {found.scenes:,} scenes, {found.files:,} media files"
    )
    yield f"{looked}: {f'{len(found.findings):,} things are' if found.findings else 'nothing is'} wrong."


def _finding(finding: Finding) -> Iterator[str]:
    yield f"✗ {finding.kind}: {finding.words}"
    for project, hits in groupby(finding.versions, lambda hit: (hit.project, hit.project_id)):
        yield f"  “{project[0]}”, {_numbers(list(hits))}"
    for title, actions in groupby(finding.actions, lambda hit: (hit.project, hit.project_id)):
        yield f"  “{title[0]}”, action {', '.join(str(hit.number) for hit in actions)}"
    yield f"  → {finding.advice}"


def _numbers(hits: Sequence[VersionHit]) -> str:
    numbers = ", ".join(str(hit.number) for hit in hits)
    lost = ", ".join(str(hit.number) for hit in hits if not hit.is_readable)
    return f"version {numbers}" + (f"; cannot be opened: {lost}" if lost else "")


def _at_most(lines: Sequence[str], what: str) -> Iterator[str]:
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"… and {len(lines) - MOST_SHOWN:,} more {what}; --json shows all."
