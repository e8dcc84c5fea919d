"""How far an export is, added up from what its steps say.  Pure.

The sound is made while segments are, so a per cent is the sum of every step's share, never the place of
the step that spoke last.
"""

from typing import Literal

Step = Literal["voice", "visuals", "segments", "audio", "join", "verify"]

SHARES: dict[Step, float] = {
    "voice": 4.0, "visuals": 8.0, "segments": 78.0, "audio": 4.0, "join": 3.0, "verify": 3.0
}  # fmt: skip
"""What part of an export's per cent each step fills."""

TURNS: dict[Step, int] = {"voice": 0, "visuals": 1, "segments": 2, "audio": 2, "join": 3, "verify": 4}
"""A step begins when all of an earlier turn are over."""

STAGES = ("Voice", "Visuals", "Composition", "Render", "Render")
"""What people call each turn."""


class Progress:
    """How far one attempt is.  Neither the stage nor the per cent ever falls back."""

    def __init__(self) -> None:
        self._done = dict.fromkeys(SHARES, 0.0)
        self._turn = 0

    def tell(self, step: Step, done: int, total: int) -> None:
        """So much of a step is done."""
        self._turn = max(self._turn, TURNS[step])
        self._done[step] = max(self._done[step], min(done / total, 1.0) if total else 1.0)
        for earlier, turn in TURNS.items():
            if turn < self._turn:
                self._done[earlier] = 1.0

    @property
    def stage(self) -> str:
        return STAGES[self._turn]

    @property
    def percent(self) -> float:
        return sum(SHARES[step] * done for step, done in self._done.items())
