"""The user's material, ready to be chosen from: an opening and a close of the user's own, and the points
between.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aura.providers.text.language import content_words, stem, vocabulary
from aura.providers.text.points import Point

_EARLY_PRONOUN = re.compile(
    r"(?:\w+ ){1,2}(?:it|they|them|he|she|these|those|this|sie|er|diese[rsnm]?|ihnen|ihm)\b", re.IGNORECASE
)
_INDEFINITE = re.compile(r"\b(?:an?|eine?[nmr]?) (?:\w+ )?(\w{3,})")
_DEFINITE = re.compile(r"\b(?:the|d(?:er|ie|as|en|em)|this|that|diese[rsnm]?) (\w{3,})")


@dataclass(frozen=True, slots=True)
class Material:
    """``opening`` and ``closing`` are empty where the user wrote none."""

    opening: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    closing: tuple[str, ...] = ()

    @property
    def sentences(self) -> int:
        """How many sentences the user wrote."""
        return len(self.opening) + sum(len(point.sentences) for point in self.points) + len(self.closing)


_OPENING_TITLES = vocabulary("hook intro introduction opening einleitung einstieg aufhänger")
_CLOSING_TITLES = frozenset(
    (
        "outro",
        "conclusion",
        "close",
        "closing",
        "cta",
        "call to action",
        "takeaway",
        "fazit",
        "schluss",
        "abschluss",
    )
)
_OPENS = re.compile(
    r"(?:imagine|picture this|did you know|have you ever|what if|stell|stellen sie sich|wussten? )",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:visit|sign up|subscribe|join|come (?:and|to|by)|in short|in the end|to sum up|"
    r"remember|thank|so,? (?:next time|remember|if)|"
    r"that'?s why|that is why|now you|book |order |call us|register|besuchen|besuch |"
    r"kommen sie|komm |kurz gesagt|am ende|"
    r"melden sie|danke|vielen dank|deshalb|also:|jetzt )",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"(?:it|they|this|that|these|those|he|she|his|her|its|their|them|but|so|and|or|however|"
    r"then|also|instead|therefore|"
    r"both|such|for (?:example|instance)|in (?:fact|turn|contrast)|after that|as a result|"
    r"the (?:latter|former|same)|yet|still|"
    r"er|es|sie|dies|diese[rsnm]?|das (?:ist|war|macht|heißt)|dadurch|deshalb|daher|darum|aber|"
    r"doch|und|oder|dann|danach|"
    r"dabei|damit|dafür|dagegen|außerdem|sein|seine|ihr|ihre|denn|trotzdem|zum beispiel|je(?:doch)|auch|"
    r"il|elle|ils|elles|mais|donc|et|pero|y|ma|e)\b",
    re.IGNORECASE,
)


def leans(sentence: str, before: str) -> bool:
    """Whether ``sentence`` needs the one ``before`` it.

    It does if it takes up a thread ("But"), something by a pronoun, or as *the* lens what was *a* lens.
    """
    sentence = sentence.lstrip("\"'“„‘«(")
    if _LEANS.match(sentence) or _EARLY_PRONOUN.match(sentence):
        return True
    introduced = set(_INDEFINITE.findall(before.lower()))
    return bool(introduced & set(_DEFINITE.findall(sentence.lower())))


def material_of(points: Sequence[Point], topic: str) -> Material:
    """Sets the user's own first and last words apart, if that is what they are."""
    rest = [
        replace(point, title="") if point.title.casefold() == topic.casefold() else point for point in points
    ]
    rest = [point for point in rest if point.sentences or point.title]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    if len(rest) > 1 and rest[0].title.lower() in _OPENING_TITLES:
        opening = rest.pop(0).sentences
    elif rest and not rest[0].title and not rest[0].listed and _opens(rest[0]) and _count(rest) > 2:
        first, *others = rest[0].sentences
        opening = (first,)
        rest[:1] = [replace(rest[0], sentences=tuple(others))] if others else []
    if len(rest) > 1 and rest[-1].title.lower() in _CLOSING_TITLES:
        closing = rest.pop().sentences
    elif (
        rest
        and _count(rest) > 2
        and not rest[-1].listed
        and rest[-1].sentences
        and _CLOSES.match(rest[-1].sentences[-1])
    ):
        *others, last = rest[-1].sentences
        closing = (last,)
        rest[-1:] = [replace(rest[-1], sentences=tuple(others))] if others else []
    return Material(opening, tuple(rest), closing)


def _opens(point: Point) -> bool:
    first = point.sentences[0] if point.sentences else ""
    return len(first.split()) > 3 and (first.endswith("?") or bool(_OPENS.match(first)))


def _count(points: Sequence[Point]) -> int:
    return sum(len(point.sentences) for point in points)


def scores(points: Sequence[Point], topic: str, language: str) -> list[list[float]]:
    """How much each sentence tells of the whole, from 0 to about 2: what is central, comes first, or has
    figures.
    """
    stems = [
        [{stem(word) for word in content_words(said, language)} for said in point.sentences]
        for point in points
    ]
    often = Counter(one for point in stems for said in point for one in said)
    about = {stem(word) for word in content_words(topic, language)}
    most = max(often.values(), default=1)

    def score(point: int, place: int) -> float:
        words = stems[point][place]
        if not words:
            return 0.0
        central = sum(often[word] for word in words) / (most * len(words))
        figures = any(char.isdigit() for char in points[point].sentences[place])
        return central + 0.5 * (place == 0) + 0.25 * figures + 0.6 * bool(words & about)

    return [[score(point, place) for place in range(len(said))] for point, said in enumerate(stems)]
