"""A comparison: what is said of one side stands beside what is said of the other.

Points that the user set under a heading of their own ("Price") are told there, side by side.  Other
thoughts are paired: first those that share words, then in the user's order.  What is about both sides, or
about none, keeps its place.  A thought that does not name its side is led in by the side's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aura.providers.text.forms.passage import Passage, Told
from aura.providers.text.forms.sides import Sides
from aura.providers.text.language import content_words, stem
from aura.providers.text.material import thoughts
from aura.providers.text.points import Point, as_sentence, unlabelled

_ITSELF = re.compile(r"(?:it|he|she|er|sie|es|il|elle|lui|lei|hij|zij|ze|het|se|si)\b", re.IGNORECASE)
"""A line below a side's heading that begins so is about that side."""
_SHORT = 4
"""Words; a shorter sentence, as "Luggage is extra", adds to the one before it."""


@dataclass(frozen=True, slots=True)
class _Thought:
    """``side`` is ``None`` for what is about all sides, or about none."""

    said: tuple[str, ...]
    side: int | None
    names: bool
    aspect: str
    place: int
    follows: bool
    """Whether it was parted from the thought before it, to which it still belongs."""
    turns: int | None
    """The paragraph it stands in, where the sides take turns there."""
    words: frozenset[str]


def arranged(points: Sequence[Point], labels: Sequence[str], language: str) -> list[Passage]:
    """The passages of a comparison of ``labels``."""
    sides = Sides(labels, language)
    found = [one for number, point in enumerate(points) for one in _read(point, number, sides, language)]
    found = [replace(one, place=place) for place, one in enumerate(found)]
    steady = {
        one.turns for one, other in pairwise(found) if (one.turns, one.side) == (other.turns, other.side)
    }
    found = [replace(one, turns=None) if one.turns in steady else one for one in found]
    passages: list[tuple[float, Passage]] = []
    aspects = dict.fromkeys(one.aspect for one in found if one.aspect)
    for aspect in aspects:
        told = [one for one in found if one.aspect == aspect]
        passages.append((told[0].place, _passage(aspect, told, sides)))
    free = [one for one in found if not one.aspect]
    passages += _paired(free, sides)
    return [passage for _, passage in sorted(passages, key=lambda one: one[0])]


def _read(point: Point, number: int, sides: Sides, language: str) -> list[_Thought]:
    """A point's thoughts, each with its side; a heading that names one side speaks for all below it."""
    headed = sides.named(point.under) or sides.named(point.title)
    fragment = point.sentences == (as_sentence(point.title),)
    owner = next(iter(headed)) if len(headed) == 1 else None
    found: list[_Thought] = []
    if owner is not None:
        point = unlabelled(point)
    for group, follows in _parted(point, sides, language, _ITSELF if owner is not None else None):
        named = sides.named(" ".join(group))
        first = sides.named(group[0])
        side = owner if owner is not None else (next(iter(named)) if len(named) == 1 else None)
        stems = {stem(word) for word in content_words(" ".join(group), language)}
        mine = {stem(word) for label in sides.labels for word in content_words(label, language)}
        found.append(
            _Thought(
                said=group,
                side=side,
                names=side in first,
                aspect="" if headed or fragment else point.title,
                place=0,
                follows=follows,
                turns=number,
                words=frozenset(stems - mine),
            )
        )
    return found


def _parted(
    point: Point, sides: Sides, language: str, alone: re.Pattern[str] | None
) -> list[tuple[tuple[str, ...], bool]]:
    """A point's thoughts, and whether each belongs to the one before it.

    A sentence that turns to another side begins one, and a short one ends one.
    """
    found: list[tuple[tuple[str, ...], bool]] = []
    for group in thoughts(point, language, alone):
        parts: list[list[str]] = []
        about: frozenset[int] = frozenset()
        for said in group:
            named = sides.named(said)
            if parts and (not named or len(about) != 1 or named == about):
                parts[-1].append(said)
            else:
                parts.append([said])
            about = named or about
        short = len(group) == 1 and len(group[0].split()) < _SHORT and not (point.breaks or about)
        if found and short and len(parts) == 1:
            found[-1] = (found[-1][0] + group, found[-1][1])
        else:
            found += [(tuple(part), place > 0) for place, part in enumerate(parts)]
    return found


