"""Cutting text that is too long to be said in one breath or one scene.  No word is lost, none is added.

Cuts are made at the ends of sentences; within a sentence at its clauses; within a clause between words;
and within a word only where a language writes no blanks, or where a text would not fit a scene at all.
"""

import re
from collections.abc import Callable

from aura.providers.text.sentences import sentences

MOST_CHARACTERS = 20_000
"""Of a scene's text; see ``document.Text``."""

_CLAUSE = re.compile(r"(?<=[;:—–])\s+|(?<=,)\s+|(?<=[、，；：])")
_WIDE = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]{8}")

Measure = Callable[[str], float]


def pieces(sentence: str, longest_s: float, seconds: Measure) -> list[str]:
    """``sentence`` in pieces of about ``longest_s`` at most; whole if it is short enough."""
    if seconds(sentence) <= longest_s and len(sentence) <= MOST_CHARACTERS:
        return [sentence]
    clauses = _CLAUSE.split(sentence)
    if len(clauses) > 1:
        return _gathered(
            [part for clause in clauses for part in pieces(clause, longest_s, seconds)], longest_s, seconds
        )
    words = sentence.split()
    if len(words) > 1:
        return _gathered(
            [part for word in words for part in pieces(word, longest_s, seconds)], longest_s, seconds
        )
    if len(sentence) > 1 and (_WIDE.search(sentence) or len(sentence) > MOST_CHARACTERS):
        middle = len(sentence) // 2
        return pieces(sentence[:middle], longest_s, seconds) + pieces(sentence[middle:], longest_s, seconds)
    return [sentence]


def paragraph(text: str, longest_s: float, seconds: Measure, language: str) -> list[str]:
    """``text`` in as few, about equally long pieces of whole sentences as ``longest_s`` allows."""
    text = " ".join(text.split())
    whole = seconds(text)
    if whole <= longest_s and len(text) <= MOST_CHARACTERS:
        return [text]
    parts = [part for sentence in sentences(text, language) for part in pieces(sentence, longest_s, seconds)]
    count = int(-(-whole // longest_s))
    even = _gathered(parts, min(longest_s, 1.15 * whole / count), seconds)
    tight = _gathered(parts, longest_s, seconds)
    return even if len(even) <= len(tight) else tight


def _gathered(parts: list[str], longest_s: float, seconds: Measure) -> list[str]:
    """Neighbours joined for as long as they stay within ``longest_s``."""
    found: list[str] = []
    lengths: list[float] = []
    for part in parts:
        length = seconds(part)
        fits = found and lengths[-1] + length <= longest_s and len(found[-1]) + len(part) < MOST_CHARACTERS
        if fits and seconds(f"{found[-1]} {part}") <= longest_s:
            found[-1] = f"{found[-1]} {part}"
            lengths[-1] = seconds(found[-1])
        else:
            found.append(part)
            lengths.append(length)
    return found
