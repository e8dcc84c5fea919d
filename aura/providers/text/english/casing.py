"""A phrase as it stands in the middle of an English sentence: names keep their capitals, other words lose
theirs.
"""

from aura.providers.text.english import lexicon
from aura.providers.text.language import FUNCTION_WORDS
from aura.providers.text.topic import Spelling


def mid_sentence(phrase: str, spelling: Spelling) -> str:
    """``phrase`` without the capitals of a heading; where nothing tells, the user's spelling stays."""
    words = phrase.split()
    if not words:
        return ""
    alphabetic = [word for word in words if word[0].isalpha()]
    titled = len(alphabetic) > 1 and all(
        word[0].isupper() or word.lower() in FUNCTION_WORDS["en"] for word in alphabetic[1:]
    )
    later: list[str] = []
    for word in words[1:]:
        named = bool(later) and later[-1][:1].isupper()
        later.append(_later(word, titled=titled, named=named, spelling=spelling))
    titled = titled and not any(
        word[0].isupper() and word[0] != new[0] for word, new in zip(words[1:], later, strict=True)
    )
    many = words[0].endswith("s") and len(words) > 1 and words[1].islower()  # Parents of Hillside School
    first = _first(words[0], alone=len(words) == 1 or (titled and many), titled=titled, spelling=spelling)
    return " ".join([first, *later])


def _first(word: str, *, alone: bool, titled: bool, spelling: Spelling) -> str:
    bare = _bare(word)
    if not word[:1].isupper() or _fixed(word):
        return word
    if bare in FUNCTION_WORDS["en"] or bare in lexicon.WH or bare in lexicon.COUNTS:
        return word if bare == "i" else _lowered(word)
    if bare in spelling.common:
        return _lowered(word)
    if bare in spelling.names or bare in lexicon.NAMES:
        return word
    common = lexicon.COMMON_NOUNS | lexicon.PLAIN_VERBS | lexicon.PLURAL_WITHOUT_S
    known = bare in common or bare.endswith(lexicon.COMMON_ENDINGS)
    plural = (
        bare.endswith("s")
        and bare not in lexicon.SINGULAR_IN_S
        and not bare.endswith(("ss", "us", "is", "as"))
    )
    if alone:
        return _lowered(word) if known or plural else word
    return _lowered(word) if known or not titled else word


def _later(word: str, *, titled: bool, named: bool, spelling: Spelling) -> str:
    bare = _bare(word)
    if not word[:1].isupper() or not titled or _fixed(word):
        return word
    common = bare in FUNCTION_WORDS["en"] or (bare in spelling.common and not named)
    if not common and bare not in spelling.names and bare not in lexicon.NAMES:
        verbs = lexicon.SENTENCE_VERBS | lexicon.PLAIN_VERBS | lexicon.PAST
        known = verbs if named else verbs | lexicon.COMMON_NOUNS  # Hillside School keeps its capitals
        common = bare in known or bare.removesuffix("s") in known
    return _lowered(word) if common and bare != "i" else word


def _bare(word: str) -> str:
    return word.lower().strip("\"'()[]“”‘’.,;:!?…").removesuffix("'s").removesuffix("’s")


def _fixed(word: str) -> bool:
    """Acronyms, codes and trade names: ``NASA``, ``3D``, ``YouTube``, ``C++``."""
    return any(char.isupper() or char in "+#" for char in word[1:]) or any(char.isdigit() for char in word)


def _lowered(word: str) -> str:
    return word[:1].lower() + word[1:]
