"""``aura preview`` and ``aura frame``: parts of a film before it is made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aura.cli import places, state
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid

LATEST_S = 1_000_000_000
"""No film is longer; infinity is no number of seconds."""


def preview(
    project: ProjectName,
    output: Annotated[Path, typer.Option(help="Where to write it: an MP4 file.")],
    scene: Annotated[str | None, typer.Option(help="A scene's number, or its id.")] = None,
    start: Annotated[
        float, typer.Option("--from", min=0, max=LATEST_S, help="Where to begin, in seconds.")
    ] = 0,
    end: Annotated[
        float | None, typer.Option("--to", min=0, max=LATEST_S, help="Where to end, in seconds.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Render one scene, or a part of the film, small and with its sound."""
    places.require(output, field="output")
    if (scene is None) == (end is None) or (scene is not None and start):
        raise Invalid("Say what to see: --scene, or --from and --to.", field="scene")
    with state.reading() as unit:
        found = state.find_project(unit, project)
        scene_id = state.find_scene(unit, found, scene) if scene is not None else None
        project_id = found.id
    aura = state.services()
    state.log_apart(aura)
    previews = aura.previews()
    if scene_id is not None:
        made = previews.of_scene(project_id, scene_id)
    else:
        made = previews.of_range(project_id, round(start * 1000), round((end or 0) * 1000))
    if not previews.finished(made):
        for _ in previews.play(made):
            pass
    places.put(made.file, output)
    result = {"file": str(output), "from_ms": made.from_ms, "length_ms": made.length_ms}
    words = f"Wrote {output}: {made.length_ms / 1000:.1f} s from {made.from_ms / 1000:.1f} s on"
    state.show(result, as_json, lambda: words)


def frame(
    project: ProjectName,
    at: Annotated[float, typer.Option(min=0, max=LATEST_S, help="The moment, in seconds.")],
    output: Annotated[Path, typer.Option(help="Where to write it: a PNG file.")],
    width: Annotated[int | None, typer.Option(min=1, help="Its width; else the film's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the frame that the film shows at a moment as a PNG."""
    places.require(output, endings=(".png",), field="output")
    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    aura = state.services()
    state.log_apart(aura)
    made = aura.previews().frame(project_id, round(at * 1000), width)
    places.write(made, output)
    result = {"file": str(output), "size_bytes": len(made)}
    state.show(result, as_json, lambda: f"Wrote {output}, {len(made):,} bytes")
