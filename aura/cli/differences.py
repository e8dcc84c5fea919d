"""A comparison in lines for people: what differs, and in texts the words, in colours where there are any."""

import os
import sys
from collections.abc import Iterator, Sequence

import msgspec
import typer

from aura.timeline.comparing import Comparison
from aura.timeline.differing import FieldChange
from aura.timeline.wording import Run

AROUND = 30
"""Characters that are shown of what is kept on either side of a change."""

LONGEST = 80
"""Characters that are shown of a value that is no text."""


def lines(found: Comparison, *, colours: bool | None = None) -> Iterator[str]:
    """Each item in a line, and below it its fields, unless it came or went whole."""
    if colours is None:
        colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for part in found.parts:
        yield part.summary
        yield from _fields(part.fields, colours)
    yield from (asset.summary for asset in found.assets)
    for scene in found.scenes:
        yield scene.summary
        if scene.before is not None and scene.after is not None:
            yield from _fields(scene.fields, colours)


def _fields(changes: Sequence[FieldChange], colours: bool) -> Iterator[str]:
    for change in changes:
        if change.words:
            said = "".join(
                _shown(run, place, len(change.words), colours) for place, run in enumerate(change.words)
            )
            yield f"    {change.field}: {said}"
        else:
            yield f"    {change.field}: {_value(change.before)} → {_value(change.after)}"


def _shown(run: Run, place: int, count: int, colours: bool) -> str:
    text = " ".join(run.text.split("\n"))
    if run.fate == "kept":
        return _shortened(text, is_first=place == 0, is_last=place == count - 1)
    if colours:
        if run.fate == "removed":
            return typer.style(text, fg="red", strikethrough=True)
        return typer.style(text, fg="green")
    return f"[-{text}-]" if run.fate == "removed" else f"{{+{text}+}}"


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """A kept stretch, of which only what is beside a change is shown."""
    begin = "" if is_first else text[:AROUND]
    end = "" if is_last else text[-AROUND:]
    return text if len(text) <= len(begin) + len(end) + 1 else f"{begin}…{end}"


def _value(value: object) -> str:
    if value is None or value == ():
        return "none"
    said = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
