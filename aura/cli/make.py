"""``aura make``: a brief or a script in, a film out."""

from pathlib import Path
from typing import Annotated

import typer

from aura.actor import LOCAL
from aura.cli import film, media, places, state
from aura.cli.media import MediaFolder, MusicChoice
from aura.cli.online import OnlineChoice, source_of, tell
from aura.cli.state import AsJson
from aura.errors import Invalid, NotFound

LARGEST_BYTES = 1 << 20


def make(
    source: Annotated[Path, typer.Argument(help="A brief in Markdown, or a script: a text file.")],
    out: Annotated[Path, typer.Option(help="Where to write the film.")] = Path("film.mp4"),
    preset: Annotated[str | None, typer.Option(help="A preset; `aura export presets` lists them.")] = None,
    folder: MediaFolder = None,
    music: MusicChoice = None,
    online: OnlineChoice = None,
    as_json: AsJson = False,
) -> None:
    """Make a film from a brief or a script: draft, speak, draw, render.

    What cannot be used is refused before anything is made.
    """
    aura = state.services()
    text = read_text(source)
    places.require(out, source, *([Path(music)] if music else []))
    if preset is not None:
        with state.reading() as unit:
            unit.presets.preset(preset, "preset")
    taken = media.take(aura, folder) if folder is not None else []
    chosen = media.choose(aura, music) if music is not None else None
    who = source_of(online)
    tell(aura.studio.starting_tells(text, source.name, LOCAL, who))
    project_id = aura.studio.start(text, source.name, LOCAL, who)
    if taken:
        aura.studio.bring(project_id, taken, LOCAL)
    if chosen is not None:
        media.score(aura, project_id, *chosen)
    if not as_json:
        with state.reading() as unit:
            typer.echo(f"“{unit.projects.get(project_id).title}” ({project_id})", err=True)
    tell(aura.studio.making_tells(project_id, LOCAL))
    export_id = film.request(project_id, preset).id
    line = film.make(aura, export_id, quiet=as_json)
    film.save(aura, export_id, out)
    state.show(line, as_json, lambda: f"Wrote {out}: {film.describe(line)}")


def read_text(source: Path) -> str:
    """A text file of a sensible size, in any encoding that subtitles may have; a newline ends each line."""
    from aura.projects.text_files import text_of

    if not source.is_file():
        raise NotFound(f"There is no file {source}.", field="source")
    if source.stat().st_size > LARGEST_BYTES:
        raise Invalid(f"{source} is larger than {LARGEST_BYTES:,} bytes.", field="source")
    try:
        text = text_of(source.read_bytes())
    except Invalid as refused:
        raise Invalid(f"{source}: {refused.message}", field="source") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
