"""Drafting that is watched: each scene is told of as it is written, and it can be stopped.

Half a draft is never put into a project: whoever stops finds it as it was.
"""

from collections.abc import Callable, Sequence
from functools import partial

from aura.providers.text.drafter import Draft, Drafter, DraftScene
from aura.timeline.document import Brief, Plan

Tell = Callable[[int, Sequence[DraftScene]], object]
"""Is told of the try and the scenes it has so far; a new try begins with none.  What it raises ends all."""


class Stopped(Exception):
    """Nobody wants the draft any more."""


class Watched:
    """A drafter whose work is told while it goes on; see ``Drafter``."""

    def __init__(self, drafter: Drafter, tell: Tell, is_stopped: Callable[[], bool]) -> None:
        self._drafter = drafter
        self._tell = tell
        self._is_stopped = is_stopped

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        """The draft.  Raises ``Stopped`` between two scenes, and before it is given back."""
        from aura.providers.online.drafter import OnlineDrafter

        if isinstance(self._drafter, OnlineDrafter):
            asked = partial(
                self._drafter.draft, on_progress=lambda seen: self._told(seen.attempt, seen.scenes)
            )
            written = asked(brief, plan)
        else:
            written = self._drafter.draft(brief, plan)
        self._told(0, written.scenes)
        return written

    def _told(self, attempt: int, scenes: Sequence[DraftScene]) -> None:
        if self._is_stopped():
            raise Stopped
        self._tell(attempt, scenes)
