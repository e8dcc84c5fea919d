"""A topic, a goal and an audience read by a few words of a language, for languages without cases.

Only what is sure is used within sentences: a noun phrase with its article, or a name.  What stands without
an article is only named ("Phares: …"), so that no gender need be known.
"""

import re
from dataclasses import dataclass, replace

from aura.providers.text.phrasebook import Goal
from aura.providers.text.sentences import sentences
from aura.providers.text.topic import Spelling, Topic

LONGEST = 12
"""Words; a longer topic is spoken as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words by which a language's topics, goals and audiences are recognised, in lower case."""

    function_words: frozenset[str]
    asking: re.Pattern[str]
    """The words with which a question, or a clause like one, begins."""
    articles: frozenset[str]
    """What a complete noun phrase may begin with, possessives too."""
    elided: re.Pattern[str]
    """An article that has lost its vowel, at the start of a phrase."""
    finite: frozenset[str]
    relative: frozenset[str]
    """Words after which a verb belongs to a clause of its own."""
    doing: re.Pattern[str]
    """A whole topic that tells what to do."""
    how_to: re.Pattern[str]
    """A whole topic that asks how to do something: its group ``act`` is what."""
    counted: re.Pattern[str]
    """A topic with a number of things: ``count`` and ``unit``."""
    counts: dict[str, int]
    units: dict[str, str]
    """What a list may hold, in the plural, and its singular."""
    bare: re.Pattern[str]
    """A noun phrase that is complete without an article."""
    verb_second: bool = False
    """Whether a question and a clause that begin alike differ in the place of their verb."""
    taught: re.Pattern[str]
    """A goal to teach: its group ``clause``."""
    moved: re.Pattern[str]
    """A goal to bring people to do something: its groups make an infinitive."""
    imperative: re.Pattern[str]
    """A goal that speaks to the viewer as it stands."""
    call: re.Pattern[str]
    """A goal that is an infinitive a viewer may be asked for."""
    makers: re.Pattern[str]
    """Found in goals that are the maker's own."""
    everybody: re.Pattern[str]
    ages: re.Pattern[str]
    for_: str


def read_topic(text: str, grammar: Grammar, spelling: Spelling) -> Topic:
    """The topic in ``text``; whatever it is, some kind fits."""
    text = " ".join(text.split())
    asked = text.endswith("?") or text.startswith("¿")
    text = text.strip("¿¡ ").rstrip(" .!?…:;,-–")
    head, colon, _ = text.partition(":")
    core = head.strip() if colon and len(head.split()) <= 6 else text
    words = core.split()
    if not words or len(words) > LONGEST or not any(map(str.isalpha, core)) or len(sentences(core)) > 1:
        return Topic(text=text, kind="plain")
    if counted := grammar.counted.match(core):
        number = counted["count"].lower()
        count = int(number) if number.isdigit() else grammar.counts[number]
        unit = grammar.units.get(counted["unit"].lower())
        return Topic(text=text, kind="plain", unit=unit, count=count if unit else None)
    return replace(_read(core, words, grammar, spelling, asked=asked), text=text)


def _read(core: str, words: list[str], grammar: Grammar, spelling: Spelling, *, asked: bool) -> Topic:
    inner = mid_sentence(core, grammar, spelling)
    if how := grammar.how_to.match(core):
        return Topic(text=core, kind="activity", act=how["act"], about=inner)
    if len(words) > 1 and grammar.asking.match(core):
        second = words[1].lower()
        if asked or (grammar.verb_second and second in grammar.finite):
            return Topic(text=core, kind="question")
        return Topic(text=core, kind="clause", about=inner)
    if asked:
        return Topic(text=core, kind="question")
    if grammar.doing.match(core):
        return Topic(text=core, kind="activity", act=inner)
    if _is_statement([word.lower() for word in words], grammar):
        return Topic(text=core, kind="statement")
    if _is_complete(core, words, grammar, spelling):
        return Topic(text=core, kind="noun", about=inner, thing=inner, plural=None)
    return Topic(text=core, kind="label")


def _is_statement(lower: list[str], grammar: Grammar) -> bool:
    at = next((place for place, word in enumerate(lower) if place and word in grammar.finite), None)
    return at is not None and len(lower) > 2 and not any(word in grammar.relative for word in lower[:at])


def _is_complete(core: str, words: list[str], grammar: Grammar, spelling: Spelling) -> bool:
    """Whether a noun phrase has its article, needs none, or is a name."""
    if words[0].lower() in grammar.articles or grammar.elided.match(core) or grammar.bare.match(core):
        return True
    named = [word for word in words if word.lower() not in grammar.function_words]
    capital = len(named) > 1 and all(word[:1].isupper() or word[:1].isdigit() for word in named)
    return capital or all(word.lower() in spelling.names for word in named)


def mid_sentence(phrase: str, grammar: Grammar, spelling: Spelling) -> str:
    """``phrase`` as it stands within a sentence: a first word known to be common loses its capital."""
    first, _, rest = phrase.partition(" ")
    lower = first.lower()
    if not first[:1].isupper() or first[1:] != first[1:].lower():
        return phrase
    common = grammar.function_words | grammar.articles | grammar.counts.keys() | spelling.common
    begins = (grammar.asking, grammar.doing, grammar.bare, grammar.elided)
    if lower in common or any(one.match(phrase) for one in begins):
        return f"{first[:1].lower()}{first[1:]}{' ' * bool(rest)}{rest}"
    return phrase


def read_goal(text: str, grammar: Grammar) -> Goal:
    """The goal's call, lesson or aim; an empty ``Goal`` where none would read well."""
    text = " ".join(text.split()).strip("¡¿ ").rstrip(" .!?;,")
    if not text or len(text) > 160:
        return Goal()
    if taught := grammar.taught.match(text):
        clause = taught["clause"]
        return Goal(lesson=clause[:1].lower() + clause[1:])
    if moved := grammar.moved.match(text):
        return Goal(call=" ".join(part for part in moved.groups() if part))
    if grammar.imperative.match(text):
        return Goal(call=text[:1].upper() + text[1:])
    if grammar.makers.search(text):
        return Goal()
    if grammar.call.match(text):
        return Goal(call=text[:1].lower() + text[1:])
    words = text.split()
    if len(words) > 8 or any(word.lower() in grammar.finite for word in words):
        return Goal()
    return Goal(aim=mid_sentence(text, grammar, Spelling()))


def is_imperative(call: str, grammar: Grammar) -> bool:
    """Whether a call speaks to the viewer as it stands."""
    return bool(grammar.imperative.match(call))


def read_audience(text: str, grammar: Grammar) -> str:
    """Who follows "for": ages are left out, and so is everybody."""
    text = re.split(r"[;,/.(]", grammar.ages.sub(" ", text), maxsplit=1)[0]
    text = " ".join(text.split()).strip(" -–:")
    if text.lower().startswith(f"{grammar.for_} "):
        text = text[len(grammar.for_) + 1 :]
    if not text or grammar.everybody.match(text) or len(text.split()) > 8 or not text[0].isalpha():
        return ""
    first, _, rest = text.partition(" ")
    common = rest[:1].islower() or not rest
    return text[:1].lower() + text[1:] if common and first[1:].islower() else text
