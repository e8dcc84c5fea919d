"""Edits of the small parts: set any of a part's fields, leave the others.

One edit for each part, made from the part's own struct, so that a new field can be edited at once.
"""

from typing import Any, NamedTuple, cast

import msgspec
from msgspec import UNSET, UnsetType

from aura.errors import Invalid
from aura.timeline.document import Brief, Head, Plan, Render, Value, Voice
from aura.timeline.edits.registry import Edit, edit
from aura.timeline.view import Change, Outcome, View

APART = {"rate_numerator", "rate_denominator", "music"}
"""Not set here: the rate is set when a project is made, as every length is counted in it; the music has
an edit of its own."""


class SetFields(Edit, frozen=True, kw_only=True):
    """Set the given fields of one part."""

    def apply(self, view: View) -> Outcome:
        part = PARTS[self.kind]
        before = view.part(part.struct)
        given = {
            field: value for field in self.__struct_fields__ if (value := getattr(self, field)) is not UNSET
        }
        if not given:
            raise Invalid(f"Say which field of the {part.words} to set: {', '.join(self.__struct_fields__)}.")
        after = msgspec.structs.replace(before, **given)
        inverse = type(self)(**{field: getattr(before, field) for field in given})
        return Outcome(
            inverse=inverse,
            words=f"Changed {_listed([_spoken(field) for field in given])} of the {part.words}",
            changes=(Change(self.guard(), before, after),),
        )

    def guard(self) -> str:
        return PARTS[self.kind].name


def _spoken(field: str) -> str:
    return "the " + field.removesuffix("_percent").removesuffix("_s").replace("_", " ")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


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
