"""People's own files for the commands that make films: a folder of them, and the music."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from aura.errors import Invalid, NotFound, TooLarge
from aura.timeline.document import Asset, Music
from aura.timeline.terms import Mood

if TYPE_CHECKING:
    from aura.services import Services

MOST_FILES = 500
MOODS = get_args(Mood)

MediaFolder = Annotated[
    Path | None, typer.Option("--media", help="A folder of your own pictures, clips and music.")
]
MusicChoice = Annotated[
    str | None,
    typer.Option("--music", help=f"A sound file, a mood ({', '.join(MOODS)}), or none."),
]


def take(aura: Services, folder: Path) -> list[Asset]:
    """A folder's files, measured and kept, for a project that may not be there yet.

    A file that cannot be used is named on standard error, with its reason, and left out.
    """
    from aura.projects.assets import take_in_file

    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.", field="media")
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if len(paths) > MOST_FILES:
        raise Invalid(f"{folder} holds {len(paths):,} files; {MOST_FILES} are taken at most.", field="media")
    taken = []
    for path in paths:
        try:
            taken.append(take_in_file(aura.objects, aura.prober, path, aura.settings.max_upload_bytes))
        except (Invalid, TooLarge) as refused:
            typer.echo(f"Left out {path.name}: {refused.message}", err=True)
    if not taken:
        raise Invalid(f"{folder} holds no picture, clip or sound that can be used.", field="media")
    return taken


def choose(aura: Services, choice: str) -> tuple[Music | None, Asset | None]:
    """The music that is meant, by a mood, a file or none; and the file, measured and kept."""
    from aura.projects.assets import take_in_file

    if choice == "none":
        return None, None
    if choice in MOODS:
        return Music(mood=choice), None  # type: ignore[arg-type]  # it is one of them
    path = Path(choice)
    if not path.is_file():
        words = f"There is no sound file {choice}; a mood is one of {', '.join(MOODS)}."
        raise NotFound(words, field="music")
    asset = take_in_file(aura.objects, aura.prober, path, aura.settings.max_upload_bytes)
    return Music(asset=asset.digest), asset


def score(aura: Services, project_id: uuid.UUID, music: Music | None, sound: Asset | None = None) -> None:
    """Give a film its music, which may be a file."""
    from aura.timeline.edits.hearing import SetMusic

    if sound is not None:
        with aura.writing() as unit:
            unit.assets.add(project_id, sound)
    with aura.writing() as unit:
        unit.editing.apply(project_id, [SetMusic(music=music)])
