"""``aura sheet``, ``aura thumbnail``, ``aura waveform``: projects and films at a glance, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import places, state
from aura.cli.exports import find_export
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid

if TYPE_CHECKING:
    from aura.exports.glancing import Heard
    from aura.render.glances.asking import Form

Output = Annotated[Path, typer.Option("--output", "--out", help="Where to write it.")]
OfVersion = Annotated[
    int | None, typer.Option("--version", min=1, max=2**31 - 1, help="A version's, not the project's now.")
]
OfScene = Annotated[str | None, typer.Option("--scene", help="Only this scene, by its number or its id.")]
OfExport = Annotated[
    str | None,
    typer.Option("--export", help="The film of this export of the project: its id, its end, or “latest”."),
]
_PICTURES = (".png", ".jpg")


def sheet(
    project: ProjectName,
    output: Output,
    version: OfVersion = None,
    export: OfExport = None,
    columns: Annotated[int, typer.Option(min=1, max=12, help="Pictures in a row.")] = 5,
    side: Annotated[int, typer.Option(min=1, max=640, help="The longer side of each picture.")] = 320,
    as_json: AsJson = False,
) -> None:
    """Write a contact sheet of a project's scenes, or with --export of a film's frames: PNG or JPEG."""
    from aura.exports import glancing
    from aura.render.glances.glances import FilmSheet

    ending = places.require(output, endings=_PICTURES, field="output").removeprefix(".")
    glances = state.services().glances
    if export is None:
        with state.reading() as unit:
            project_id = state.find_project(unit, project).id
            title, tiles = glancing.sheet_of(
                unit.work, state.services().scripts.sources, project_id, side, version
            )
        made = glances.sheet(title, tiles, columns, ending)
        words = f"{len(tiles):,} scene{'' if len(tiles) == 1 else 's'}"
    else:
        with state.reading() as unit:
            found = state.find_project(unit, project)
            title, heard = found.title, glancing.film_of(unit.exports, find_export(export, found.id))
        wanted = FilmSheet(title=title, columns=columns, side_px=glancing.side_of(side))
        made = glances.film_sheet(*heard, wanted, ending)
        words = f"{wanted.count} frames"
    places.put(made, output)
    _tell(output, words, as_json)


def thumbnail(
    project: ProjectName,
    output: Output,
    scene: OfScene = None,
    version: OfVersion = None,
    side: Annotated[int, typer.Option(min=1, max=1280, help="The longer side in pixels.")] = 640,
    as_json: AsJson = False,
) -> None:
    """Write the picture that stands for a project, a version or a scene: JPEG or WebP."""
    from aura.exports import glancing

    ending = places.require(output, endings=(".jpg", ".jpeg", ".webp"), field="output")
    form: Form = "webp" if ending == ".webp" else "jpeg"
    scripts = state.services().scripts.sources
    with state.reading() as unit:
        found = state.find_project(unit, project)
        if scene is not None:
            if version is not None:
                raise Invalid("Name a scene or a version, not both.", field="version")
            scene_id = state.find_scene(unit, found, scene)
            wanted = glancing.of_scene(unit.work, scripts, found.id, scene_id, side, form)
        elif version is not None:
            wanted = glancing.of_version(unit.work, scripts, found.id, version, side, form)
        else:
            wanted = glancing.of_project(unit.work, scripts, found.id, side, form)
    places.put(state.services().glances.thumbnail(wanted), output)
    _tell(output, f"{wanted.canvas.width_px} × {wanted.canvas.height_px}", as_json)


def waveform(
    project: ProjectName,
    output: Output,
    scene: OfScene = None,
    asset: Annotated[str | None, typer.Option(help="The sound of a file, by its digest.")] = None,
    export: OfExport = None,
    parts: Annotated[int, typer.Option(min=1, max=4000, help="How many peaks at most, in JSON.")] = 600,
    width: Annotated[int, typer.Option(min=8, max=4000, help="The picture's width in pixels.")] = 800,
    height: Annotated[int, typer.Option(min=8, max=1000, help="The picture's height in pixels.")] = 120,
    as_json: AsJson = False,
) -> None:
    """Write the waveform of a scene's narration, a file or a film: numbers (.json) or a picture (.png)."""
    import msgspec

    from aura.render.glances import waves

    ending = places.require(output, endings=(".json", ".png"), field="output")
    wave = state.services().glances.wave(*_heard(project, scene, asset, export))
    if ending == ".json":
        places.write(msgspec.json.encode(wave.in_parts(parts)), output)
    else:
        with places.whole(output) as sink:
            waves.picture(wave, width, height).save(sink, "PNG", optimize=True)
    _tell(output, f"{wave.duration_ms / 1000:.1f} s", as_json)


def _heard(project: str, scene: str | None, asset: str | None, export: str | None) -> Heard:
    """The one thing that is meant."""
    from aura.exports import glancing
    from aura.exports.glancing import Heard

    if sum(each is not None for each in (scene, asset, export)) != 1:
        raise Invalid("Say whose sound: --scene, --asset or --export.", field="scene")
    with state.reading() as unit:
        found = state.find_project(unit, project)
        if scene is not None:
            scene_id = state.find_scene(unit, found, scene)
            return glancing.narration_of(unit.work, unit.services.objects, found.id, scene_id)
        if asset is not None:
            known, path = unit.assets.get(found.id, state.find_file(unit, found, asset))
            return Heard(path, known.digest)
        return glancing.film_of(unit.exports, find_export(export or "", found.id))


def _tell(output: Path, words: str, as_json: bool) -> None:
    state.show({"file": str(output), "holds": words}, as_json, lambda: f"Wrote {output}, {words}")
