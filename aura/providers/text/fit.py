"""Choosing what is said: the most worthwhile candidates whose length is the one wanted, in their order.

A knapsack over whole sentences.  A candidate that leans on the one before it ("It", "But", a filler's
second line) is never said without it; one that is tied to it is also never left out with it said.  Units:
seconds, each with the pause to the next sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

STEPS = 400
"""Into how many the wanted length is divided."""

FINE_S, MOST_CELLS = 0.1, 100_000_000
"""A step where those are too coarse, since rounding misleads by seconds in a long film; and how many steps of
how many candidates there are at most.
"""

FREE, NEAR = 0.04, 0.10
"""How far off, as a part of the length, costs nothing; and from where on it costs more than any sentence is
worth."""


Part = Literal["hook", "body", "close"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be said.  ``point`` tells which others it belongs with."""

    text: str
    seconds: float
    value: float
    point: int = 0
    part: Part = "body"
    must: bool = False
    leans: bool = False
    tied: bool = False
    """Whether it and the one before it are said together or not at all."""
    lead: str = ""
    """Words of Aura's that are said before the text, and are in its seconds."""
    bond: float = 0.0
    """What it is worth more if the one before it is said."""
    own: bool = False
    """Whether the words are the user's."""

    @property
    def spoken(self) -> str:
        """The text with what leads to it."""
        return f"{self.lead} {self.text}" if self.lead else self.text


def choose(candidates: Sequence[Candidate], wanted_s: float) -> list[Candidate]:
    """The best choice; it misses ``wanted_s`` by more than ``NEAR`` only where no choice comes nearer."""
    if _length_s(candidates) <= wanted_s * (1 - NEAR):
        return list(candidates)
    chosen = _chosen(candidates, wanted_s)
    own = [candidate for candidate in candidates if candidate.own and not (candidate.leans or candidate.tied)]
    if own and not any(candidate.own for candidate in chosen):
        best = max(own, key=lambda candidate: candidate.value / candidate.seconds - candidate.seconds)
        forced = [replace(one, must=True) if one is best else one for one in candidates]
        chosen = _chosen(forced, wanted_s)
    return chosen


def _chosen(candidates: Sequence[Candidate], wanted_s: float) -> list[Candidate]:
    """The best choice by coarse steps, or by fine ones where the coarse mislead."""
    coarse = _by_steps(candidates, wanted_s, STEPS)
    steps = min(round(wanted_s / FINE_S), MOST_CELLS // max(len(candidates), 1))
    if steps <= STEPS or abs(_length_s(coarse) - wanted_s) <= NEAR * wanted_s:
        return coarse
    fine = _by_steps(candidates, wanted_s, steps)
    return min(fine, coarse, key=lambda choice: abs(_length_s(choice) - wanted_s))


def _length_s(candidates: Sequence[Candidate]) -> float:
    return sum(candidate.seconds for candidate in candidates)


def _by_steps(candidates: Sequence[Candidate], wanted_s: float, steps: int) -> list[Candidate]:
    step = max(wanted_s, 1.0) / steps
    weights = [max(round(candidate.seconds / step), 1) for candidate in candidates]
    needed = _needed(candidates, weights)
    size = max(round(steps * (1 + 2 * NEAR)), needed) + 1
    nothing = np.full(size, -np.inf)
    left, said = nothing.copy(), nothing.copy()
    left[0] = 0.0
    trail: list[tuple[NDArray[np.uint8], NDArray[np.uint8]]] = []
    for candidate, weight in zip(candidates, weights, strict=True):
        after_said = said > left
        either = np.where(after_said, said, left)
        bonded = said + candidate.bond
        follows = np.full(size, True) if candidate.leans or candidate.tied else bonded > left
        before = np.where(follows, bonded, left)
        next_said = nothing.copy()
        if weight < size:
            next_said[weight:] = before[: size - weight] + candidate.value
        if candidate.tied:
            after_said, either = np.full(size, False), left
        trail.append((np.packbits(after_said), np.packbits(follows)))
        left, said = (nothing.copy() if candidate.must else either), next_said
    worth = np.maximum(left, said) - _cost(np.arange(size) / steps)
    at = int(np.argmax(worth))
    return _followed(candidates, weights, trail, at, last_said=bool(said[at] > left[at]))


def _needed(candidates: Sequence[Candidate], weights: Sequence[int]) -> int:
    """What must be said weighs so much, with all that is tied to it."""
    needed = 0
    said = False
    for candidate, weight in zip(candidates, weights, strict=True):
        said = candidate.must or (said and candidate.tied)
        needed += weight * said
    return needed


def _cost(length: NDArray[np.float64]) -> NDArray[np.float64]:
    """What it costs to be ``length`` times as long as wanted."""
    off = np.abs(length - 1)
    cost: NDArray[np.float64] = np.where(off <= FREE, 20 * off, 0.8 + 1_000 * (off - FREE))
    return np.where(off > NEAR, cost + 1e6 * off, cost)


def _followed(
    candidates: Sequence[Candidate],
    weights: Sequence[int],
    trail: Sequence[tuple[NDArray[np.uint8], NDArray[np.uint8]]],
    at: int,
    *,
    last_said: bool,
) -> list[Candidate]:
    """The choice that leads to ``at``, from the last candidate back to the first."""
    chosen: list[Candidate] = []
    for candidate, weight, (left_from, said_from) in zip(
        reversed(candidates), reversed(weights), reversed(trail), strict=True
    ):
        if last_said:
            chosen.append(candidate)
            at -= weight
            last_said = _bit(said_from, at)
        else:
            last_said = _bit(left_from, at)
    return chosen[::-1]


def _bit(bits: NDArray[np.uint8], at: int) -> bool:
    """One of the truths that were packed."""
    return bool(bits[at // 8] & (128 >> at % 8))
