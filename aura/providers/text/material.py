"""The user's material, ready to be chosen from: an opening and a close of the user's own, and the points
between.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aura.providers.text.cues import Cues, is_headed
from aura.providers.text.language import content_words, stem
from aura.providers.text.languages import cues_of
from aura.providers.text.points import Point, part_of, unlabelled

_INDEFINITE = re.compile(r"\b(?:an?|eine?[nmr]?|une?|un[ao]?|een) (?:\w+ )?(\w{3,})")
_DEFINITE = re.compile(
    r"(?:\b(?:the|d(?:er|ie|as|en|em)|this|that|diese[rsnm]?|l[aeo]|el|il|het|ce|cette|cet|est[ae]|es[ae]|"
    r"quest[ao]) |"
    r"\bl['’]|^de )(\w{3,})"
)


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


def leans(sentence: str, before: str, language: str | None = None) -> bool:
    """Whether ``sentence`` needs the one ``before`` it; without a language it is English or German.

    It does if it takes up a thread ("But"), something by a pronoun, or as *the* lens what was *a* lens.
    """
    sentence = sentence.lstrip("\"'“„‘«(¡¿ ")
    if any(cues_of(one).leans.match(sentence) for one in ([language] if language else ["en", "de"])):
        return True
    introduced = set(_INDEFINITE.findall(before.lower()))
    return bool(introduced & set(_DEFINITE.findall(sentence.lower())))


def thoughts(point: Point, language: str, alone: re.Pattern[str] | None = None) -> list[tuple[str, ...]]:
    """A point's sentences parted where one stands alone: each group begins with one that leans on none.

    Where the user wrote lines, they are the thoughts.  A line that begins as in ``alone`` is one in any case.
    """
    found: list[list[str]] = []
    for place, sentence in enumerate(point.sentences):
        line = place in point.breaks
        free = (line or not point.breaks) and not leans(sentence, point.sentences[place - 1], language)
        if place and not free and not (line and alone and alone.match(sentence)):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return [tuple(group) for group in found]


def material_of(points: Sequence[Point], topic: str, language: str = "en") -> Material:
    """Sets the user's own first and last words apart, if that is what they are."""
    rest = [
        replace(point, title="") if point.title.casefold() == topic.casefold() else point for point in points
    ]
    rest = [point for point in rest if point.sentences or point.title]
    cues = cues_of(language)
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    if len(rest) > 1 and is_headed(rest[0].title, "opening"):
        opening = unlabelled(rest.pop(0)).sentences
    elif rest and not rest[0].title and not rest[0].listed and _opens(rest[0], cues) and _count(rest) > 2:
        first, *others = rest[0].sentences
        opening = (first,)
        rest[:1] = [part_of(rest[0], 1, len(rest[0].sentences))] if others else []
    if len(rest) > 1 and (is_headed(rest[-1].title, "closing") or is_headed(rest[-1].title, "call")):
        closing = unlabelled(rest.pop()).sentences
    elif (
        rest
        and _count(rest) > 2
        and not rest[-1].listed
        and rest[-1].sentences
        and cues.closes.match(rest[-1].sentences[-1])
    ):
        *others, last = rest[-1].sentences
        closing = (last,)
        rest[-1:] = [part_of(rest[-1], 0, len(rest[-1].sentences) - 1)] if others else []
    return Material(opening, tuple(rest), closing)


def _opens(point: Point, cues: Cues) -> bool:
    first = point.sentences[0] if point.sentences else ""
    return len(first.split()) > 3 and (first.endswith("?") or bool(cues.opens.match(first)))


def _count(points: Sequence[Point]) -> int:
    return sum(len(point.sentences) for point in points)


def scores(points: Sequence[Sequence[str]], topic: str, language: str) -> list[list[float]]:
    """How much each sentence tells of the whole, from 0 to about 2: what is central, comes first, or has
    figures.
    """
    stems = [[{stem(word) for word in content_words(said, language)} for said in point] for point in points]
    often = Counter(one for point in stems for said in point for one in said)
    about = {stem(word) for word in content_words(topic, language)}
    most = max(often.values(), default=1)

    def score(point: int, place: int) -> float:
        words = stems[point][place]
        if not words:
            return 0.0
        central = sum(often[word] for word in words) / (most * len(words))
        figures = any(char.isdigit() for char in points[point][place])
        return central + 0.5 * (place == 0) + 0.25 * figures + 0.6 * bool(words & about)

    return [[score(point, place) for place in range(len(said))] for point, said in enumerate(stems)]
