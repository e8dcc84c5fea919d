"""Every sentence a draft may say, with its worth: the user's own far above Aura's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aura.providers.text.cuts import pieces
from aura.providers.text.fit import Candidate, Part
from aura.providers.text.forms.passage import Arrangement, Passage, Told
from aura.providers.text.language import is_repeat_key
from aura.providers.text.material import leans, scores
from aura.providers.text.phrasebook import Beat, Line, Phrasebook, Subject
from aura.providers.text.points import as_sentence
from aura.providers.text.topic import Spelling

Clock = Callable[[str], float]
"""The seconds a sentence takes, with the pause after it."""

LONGEST_SENTENCE_S = 20.0
FILLER, FILLER_BESIDE_NOTES = -0.2, -40.0
"""What a filler is worth: beside the user's words it is said only where the film would be much too short."""

PROMISED = 10.0
"""How much more telling the first sentence of each point is in a list whose topic tells their number."""

STORY = 2.0
"""How much more telling each sentence of a story is: one that is missing tears it."""

PROMISED_S = 8
"""How long a list must be for each point that its topic promises, so that none is left out."""

CHECKED_S = 25
"""A shorter tutorial has no time for a check of Aura's own."""

_TELL_ALONE = frozenset({"comparison", "story-time", "tutorial", "product-showcase"})
"""The forms whose titles only show: what joins their parts is theirs to say."""

BOND = 0.25
"""How much more one of the user's sentences is worth after the one before it, as a part of its own worth."""

WORTH_S = {3: 9.0, 2: 9.0, 1: 0.5, 0: -0.5}
"""What a second of Aura's own words is worth, by how much they are wanted; one of the user's is 6 to 20."""


