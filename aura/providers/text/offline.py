"""The offline drafter: the user's own sentences, chosen and arranged; Aura's own only where words are
missing.

    notes -> points -> passages (by form) -> candidates -> choose (by length) -> group (into scenes) -> title

A draft begins with a hook and ends with a close, says no sentence twice and keeps the user's order, unless
the form wants another (``forms``).  Its spoken length is within 15 % of the plan's from 15 s on: up to three
minutes for a topic alone, with notes as far as they reach.  Notes that are too long for the plan are told by
their most telling sentences.  An outline that this drafter made changes nothing; one that was edited since is
kept, but for the hook and the close that are Aura's.
"""

from collections.abc import Sequence

import msgspec

from aura.providers.text.drafter import Draft
from aura.providers.text.writing import Writing
from aura.timeline.document import Brief, Plan, Section, Voice


class OfflineDrafter:
    """Writes drafts from brief and plan alone.  ``voice`` tells how fast they will be spoken."""

    def __init__(self, voice: Voice | None = None) -> None:
        self._voice = voice or Voice()

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        """The draft; see ``Drafter.draft``."""
        if not plan.sections:
            return Writing(brief, plan, self._voice).draft()
        afresh = self.draft(brief, msgspec.structs.replace(plan, sections=()))
        if afresh.sections == plan.sections:
            return afresh
        outline = _without_frame(plan.sections, afresh.sections)
        drafted = Writing(brief, msgspec.structs.replace(plan, sections=outline), self._voice).draft()
        return msgspec.structs.replace(drafted, sections=plan.sections)


def _without_frame(sections: Sequence[Section], afresh: Sequence[Section]) -> tuple[Section, ...]:
    """An outline without the hook and the close that Aura gave it."""
    first = 1 if sections[0] == afresh[0] else 0
    last = len(sections) - 1 if sections[-1] == afresh[-1] else len(sections)
    return tuple(sections[first:last]) or tuple(sections)
