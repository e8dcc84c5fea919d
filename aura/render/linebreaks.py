"""Where a text may be broken into lines, and where it is best broken.

Pure: widths come from a function.  A break falls after a space, after a hyphen or dash inside a word,
and between the characters of scripts written without spaces; never before closing punctuation, never after
an opening bracket, and never between a character and its marks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Width = Callable[[str], float]

_CLOSING = frozenset(
    "、。，．：；？！…‥・ー〜～々％!,.:;?%ぁぃぅぇぉっゃゅょゎゕゖゝゞァィゥェォッャュョヮヵヶヽヾ"
)
"""What no line begins with, beside brackets, quotation marks and marks that stand on a character."""
_QUOTES = frozenset("\"'")
"""They open and close."""
_LEADING = frozenset("เแโใไເແໂໃໄ")
_TRAILING = frozenset("ะาำๅๆฯະາຳໆຯ")
"""Vowels and signs of Thai and Lao that are written before, and after, the letter they belong to."""
_HANGUL = (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\ua960", "\ua97f"), ("\uac00", "\ud7ff"))
_NEVER_HYPHENED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
"""Thai and Lao, Burmese, Khmer."""
_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""The letters of which two are a flag."""
_HYPHENS = frozenset("-‐–—/")
_UNIT = re.compile(r"(?:%|‰|°[CF]?|[kcm]?m|[km]?g|[kMGT]?Wh?|[kMGT]B|€|\$|£)[.,;:!?]?")
_VOWELS = frozenset("aeiouyäöüàáâãåæèéêëìíîïòóôõøœùúûýаеёиоуыэюяіїєαεηιουωάέήίόύώ")
_DIGRAPHS = frozenset(("ch", "ck", "sh", "th", "ph", "gh", "sc", "qu", "sz", "cz", "rz", "gn", "ll"))
_LONE_LETTERS = 5
_LAST_LETTERS = 9


class Piece(NamedTuple):
    """A stretch of text that stays on one line.  ``spaced``: a space stands before it."""

    text: str
    spaced: bool


def spaceless(character: str) -> bool:
    """Whether this is a character of a script written without spaces between words: Korean has some."""
    pictured = unicodedata.category(character) in ("So", "Sk")
    return unicodedata.east_asian_width(character) in "WF" and not (
        pictured or _is_within(character, _HANGUL)
    )


def _is_hyphenated(character: str) -> bool:
    """Whether a word that begins with this is cut with a hyphen: not pictures, nor scripts without any."""
    pictured = unicodedata.category(character) == "So"
    return not (pictured or spaceless(character) or _is_within(character, (*_HANGUL, *_NEVER_HYPHENED)))


def _is_within(character: str, ranges: Sequence[tuple[str, str]]) -> bool:
    return any(first <= character <= last for first, last in ranges)


def pieces(text: str) -> tuple[Piece, ...]:
    """The stretches of ``text`` between which a line may be broken, in order."""
    found: list[Piece] = []
    for word in _words(text):
        start = 0
        plain = word.isascii()
        for at in range(1, len(word)):
            before, after = word[at - 1], word[at]
            hyphenated = before in _HYPHENS and after.isalpha() and at - start > 1
            between = (
                not plain
                and (spaceless(before) or spaceless(after))
                and not _closes(after)
                and not _opens(before)
            )
            if hyphenated or between:
                found.append(Piece(word[start:at], start == 0))
                start = at
        found.append(Piece(word[start:], start == 0))
    return tuple(found)


