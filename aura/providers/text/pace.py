"""How long words take to say, and how many scenes a length wants.

The figures are those of Aura's offline voices, fitted to their measured sound: a sentence is off by some 5 %,
a scene by 3 %.  Units: seconds at ``rate_percent`` 100; lengths are inversely proportional to the rate.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from aura.providers.text.language import FUNCTION_WORDS, primary
from aura.timeline.document import Plan, Voice
from aura.timeline.rules import PAUSE_MS
from aura.timeline.terms import Density, Pacing

FEWEST_SCENES, MOST_SCENES = 3, 20
LONGEST_SCENE_S = 25.0
SCENE_S: dict[Density, int] = {"Sparse": 20, "Balanced": 12, "Dense": 8}
"""The length of a scene that each density aims at."""

PACING_PERCENT: dict[Pacing, int] = {"Chill": 90, "Conversational": 100, "Fast": 115}
"""How much each pacing slows or hurries the voice."""


class Tempo(NamedTuple):
    """Seconds for each of these; a function word is a word too, and said faster than others.

    ``clause`` and ``stop`` are the pauses within a sentence and between two; ``text`` is once for all.
    """

    letter: float
    syllable: float
    word: float
    function_word: float
    numeral: float
    clause: float
    stop: float
    text: float


TEMPOS: dict[str, Tempo] = {
    "en": Tempo(0.034, 0.049, 0.121, -0.091, 0.238, 0.377, 0.470, 0.110),
    "de": Tempo(0.042, 0.024, 0.095, -0.022, 0.239, 0.215, 0.380, 0.023),
    "fr": Tempo(0.038, 0.022, 0.027, 0.0, 0.144, 0.358, 0.469, 0.156),
    "es": Tempo(0.041, 0.039, 0.054, 0.0, 0.231, 0.264, 0.360, 0.023),
    "it": Tempo(0.041, 0.035, 0.045, 0.0, 0.230, 0.401, 0.314, 0.0),
    "nl": Tempo(0.043, 0.031, 0.068, 0.0, 0.230, 0.406, 0.374, 0.049),
    "pl": Tempo(0.046, 0.045, 0.075, 0.0, 0.230, 0.606, 0.340, 0.0),
}
OTHER_TEMPO = Tempo(0.041, 0.033, 0.060, 0.0, 0.230, 0.350, 0.340, 0.0)
HAN_S, KANA_S = 0.28, 0.13
"""A character of a script that is written without blanks."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_VOWELS = re.compile("[aeiouyäöüáéíóúàèìòùâêîôûãõåæøœąęýаеёиоуыэюя]+")
_WORD = re.compile(r"[\w’']+")
_SILENT_E = re.compile(r"(?<=[a-z]{2})e\b")
_CLAUSE = re.compile(r"[,;:–—、，；：](?=\s+\S|[^\s\d\W])")
_STOP = re.compile(r"[.!?…]+[\"'”’“»)]*\s+(?=\S)|[。！？](?=.)")


def spoken_s(text: str, language: str = "en", rate_percent: int = 100) -> float:
    """The seconds an offline voice needs for ``text``, without the pause after it."""
    return _spoken_s(text, primary(language)) * 100 / rate_percent


@lru_cache(maxsize=4096)
def _spoken_s(text: str, language: str) -> float:
    tempo = TEMPOS.get(language, OTHER_TEMPO)
    lower = unicodedata.normalize("NFC", text).lower()
    numerals = sum(_number_syllables(number, language) for number in _NUMBER.findall(lower))
    lower = _NUMBER.sub(" ", lower)
    wide = [char for char in lower if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"]
    wide_s = sum(KANA_S if char < "\u3100" or char > "\u9fff" else HAN_S for char in wide)
    letters = sum(map(str.isalpha, lower)) - len(wide)
    known = FUNCTION_WORDS.get(language, frozenset())
    function_words = sum(word in known for word in _WORD.findall(lower))
    vowels = lower
    if language == "en":
        vowels = _SILENT_E.sub("", lower)
    words = sum(any(char.isalnum() for char in word) for word in lower.split()) if letters else 0
    seconds = (
        letters * tempo.letter
        + len(_VOWELS.findall(vowels)) * tempo.syllable
        + words * tempo.word
        + function_words * tempo.function_word
        + numerals * tempo.numeral
        + len(_CLAUSE.findall(text)) * tempo.clause
        + len(_STOP.findall(text)) * tempo.stop
        + wide_s
        + tempo.text
    )
    return seconds if words or numerals or wide else 0.1


def _number_syllables(number: str, language: str) -> float:
    """About how many syllables a number has when it is said."""
    if language == "en" and _is_year(number):
        return _whole_syllables(number[:2], link=False) + _whole_syllables(number[2:], link=False)
    thousands, point = (".", ",") if language in {"de", "fr", "es", "it", "pt", "nl"} else (",", ".")
    whole, _, fraction = number.replace(thousands, "").partition(point)
    link = language in {"de", "nl"}  # fünf-und-zwanzig
    total = sum(_whole_syllables(part, link=link) for part in whole.split(":") if part.isdecimal())
    return total + (1 + 1.2 * len(fraction) if fraction else 0)


def _is_year(digits: str) -> bool:
    """Whether a number is said in two halves in English: ``1867``, ``2021``."""
    return (
        len(digits) == 4
        and digits.isdecimal()
        and digits[0] in "12"
        and digits[1:3] != "00"
        and digits[2:] != "00"
    )


def _whole_syllables(digits: str, *, link: bool) -> int:
    if not digits.strip("0"):
        return 2
    digits = digits.lstrip("0")
    if len(digits) > 15:
        return 2 * len(digits)
    syllables, groups = 0, f"{int(digits):,}".split(",")
    for place, group in enumerate(groups):
        hundreds, rest = divmod(int(group), 100)
        syllables += 3 * bool(hundreds)
        if rest >= 20:
            syllables += 2 + bool(rest % 10) * (1 + link)
        elif rest:
            syllables += 2 if rest >= 13 or rest in {7, 11, 12} else 1
        if int(group) and place < len(groups) - 1:
            syllables += 2
    return syllables


def joint_s(language: str = "en", rate_percent: int = 100) -> float:
    """What two texts said as one take more than each alone: the pause between two sentences, mostly."""
    tempo = TEMPOS.get(primary(language), OTHER_TEMPO)
    return (tempo.stop - tempo.text) * 100 / rate_percent


def speech_percent(pacing: Pacing, voice: Voice) -> int:
    """The rate a narration is spoken at, in percent: the voice's own, slowed or hurried by the pacing."""
    return min(max(round(voice.rate_percent * PACING_PERCENT[pacing] / 100), 50), 200)


def pause_s(voice: Voice) -> float:
    """The silence after each scene, in seconds."""
    return PAUSE_MS[voice.pause] / 1000


def scenes_for(plan: Plan) -> int:
    """How many scenes the plan's length and density want."""
    wanted = round(plan.target_duration_s / SCENE_S[plan.density])
    return min(max(wanted, FEWEST_SCENES), MOST_SCENES)
