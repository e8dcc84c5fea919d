"""An English topic, read as grammar."""

import re
from dataclasses import replace

from aura.providers.text.english import lexicon
from aura.providers.text.english.casing import mid_sentence
from aura.providers.text.english.noun_phrase import is_noun_phrase, is_plural, singular, with_article
from aura.providers.text.english.verbs import base_of, begins_with_verb, is_finite
from aura.providers.text.sentences import sentences
from aura.providers.text.topic import Spelling, Topic

_QUALITY = r"(?:(?:short|brief|quick|little|gentle|complete|simple|ultimate|beginner['’]?s) )*"
_STORY = re.compile(rf"(?:an? )?{_QUALITY}(history|story|life) of (.+)", re.IGNORECASE)
_WRAPPED = re.compile(
    rf"(?:an? |the )?{_QUALITY}(?:introduction to|intro to|guide to|overview of|look at|tour of|"
    r"(?:\w+ )?facts about|everything (?:you (?:need to|want to|should) know )?about|all about|basics of|"
    r"understanding|exploring|discovering|"
    r"what you (?:need to|should) know about|the truth about) (.+)",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"(?:know|remember|learn) (?:about )?(.+)")
LONGEST = 12
"""Words; a longer topic is spoken as it stands."""

_COUNTED = re.compile(
    rf"(?:the |top |my |our )*(\d{{1,2}}|{'|'.join(lexicon.COUNTS)}) ((?:[\w-]+ ){{0,2}}?)([\w-]+s)"
    r"(?: (for|of|about|on|to|in|from|that|why|with) (.+))?$",
    re.IGNORECASE,
)


def read_topic(text: str, spelling: Spelling) -> Topic:
    """The topic in ``text``; whatever it is, some kind fits."""
    text = " ".join(text.split())
    asked = text.endswith("?")
    text = text.rstrip(" .!?…:;,-")
    head, colon, _ = text.partition(": ")
    core = head if colon and len(head.split()) <= 6 else text
    inner = mid_sentence(_bare(core), spelling)
    words = inner.split()
    if not words or len(words) > LONGEST or not any(map(str.isalpha, core)) or len(sentences(core)) > 1:
        return Topic(text=text, kind="plain")
    if counted := _COUNTED.match(core):
        return _counted(text, counted, spelling)
    return replace(_read(inner, words, spelling.names, asked=asked), text=text)


def _bare(core: str) -> str:
    """What a topic is about, without words about the film: ``bees`` of "A short introduction to bees"."""
    if told := _STORY.match(core):
        return f"the {told[1].lower()} of {told[2]}"
    if wrapped := _WRAPPED.match(core):
        return wrapped[1]
    return core


def _read(inner: str, words: list[str], names: frozenset[str], *, asked: bool) -> Topic:
    first = words[0].lower()
    second = words[1].lower() if len(words) > 1 else ""
    if first == "how" and second == "to" and len(words) > 2:
        return _activity(" ".join(words[2:]))
    if first in lexicon.WH and len(words) > 1:
        if second in lexicon.FINITE or asked:
            return Topic(text=inner, kind="question", about=_indirect(words))
        return _clause(inner, words)
    if asked or (first in lexicon.FINITE and len(words) > 2 and first not in {"have", "do", "need"}):
        return Topic(text=inner, kind="question")
    if len(words) > 1 and words[0].islower() and begins_with_verb(first, second):
        return _activity(inner)
    if _is_statement(words) or _is_told(first, second):
        return Topic(text=inner, kind="statement")
    if first.endswith("ing") and (act := _gerund_activity(first, second, words)):
        return _activity(act)
    return _thing(inner, words, names)


