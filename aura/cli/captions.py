"""``aura captions``: subtitle files out of a project and into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aura.cli import places, state
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid, NotFound

group = typer.Typer(help="Captions as subtitle files: save, load, clear.", no_args_is_help=True)


@group.command()
def save(
    project: ProjectName,
    out: Annotated[Path, typer.Option(help="Where to write them: a name that ends in .srt or .vtt.")],
    version: Annotated[
        int | None, typer.Option(min=1, max=2**31 - 1, help="Those of a version, not of the project now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the captions of a project's film to a subtitle file."""
    from aura.exports.subtitles import of_project, of_version
    from aura.projects.subtitle_files import format_of, write

    form = format_of(out.name)
    if form is None:
        raise Invalid("A subtitle file's name ends in .srt or .vtt.", field="out")
    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
        objects = unit.services.objects
        found = (
            of_project(unit.work, objects, project_id)
            if version is None
            else of_version(unit.work, objects, project_id, version)
        )
    cues = found.cues
    places.write(write(cues, form), out)
    result = {"file": str(out), "captions": len(cues)}
    state.show(result, as_json, lambda: f"Wrote {out}, {_counted(len(cues), 'caption')}")


@group.command()
def load(
    project: ProjectName,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The subtitle file, SRT or VTT.")],
    as_json: AsJson = False,
) -> None:
    """Give a project's scenes the captions of a subtitle file, as one step of undo."""
    from aura.api.caption_shapes import CaptionsDone
    from aura.projects.subtitle_files import MAX_BYTES, read
    from aura.projects.subtitles import Subtitles

    if not file.is_file():
        raise NotFound(f"There is no file {file}.", field="file")
    with file.open("rb") as opened:
        cues = read(opened.read(MAX_BYTES + 1))
    with state.writing() as unit:
        loaded = Subtitles(unit.work).load(state.find_project(unit, project).id, cues)
        result = CaptionsDone.loaded(unit, loaded)
    words = f"Loaded {_counted(result.cues, 'caption')} into {_counted(loaded.scenes, 'scene')}."
    if missed := result.left_out.count:
        first = result.left_out.first
        words += f"\nLeft out {_counted(missed, 'cue')} for which the film has no time, first “{first}”."
    state.show(result, as_json, lambda: words)


@group.command()
def clear(project: ProjectName, as_json: AsJson = False) -> None:
    """Take all scenes' own captions, as one step of undo; those made from narrations are shown again."""
    from aura.api.shapes import Done
    from aura.projects.subtitles import Subtitles

    with state.writing() as unit:
        result = Done.of(unit, Subtitles(unit.work).clear(state.find_project(unit, project).id))
    count = len(result.actions)
    words = f"Took the captions from {_counted(count, 'scene')}." if count else "Nothing to change."
    state.show(result, as_json, lambda: words)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
