"""``aura export explain``: what an export would render now, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import state
from aura.cli.state import AsJson, ProjectName

if TYPE_CHECKING:
    from aura.exports.explaining import Explained


def explain(
    project: ProjectName,
    preset: Annotated[str | None, typer.Option(help="A preset; the project's own when left out.")] = None,
    version: Annotated[
        int | None,
        typer.Option(min=1, max=2**31 - 1, help="Compare with a version; else with the newest film."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say of each segment whether it is reused, or rendered because of which change."""
    from aura.actor import LOCAL
    from aura.exports.explaining import explain as look

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    tools = state.services().tools
    found = look(tools, LOCAL, project_id, preset_name=preset, version=version)
    state.show(found, as_json, lambda: "\n".join(_lines(found)))


def _lines(found: Explained) -> Iterator[str]:
    against = "no film was made before" if found.against is None else f"against version {found.against}"
    yield f"With {found.preset}, {against}:"
    for line in found.segments:
        what = f"{'into ' if line.is_passage else ''}{line.scene}"
        title = "" if line.is_passage else line.title[:24]
        why = "; ".join(line.reasons)
        yield f"{line.from_ms / 1000:>8.1f} s {what:>9}  {title:<24} {line.frames:>5}  {line.state:<9} {why}"
    yield f"{'sound':>20}  {'':<24} {'':>5}  {found.sound.state:<9} {'; '.join(found.sound.reasons)}"
    reused, rendered = found.frames_reused, found.frames_rendered
    yield (
        f"{found.segments_reused} segments ({reused:,} frames) are reused, "
        f"{found.segments_rendered} ({rendered:,} frames) rendered."
    )
