"""``aura make``: a brief or a script in, a film out."""

from pathlib import Path
from typing import Annotated

import typer

from aura.cli import film, state
from aura.cli.state import AsJson
from aura.errors import Invalid, NotFound

LARGEST_BYTES = 1 << 20


def make(
    source: Annotated[Path, typer.Argument(help="A brief in Markdown, or a script: a text file.")],
    out: Annotated[Path, typer.Option(help="Where to write the film.")] = Path("film.mp4"),
    preset: Annotated[str | None, typer.Option(help="A preset; `aura export presets` lists them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a film from a brief or a script: draft, speak, draw, render."""
    aura = state.services()
    text = read_text(source)
    project_id = aura.start_project(text, source.name)
    if not as_json:
        with state.reading() as unit:
            typer.echo(f"“{unit.projects.get(project_id).title}” ({project_id})", err=True)
    with state.writing() as unit:
        export_id = unit.exports.request(project_id, preset).id
    line = film.make(aura, export_id, quiet=as_json)
    film.save(aura, export_id, out)
    state.show(line, as_json, lambda: f"Wrote {out}: {film.describe(line)}")


def read_text(source: Path) -> str:
    """A text file of a sensible size."""
    if not source.is_file():
        raise NotFound(f"There is no file {source}.", field="source")
    if source.stat().st_size > LARGEST_BYTES:
        raise Invalid(f"{source} is larger than {LARGEST_BYTES:,} bytes.", field="source")
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{source} is not a text in UTF-8.", field="source") from None
