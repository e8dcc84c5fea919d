"""``aura presets``: list, show, save, delete; and ``aura export check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from aura.cli import state
from aura.cli.state import AsJson, ProjectName

if TYPE_CHECKING:
    from aura.api.preset_shapes import PreflightLine, PresetLine

group = typer.Typer(help="Presets: list, show, save, delete.", no_args_is_help=True)

PresetName = Annotated[str, typer.Argument(metavar="PRESET", help="A preset's name.")]
MARKS = {"error": "✗", "warning": "!", "recommendation": "·"}


@group.command("list")
def list_presets(as_json: AsJson = False) -> None:
    """List the presets there are: those that ship, then your own."""
    from aura.api.preset_shapes import PresetLine
    from aura.api.shapes import Listing

    with state.reading() as unit:
        lines = [PresetLine.of(offer) for offer in unit.presets.list()]
    state.show(Listing(lines), as_json, lambda: "\n".join(map(_row, lines)))


@group.command()
def show(preset: PresetName, as_json: AsJson = False) -> None:
    """Show a preset with all its values."""
    from aura.api.preset_shapes import PresetLine

    with state.reading() as unit:
        line = PresetLine.of(unit.presets.get(preset))
    state.show(line, as_json, lambda: _whole(line))


@group.command()
def save(
    preset: PresetName,
    like: Annotated[str, typer.Option(help="The preset it is like, but for what you say.")] = "Standard 720p",
    platform: Annotated[
        Literal["YouTube", "TikTok", "Instagram", "Facebook", "Twitter", "LinkedIn", "Generic"] | None,
        typer.Option(help="Whose limits and loudness apply."),
    ] = None,
    aspect: Annotated[
        Literal["16:9", "9:16", "1:1", "4:5"] | None, typer.Option(help="The shape it is meant for.")
    ] = None,
    size_px: Annotated[int | None, typer.Option(help="The shorter side of the frame.")] = None,
    container: Annotated[
        Literal["mp4", "mov", "mkv", "webm", "mp3", "m4a"] | None, typer.Option(help="The form of file.")
    ] = None,
    video: Annotated[
        Literal["h264", "h265", "vp9", "prores", "none"] | None,
        typer.Option(help="How pictures are coded; none is sound alone."),
    ] = None,
    speed: Annotated[
        Literal["standard", "fast"] | None, typer.Option(help="Fast takes less time and more room.")
    ] = None,
    crf: Annotated[int | None, typer.Option(help="The quality: 6 less doubles the size.")] = None,
    video_bit_rate: Annotated[int | None, typer.Option(help="A cap, in bits a second.")] = None,
    audio: Annotated[
        Literal["aac", "opus", "mp3", "pcm"] | None, typer.Option(help="How sound is coded.")
    ] = None,
    audio_bit_rate: Annotated[int | None, typer.Option(help="In bits a second.")] = None,
    loudness_lufs: Annotated[int | None, typer.Option(help="How loud the film is to be.")] = None,
    peak_db: Annotated[int | None, typer.Option(help="A ceiling for its loudest peak.")] = None,
    as_json: AsJson = False,
) -> None:
    """Save a preset of your own, like another but for what you say."""
    from aura.api.preset_shapes import PresetLine
    from aura.exports.presets import Changes
    from aura.timeline.edits.registry import convert

    said: dict[str, Any] = {
        "like": like,
        "platform": platform,
        "aspect": aspect,
        "size_px": size_px,
        "container": container,
        "video": video,
        "speed": speed,
        "crf": crf,
        "video_bit_rate": video_bit_rate,
        "audio": audio,
        "audio_bit_rate": audio_bit_rate,
        "loudness_lufs": loudness_lufs,
        "peak_db": peak_db,
    }
    changes = convert({name: value for name, value in said.items() if value is not None}, Changes)
    with state.writing() as unit:
        line = PresetLine.of(unit.presets.save(preset, changes))
    state.show(line, as_json, lambda: _whole(line))


@group.command()
def delete(
    preset: PresetName,
    in_use: Annotated[
        bool, typer.Option("--in-use", help="Delete it though projects, templates or a setting name it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Delete a preset of your own; exports that wait are made with it all the same."""
    from aura.api.preset_shapes import PresetLine

    with state.writing() as unit:
        line = PresetLine.of(unit.presets.delete(preset, in_use=in_use))
    state.show(line, as_json, lambda: f"Deleted the preset “{line.name}”.")


def check(
    project: ProjectName,
    preset: Annotated[str | None, typer.Option(help="A preset; the project's own when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is in the way of an export, and what would be better, before it is made."""
    from aura.api.preset_shapes import PreflightLine

    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
        line = PreflightLine.of(unit.exports.check(project_id, preset))
    state.show(line, as_json, lambda: _told(line))


def _row(line: PresetLine) -> str:
    side = "" if line.video == "none" else f"{line.size_px:>4} px"
    rate = f"{line.video_bit_rate / 1e6:g} Mbit/s" if line.video_bit_rate else ""
    own = "  yours" if line.is_own else ""
    return (
        f"{line.name:<20}  {side:<7}  {line.aspect or '':<5} {line.codec:<6} {line.container:<5}"
        f" {rate:>10}  {line.loudness_lufs} LUFS{own}"
    )


def _whole(line: PresetLine) -> str:
    quality = "" if line.crf is None else f", quality {line.crf}"
    cap = f", at most {line.video_bit_rate:,} bit/s" if line.video_bit_rate else ""
    pictures = (
        "none" if line.video == "none" else f"{line.video}, {line.size_px} px{quality}{cap}, {line.speed}"
    )
    rows = {
        "For": f"{line.platform}{f', {line.aspect}' if line.aspect else ''}",
        "File": line.container,
        "Pictures": pictures,
        "Sound": f"{line.audio}, {line.audio_bit_rate:,} bit/s, {line.loudness_lufs} LUFS, {line.peak_db} dB",
    }
    return "\n".join([line.name, *(f"  {name:<9} {words}" for name, words in rows.items())])


def _told(line: PreflightLine) -> str:
    from aura.exports.preflight_rules import size

    frame = f"{line.width_px} × {line.height_px}" if line.width_px else "sound alone"
    head = f"{line.preset}: {frame}, {line.duration_s:.1f} s, about {size(line.likely_bytes)}"
    found = [f"{MARKS[finding.level]} {finding.message}" for finding in line.findings]
    return "\n".join([head, *(found or ["Nothing is in the way."])])
