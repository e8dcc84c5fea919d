"""``aura cleanup``: removes what nobody needs any more, or tells what would go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import state
from aura.cli.state import AsJson
from aura.errors import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aura.cleanup.rule import Result


def cleanup(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and remove nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Remove what nobody needs any more: old autosaves, what is deleted for 30 days, unnamed files.

    `serve` and `worker` do this by themselves.
    """
    aura = state.services()
    state.log_apart(aura)
    results = aura.clean_up(dry_run=dry_run)
    total = sum(result.bytes for result in results)
    answer = {"dry_run": dry_run, "rules": results, "bytes": total}
    state.show(answer, as_json, lambda: _table(results, total, dry_run=dry_run))
    problems = [result for result in results if result.problem]
    if problems:
        raise ToolFailed(f"Not all could be cleaned up; {problems[0].rule}: {problems[0].problem}")


def _table(results: Sequence[Result], total: int, *, dry_run: bool) -> str:
    lines = [f"{'rule':30}{'items':>9}{'bytes':>16}"]
    lines += [f"{result.rule:30}{result.items:>9,}{result.bytes:>16,}" for result in results]
    end = "would be freed; nothing was changed" if dry_run else "freed"
    return "\n".join([*lines, f"{total:,} bytes {end}."])
