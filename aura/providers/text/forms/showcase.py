"""A showcase: what is wrong without the product, the product, what it does, what it costs; then the call.

Headings and labels ("Problem", "Price") say which is which.  Without them the sentences before the product's
first mention are what it is the answer to, and a sentence about a price goes to the end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aura.providers.text.cues import Cues, Role, is_headed
from aura.providers.text.forms.passage import Passage, passage_of
from aura.providers.text.forms.roles import plays
from aura.providers.text.language import content_words
from aura.providers.text.material import thoughts
from aura.providers.text.phrasebook import Bridges
from aura.providers.text.points import Point, unlabelled


@dataclass(frozen=True, slots=True)
class _Parts:
    problem: list[Passage]
    product: list[Passage]
    features: list[Passage]
    offer: list[Passage]


def arranged(
    points: Sequence[Point], topic: str, cues: Cues, language: str, bridges: Bridges
) -> list[Passage]:
    """The passages of a showcase."""
    name = _name(topic, language)
    parts = _Parts([], [], [], [])
    met = not any(_mentions(said, name, language) for point in points for said in point.sentences)
    for point in (one for given in points for one in _parted(given, language)):
        passage = _unlabelled(point)
        text = " ".join(passage.said)
        named = _mentions(text, name, language)
        if plays(point, "problem"):
            parts.problem.append(replace(passage, title=point.title or point.under))
        elif plays(point, "offer") or (cues.offer.search(text) and not point.title):
            parts.offer.append(passage)
        elif plays(point, "product") or (named and not met):
            parts.product.append(passage)
            met = True
        elif not met and _is_wrong(point, text, cues):
            parts.problem.append(passage)
        else:
            parts.features.append(passage)
    return _in_order(parts, topic, bridges)


def opened(passages: Sequence[Passage], most: int) -> tuple[tuple[str, ...], list[Passage]]:
    """What is wrong without the product, to open the film, up to ``most`` sentences; and all the rest."""
    met = next((place for place, one in enumerate(passages) if one.told and one.told[0].lead), 0)
    wrong = [one for passage in passages[:met] for one in passage.told]
    left = tuple(wrong[most:])
    rest = [Passage(title=passages[0].title, told=left)] if left else []
    return tuple(one.text for one in wrong[:most]), [*rest, *passages[met:]]


def _in_order(parts: _Parts, topic: str, bridges: Bridges) -> list[Passage]:
    problem = [
        replace(one, title=one.title or bridges.problem * (not place), wanted=not place)
        for place, one in enumerate(parts.problem)
    ]
    rest = [*parts.product, *parts.features, *parts.offer]
    if problem and rest and rest[0].told:
        first, *others = rest[0].told
        named = first.text.lower().startswith(topic.lower())
        lead = bridges.remedy if named else bridges.meet
        rest[0] = replace(rest[0], told=(replace(first, lead=lead), *others), wanted=True)
    return [*problem, *rest]


def _parted(point: Point, language: str) -> list[Point]:
    """A paragraph as its thoughts; what has a heading or stands in a list is one already."""
    if point.title or point.listed or not point.sentences:
        return [point]
    return [replace(point, sentences=group, breaks=()) for group in thoughts(point, language)]


def _unlabelled(point: Point) -> Passage:
    """A point without the sentence that is only its label, where the label says what it is."""
    roles: tuple[Role, ...] = ("problem", "product", "offer")
    return passage_of(unlabelled(point) if any(is_headed(point.title, role) for role in roles) else point)


def _name(topic: str, language: str) -> frozenset[str]:
    """The words by which a product is mentioned: its own name, or else whatever its topic holds."""
    words = content_words(topic, language)
    capital = {word.lower() for word in re.findall(r"\w+", topic)[1:] if word[:1].isupper()}
    return frozenset(capital & set(words) or words)


def _mentions(text: str, name: frozenset[str], language: str) -> bool:
    return bool(name & set(content_words(text, language)))


def _is_wrong(point: Point, text: str, cues: Cues) -> bool:
    """Whether a thought before the product's first mention tells what is wrong; a list's item must say so."""
    return not point.title and (not point.listed or bool(cues.problem.search(text)))
