"""``aura demo``: a film from a brief, then what makes Aura different, in a few lines."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aura.actor import LOCAL
from aura.cli import film, media, places, state
from aura.cli.media import MediaFolder
from aura.timeline.document import Music
from aura.timeline.terms import Mood

if TYPE_CHECKING:
    from aura.api.export_shapes import ExportLine
    from aura.projects.tables import ActionLog

BRIEF = Path(__file__).with_name("demo.md")
ADDED = "And it never sleeps."
MOOD: Mood = "calm"


def demo(
    out: Annotated[Path, typer.Option(help="Where to write the film.")] = Path("aura-demo.mp4"),
    folder: MediaFolder = None,
) -> None:
    """Make a film from a brief, offline; then change one scene, render again, undo and restore."""
    from aura.timeline.edits.scenes import SetSceneText
    from aura.timeline.view import get_scene

    aura = state.services()
    say = typer.echo
    places.require(out)
    taken = media.take(aura, folder) if folder is not None else []

    say("1. A brief becomes a script.")
    project_id = aura.studio.start(BRIEF.read_text(encoding="utf-8"), BRIEF.name, LOCAL, "offline")
    with state.reading() as unit:
        project = unit.projects.get(project_id)
    say(f"   “{project.title}”, {project.scene_count} scenes. Everything is kept in {aura.settings.home}")

    media.score(aura, project_id, Music(mood=MOOD))
    if taken:
        aura.studio.bring(project_id, taken, LOCAL)
        say(f"   With {len(taken)} files of {folder}: {', '.join(asset.name for asset in taken)}")

    say("2. The script is spoken, drawn, set to music and rendered.")
    first = _export(project_id)
    film.save(aura, first.id, out)
    say(f"   {out}: {film.describe(first)}")

    say("3. One scene is changed, and only its segments are rendered again.")
    with state.writing() as unit:
        live = unit.live(project_id)
        scene_id = live.at(2) or ""
        text = get_scene(live, scene_id).script_text
        unit.editing.apply(project_id, [SetSceneText(scene=scene_id, text=f"{text} {ADDED}")])
    second = _export(project_id)
    say(f"   {film.describe(second)}")

    say("4. Every edit can be undone: here what was made for it, then the change itself.")
    for _ in range(2):
        with state.writing() as unit:
            say(f"   Undone: {_words(unit.editing.undo(project_id).actions)}.")

    say("5. Every version can be restored.")
    with state.writing() as unit:
        say(f"   {_words(unit.versions.restore(project_id, _number(second)).actions)}.")
    with state.reading() as unit:
        versions = unit.versions.list(project_id, autosaves=True).items
        for version in versions:
            say(f"   {version.version_number:>3}  {version.version_type:<12} {version.name or ''}")

    say("6. All of it is on record, the newest first.")
    with state.reading() as unit:
        for action in unit.history.list(project_id, limit=8).items:
            say(f"   {action.number:>3}  {action.status:<8} {action.description}")
    say(f"\nWatch {out}. Then try `aura serve`, or `aura make YOUR-SCRIPT.txt --out film.mp4`.")


def _export(project_id: uuid.UUID) -> ExportLine:
    return film.make(state.services(), film.request(project_id).id)


def _number(line: ExportLine) -> int:
    """The number of the version an export rendered."""
    return int(line.version.rpartition("/")[2])


def _words(actions: Sequence[ActionLog]) -> str:
    return "; ".join(action.description for action in actions)
