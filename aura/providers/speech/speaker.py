"""What a speaker is: something that reads a text aloud and says when each word was spoken."""

import io
import wave
from typing import Literal, Protocol

from msgspec import Struct

MAX_CHARACTERS = 20_000


class VoiceInfo(Struct, frozen=True):
    """A voice one can choose.  ``name`` is what ``speak`` takes; ``language`` is a BCP 47 tag."""

    name: str
    label: str
    language: str
    gender: Literal["female", "male", ""] = ""


class Word(Struct, frozen=True, array_like=True):
    """One word as written, what is attached to it included, and when it is spoken."""

    start_ms: int
    end_ms: int
    text: str


class Spoken(Struct, frozen=True):
    """A text read aloud: a WAV file, mono, 16 bit, and its words, ``text.split()``, in order.

    Each word ends where the next begins; the last ends with the voice, before the silence that follows.
    ``estimated`` says that no voice told the times: they were made from where the sound is.
    """

    wav: bytes
    rate_hz: int
    words: tuple[Word, ...]
    estimated: bool = False

    @property
    def duration_ms(self) -> int:
        """The length of the sound."""
        with wave.open(io.BytesIO(self.wav)) as file:
            frames, rate_hz = int(file.getnframes()), int(file.getframerate())
        return round(frames * 1000 / rate_hz)


class Speaker(Protocol):
    """Reads texts aloud.  The same arguments give the same bytes as long as ``build`` is the same."""

    @property
    def build(self) -> str:
        """What speaks, and in which version: part of what names a narration."""
        ...

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice, the better ones of a language first."""
        ...

    def speak(
        self, text: str, *, language: str, voice: str = "", rate_percent: int = 100, pitch_percent: int = 100
    ) -> Spoken:
        """Read a text aloud.  An empty ``voice`` is the best one for ``language``, a BCP 47 tag.

        A text with nothing to pronounce in it, only symbols, is a short silence.  Raises Invalid for
        an empty text, one of more than 20,000 characters, an unknown voice (field ``voice``) and a
        language nobody speaks (field ``language``); ToolFailed when the speaker fails.
        """
        ...

    def close(self) -> None:
        """Let go of what was opened.  A speaker that speaks again afterwards opens it anew."""
        ...