def _thing(inner: str, words: list[str], names: frozenset[str]) -> Topic:
    """A noun phrase, or a gerund that stands for itself."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first.endswith("ing") and _is_gerund(first) and (not second or second in lexicon.PREPOSITIONS):
        return Topic(text=inner, kind="gerund", about=inner, thing=inner)
    phrase = with_article(words, names)
    if phrase is None or (first.lower() in lexicon.NO_NOUN_BEGINS and second):
        return Topic(text=inner, kind="label")
    return Topic(text=inner, kind="noun", about=phrase, thing=phrase, plural=is_plural(phrase.split()))


def _gerund_activity(first: str, second: str, words: list[str]) -> str | None:
    """``learn to swim`` of ``learning to swim``; nothing of ``running shoes``."""
    base = base_of(first)
    if base is None or not second:
        return None
    if base in lexicon.NOUN_VERBS and second not in lexicon.AFTER_A_VERB | lexicon.PREPOSITIONS:
        return None
    return " ".join([base, *words[1:]])


def _activity(act: str) -> Topic:
    return Topic(text=act, kind="activity", about=f"how to {act}", act=act)


def _clause(inner: str, words: list[str]) -> Topic:
    thing = _subject_of_clause(words[1:])
    return Topic(
        text=inner,
        kind="clause",
        about=inner,
        thing=" ".join(thing) if thing else None,
        plural=is_plural(thing) if thing else False,
    )


def _subject_of_clause(words: list[str]) -> list[str] | None:
    """The words before the verb of "how …": ``lighthouses`` of ``lighthouses work``."""
    first = 2 if words and words[0].lower() in lexicon.DETERMINERS else 1
    for place in range(first, len(words)):
        if is_finite(words[place].lower()):
            subject = words[:place]
            plain = not ({word.lower() for word in subject} & (lexicon.PRONOUNS - {"people"}))
            return subject if place <= 4 and plain else None
    return None


def _is_gerund(word: str) -> bool:
    return word not in {
        "spring",
        "string",
        "morning",
        "evening",
        "nothing",
        "sibling",
        "ceiling",
        "viking",
        "herring",
    }


def _is_statement(words: list[str]) -> bool:
    lower = [word if word in {"May", "Will"} else word.lower() for word in words]  # a month, a name
    for place, word in enumerate(lower[1:], start=1):
        if word in lexicon.FINITE - {"need", "needs"} or word in {"matters", "works"}:
            before = lower[place - 1]
            relative = before in {"that", "which", "who", "what", "where", "when", "why", "how", "if", "to"}
            return not relative and not (place > 1 and before in lexicon.PRONOUNS)
    return False


def _is_told(first: str, second: str) -> bool:
    """Whether a pronoun and what follows it begin a sentence: ``we moved``."""
    if first in lexicon.SUBJECTS:
        return second.isalpha() and second not in lexicon.JOINS
    return first in lexicon.OPEN_SUBJECTS and is_finite(second)


def _indirect(words: list[str]) -> str | None:
    """A question as a clause, where that is sure to be right: ``why is the sky blue`` -> ``why the sky is
    blue``.
    """
    asking, verb, *rest = words
    verb = verb.lower()
    if not rest:
        return None
    if verb == "do" and rest[0].lower() not in {"i", "not"}:
        return " ".join([asking, *rest])
    if verb in {"is", "are", "was", "were"}:
        if asking.lower() == "what" and is_noun_phrase(rest):
            return " ".join([asking, *rest, verb])
        if len(rest) == 2 or (len(rest) == 3 and rest[0].lower() in lexicon.DETERMINERS):
            return " ".join([asking, *rest[:-1], verb, rest[-1]])
    if asking.lower() in {"who", "what"} and verb not in lexicon.FINITE:
        return " ".join(words)
    return None


def _counted(text: str, match: re.Match[str], spelling: Spelling) -> Topic:
    """``5 tips for better sleep``: what is counted, and the topic it is about."""
    number, qualities, units, link, rest = match.groups()
    count = int(number) if number.isdigit() else lexicon.COUNTS[number.lower()]
    unit = singular(units.lower())
    whole = Topic(text=text, kind="plain", unit=unit, count=count)
    if not rest:
        thing = mid_sentence(f"{qualities}{units}", spelling)
        return replace(whole, kind="noun", about=thing, thing=thing, plural=True)
    inner = mid_sentence(rest, spelling)
    words = inner.split()
    if link.lower() == "to" and (known := _KNOWN.match(inner)):
        inner_topic = _read(known[1], known[1].split(), spelling.names, asked=False)
        return replace(inner_topic, text=text, unit=unit, count=count)
    if link.lower() == "to" and words[0].islower():
        return replace(_activity(inner), text=text, unit=unit, count=count)
    if link.lower() == "why":
        return replace(_clause(f"why {inner}", ["why", *words]), text=text, unit=unit, count=count)
    if link.lower() in {"for", "of", "about", "on"} and is_noun_phrase(words):
        inner_topic = _read(inner, words, spelling.names, asked=False)
        return replace(inner_topic, text=text, unit=unit, count=count)
    phrase = mid_sentence(text, spelling)
    return replace(whole, kind="noun", about=phrase, thing=phrase, plural=True)
