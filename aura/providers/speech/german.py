"""German ordinals: a figure and a full stop before a month, ``am 12. Mai``."""

import re
from collections.abc import Sequence

_ONES = (
    "", "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft",
    "zwölft", "dreizehnt", "vierzehnt", "fünfzehnt", "sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt",
)  # fmt: skip
_COUNTED = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_TENS = (
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
)  # fmt: skip
_BENT = frozenset({"ab", "am", "an", "beim", "bis", "dem", "den", "des", "im", "seit", "vom", "zum"})
_PLAIN = frozenset({"der", "die", "das"})
_NUMBERED = frozenset(
    {"jahrhundert", "jahrhunderts", "kapitel", "klasse", "mal", "platz", "stock", "tag", "woche"}
)


def ordinal(figure: str, before: str, after: str, months: Sequence[str]) -> str:
    """The ordinal as said between its neighbours, or nothing where it is a number ending a sentence."""
    match = re.fullmatch(r"(\d{1,2})\.", figure)
    if not match or not 0 < int(match[1]) < 100 or after.lower() not in {*months, *_NUMBERED}:
        return ""
    tens, ones = divmod(int(match[1]), 10)
    large = f"{_COUNTED[ones]}{'und' * bool(ones)}{_TENS[tens]}st"
    stem = _ONES[int(match[1])] if tens < 2 else large
    if before.lower() in _BENT:
        return stem + "en"
    return stem + ("e" if before.lower() in _PLAIN else "er")
