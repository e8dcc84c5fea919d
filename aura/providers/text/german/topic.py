"""A German topic, read as grammar.  ``about`` is in the accusative, as it follows "über"; ``None`` if that
is not sure.
"""

import re
from dataclasses import replace

from aura.providers.text.german import lexicon
from aura.providers.text.language import FUNCTION_WORDS
from aura.providers.text.sentences import sentences
from aura.providers.text.topic import Spelling, Topic

LONGEST = 12
_COUNTED = re.compile(
    rf"(?:die |meine |unsere )?(\d{{1,2}}|{'|'.join(lexicon.COUNTS)}) (?:\w+ )?({'|'.join(lexicon.UNITS)})"
    r"(?:,? (für|über|gegen|warum|um) (.+))?$",
    re.IGNORECASE,
)


def read_topic(text: str, spelling: Spelling) -> Topic:
    """The topic in ``text``; whatever it is, some kind fits."""
    text = " ".join(text.split())
    asked = text.endswith("?")
    text = text.rstrip(" .!?…:;,-–")
    head, colon, _ = text.partition(": ")
    core = head if colon and len(head.split()) <= 6 else text
    words = core.split()
    if not words or len(words) > LONGEST or not any(map(str.isalpha, core)) or len(sentences(core)) > 1:
        return Topic(text=text, kind="plain")
    if counted := _COUNTED.match(core):
        return _counted(text, counted, spelling)
    return replace(_read(core, words, asked=asked, spelling=spelling), text=text)


def _read(core: str, words: list[str], *, asked: bool, spelling: Spelling) -> Topic:
    first = words[0].lower()
    second = words[1].lower() if len(words) > 1 else ""
    inner = mid_sentence(core, spelling)
    if first in lexicon.WH and len(words) > 1:
        if asked or second in lexicon.FINITE:
            return Topic(text=core, kind="question")
        return Topic(text=core, kind="clause", about=inner)
    if asked:
        return Topic(text=core, kind="question")
    if first in lexicon.SUBJECTS and words[1:2] and words[1].islower() and second not in lexicon.JOINS:
        return Topic(text=core, kind="statement")
    done = first not in lexicon.DETERMINERS or first in lexicon.DONE_TO
    if len(words) > 1 and is_infinitive(words[-1]) and done:
        return Topic(text=core, kind="activity", act=inner)
    if len(words) > 2 and any(word in lexicon.FINITE for word in words[1:3]):
        return Topic(text=core, kind="statement")
    return Topic(text=core, kind="noun", about=accusative(inner), thing=inner, plural=None)


def mid_sentence(phrase: str, spelling: Spelling) -> str:
    """``phrase`` as it stands within a sentence: only its first word may lose its capital, no noun does."""
    words = phrase.split()
    if not words or not words[0][:1].isupper() or words[0][1:] != words[0][1:].lower():
        return phrase
    first = words[0].lower()
    known = first in FUNCTION_WORDS["de"] or first in lexicon.WH or first in lexicon.ADJECTIVES
    adjective = (
        len(words) > 1
        and words[1][:1].isupper()
        and first.rstrip("nmrs").rstrip("e").endswith(lexicon.ADJECTIVE_STEMS)
    ) and first.endswith(("e", "er", "es", "en", "em"))
    if known or (adjective and first not in spelling.names) or first in spelling.common:
        return " ".join([words[0].lower(), *words[1:]])
    return phrase


def accusative(phrase: str) -> str | None:
    """A noun phrase after "über"; ``None`` if its gender, and so its form, cannot be told."""
    first, *rest = phrase.split()
    lower = first.lower()
    if lower == "der" and rest:
        return _male(rest)
    if lower in lexicon.MALE_OR_OPEN:
        return phrase if rest and rest[0][:1].islower() and rest[0].endswith("es") else None
    if rest and rest[0][:1].isupper() and lower.endswith("er") and lower not in {"wasser", "feuer"}:
        return None
    return phrase


def _male(words: list[str]) -> str | None:
    place = next((at for at, word in enumerate(words) if word[:1].isupper()), None)
    if place is None or not all(word.endswith("e") for word in words[:place]):
        return None
    noun = words[place].lower()
    if noun in lexicon.WEAK_NOUNS or noun.endswith(lexicon.WEAK_ENDINGS):
        return None
    return " ".join(["den", *(f"{word}n" for word in words[:place]), *words[place:]])


def is_infinitive(word: str) -> bool:
    """Whether a last word is a verb in the infinitive: in lower case, and ending as one."""
    return (
        word.islower()
        and len(word) > 3
        and word.endswith(("en", "ern", "eln"))
        and word not in FUNCTION_WORDS["de"]
    )


def _counted(text: str, match: re.Match[str], spelling: Spelling) -> Topic:
    """``5 Tipps für besseren Schlaf``: what is counted, and the topic it is about."""
    number, units, link, rest = match.groups()
    count = int(number) if number.isdigit() else lexicon.COUNTS[number.lower()]
    whole = Topic(text=text, kind="plain", unit=lexicon.UNITS[units.lower()] or "Nummer", count=count)
    if not rest:
        return whole
    if link.lower() == "warum":
        return replace(whole, kind="clause", about=f"warum {rest}")
    if link.lower() in {"für", "über", "gegen"}:  # what follows is in the accusative already
        return replace(whole, kind="noun", about=mid_sentence(rest, spelling))
    return whole
