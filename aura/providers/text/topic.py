"""A topic, read as grammar: what it is, and the forms in which a sentence can carry it.

    Lighthouses              noun        "about lighthouses", "lighthouses matter"
    Electric car             label       "Electric car: ..."; wants an article, and may have either
    How lighthouses work     clause      "about how lighthouses work", "lighthouses matter"
    How to brew coffee       activity    "about how to brew coffee", "brew coffee"
    Brew better coffee       activity    "about how to brew better coffee", "brew better coffee"
    Why is the sky blue?     question    "about why the sky is blue"
    Bees are dying           statement   "Bees are dying."
    (too long, or none)      plain       spoken as it stands

Whatever a user writes is one of these; where grammar is in doubt, fewer forms are offered.
"""

from dataclasses import dataclass
from typing import Literal

from aura.providers.text.language import words

Kind = Literal["noun", "label", "gerund", "clause", "activity", "question", "statement", "plain"]


@dataclass(frozen=True, slots=True)
class Topic:
    """``text`` is the user's own, without a final stop.  A form the topic does not have is ``None``."""

    text: str
    kind: Kind
    about: str | None = None
    """What can follow "about"."""
    thing: str | None = None
    """What can be the subject of a sentence, as it stands in the middle of one."""
    plural: bool | None = False
    """The number of ``thing``; ``None`` if it cannot be told."""
    act: str | None = None
    """What one does, as an infinitive without "to"."""
    unit: str | None = None
    """What a list of a counted topic holds, in the singular: "tip" of "5 tips for better sleep"."""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are written within the sentences of a text: evidence for what is a name and what is not."""

    common: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def spelling_of(sentences: list[str]) -> Spelling:
    """The words that stand in lower case somewhere, and those that are capital even within a sentence."""
    common: set[str] = set()
    names: set[str] = set()
    for sentence in sentences:
        if sentence.istitle() or sentence.isupper():
            continue
        for token in sentence.split()[1:]:
            bare = token.strip("\"'()[]“”„‘’.,;:!?…*_")
            if bare.islower():
                common.update(words(bare))
            elif bare[:1].isupper() and bare[1:].islower():
                names.update(words(bare))
        first = sentence.split()[0] if sentence.split() else ""
        if first.islower():
            common.update(words(first))
    return Spelling(frozenset(common), frozenset(names - common))
