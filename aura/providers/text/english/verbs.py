"""English verbs, recognised without a dictionary."""

from aura.providers.text.english import lexicon


def begins_with_verb(first: str, second: str) -> bool:
    """Whether a phrase that begins with these words, in lower case, tells what to do: ``take shorter …``."""
    if first in lexicon.PLAIN_VERBS:
        return second not in {"of", "is", "are"}
    return first in lexicon.NOUN_VERBS and second in lexicon.AFTER_A_VERB - {"from", "at"}


def is_finite(word: str) -> bool:
    """Whether a word in lower case can be the verb of a clause: ``works``, ``built``, ``is``."""
    if word in lexicon.FINITE or word in lexicon.PAST or word in lexicon.SENTENCE_VERBS:
        return True
    if word.endswith("ed") and {word[:-1], word[:-2], word[:-3]} & lexicon.SENTENCE_VERBS:
        return True
    return word.endswith("s") and bool({word[:-1], word[:-2], word[:-3] + "y"} & lexicon.SENTENCE_VERBS)


def base_of(gerund: str) -> str | None:
    """The verb of a gerund: ``learn`` of ``learning``, ``bake`` of ``baking``, ``swim`` of ``swimming``."""
    stem = gerund.removesuffix("ing")
    verbs = lexicon.PLAIN_VERBS | lexicon.NOUN_VERBS
    return next((base for base in (stem, f"{stem}e", stem[:-1]) if base in verbs), None)
