"""Every sentence a draft may say, with its worth: the user's own far above Aura's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aura.providers.text.cuts import pieces
from aura.providers.text.fit import Candidate, Part
from aura.providers.text.language import is_repeat_key
from aura.providers.text.material import Material, leans, scores
from aura.providers.text.phrasebook import Beat, Line, Phrasebook, Subject
from aura.providers.text.points import Point, as_sentence
from aura.providers.text.topic import Spelling

Clock = Callable[[str], float]
"""The seconds a sentence takes, with the pause after it."""

LONGEST_SENTENCE_S = 20.0
FILLER, FILLER_BESIDE_NOTES = -0.2, -40.0
"""What a filler is worth: beside the user's words it is said only where the film would be much too short."""

PROMISED = 10.0
"""How much more telling the first sentence of each point is in a list whose topic tells their number."""

BOND = 0.25
"""How much more one of the user's sentences is worth after the one before it, as a part of its own worth."""

WORTH_S = {3: 9.0, 2: 9.0, 1: 0.5, 0: -0.5}
"""What a second of Aura's own words is worth, by how much they are wanted; one of the user's is 6 to 20."""


@dataclass(frozen=True, slots=True)
class Body:
    """What may stand between hook and close.  ``titles`` are by point; ``items`` are the points to be
    numbered.
    """

    candidates: tuple[Candidate, ...]
    titles: tuple[str, ...]
    items: frozenset[int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A hook or a close."""

    title: str
    candidates: tuple[Candidate, ...]


def hook_of(material: Material, subject: Subject, book: Phrasebook, clock: Clock) -> Frame:
    """The user's own first words; else the phrasebook's."""
    beat = book.hook(subject)
    if material.opening:
        own = _own(material.opening, clock, part="hook", must=True)
        return Frame(beat.title, (*own, *_lines(_wanted(beat), clock, part="hook")))
    return Frame(beat.title, _lines(beat, clock, part="hook"))


def close_of(material: Material, subject: Subject, book: Phrasebook, clock: Clock) -> Frame:
    """The user's own last words; else the phrasebook's."""
    beat = book.close(subject)
    if material.closing:
        own = _own(material.closing, clock, part="close", must=True)
        return Frame(beat.title, (*_lines(_wanted(beat), clock, part="close"), *own))
    return Frame(beat.title, _lines(beat, clock, part="close"))


def _wanted(beat: Beat) -> Beat:
    """The lines that go with the user's own first or last words: for whom, and what to do."""
    first = next(place for place, line in enumerate(beat.lines) if line.worth == 3)
    return Beat(beat.title, tuple(Line(line.text, 2) for line in beat.lines[first + 1 :] if line.worth >= 2))


def body_of(
    material: Material, subject: Subject, book: Phrasebook, language: str, clock: Clock, *, unit: str | None
) -> Body:
    """The user's points in their order, then what Aura can add.  ``unit`` is what a numbered point is
    called.
    """
    points = _as_items(material.points) if unit and material.sentences else list(material.points)
    items = _items(points) if unit else frozenset()
    worth = scores(points, subject.topic.text, language)
    candidates: list[Candidate] = []
    titles = [point.title for point in points]
    for place, point in enumerate(points):
        if not point.sentences:
            candidates += _heading(point, place, len(points), book, clock)
            continue
        numbered = place in items and not point.listed
        if point.title and (numbered or leans(point.sentences[0], "")):
            candidates.append(_announced(point.title, place, clock))
        if place in items and len(items) == subject.topic.count:
            worth[place][0] += PROMISED  # "5 tips" are five
        candidates += _own(point.sentences, clock, point=place, worth=worth[place])
    beats = book.beats(subject)
    if unit and not material.points:
        items = frozenset(range(len(beats)))
    for place, beat in enumerate(beats):
        titles.append(beat.title)
        cost = FILLER_BESIDE_NOTES - place if material.sentences else FILLER - 0.03 * place
        candidates += _filler(beat, len(points) + place, cost, clock, must=not candidates)
    if unit:
        candidates = _with_time_for_numbers(candidates, items, clock(f"{book.numbered(unit, 7)}:") * 0.8)
    return Body(tuple(candidates), tuple(titles), items)


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with no sentence twice; what leans on one that is left out is left out too."""
    seen: set[str] = set()
    kept: list[Candidate] = []
    cut: int | None = None
    for one in candidates:
        key = is_repeat_key(one.text)
        if one.leans and cut == one.point and not one.own:
            continue
        cut = None
        if key in seen:
            cut = one.point
        else:
            seen.add(key)
            kept.append(one)
    return kept


def _own(
    said: Sequence[str],
    clock: Clock,
    *,
    point: int = 0,
    part: Part = "body",
    must: bool = False,
    worth: Sequence[float] = (),
) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for place, sentence in enumerate(said):
        for number, piece in enumerate(pieces(sentence, LONGEST_SENTENCE_S, clock)):
            seconds = max(clock(piece), 0.1)
            value = seconds * (6 + 6 * (worth[place] if worth else 1.0))
            found.append(
                Candidate(
                    text=piece,
                    seconds=seconds,
                    value=value,
                    bond=BOND * value if place or number else 0.0,
                    point=point,
                    part=part,
                    must=must,
                    leans=bool(number) or (place > 0 and leans(sentence, said[place - 1])),
                    own=True,
                )
            )
    return tuple(found)


def _lines(beat: Beat, clock: Clock, *, part: Part) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            text=line.text,
            seconds=clock(line.text),
            value=clock(line.text) * WORTH_S[line.worth],
            part=part,
            must=line.worth == 3,
        )
        for line in beat.lines
    )


def _heading(point: Point, place: int, of: int, book: Phrasebook, clock: Clock) -> list[Candidate]:
    """A heading without words below it: a line that names it, and a question about it."""
    beat = book.point(book.mid_sentence(point.title, Spelling()), place, place == of - 1)
    found: list[Candidate] = []
    for number, line in enumerate(beat.lines):
        value = clock(line.text) * (WORTH_S[line.worth] if number else 8.0)
        found.append(
            Candidate(line.text, clock(line.text), value, point=place, leans=number > 0, own=not number)
        )
    return found


def _announced(title: str, place: int, clock: Clock) -> Candidate:
    text = as_sentence(title)
    return Candidate(text, clock(text), 60.0, point=place, own=True)


def _filler(beat: Beat, point: int, cost: float, clock: Clock, *, must: bool) -> list[Candidate]:
    """A beat's lines: the first costs something, the others round it off."""
    return [
        Candidate(
            text=line.text,
            seconds=clock(line.text),
            value=0.1 if number else cost,
            point=point,
            must=must and not number,
            leans=number > 0,
        )
        for number, line in enumerate(beat.lines)
    ]


def _as_items(points: Sequence[Point]) -> list[Point]:
    """Points for a list: a single paragraph becomes a point for each of its thoughts."""
    if len(points) != 1 or len(points[0].sentences) < 3:
        return list(points)
    found: list[list[str]] = []
    for place, sentence in enumerate(points[0].sentences):
        if place and leans(sentence, points[0].sentences[place - 1]):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return [Point(sentences=tuple(said), listed=True) for said in found]


def _items(points: Sequence[Point]) -> frozenset[int]:
    """Which points are numbered: those of a list; without one those with headings; without any, all."""
    for chosen in (
        {place for place, point in enumerate(points) if point.listed},
        {place for place, point in enumerate(points) if point.title},
    ):
        if len(chosen) > 1:
            return frozenset(chosen)
    return frozenset(range(len(points)))


def _with_time_for_numbers(
    candidates: Sequence[Candidate], items: frozenset[int], seconds: float
) -> list[Candidate]:
    """The candidates, the first of each item longer by the words that number it."""
    begun: set[int] = set()
    found: list[Candidate] = []
    for one in candidates:
        first = one.point in items and one.point not in begun
        begun.add(one.point)
        found.append(replace(one, seconds=one.seconds + seconds) if first else one)
    return found
