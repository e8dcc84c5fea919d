"""Which moment of a clip is seen when: from where to where it plays, how fast, where it stands still.  Pure.

    clip     |....trim---------freeze----------end....|
    scene         |------------==========----------| held, or again from the start

A clip that stands still goes on when it has stood.  In a loop every turn is alike.

Units: seconds, exact; times of the clip are its own, times of the scene are counted from its start.
"""

from fractions import Fraction
from typing import NamedTuple, Protocol

from aura.timeline.terms import Ending

OWN_SPEED = 100


class Paced(Protocol):
    """A clip as a document or a render has it."""

    @property
    def trim_ms(self) -> int: ...

    @property
    def end_ms(self) -> int: ...

    @property
    def ending(self) -> Ending: ...

    @property
    def speed_percent(self) -> int: ...

    @property
    def freeze_ms(self) -> int: ...

    @property
    def freeze_for_ms(self) -> int: ...


class Pace(NamedTuple):
    """How a clip is played; ``end_s`` is 0 where it is played to its end and that is not known."""

    start_s: Fraction
    end_s: Fraction
    loops: bool
    speed: Fraction = Fraction(1)
    freeze_s: Fraction = Fraction(0)
    stand_s: Fraction = Fraction(0)
    """How long it stands still at ``freeze_s``."""

    @property
    def has_end(self) -> bool:
        return self.end_s > self.start_s

    @property
    def still_s(self) -> Fraction:
        """How long it really stands still: not at all where it never comes to its ``freeze_s``."""
        reached = self.start_s <= self.freeze_s and not (self.has_end and self.freeze_s >= self.end_s)
        return self.stand_s if reached else Fraction(0)

    @property
    def still_from_s(self) -> Fraction:
        """The time of the scene at which it comes to stand still for the first time."""
        return (self.freeze_s - self.start_s) / self.speed

    @property
    def turn_s(self) -> Fraction:
        """How long the scene sees it once from start to end; 0 where its end is not known."""
        if not self.has_end:
            return Fraction(0)
        return (self.end_s - self.start_s) / self.speed + self.still_s

    def moment(self, passed_s: Fraction) -> Fraction:
        """The time of the clip that is reached when so much of the scene has passed."""
        at = self.start_s + self._played(self._within(passed_s)) * self.speed
        return min(at, self.end_s) if self.has_end else at

    def until(self, passed_s: Fraction, early_s: Fraction) -> Fraction:
        """The time of the clip before which what is seen has started, when so much of the scene has passed.

        ``early_s`` is by how much of the clip's time something may be early and is seen all the same.
        """
        early = early_s / self.speed
        within = passed_s + early
        if self.loops and self.turn_s > 0:
            within -= (-(-within // self.turn_s) - 1) * self.turn_s
        at = self.start_s + (self._played(within - early) + early) * self.speed
        return at if self.loops or not self.has_end else min(at, self.end_s)

    def still_left_s(self, passed_s: Fraction) -> Fraction:
        """How much of its standing still is yet to come then, in the turn that is under way."""
        left_s = self.still_from_s + self.still_s - self._within(passed_s)
        return min(self.still_s, max(Fraction(0), left_s))

    def _within(self, passed_s: Fraction) -> Fraction:
        """How much of the turn that is under way has passed."""
        return passed_s % self.turn_s if self.loops and self.turn_s > 0 else passed_s

    def _played(self, within_s: Fraction) -> Fraction:
        """For how much of a turn the clip did not stand still."""
        if within_s <= self.still_from_s or not self.still_s:
            return within_s
        return max(self.still_from_s, within_s - self.still_s)


def pace_of(clip: Paced, length_s: Fraction = Fraction(0)) -> Pace:
    """The pace of a clip, whose file lasts ``length_s`` if that is known."""
    return Pace(
        Fraction(clip.trim_ms, 1000),
        Fraction(clip.end_ms, 1000) or length_s,
        clip.ending == "loop",
        Fraction(clip.speed_percent, 100),
        Fraction(clip.freeze_ms, 1000),
        Fraction(clip.freeze_for_ms, 1000),
    )
