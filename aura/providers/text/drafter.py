"""What a drafter is: it turns a brief and a plan into a title, an outline and the words of each scene.

Everything it needs is in the two values it is given; the same two give the same draft from an offline
drafter.
"""

from typing import Protocol

from msgspec import Struct

from aura.timeline.document import Brief, Plan, Section
from aura.timeline.terms import Line, Text


class DraftScene(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scene before it has a voice or a picture."""

    title: Line = ""
    script_text: Text = ""


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A film in words.  ``sections`` is its outline, which may be coarser than its scenes."""

    title: Line = ""
    sections: tuple[Section, ...] = ()
    scenes: tuple[DraftScene, ...] = ()


class Drafter(Protocol):
    """Anything that can write a draft."""

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        """A draft of 3 to 20 scenes, as long as the plan wants.

        Raises ``Invalid`` if the brief gives nothing to write about, ``Unavailable`` or ``ToolFailed`` if
        what the drafter rests on does not answer or fails.
        """
        ...
