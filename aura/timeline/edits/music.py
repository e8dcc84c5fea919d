"""The edit of single fields of the music; which music it is, is set by ``music.set``."""

from typing import Any, cast

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline.document import Head, Music
from aura.timeline.edits.fields import listed, spoken
from aura.timeline.edits.registry import Edit, edit, given
from aura.timeline.view import Change, Outcome, View

HOW = ("volume_percent", "ducking", "loop", "trim_ms", "fade_in_ms", "fade_out_ms")
"""The fields that say how the music is played, whichever it is."""


class MusicEdit(Edit, frozen=True, kw_only=True):
    """Set the given fields of the music."""

    def apply(self, view: View) -> Outcome:
        before = view.part(Head)
        fields = given(self)
        if not fields:
            raise Invalid(f"Say which field of the music to set: {', '.join(HOW)}.")
        if before.music is None:
            raise Conflict("The film has no music; choose some first.", field="music")
        was = {name: getattr(before.music, name) for name in fields}
        return Outcome(
            inverse=type(self)(**was),
            words=f"Changed {listed(map(spoken, fields))} of the music",
            changes=(Change("head", before, replace(before, music=replace(before.music, **fields))),),
        )

    def guard(self) -> str:
        return "head"


_FIELDS: list[tuple[str, Any, Any]] = [
    (field.name, field.type | UnsetType, UNSET)
    for field in msgspec.structs.fields(Music)
    if field.name in HOW
]
ChangeMusic = edit("music.change")(
    cast(
        type[MusicEdit],
        msgspec.defstruct(
            "ChangeMusic",
            _FIELDS,
            bases=(MusicEdit,),
            namespace={"__doc__": "Set how the music is played: volume, ducking, loop, fades."},
            frozen=True,
            kw_only=True,
            forbid_unknown_fields=True,
        ),
    )
)
