"""``aura project pack``, ``unpack`` and ``otio``: projects as files, and timelines for other editors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aura.cli import places, state
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid, NotFound


class Kept(StrEnum):
    """Which versions a project's file holds."""

    all = "all"
    manual = "manual"
    none = "none"


def pack(
    project: ProjectName,
    out: Annotated[Path, typer.Option(help="Where to write it: a name that ends in .aura.")],
    versions: Annotated[
        Kept, typer.Option(help="Which versions it holds: all, manual and important ones, or none.")
    ] = Kept.all,
    media: Annotated[bool, typer.Option("--media/--no-media", help="Whether it holds the media.")] = True,
    as_json: AsJson = False,
) -> None:
    """Write a whole project to one file: its content, its versions, and its media."""
    from aura.exchange.manifest import SUFFIX
    from aura.exchange.packing import pack as packed

    if out.suffix.lower() != SUFFIX:
        raise Invalid(f"A project's file has a name that ends in {SUFFIX}.", field="out")
    aura = state.services()
    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    with places.whole(out) as file:
        found = packed(aura.units, aura.objects, project_id, file, kept=versions.value, with_media=media)
    size_bytes, files = out.stat().st_size, len(found.media) if found.with_media else 0
    result = {"file": str(out), "bytes": size_bytes, "versions": len(found.versions), "media": files}
    words = f"{_counted(len(found.versions), 'version')}, {_counted(files, 'media file')}"
    state.show(result, as_json, lambda: f"Wrote {out}, {size_bytes:,} bytes: {words}.")


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `aura project pack` wrote.")],
    as_json: AsJson = False,
) -> None:
    """Make a new project from a project's file."""
    from aura.api.shapes import ProjectLine
    from aura.exchange.unpacking import unpack as unpacked

    if not file.is_file():
        raise NotFound(f"There is no file {file}.", field="file")
    aura = state.services()
    with file.open("rb") as opened:
        project_id = unpacked(aura.units, aura.objects, aura.prober, opened)
    with state.reading() as unit:
        line = ProjectLine.of(unit.projects.get(project_id))
    state.show(line, as_json, lambda: f"Unpacked “{line.title}”: {line.id}")


def otio(
    project: ProjectName,
    out: Annotated[Path, typer.Option(help="Where to write it: a name that ends in .otio or .otioz.")],
    in_place: Annotated[
        bool,
        typer.Option(
            "--in-place", help="Name the media where Aura keeps it; else it is put beside the file."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a project's film as an OpenTimelineIO timeline, for other editors, with its media."""
    from aura.exchange import timelines

    form = out.suffix.lower()
    if form not in (".otio", ".otioz") or (in_place and form != ".otio"):
        raise Invalid("A timeline's name ends in .otio, or with its media inside in .otioz.", field="out")
    aura = state.services()
    with state.reading() as unit:
        film = timelines.film_of(unit.work, aura.objects, state.find_project(unit, project).id)
    with places.whole(out) as file:
        if form == ".otioz":
            found = timelines.bundle(film, aura.objects, file)
        else:
            found = timelines.timeline(film, aura.objects if in_place else None)
            if not in_place:
                timelines.lay_beside(found.media, aura.objects, out.resolve().parent)
            file.write(found.data)
    result = {"file": str(out), "media": len(found.media)}
    state.show(result, as_json, lambda: f"Wrote {out}, {_counted(len(found.media), 'media file')}.")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
