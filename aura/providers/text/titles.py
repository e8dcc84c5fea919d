"""A short title for words that have none: the start of their first sentence, ended where a phrase ends."""

import re
from functools import cache

from aura.providers.text.english.verbs import is_finite
from aura.providers.text.language import FUNCTION_WORDS, primary
from aura.providers.text.sentences import sentences

LONGEST = 42
"""Characters."""

_LOOKED_AT = 4_000
"""Characters among which the first sentence ends; of a longer one only its beginning is told anyway."""

_GERMANIC = (
    "and|but|so|then|also|now|however|therefore|instead|finally|first|next|in fact|for example|of course|und|"
    "aber|doch|dann|auch|nun|jedoch|deshalb|zum beispiel|schließlich|zuerst|übrigens"
)
_CONNECTIVES = {
    "fr": "et|mais|puis|ensuite|alors|donc|ainsi|en effet|par exemple|d'abord|enfin|pourtant|de plus",
    "es": "y|pero|luego|después|entonces|así|por ejemplo|además|primero|por último|sin embargo",
    "it": "e|ma|poi|dopo|quindi|così|infatti|per esempio|inoltre|prima di tutto|infine|però",
    "nl": "en|maar|dan|daarna|dus|ook|toen|bijvoorbeeld|eerst|tot slot|toch|bovendien",
}
_WORDS = re.compile(r"\w+")
_BREAK = re.compile(r"[,;:!?…()]+(?=\s|$)|\s[–—-]\s|\.$")


def title_of(text: str, language: str) -> str:
    """The title; empty only if ``text`` is."""
    text = " ".join(text.split()).strip("\"'“”„‘’«»*_ ")
    if opening := _connective(primary(language)).match(text):
        text = text[opening.end() :] or text
    question = re.match(r"[^.!?…]{3,}\?", text)
    if question and len(question.group()) <= LONGEST:
        return _capital(question.group())
    text = next(iter(sentences(text[:_LOOKED_AT], language)), text)
    parts = [part.strip() for part in _BREAK.split(text)]
    first = next(
        (part for part in parts if len(_WORDS.findall(part)) >= 3), next((part for part in parts if part), "")
    )
    words = (first.partition(" (")[0] or text).split()
    kept: list[str] = []
    for word in words:
        if kept and len(" ".join([*kept, word])) > LONGEST:
            break
        kept.append(word)
    if len(kept) < len(words):
        kept = _without_loose_end(kept, language)
    title = " ".join(kept).strip(" .,;:!…–—-\"'“”„‘’«»()") or text
    return _capital(title[: 2 * LONGEST])


@cache
def _connective(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_CONNECTIVES.get(language, _GERMANIC)}),? +)+", re.IGNORECASE)


def _without_loose_end(words: list[str], language: str) -> list[str]:
    """``words`` cut before the last words that lead on to something."""
    leading = FUNCTION_WORDS.get(primary(language), FUNCTION_WORDS["en"])
    kept = list(words)
    if len(kept) > 4 and kept[-2].lower() in {"to", "zu", "te"}:
        kept.pop()
    while len(kept) > 2 and (
        kept[-1].lower() in leading or (language == "en" and is_finite(kept[-1].lower()))
    ):
        kept.pop()
    return kept


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def shortened(title: str, longest: int = 300) -> str:
    """``title`` cut to ``longest`` characters at the end of a word, where there is one."""
    if len(title) <= longest:
        return title
    cut = title[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"
