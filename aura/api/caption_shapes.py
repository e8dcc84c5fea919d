"""What a load of captions answers."""

from typing import TYPE_CHECKING

from msgspec import Struct

from aura.api.shapes import Done
from aura.projects.subtitles import Loaded

if TYPE_CHECKING:
    from aura.services import Unit


class LeftOut(Struct):
    """The cues of a file that no scene took: how many, and the text of the first."""

    count: int
    first: str | None = None


class CaptionsDone(Done, kw_only=True):
    """What a load of captions did, how many cues the scenes took, and which they did not."""

    cues: int
    left_out: LeftOut

    @classmethod
    def loaded(cls, unit: "Unit", loaded: Loaded) -> "CaptionsDone":
        missed = loaded.left_out
        return cls(
            actions=Done.of(unit, loaded.applied).actions,
            cues=loaded.cues,
            left_out=LeftOut(len(missed), missed[0].text if missed else None),
        )
