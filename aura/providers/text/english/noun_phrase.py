"""English noun phrases: whether one is complete, how many it names, and its article."""

from aura.providers.text.english import lexicon

_CLAUSE_SUBJECTS = lexicon.PRONOUNS - lexicon.DETERMINERS - {"people"}


def is_noun_phrase(words: list[str]) -> bool:
    """Whether words are a thing without a clause of its own."""
    return len(words) <= 4 and not any(word.lower() in lexicon.PREPOSITIONS - {"of"} for word in words)


def with_article(words: list[str], names: frozenset[str]) -> str | None:
    """A noun phrase as it stands in a sentence: ``the history of Rome`` of ``history of Rome``.

    ``None`` for one that wants an article and may have either, as ``electric car``.
    """
    phrase = " ".join(words)
    first = words[0].lower()
    if (
        first in lexicon.DETERMINERS
        or first.endswith(("'s", "’s"))
        or first in lexicon.COUNTS
        or first.isdigit()
    ):
        return phrase
    end = _head_end([word.lower() for word in words])
    head = words[end - 1]
    if words[end : end + 1] == ["of"] and words[0].islower():
        return f"the {phrase}"
    known = head.lower() in lexicon.MASS_NOUNS | lexicon.SINGULAR_IN_S - {
        "lens",
        "bus",
        "gas",
    }
    if head.islower() and (known or is_plural(words) or head.endswith(lexicon.MASS_ENDINGS)):
        return phrase
    if not head.islower():
        named = len(words) > 1 and not words[0].islower()  # no "town meeting 12 May"
        known = head.lower() in lexicon.NAMES | names and len(words) == 1
        return phrase if named or known or not head.isalpha() else None
    return f"the {phrase}" if end < len(words) and words[0].islower() else None


def _head_end(lower: list[str]) -> int:
    """Where the words that modify the head of a noun phrase begin."""
    ends = lexicon.PREPOSITIONS | _CLAUSE_SUBJECTS
    return next((place for place, word in enumerate(lower) if place and word in ends), len(lower))


def is_plural(words: list[str]) -> bool | None:
    """The number of a noun phrase; ``None`` if it cannot be told, as in ``Charles Dickens`` or ``Solar
    Panels``.
    """
    lower = [word.lower() for word in words]
    if lower[0] in lexicon.SINGULAR_DETERMINERS:
        return False
    if lower[0] in lexicon.PLURAL_DETERMINERS or lower[0].isdigit():
        return True
    end = _head_end(lower)
    if "and" in lower[:end]:
        return None if all(word[:1].isupper() for word in words[:end] if word != "and") else True
    head = lower[end - 1].removesuffix("'s").removesuffix("’s")
    plural = head in lexicon.PLURAL_WITHOUT_S or (
        head.endswith("s")
        and head not in lexicon.SINGULAR_IN_S
        and not head.endswith(("ss", "us", "is", "ics"))
    )
    if plural and words[end - 1][:1].isupper():
        return None
    return plural


def singular(word: str) -> str:
    """One of what ``word`` names many of."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word.removesuffix("s")
