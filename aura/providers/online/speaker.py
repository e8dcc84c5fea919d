"""Narrations spoken by a server, over ``/audio/speech``.

What comes is a stranger's file: it is stored as it comes, bounded, and opened by ``listen`` alone, in a
process of its own.  Nobody says when each word is spoken, so the times are estimated from where the voice
is heard.  A long text is spoken in pieces, which end with a sentence where one ends.

The rate is the server's ``speed``.  There is no pitch in this interface: ``pitch_percent`` changes nothing.
The same text may sound different each time; ``build`` names host, model and default voice.
"""

import io
import re
import tempfile
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from aura.errors import Invalid, ToolFailed
from aura.providers.online.call import Record
from aura.providers.online.client import Limits
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Unusable, host_of
from aura.providers.online.media_type import require
from aura.providers.online.prices import Usage
from aura.providers.online.tries import PATIENCE, Asking, Patience, Try
from aura.providers.speech.spans import words_over
from aura.providers.speech.speaker import MAX_CHARACTERS, Spoken, VoiceInfo, Word

if TYPE_CHECKING:
    from openai import OpenAI

LIMITS = Limits(most_bytes=64 * 2**20)
MOST_AT_ONCE = 4_000
"""Characters; the interface takes 4,096."""

KNOWN_VOICES = (
    "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx", "sage", "shimmer",
    "verse",
)  # fmt: skip
"""Those of the interface's maker.  Other servers have others: any name is sent as it is."""

