"""The speaker that is always there: eSpeak NG, offline, in a process of its own.

It speaks over a hundred languages plainly.  The sound is tuned as far as its parameters go: a variant
with narrow formants (Max), 160 words a minute, and short forms said in full before it sees them.
"""

import math
import re
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import espeakng_loader
import numpy as np

from aura.errors import Invalid, ToolFailed
from aura.media.pool import Pool
from aura.media.processes import ChildDied, ChildSilent, Limits
from aura.providers.speech import sound
from aura.providers.speech.onsets import heard_from
from aura.providers.speech.speaker import MAX_CHARACTERS, Spoken, VoiceInfo
from aura.providers.speech.timing import Span, timed
from aura.providers.speech.wording import spoken_words

REVISION = 2  # to be raised whenever the same text would sound different
WORDS_PER_MINUTE = 160
SILENCE_MS = 400
TIMEOUT_S = 120.0
LIMITS = Limits(memory_bytes=2**30, file_bytes=0, open_files=64)

Gender = Literal["female", "male"]

TIMBRES: dict[str, tuple[str, Gender]] = {
    "max": ("Max", "male"),
    "f3": ("Vera", "female"),
    "Michael": ("Michael", "male"),
    "f2": ("Nora", "female"),
    "Reed": ("Reed", "male"),
}
"""The variants worth choosing, the best first, by the synthesiser's name: (name shown, gender)."""

_PREFERRED = {
    "en": "en-us", "en-au": "en-gb", "en-ie": "en-gb", "en-in": "en-gb", "en-nz": "en-gb", "fr": "fr-fr",
    "he-il": "he", "in": "id", "iw": "he", "nn": "nb", "no": "nb", "sh": "hr", "zh": "cmn", "zh-hk": "yue",
    "zh-mo": "yue",
    **dict.fromkeys(
        ("es-ar", "es-bo", "es-cl", "es-co", "es-cr", "es-cu", "es-do", "es-ec", "es-gt", "es-hn",
         "es-mx", "es-ni", "es-pa", "es-pe", "es-pr", "es-py", "es-sv", "es-us", "es-uy", "es-ve"),
        "es-419",
    ),
}  # fmt: skip
"""Languages whose code the synthesiser does not know, or knows a better one for."""

_UNFINISHED = ("fo", "kaa", "xex")  # they have no dictionary


