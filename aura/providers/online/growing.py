"""A draft while it comes in: the scenes that are whole so far.  Pure.

What is seen here is for watching only; the draft is read once it is all there.
"""

import json
import re
from collections.abc import Callable

from msgspec import Struct

from aura.errors import Invalid
from aura.providers.online import wording
from aura.providers.online.drafts import LONGEST_SCENE
from aura.providers.text.drafter import DraftScene
from aura.providers.text.titles import shortened
from aura.timeline import rules

_SCENES = re.compile(r'(?<!\\)"scenes"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


class Progress(Struct, frozen=True, kw_only=True):
    """How far a draft has come.  A new ``attempt`` begins with no scenes: those before it are void."""

    attempt: int
    characters: int
    scenes: tuple[DraftScene, ...]


OnProgress = Callable[[Progress], object]
"""Is told of every scene as it is whole.  What it raises ends the drafting."""


class Growing:
    """The text of one try, as it grows."""

    def __init__(self, attempt: int) -> None:
        self.attempt = attempt
        self.text = ""
        self.scenes: list[DraftScene] = []
        self._at = -1

    def add(self, piece: str) -> bool:
        """Take in a piece; answers whether a scene is whole with it."""
        self.text += piece
        before = len(self.scenes)
        while "}" in piece and self._next():
            pass
        return len(self.scenes) > before

    @property
    def progress(self) -> Progress:
        return Progress(attempt=self.attempt, characters=len(self.text), scenes=tuple(self.scenes))

    def _next(self) -> bool:
        """Read one more object of the list of scenes, if it is whole."""
        if self._at < 0:
            if not (found := _SCENES.search(self.text)):
                return False
            self._at = found.end()
        between = _BETWEEN.match(self.text, self._at)
        start = between.end() if between else self._at
        if self.text[start : start + 1] != "{":
            return False
        try:
            found_scene, self._at = _DECODER.raw_decode(self.text, start)
            given = rules.clean(found_scene)
            self.scenes.append(
                DraftScene(
                    title=shortened(wording.title(given["title"])),
                    script_text=wording.spoken(given["script_text"][:LONGEST_SCENE]),
                )
            )
        except (ValueError, RecursionError, KeyError, AttributeError, TypeError, Invalid):
            return False
        return True