ANY_LANGUAGE = "mul"
BEFORE_MS, AFTER_MS = 20, 50
"""The silence left around the voice."""
BETWEEN_MS = 300
"""The pause between two pieces of a long text."""
SILENCE_MS, SILENCE_RATE_HZ = 300, 24_000
"""A text with nothing to say."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*\s+")


class Heard(Protocol):
    """What was heard in a file: its sound as a WAV file, mono, 16 bit, and where in it there is a voice."""

    @property
    def wav(self) -> bytes: ...
    @property
    def duration_ms(self) -> int: ...
    @property
    def spans(self) -> Sequence[tuple[int, int]]: ...


Listen = Callable[[Path], Heard]
"""Opens a sound file in a process of its own.  Raises ``Invalid`` or ``ToolFailed`` for what is none."""


class _Sound(NamedTuple):
    """Samples, mono, 16 bit, and the words in them."""

    samples: bytes
    rate_hz: int
    spans: tuple[tuple[int, int], ...]
    words: tuple[Word, ...]


class OnlineSpeaker:
    """Speaks by asking an endpoint; see ``Speaker``.  Safe from any thread."""

    def __init__(
        self,
        endpoint: Endpoint,
        record: Record,
        listen: Listen,
        *,
        limits: Limits = LIMITS,
        patience: Patience | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._asking = Asking(endpoint, "Voice", record, limits=limits, patience=patience or PATIENCE)
        self._listen = listen

    @property
    def build(self) -> str:
        """Whom is asked: host, model, and the voice where a project names none."""
        return f"{host_of(self._endpoint)} {self._endpoint.model} {self._voice('')}"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voice that was set, and those that are known by name; others can be named as well."""
        names = dict.fromkeys(name for name in (self._endpoint.voice, *KNOWN_VOICES) if name)
        return tuple(VoiceInfo(name, name.title(), ANY_LANGUAGE) for name in names)

    def speak(
        self, text: str, *, language: str, voice: str = "", rate_percent: int = 100, pitch_percent: int = 100
    ) -> Spoken:
        """See ``Speaker.speak``; the text alone tells the server its language."""
        if not text.split():
            raise Invalid("There is no text to speak.", field="text")
        if len(text) > MAX_CHARACTERS:
            raise Invalid(f"A text to speak may have {MAX_CHARACTERS} characters.", field="text")
        if not 50 <= rate_percent <= 200:
            raise Invalid("The rate must be from 50 to 200 percent.", field="rate_percent")
        if not any(map(str.isalnum, text)):
            return _spoken(text, [_silence(text)], language)
        parts = pieces(text, MOST_AT_ONCE)
        said = [self._said(part, language, self._voice(voice), rate_percent) for part in parts]
        return _spoken(text, said, language)

    def close(self) -> None:
        """Nothing is held open."""

    def _voice(self, name: str) -> str:
        return name or self._endpoint.voice or KNOWN_VOICES[0]

    def _said(self, text: str, language: str, voice: str, rate_percent: int) -> _Sound:
        """One piece of text as sound."""
        asked = {"input": text, "voice": voice, "response_format": "wav", "speed": rate_percent / 100}

        def make(client: "OpenAI", one: Try) -> _Sound:
            one.asked = asked
            with tempfile.TemporaryDirectory(prefix="aura-speech-") as folder:
                file = Path(folder) / "answer.wav"
                self._fetch(client, one, file)
                return self._heard(file, text, language)

        return self._asking.ask(make)

    def _fetch(self, client: "OpenAI", one: Try, file: Path) -> None:
        """Store the answer; raises ``Unusable`` where it is not all there."""
        speech = client.audio.speech.with_streaming_response
        with speech.create(model=self._endpoint.model, **one.asked) as answer, file.open("wb") as out:
            one.begun = True
            require(answer.headers, "speech", "audio/", "application/octet-stream", "binary/octet-stream")
            one.usage = Usage(characters=len(one.asked["input"]))
            for piece in answer.iter_bytes():
                out.write(piece)
        size = file.stat().st_size
        one.output = msgspec.json.encode({"bytes": size, "type": answer.headers["content-type"]}).decode()
        if not size:
            raise Unusable("it is empty")
        if is_cut(file):
            raise Unusable("it broke off before its end", amendable=False)

    def _heard(self, file: Path, text: str, language: str) -> _Sound:
        """What is heard in a file, cut to the voice."""
        try:
            heard = self._listen(file)
        except (Invalid, ToolFailed) as error:
            raise Unusable(f"no sound can be made of it ({error.message.rstrip('.')})") from None
        if not heard.spans:
            raise Unusable("no voice is heard in it")
        start_ms = max(heard.spans[0][0] - BEFORE_MS, 0)
        end_ms = min(heard.spans[-1][1] + AFTER_MS, heard.duration_ms)
        spans = tuple((start - start_ms, end - start_ms) for start, end in heard.spans)
        with wave.open(io.BytesIO(heard.wav)) as sound:
            rate_hz = int(sound.getframerate())
            samples = sound.readframes(sound.getnframes())
        first, last = (2 * (ms * rate_hz // 1000) for ms in (start_ms, end_ms))
        words = words_over(text, spans, end_ms - start_ms, language)
        return _Sound(samples[first:last], rate_hz, spans, words)


def pieces(text: str, most: int) -> list[str]:
    """``text`` in pieces of at most ``most`` characters: whole sentences, else whole words."""
    return list(_pieces(text.strip(), most))


def _pieces(text: str, most: int) -> Iterator[str]:
    while len(text) > most:
        ends = [found.end() for found in _SENTENCE_END.finditer(text[: most + 1])]
        blank = text.rfind(" ", 0, most)
        end = ends[-1] if ends else (blank + 1 or most)
        yield text[:end].strip()
        text = text[end:].strip()
    yield text


def is_cut(file: Path) -> bool:
    """Whether a WAV file is shorter than it says; one that was streamed may not say."""
    with file.open("rb") as given:
        head = given.read(8)
    if head[:4] != b"RIFF" or len(head) < 8:
        return False
    told = int.from_bytes(head[4:], "little")
    return told < 2**31 - 4_096 and told + 7 > file.stat().st_size


def _silence(text: str) -> _Sound:
    spans = ((0, SILENCE_MS),)
    samples = bytes(2 * SILENCE_RATE_HZ * SILENCE_MS // 1000)
    return _Sound(samples, SILENCE_RATE_HZ, spans, words_over(text, spans, SILENCE_MS))


def _spoken(text: str, parts: Sequence[_Sound], language: str) -> Spoken:
    """The parts one after another.  Where a word was cut in two, all words are placed anew."""
    rate_hz = parts[0].rate_hz
    samples = b""
    words: list[Word] = []
    spans: list[tuple[int, int]] = []
    for part in parts:
        if samples:
            samples += bytes(2 * (rate_hz * BETWEEN_MS // 1000))
        late_ms = len(samples) // 2 * 1000 // rate_hz
        words += [Word(one.start_ms + late_ms, one.end_ms + late_ms, one.text) for one in part.words]
        spans += [(start + late_ms, end + late_ms) for start, end in part.spans]
        samples += part.samples
    if len(words) != len(text.split()):
        words = list(words_over(text, spans, len(samples) // 2 * 1000 // rate_hz, language))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples)
    return Spoken(out.getvalue(), rate_hz, tuple(words), estimated=True)
