"""What a comparison compares: the sides that its topic names, or else the headings of its notes.

Train vs plane · Tea or coffee in the morning? · Train und Bus im Vergleich · differences between A and B
"""

import re
from collections.abc import Sequence

from aura.providers.text.cues import Cues, Role, is_headed
from aura.providers.text.language import content_words, primary, stem
from aura.providers.text.points import Point

LONGEST = 4
"""Words a side may have."""
MOST = 4
LONGEST_TOPIC = 12

_NEVER: tuple[Role, ...] = ("opening", "closing", "plain", "call")
_HEAD_FIRST = frozenset({"fr", "es", "it", "pt"})
"""Languages in which a noun stands before what tells more about it."""
_VOWEL_ENDINGS = frozenset({"es", "it"})
_LAST_VOWELS = "aeiouàèéìòù"


def sides_of(topic: str, points: Sequence[Point], cues: Cues) -> tuple[str, ...]:
    """Two to four sides as the user wrote them; none where neither topic nor headings name them."""
    text = topic.strip().strip("¿¡?!. ")
    if len(text.split()) > LONGEST_TOPIC:
        return ()
    for part in (text.partition(": ")[0], text.rpartition(": ")[2], text):
        if sides := _named(part.strip(" ?¿"), cues):
            return sides
    titles = [point.title for point in points if point.title and point.sentences]
    titles = [title for title in dict.fromkeys(titles) if not any(is_headed(title, role) for role in _NEVER)]
    return tuple(titles) if 2 <= len(titles) <= MOST and all(map(_is_short, titles)) else ()


def _named(topic: str, cues: Cues) -> tuple[str, ...]:
    if wrapped := cues.compared.match(topic):
        parts = cues.also.split(wrapped["sides"] or wrapped["those"])
        dative = bool(wrapped["sides"])  # "zwischen dem Zug und …": the article is not the side's own
        parts = [_bare(part, cues) if dative else part.strip() for part in parts]
    else:
        parts = cues.versus.split(topic)
        if len(parts) < 2:
            return ()
        first = [one.strip() for one in parts[0].split(",")]
        parts = [*first, *parts[1:]]
        parts[-1] = _to_its_end(parts[-1], cues)
        parts[0] = _from_its_start(parts[0], parts[1], cues)
    found = tuple(dict.fromkeys(part for part in parts if part))
    return found if 2 <= len(found) <= MOST and all(map(_is_short, found)) else ()


def _is_short(side: str) -> bool:
    return 1 <= len(side.split()) <= LONGEST and any(char.isalnum() for char in side)


def _bare(side: str, cues: Cues) -> str:
    words = re.split(r"\s+", side.strip())
    if words and words[0].lower() in cues.articles:
        words = words[1:]
    return re.sub(r"^(?:l|d|dell|un)['’]", "", " ".join(words))


def _to_its_end(side: str, cues: Cues) -> str:
    """``coffee`` of ``coffee in the morning``."""
    words = side.split()
    end = next((at for at, word in enumerate(words) if at and word.lower() in cues.loose), len(words))
    return " ".join(words[:end])


def _from_its_start(side: str, other: str, cues: Cues) -> str:
    """``the train`` of ``should you take the train``, where the other is ``the plane``."""
    words, others = side.split(), other.split()
    if len(words) <= len(others) or not others:
        return side
    lower = [word.lower() for word in words]
    if others[0].lower() in cues.articles:
        starts = [at for at, word in enumerate(lower) if word in cues.articles]
        return " ".join(words[starts[-1] :]) if starts else side
    return " ".join(words[-len(others) :]) if len(words) > LONGEST else side


class Sides:
    """Tells which side a sentence is about."""

    def __init__(self, labels: Sequence[str], language: str) -> None:
        self.labels = tuple(labels)
        self._language = primary(language)
        words = [content_words(label, language) or [label.lower()] for label in labels]
        self._telling = [
            _telling(named, {word for other in words if other is not named for word in other}, language)
            for named in words
        ]

    def named(self, text: str) -> frozenset[int]:
        """The places of the sides that ``text`` names."""
        lower = text.lower()
        found = content_words(text, self._language) + re.findall(r"\w+", lower)
        return frozenset(
            place
            for place, (label, telling) in enumerate(zip(self.labels, self._telling, strict=True))
            if _has(lower, label.lower())
            or any(_is_form(word, one, self._language) for one in telling for word in found)
        )


def _telling(words: Sequence[str], others: set[str], language: str) -> list[str]:
    """By which words a side is known: ``train`` of ``night train``, unless another side is a train too."""
    first = primary(language) in _HEAD_FIRST or words[0].endswith("ing")  # renting a flat
    head = words[0 if first else -1]
    if head not in others and not head[0].isdigit():
        return [head]
    return [word for word in words if word not in others and not word[0].isdigit()]


def _has(text: str, phrase: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))


def _is_form(word: str, name: str, language: str) -> bool:
    """Whether ``word`` is ``name`` with another ending, or begins with it: ``treni``, ``Flugzeuglärm``."""
    root = name.rstrip(_LAST_VOWELS) if language in _VOWEL_ENDINGS else name
    root = root if len(root) >= 3 else name
    rest = len(word) - len(root)
    same = stem(word) == stem(name) and abs(len(word) - len(name)) <= 3
    return same or (word.startswith(root) and (rest <= 2 or len(name) >= 6))