@dataclass(frozen=True, slots=True)
class Body:
    """What may stand between hook and close.  ``titles`` are by point; ``items`` are the points to be
    numbered, ``apart`` those that want a scene of their own.
    """

    candidates: tuple[Candidate, ...]
    titles: tuple[str, ...]
    items: frozenset[int]
    apart: frozenset[int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A hook or a close."""

    title: str
    candidates: tuple[Candidate, ...]


def hook_of(opening: Sequence[str], subject: Subject, book: Phrasebook, clock: Clock, language: str) -> Frame:
    """The user's own first words; else the phrasebook's."""
    beat = book.hook(subject)
    if opening:
        own = _own(_untold(opening), clock, language, part="hook", must=True)
        return Frame(beat.title, (*own, *_lines(_wanted(beat), clock, part="hook")))
    return Frame(beat.title, _lines(beat, clock, part="hook"))


def close_of(
    closing: Sequence[str], subject: Subject, book: Phrasebook, clock: Clock, language: str
) -> Frame:
    """The user's own last words; else the phrasebook's."""
    beat = book.close(subject)
    if closing:
        own = _own(_untold(closing), clock, language, part="close", must=True)
        return Frame(beat.title, (*_lines(_wanted(beat), clock, part="close"), *own))
    return Frame(beat.title, _lines(beat, clock, part="close"))


def _untold(said: Sequence[str]) -> tuple[Told, ...]:
    return tuple(map(Told, said))


def _wanted(beat: Beat) -> Beat:
    """The lines that go with the user's own first or last words: for whom, and what to do."""
    first = next(place for place, line in enumerate(beat.lines) if line.worth == 3)
    return Beat(beat.title, tuple(Line(line.text, 2) for line in beat.lines[first + 1 :] if line.worth >= 2))


def body_of(
    told: Arrangement, subject: Subject, book: Phrasebook, language: str, clock: Clock, *, unit: str | None
) -> Body:
    """The user's passages in their order, then what Aura can add.  ``unit`` is what a numbered one is
    called.
    """
    passages = told.passages
    items = frozenset(place for place, passage in enumerate(passages) if passage.numbered)
    worth = scores([passage.said for passage in passages], subject.topic.text, language)
    candidates: list[Candidate] = []
    titles = [passage.title for passage in passages]
    for place, passage in enumerate(passages):
        if not passage.told:
            candidates += _heading(passage, place, len(passages), book, clock)
            continue
        if passage.title and _is_announced(passage, subject, language):
            candidates.append(_announced(passage.title, place, clock))
        if subject.form == "story-time":
            worth[place] = [one + STORY for one in worth[place]]
        if passage.wanted or (place in items and len(items) == subject.topic.count):
            worth[place][0] += PROMISED  # "5 tips" are five
        candidates += _own(passage.told, clock, language, point=place, worth=worth[place])
    beats = book.beats(subject)
    if unit and not passages:
        items = _numbered_beats(subject, len(beats))
    for place, beat in enumerate(beats):
        titles.append(beat.title)
        cost = FILLER_BESIDE_NOTES - place**2 if subject.material else FILLER - 0.05 * place**2
        promised = not passages and subject.topic.count is not None and place in items
        must = not candidates or (promised and subject.seconds >= PROMISED_S * len(items))
        candidates += _filler(beat, len(passages) + place, cost, clock, must=must)
    if unit:
        candidates = _with_time_for_numbers(candidates, items, clock(f"{book.numbered(unit, 7)}:") * 0.8)
    if (check := book.bridges(subject).check) and _wants_check(told, subject):
        candidates += _check(check, len(titles), clock)
        titles.append(check.title)
    titled = {place for place, title in enumerate(titles) if title}
    apart = titled | set(range(len(passages)) if told.apart else ())
    return Body(tuple(candidates), tuple(titles), items, frozenset(apart))


def _numbered_beats(subject: Subject, of: int) -> frozenset[int]:
    """Which beats are numbered without notes: as many as the topic tells, or all; a tutorial's first two lead
    to its steps.
    """
    first = 2 if subject.form == "tutorial" else 0
    return frozenset(range(first, min(subject.topic.count or of, of - first) + first))


def _is_announced(passage: Passage, subject: Subject, language: str) -> bool:
    """Whether a title is said: a numbered one's, or one that the first words below it take up."""
    if passage.numbered:
        return not passage.listed
    return subject.form not in _TELL_ALONE and leans(passage.told[0].text, "", language)


def _wants_check(told: Arrangement, subject: Subject) -> bool:
    return subject.form == "tutorial" and subject.seconds >= CHECKED_S and not told.checked


def _check(beat: Beat, point: int, clock: Clock) -> list[Candidate]:
    """The end of a tutorial that has none of the user's own."""
    lines = _lines(beat, clock, part="body")
    return [replace(one, point=point, leans=place > 0, must=not place) for place, one in enumerate(lines)]


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with no sentence twice; what leans on one that is left out is left out too."""
    seen: set[str] = set()
    kept: list[Candidate] = []
    cut: int | None = None
    for one in candidates:
        key = is_repeat_key(one.text)
        if one.leans and cut == one.point and not one.own:
            continue
        loose = cut is not None
        cut = None
        if key in seen:
            cut = one.point
        else:
            seen.add(key)
            kept.append(replace(one, tied=False) if loose else one)
    return kept


def _own(
    told: Sequence[Told],
    clock: Clock,
    language: str,
    *,
    point: int = 0,
    part: Part = "body",
    must: bool = False,
    worth: Sequence[float] = (),
) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    for place, one in enumerate(told):
        for number, piece in enumerate(pieces(one.text, LONGEST_SENTENCE_S, clock)):
            lead = "" if number else one.lead
            seconds = max(clock(f"{lead} {piece}" if lead else piece), 0.1)
            value = seconds * (6 + 6 * (worth[place] if worth else 1.0))
            after = place > 0 and leans(one.text, told[place - 1].text, language)
            found.append(
                Candidate(
                    text=piece,
                    lead=lead,
                    seconds=seconds,
                    value=value,
                    bond=BOND * value if place or number else 0.0,
                    point=point,
                    part=part,
                    must=must,
                    leans=bool(number) or after or one.tied,
                    tied=one.tied,
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


def _heading(passage: Passage, place: int, of: int, book: Phrasebook, clock: Clock) -> list[Candidate]:
    """A heading without words below it: a line that names it, and a question about it."""
    beat = book.point(book.mid_sentence(passage.title, Spelling()), place, place == of - 1)
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
