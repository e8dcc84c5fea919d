"""``aura calls``: what servers were asked for a project, and what it cost."""

from typing import Annotated

import typer

from aura.cli import output, state
from aura.cli.state import AsJson, ProjectName


def calls(
    project: ProjectName,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most calls to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show what servers were asked for a project, the newest first, and what it cost where that is known."""
    from aura.api.completion_shapes import CompletionLine, CompletionPage
    from aura.audit.completions import Completions

    with state.reading() as unit:
        completions = Completions(unit.work)
        project_id = state.find_project(unit, project).id
        page = completions.list(project_id, limit=limit)
        lines = [CompletionLine.of(row) for row in page.items]
        totals = completions.totals(project_id)
    rows = [
        f"{line.at:%Y-%m-%d %H:%M}  {line.stage or '':<7}  {line.status:<9}  {line.provider} {line.model}  "
        f"{line.duration_ms or 0:,} ms  {line.error or ''}".rstrip()
        for line in lines
    ]
    tokens = f"{totals.input_tokens:,} tokens in, {totals.output_tokens:,} out"
    unknown = f" and {totals.unpriced:,} calls whose price is not known" if totals.unpriced else ""
    rows.append(f"{totals.calls:,} calls, {tokens}, ${totals.cost_micros / 1e6:.4f}{unknown}")
    page_line = CompletionPage(lines, page.cursor, totals)
    state.show(page_line, as_json, lambda: output.lined(rows) if lines else "No server was asked anything.")