def _passage(title: str, told: Sequence[_Thought], sides: Sides) -> Passage:
    """Thoughts on one aspect: as the user set them side by side, or what is about all and then each side."""
    in_turn = {one.turns for one in told}
    beside = any(one.follows for one in told) or (len(in_turn) == 1 and None not in in_turn)
    order = sorted(told, key=lambda one: (0 if beside else -1 if one.side is None else one.side, one.place))
    sentences: list[Told] = []
    before: int | None = None
    for one in order:
        lead = ""
        if one.side is not None and one.side != before and not one.names:
            lead = f"{_capital(sides.labels[one.side])}:"
        turns = one.side is not None and before is not None and one.side != before
        sentences.append(Told(one.said[0], lead, tied=turns))
        sentences += [Told(said, tied=False) for said in one.said[1:]]
        before = one.side
    return Passage(title=title, told=_tied(sentences))


def _tied(sentences: Sequence[Told]) -> tuple[Told, ...]:
    """All up to the last that is tied are tied, but the first: no side is told without the other."""
    last = max((place for place, one in enumerate(sentences) if one.tied), default=0)
    return tuple(replace(one, tied=0 < place <= last) for place, one in enumerate(sentences))


def _paired(free: Sequence[_Thought], sides: Sides) -> list[tuple[float, Passage]]:
    """Passages for thoughts without an aspect, each with where it stands."""
    rows: list[list[_Thought]] = [[one] for one in free if one.side == 0]
    first = [row[0] for row in rows]
    found: list[tuple[float, Passage]] = []
    for side in range(1, len(sides.labels)):
        theirs = [one for one in free if one.side == side]
        for place, one in _matched(first, theirs):
            rows[place].append(one)
        matched = {id(one) for row in rows for one in row}
        at = 0.0
        for one in theirs:
            at = max(at, *(row[0].place for row in rows if one in row), 0)
            if id(one) not in matched:
                at += 0.01
                found.append((at or one.place, _passage("", [one], sides)))
    if not first:  # nothing is said of the first side: all keep their places
        found = [(one.place, _passage("", [one], sides)) for one in free if one.side is not None]
    found += [(row[0].place, _passage("", row, sides)) for row in rows]
    last = max((at for at, _ in found), default=0.0)
    for one in free:
        if one.side is None:
            after = (
                first
                and one.place > first[0].place
                and one.place > max(t.place for t in free if t.side is not None)
            )
            found.append((last + 1 + one.place if after else one.place, _passage("", [one], sides)))
    return found


def _likeness(one: _Thought, other: _Thought) -> float:
    """How well two thoughts stand side by side: best where the user set them so, else by shared words."""
    first, second = sorted((one, other), key=lambda thought: thought.place)
    near = second.place == first.place + 1
    beside = near * (2 * second.follows + (first.turns is not None and first.turns == second.turns))
    return beside + len(one.words & other.words) / (1 + min(len(one.words), len(other.words)))


def _matched(ours: Sequence[_Thought], theirs: Sequence[_Thought]) -> list[tuple[int, _Thought]]:
    """Which of ``theirs`` stands beside which of ours, by its place: the most alike first, then in order."""
    alike = sorted(
        (
            (-likeness, place, number)
            for place, one in enumerate(ours)
            for number, other in enumerate(theirs)
            if (likeness := _likeness(one, other))
        ),
    )
    taken: dict[int, int] = {}
    for _, place, number in alike:
        if place not in taken and number not in taken.values():
            taken[place] = number
    rest = [number for number in range(len(theirs)) if number not in taken.values()]
    for place in range(len(ours)):
        if place not in taken and rest:
            taken[place] = rest.pop(0)
    return [(place, theirs[number]) for place, number in sorted(taken.items())]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
