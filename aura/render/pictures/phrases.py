"""What is worth showing of a scene's words: one phrase, or one figure.

Pure and deterministic; knows punctuation, not languages.
"""

import re
from typing import NamedTuple

_SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'”’»)]*\s+|\n+|(?<=[。！？])")
_CLAUSE = re.compile(r"\s*[;:,–—，；：]\s+|(?<=[，；：])")
_UNITS = (
    r"%|‰|°[CF]?|€|\$|£|km/h|m/s|km|kg|cm|mm|m|x|×|GB|TB|kWh|MW|GW|"
    r"(?:m|b|tr)illi(?:on|ard)\w*|Mio\.?|Mrd\.?|hundred|thousand|hundert|tausend"
)
_FIGURE = re.compile(
    r"(?<![\w.,/:-])"
    r"(?P<sign>[€$£¥+−-]?)"
    r"(?P<digits>\d{1,3}(?:[.,\u00a0\u202f']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,3})?)"
    rf"(?P<unit>\s?(?:{_UNITS})(?!\w)|(?:st|nd|rd|th|s)\b)?"
    r"(?![\w/:-])",
    re.IGNORECASE,
)
_LINKS = frozenset(
    [
        *(
            "and",
            "but",
            "or",
            "so",
            "because",
            "that",
            "which",
            "who",
            "when",
            "while",
            "if",
            "then",
            "as",
            "than",
        ),
        *("to", "of", "for", "with", "by", "from", "in", "at", "on"),
        *(
            "und",
            "aber",
            "oder",
            "denn",
            "weil",
            "dass",
            "daß",
            "welche",
            "welcher",
            "welches",
            "wenn",
            "als",
            "wie",
        ),
        *("um", "zu", "von", "für", "mit", "durch", "aus", "auf", "der", "die", "das", "den", "dem"),
    ]
)
"""Words a clause leans on what stands before it with."""
_LONGEST = 90
_SHORTEST = 8
_MOST_FIGURE = 7


class Figure(NamedTuple):
    """A number as written, with its sign and unit, and whether it says something by itself."""

    text: str
    telling: bool


def phrase(text: str) -> str:
    """The sentence or clause that best stands alone: short, early, and with substance; empty for no text."""
    best, merit = "", float("-inf")
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    for place, sentence in enumerate(sentences[:12]):
        whole = _merit(sentence, place) + 6
        if whole > merit:
            best, merit = sentence, whole
        if len(sentence) > _LONGEST:
            for clause in _CLAUSE.split(sentence):
                part = _merit(clause.strip(), place) - 9 * _dangles(clause.strip())
                if part > merit:
                    best, merit = clause.strip(), part
    return _tidied(best)


def _merit(candidate: str, place: int) -> float:
    words = re.findall(r"\w+", candidate)
    length = len(candidate)
    if not words:
        return float("-inf")
    long_words = sum(len(word) >= 6 for word in words)
    score = 14 * min(1.0, length / 28) - 1.2 * place + 1.5 * min(long_words, 4)
    score -= max(0, length - 60) * 0.35
    if length < _SHORTEST or len(words) < 2:
        score -= 12
    return score + (3 if any(char.isdigit() for char in candidate) else 0)


def _dangles(clause: str) -> bool:
    return (re.match(r"\w+", clause) or [""])[0].casefold() in _LINKS


def _tidied(text: str) -> str:
    text = " ".join(text.split()).strip("\"'“”„«»()")
    text = text.rstrip(".,;:–—。 ") if not text.endswith(("...", "…")) else text
    return text[:1].upper() + text[1:]


def figure(text: str) -> str:
    """The number of ``text`` that is most worth showing large, with its unit; empty for none.

    A share, a sum, a measure or a year is; a lone small number is not.
    """
    found = [
        _figure(match)
        for match in _FIGURE.finditer(text)
        if len(match.group().replace(" ", "")) <= _MOST_FIGURE
    ]
    return next((item.text for item in found if item.telling), "")


def _figure(match: re.Match[str]) -> Figure:
    sign, digits, unit = match["sign"], match["digits"], (match["unit"] or "").strip()
    plain = digits.replace(",", "").replace(".", "")
    year = not unit and not sign and len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) <= 2100
    telling = bool(unit) or sign in ("€", "$", "£", "¥") or year or len(plain) >= 3
    gap = "\u2009" if unit and unit[0].isalpha() and unit not in ("st", "nd", "rd", "th", "s", "x") else ""
    return Figure(f"{sign}{digits}{gap}{unit}", telling)
