"""Which sentences share a scene: equally long scenes, as many as wanted, thoughts kept together."""

from collections.abc import Sequence
from dataclasses import replace

from aura.providers.text.fit import Candidate

TORN, MIXED, ALIEN, ORPHANED, LED, EXTRA, EXTRA_APART = 0.30, 0.80, 0.80, 1.0, 1.6, 0.20, 0.06
"""What it costs to part a point, to mix two that want a scene each, to mix the user's words with Aura's, to
part a sentence from what it leans on, not to begin a scene with words that lead on, and the square of how
many scenes there are more or fewer than wanted, which matters less where each point wants its own; next to
the square of how far a scene's length is off, as a part of the mean."""

MOST_WEIGHED = 500
"""Sentences of which each may be the first of a scene; of more, neighbours go together, since what is weighed
grows with the square."""


def grouped(
    said: Sequence[Candidate], wanted: int, most: int, longest_s: float, apart: frozenset[int]
) -> list[list[Candidate]]:
    """``said`` in 1 to ``most`` scenes, in order.  ``apart`` are the points that want one of their own."""
    if not said:
        return []
    if len(said) > MOST_WEIGHED:
        runs = _runs(said, -(-len(said) // MOST_WEIGHED))
        heads = [replace(run[0], seconds=sum(one.seconds for one in run)) for run in runs]
        return _unfolded(grouped(heads, wanted, most, longest_s, apart), runs)
    most = min(most, len(said))
    points = {one.point for one in said}
    alone = points <= apart
    aimed = max(wanted, len(points) if alone else 1)
    mean = sum(one.seconds for one in said) / min(aimed, most)
    best = [[(0.0, 0)] + [(float("inf"), 0)] * len(said)]
    for _ in range(most):
        ends = range(1, len(said) + 1)
        best.append(
            [(float("inf"), 0)] + [_best_end(said[:end], best[-1], mean, longest_s, apart) for end in ends]
        )
    extra = EXTRA_APART if alone else EXTRA
    count = min(
        range(1, most + 1), key=lambda scenes: (best[scenes][-1][0] + extra * (scenes - wanted) ** 2, scenes)
    )
    groups: list[list[Candidate]] = []
    end = len(said)
    for scenes in range(count, 0, -1):
        start = best[scenes][end][1]
        groups.append(list(said[start:end]))
        end = start
    return groups[::-1]


def _runs(said: Sequence[Candidate], length: int) -> list[list[Candidate]]:
    """Neighbours of about ``length`` sentences each."""
    return [list(said[start : start + length]) for start in range(0, len(said), length)]


def _unfolded(groups: list[list[Candidate]], runs: list[list[Candidate]]) -> list[list[Candidate]]:
    """Groups of the runs' first sentences, with all that follows them."""
    left = iter(runs)
    return [[one for _ in group for one in next(left)] for group in groups]


def _best_end(
    said: Sequence[Candidate],
    before: list[tuple[float, int]],
    mean: float,
    longest_s: float,
    apart: frozenset[int],
) -> tuple[float, int]:
    """The least cost of scenes that hold ``said``, and where the last of them starts."""
    end = len(said)
    best = (float("inf"), 0)
    seconds = 0.0
    mixed = 0.0
    for start in range(end - 1, -1, -1):
        seconds += said[start].seconds
        if start + 1 < end:
            mixed += _mixed(said[start], said[start + 1], apart)
        if seconds > 2 * longest_s and start + 1 < end:
            break
        cost = before[start][0] + ((seconds - mean) / mean) ** 2 + mixed + _torn(said, start)
        if seconds > longest_s:
            cost += 2 * (seconds - longest_s)
        best = min(best, (cost, start))
    return best


def _mixed(one: Candidate, other: Candidate, apart: frozenset[int]) -> float:
    """What it costs to say two neighbours in one scene."""
    if other.lead and one.own and not other.tied:
        return LED
    if one.point == other.point:
        return 0.0
    alien = ALIEN if one.own != other.own else 0.0
    return alien or (MIXED if {one.point, other.point} & apart else 0.0)


def _torn(said: Sequence[Candidate], start: int) -> float:
    """What a scene's start at ``start`` breaks."""
    if (
        start == 0
        or said[start].point != said[start - 1].point
        or (said[start].lead and not said[start].tied)
    ):
        return 0.0
    return ORPHANED if said[start].leans else TORN
