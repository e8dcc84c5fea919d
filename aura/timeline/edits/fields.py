"""Edits of the small parts: set any of a part's fields, leave the others.

One edit for each part, made from the part's own struct, so that a new field can be edited at once.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import msgspec
from msgspec import UNSET, UnsetType

from aura.errors import Invalid
from aura.timeline.document import Brief, Head, Plan, Render, Voice
from aura.timeline.edits.registry import Edit, edit, given
from aura.timeline.terms import Line, LongText, Text, Value
from aura.timeline.view import Change, Outcome, View

APART = {"rate_numerator", "rate_denominator", "music", "watermark"}
"""Not set here: the rate is set when a project is made, as every length is counted in it; music and
watermark have edits of their own."""


class SetFields(Edit, frozen=True, kw_only=True):
    """Set the given fields of one part."""

    def apply(self, view: View) -> Outcome:
        part = PARTS[self.kind]
        before = view.part(part.struct)
        fields = given(self)
        if not fields:
            raise Invalid(f"Say which field of the {part.words} to set: {', '.join(self.__struct_fields__)}.")
        after = msgspec.structs.replace(before, **fields)
        inverse = type(self)(**{field: getattr(before, field) for field in fields})
        return Outcome(
            inverse=inverse,
            words=f"Changed {listed(map(spoken, fields))} of the {part.words}",
            changes=(Change(self.guard(), before, after),),
        )

    def guard(self) -> str:
        return PARTS[self.kind].name

    def batch_key(self) -> str | None:
        match list(given(self)):
            case [field] if field in _typed(PARTS[self.kind].struct):
                return f"{self.kind} {field}"
        return None


def _typed(part: type[Value]) -> set[str]:
    """The fields of a part that are typed into."""
    return {field.name for field in msgspec.structs.fields(part) if field.type in (Line, Text, LongText)}


def spoken(field: str) -> str:
    """A field's name for people."""
    return "the " + re.sub(r"_(percent|frames|ms|s)$", "", field).replace("_", " ")


def listed(some: Iterable[str]) -> str:
    """``a, b and c``."""
    *others, last = some
    return f"{', '.join(others)} and {last}" if others else last


def _setter(kind: str, doc: str) -> type[SetFields]:
    part = PARTS[kind].struct
    fields: list[tuple[str, Any, Any]] = [
        (field.name, field.type | UnsetType, UNSET)
        for field in msgspec.structs.fields(part)
        if field.name not in APART
    ]
    struct = msgspec.defstruct(
        f"Set{part.__name__}",
        fields,
        bases=(SetFields,),
        namespace={"__doc__": doc},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )
    return edit(kind)(cast(type[SetFields], struct))


class Part(NamedTuple):
    """A part that can be set: its struct, its name as a part, and its name for people."""

    struct: type[Value]
    name: str
    words: str


PARTS: dict[str, Part] = {
    "brief.set": Part(Brief, "brief", "brief"),
    "plan.set": Part(Plan, "plan", "plan"),
    "voice.set": Part(Voice, "voice", "voice"),
    "render.set": Part(Render, "render", "render settings"),
    "project.set": Part(Head, "head", "project"),
}
"""By the kind of the edit that sets it."""

SetBrief = _setter("brief.set", "Set fields of the brief: topic, audience, goal and so on.")
SetPlan = _setter("plan.set", "Set fields of the plan: length, pacing, form, outline.")
SetVoice = _setter("voice.set", "Set fields of the voice: name, rate, pitch, pause.")
SetRender = _setter("render.set", "Set fields of the render settings: preset, palette, captions.")
SetHead = _setter("project.set", "Set the project's title or description.")

__all__ = ["PARTS", "SetBrief", "SetFields", "SetHead", "SetPlan", "SetRender", "SetVoice"]