class EspeakSpeaker:
    """Speaks with eSpeak NG.  Safe from any thread; texts are spoken one after another."""

    def __init__(self) -> None:
        folder = Path(espeakng_loader.get_data_path()).parent
        self._pool = Pool("aura.providers.speech.espeak_child", 1, limits=LIMITS, cwd=folder)

    @property
    def build(self) -> str:
        """The synthesiser's version and the revision of what is done here."""
        return f"espeak-ng {self._about['version']} r{REVISION}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every language in every timbre, by language; the best timbre first."""
        return tuple(
            VoiceInfo(f"{code}+{variant}", f"{name} – {shown}", _tag(code), gender)
            for code, name in sorted(self._names.items(), key=lambda item: item[1])
            for variant, (shown, gender) in TIMBRES.items()
        )

    def speak(
        self, text: str, *, language: str, voice: str = "", rate_percent: int = 100, pitch_percent: int = 100
    ) -> Spoken:
        """See ``Speaker.speak``.  A language without a variant (``de``) is a voice too, of no timbre."""
        tokens = text.split()
        if not tokens:
            raise Invalid("There is no text to speak.", field="text")
        if len(text) > MAX_CHARACTERS:
            raise Invalid(f"A text to speak may have {MAX_CHARACTERS} characters.", field="text")
        code, variant = self._chosen(voice, language)
        said, spans = _joined(spoken_words(tokens, code), text)
        heard = self._ask(
            ["speak", said, self._identifiers[code] + variant, *_manner(rate_percent, pitch_percent)]
        )
        rate_hz = heard["rate_hz"]
        voiced = sound.trimmed(np.frombuffer(heard["samples"], np.int16), rate_hz)
        if not voiced.samples.size:
            voiced = sound.Voiced(sound.silence(SILENCE_MS, rate_hz), 0, SILENCE_MS * rate_hz // 1000)
        events = [(character, max(0, sample - voiced.cut)) for character, sample in heard["events"]]
        words = heard_from(timed(tokens, spans, events, voiced.end, rate_hz), voiced.samples, rate_hz)
        return Spoken(sound.wav(voiced.samples, rate_hz), rate_hz, words)

    def close(self) -> None:
        """End the process; it starts again when it is needed."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @cached_property
    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = self._ask(["voices"])
        return about

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of each language by its code."""
        return {
            code.lower(): name.strip()
            for code, name, _ in reversed(self._about["voices"])
            if code not in _UNFINISHED
        }

    @cached_property
    def _identifiers(self) -> dict[str, str]:
        """What the synthesiser calls each language; the first of two wins."""
        return {code.lower(): identifier for code, _, identifier in reversed(self._about["voices"])}

    def _chosen(self, voice: str, language: str) -> tuple[str, str]:
        """The code of the language to speak and ``+variant``.  Only known names get to the synthesiser."""
        if voice:
            code, plus, variant = voice.partition("+")
            if code.lower() not in self._names or (plus and variant not in self._about["variants"]):
                raise Invalid(f"There is no voice {voice}.", field="voice")
            return code.lower(), plus + variant
        return self._code(language.lower()), f"+{next(iter(TIMBRES))}"

    def _code(self, language: str) -> str:
        """The best code for a language: its own, a preferred one, or that of a wider or a sister language."""
        wider = language
        while wider:
            wider = _PREFERRED.get(wider, wider)
            if wider in self._names:
                return wider
            wider = wider.rpartition("-")[0]
        raise Invalid(f"No voice speaks the language {language}.", field="language")

    def _ask(self, request: list[Any]) -> Any:
        """The answer of the process.  One that died is asked anew: it may have died before."""
        try:
            try:
                return self._ask_once(request)
            except ChildDied:
                return self._ask_once(request)
        except (ChildDied, ChildSilent) as error:
            raise ToolFailed("The speaking process failed.", **error.data) from error

    def _ask_once(self, request: list[Any]) -> Any:
        with self._pool.borrow() as child:
            answer = child.ask(request, timeout_s=TIMEOUT_S)
            if not answer["fresh"]:
                child.kill()
            return answer


def _joined(words: list[str], text: str) -> tuple[str, list[Span | None]]:
    """The text to speak, paragraphs kept, and where in it each word stands."""
    gaps = re.split(r"\S+", text.strip())[1:]
    said = ""
    spans: list[Span | None] = []
    for word, gap in zip(words, gaps, strict=True):
        spans.append((len(said), len(said) + len(word)) if word else None)
        said += word + ("\n\n" if gap.count("\n") > 1 else " " * bool(word))
    return said, spans


def _manner(rate_percent: int, pitch_percent: int) -> tuple[int, int]:
    """Words a minute, and the synthesiser's pitch, of which 50 steps are an octave.  Raises Invalid."""
    if not 50 <= rate_percent <= 200:
        raise Invalid("The rate must be from 50 to 200 percent.", field="rate_percent")
    if not 50 <= pitch_percent <= 150:
        raise Invalid("The pitch must be from 50 to 150 percent.", field="pitch_percent")
    return round(WORDS_PER_MINUTE * rate_percent / 100), round(50 + 50 * math.log2(pitch_percent / 100))


def _tag(code: str) -> str:
    """The BCP 47 tag of a synthesiser's code, its private parts left out: ``en-us`` is ``en-US``."""
    first, *rest = code.partition("-x-")[0].split("-")
    return "-".join([first, *(part.upper() if len(part) == 2 else part.title() for part in rest)])
