"""Two values of one kind, field by field, and what differs in a few words.  Pure.

A struct in a field is gone into (``narration.frames``) where both values have one; a list is one field.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from aura.timeline.scene import Scene
from aura.timeline.terms import Line, LongText, Text, Value
from aura.timeline.wording import Run, runs

EXCERPT = 40
"""Characters of a scene's text that stand for it in a summary."""


class FieldChange(Struct, frozen=True, kw_only=True):
    """One field before and after; for a text also the words that differ."""

    field: str
    before: Any
    after: Any
    words: tuple[Run, ...] = ()


def fields_that_differ(before: Value, after: Value, above: str = "") -> Iterator[FieldChange]:
    """Each field in which two values of one kind differ, in the order of the struct."""
    for name in before.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if isinstance(old, Value) and isinstance(new, Value):
            yield from fields_that_differ(old, new, f"{above}{name}.")
            continue
        words = runs(old, new) if name in _texts(type(before)) and old is not None and new is not None else ()
        yield FieldChange(field=above + name, before=old, after=new, words=words)


def in_words(changes: Sequence[FieldChange]) -> str:
    """What was done to which fields: ``text and length changed, narration added``."""
    own = [change for change in changes if change.field != FOLLOWS]
    done: dict[str, dict[str, None]] = {}
    for change in own or changes:
        verb = "changed"
        if "." not in change.field and change.before in (None, ()):
            verb = "added"
        elif "." not in change.field and change.after in (None, ()):
            verb = "removed"
        done.setdefault(verb, {})[_spoken(change.field)] = None
    return ", ".join(f"{_listed(list(names))} {verb}" for verb, names in done.items())


def excerpt(scene: Scene) -> str:
    """What a scene is known by: its title, or how its text begins; empty where it has neither."""
    said = " ".join((scene.title or scene.script_text[: 4 * EXCERPT]).split())
    short = said if len(said) <= EXCERPT else f"{said[:EXCERPT].rstrip()}…"
    return f"“{short}”" if short else ""


FOLLOWS = "length_frames"
"""A field that follows from others: not worth a word where one of those is told."""

_NAMES = {
    "script_text": "text",
    "media": "picture",
    "authored_frames": "length",
    "length_frames": "length",
    "rate_numerator": "frame rate",
    "rate_denominator": "frame rate",
    "pictures": "source of pictures",
    "drawn_by": "drawing script",
}
_UNITS = ("_percent", "_frames", "_s")


def _spoken(field: str) -> str:
    name = field.partition(".")[0]
    if name in _NAMES:
        return _NAMES[name]
    for unit in _UNITS:
        name = name.removesuffix(unit)
    return name.replace("_", " ")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


@cache
def _texts(kind: type[Value]) -> frozenset[str]:
    """The fields of a struct that hold text for people."""
    fields = msgspec.structs.fields(kind)
    return frozenset(field.name for field in fields if field.type in (Line, Text, LongText))