def is_mark(character: str) -> bool:
    """Whether this is a part of the character before it, as an accent or a variation selector is."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me") or character == "\u200d"


def _closes(character: str) -> bool:
    """Whether this stays with what is before it."""
    closing = character in _CLOSING or character in _QUOTES or is_mark(character)
    return closing or unicodedata.category(character) in ("Pe", "Pf")


def _opens(character: str) -> bool:
    """Whether this stays with what follows it."""
    return character in _QUOTES or unicodedata.category(character) in ("Ps", "Pi")


def _words(text: str) -> list[str]:
    """The words, a number and its unit as one: what a no-break space joins stays together."""
    words = [word for word in re.split(r"[^\S\u00a0\u202f\u2007]+", text) if word]
    kept: list[str] = []
    for word in words:
        if kept and kept[-1][-1:].isdigit() and _UNIT.fullmatch(word):
            kept[-1] += "\u00a0" + word
        else:
            kept.append(word)
    return kept


def joined(parts: Sequence[Piece]) -> str:
    """One line made of these pieces."""
    return "".join(" " * (part.spaced and at > 0) + part.text for at, part in enumerate(parts))


def one_line(lines: Iterable[str]) -> str:
    """Lines as one, with a space where two meet; with none where both are of a script without spaces."""
    whole = ""
    for line in filter(None, map(str.strip, lines)):
        apart = whole and not (spaceless(whole[-1]) and spaceless(line[0]))
        whole += " " * bool(apart) + line
    return whole


def cut(word: str, fits: Callable[[str], bool]) -> int:
    """Where to cut a word so that its head fits: before a consonant and a vowel, if there is such a place.

    What is seen as one character stays whole, be it too wide: it is cut behind that, or at the word's end.
    """
    reach = max((at for at in range(1, len(word)) if fits(word[:at])), default=1)
    for at in range(reach, max(2, reach * 2 // 3), -1):
        before, here, after = (word[place : place + 1].casefold() for place in (at - 1, at, at + 1))
        if after in _VOWELS and here.isalpha() and here not in _VOWELS and before + here not in _DIGRAPHS:
            return at
    places = (*range(reach, 0, -1), *range(reach + 1, len(word)))
    return next((at for at in places if not _parts_one(word, at)), len(word))


def shorter(text: str) -> str:
    """A text without the last of what is seen as one character."""
    at = len(text) - 1
    while at > 0 and _parts_one(text, at):
        at -= 1
    return text[: max(0, at)]


def _parts_one(word: str, at: int) -> bool:
    """Whether a cut at this place would part what is seen, or written, as one."""
    before, after = word[at - 1], word[at]
    if is_mark(after) or before == "\u200d" or after in _TONES or before in _LEADING or after in _TRAILING:
        return True
    flags = len(word[:at]) - len(word[:at].rstrip(_FLAGS))
    return after in _FLAGS and flags % 2 == 1


def fitting(parts: Sequence[Piece], width: Width, room: float) -> tuple[Piece, ...]:
    """The same pieces, with each that is wider than ``room`` cut into even parts, a hyphen at each cut where
    the script has one."""
    whole: list[Piece] = []
    for part in parts:
        text, spaced = part
        wide = width(text)
        mark = "-" if _is_hyphenated(text[0]) else ""
        share = min(room, wide / (wide // room + 1) * 1.15) if wide > room else room

        def fits(head: str, mark: str = mark, share: float = share) -> bool:
            return width(head + mark) <= share

        while len(text) > 1 and width(text) > room:
            at = cut(text, fits)
            if at == len(text):
                break
            whole.append(Piece(text[:at] + mark, spaced))
            text, spaced = text[at:], False
        whole.append(Piece(text, spaced))
    return tuple(whole)


def balanced(text: str, width: Width, room: float) -> tuple[str, ...]:
    """The fewest lines no wider than ``room``, as even in length as they can be, no short word left alone."""
    parts = fitting(pieces(text), width, room)
    if not parts:
        return ()
    lengths = _Lengths(parts, width)
    fewest = _fewest(lengths, room)
    aim = min(room, lengths.of(0, len(parts) - 1) / fewest[0] * 1.04)
    best: list[tuple[float, int]] = [(0.0, len(parts))] * (len(parts) + 1)
    for first in range(len(parts) - 1, -1, -1):
        options = []
        for last in range(first, len(parts)):
            if last > first and lengths.of(first, last) > room:
                break
            if fewest[last + 1] == fewest[first] - 1:
                cost = (lengths.of(first, last) - aim) ** 2 + aim**2 * _lonely(parts, first, last)
                options.append((cost + best[last + 1][0], last + 1))
        best[first] = min(options)
    lines: list[str] = []
    at = 0
    while at < len(parts):
        following = best[at][1]
        lines.append(joined(parts[at:following]))
        at = following
    return tuple(lines)


class _Lengths:
    """The width of any stretch of pieces on one line.

    A space is as wide as the font has it that draws what is around it, which is not one font for all scripts.
    """

    def __init__(self, parts: Sequence[Piece], width: Width) -> None:
        space = width("n n") - 2 * width("n")
        self._widths = [width(part.text) for part in parts]
        self._ends = list(self._widths)
        for at in range(1, len(parts)):
            both = parts[at - 1 : at + 1]
            if all(part.text.isascii() for part in both):
                gap = space if parts[at].spaced else 0
            else:
                gap = width(joined(both)) - self._widths[at - 1] - self._widths[at]
            self._ends[at] += self._ends[at - 1] + gap

    def __len__(self) -> int:
        return len(self._widths)

    def of(self, first: int, last: int) -> float:
        """From one piece to another, both included."""
        return self._ends[last] - self._ends[first] + self._widths[first]


def _fewest(lengths: _Lengths, room: float) -> list[int]:
    """How few lines hold the pieces from each one on."""
    count = len(lengths)
    fewest = [0] * (count + 1)
    for first in range(count - 1, -1, -1):
        last = first
        while last + 1 < count and lengths.of(first, last + 1) <= room:
            last += 1
        fewest[first] = 1 + fewest[last + 1]
    return fewest


def _lonely(parts: Sequence[Piece], first: int, last: int) -> float:
    """How bad it is that these pieces have a line to themselves."""
    if first != last:
        return 0
    letters = len(parts[last].text)
    return 0.5 * (letters < _LONE_LETTERS) + 0.125 * (last == len(parts) - 1 and letters < _LAST_LETTERS)
