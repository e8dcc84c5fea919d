"""The process eSpeak NG lives in.  For ``espeak`` alone, which starts it as a ``Child``.

eSpeak NG is under the GPL, keeps all its state in globals, and may end the process it is in; so it has
one of its own.  It is started in the folder that holds ``espeak-ng-data``, since a long path to the data
makes it fail.  Its state lasts from one text to the next and changes the sound a little, as does the seed
of its noise, which it takes from the clock: for each text the library is loaded anew (0.5 ms) and given
the same seed, so that the same text always gives the same bytes.

Requests: None; ``["voices"]``; ``["speak", text, voice, words a minute, pitch]``, pitch from 0 to 100.
"""

import ctypes
import os
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_char, c_char_p, c_int, c_short, c_ubyte, c_uint, c_void_p
from pathlib import Path
from typing import Any

import espeakng_loader

from aura.errors import Invalid, ToolFailed
from aura.media.child import serve

MAX_S = 3600
_SYNCHRONOUS = 2
_BUFFER_MS = 200
_DONT_EXIT = 0x8000
_UTF8 = 1
_CHARACTER = 1
_WORD = 1
_LIST_END = 0
_RATE, _PITCH = 1, 3
_PROGRESS_S = 30


class _Detail(ctypes.Union):
    _fields_ = (("number", c_int), ("name", c_char_p), ("string", c_char * 8))


class _Event(ctypes.Structure):
    """``espeak_EVENT``.  ``text_position`` counts characters from 1, ``sample`` from the beginning."""

    _fields_ = (
        ("type", c_int),
        ("unique_identifier", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("detail", _Detail),
    )


class _Voice(ctypes.Structure):
    """``espeak_VOICE``.  ``languages`` is a priority, one byte, and the language's code."""

    _fields_ = (
        ("name", c_char_p),
        ("languages", c_char_p),
        ("identifier", c_char_p),
        ("gender", c_ubyte),
        ("age", c_ubyte),
        ("variant", c_ubyte),
        ("spare", c_ubyte),
        ("score", c_int),
        ("more", c_void_p),
    )


_Callback = CFUNCTYPE(c_int, POINTER(c_short), c_int, POINTER(_Event))


class Library:
    """eSpeak NG, loaded and ready; ``close`` it to be rid of its state.  One at a time."""

    def __init__(self) -> None:
        self._path = espeakng_loader.get_library_path()
        self._library = ctypes.CDLL(self._path)
        self._library.espeak_ListVoices.restype = POINTER(POINTER(_Voice))
        self._library.espeak_Info.restype = c_char_p
        self.rate_hz: int = self._library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, b".", _DONT_EXIT)
        if self.rate_hz <= 0:
            raise ToolFailed("eSpeak NG does not find its data.")

    @property
    def version(self) -> str:
        return str(self._library.espeak_Info(None).decode("ascii", "replace"))

    def voices(self) -> list[tuple[str, str, str]]:
        """(code of the language, name, identifier) of every voice."""
        listed = self._library.espeak_ListVoices(None)
        found: list[tuple[str, str, str]] = []
        while voice := listed[len(found)]:
            about = voice.contents
            found.append((about.languages[1:].decode(), about.name.decode(), about.identifier.decode()))
        return found

    def speak(
        self, text: str, voice: str, rate_wpm: int, pitch: int, progress: Callable[[Any], None]
    ) -> tuple[bytes, list[tuple[int, int]]]:
        """16-bit samples, and (character, sample) wherever a word begins.  Raises Invalid, ToolFailed."""
        samples = bytearray()
        events: list[tuple[int, int]] = []
        told = 0

        def take(wave: Any, count: int, event: Any) -> int:
            nonlocal told
            if wave and count > 0:
                samples.extend(ctypes.string_at(wave, 2 * count))
            index = 0
            while event[index].type != _LIST_END:
                if event[index].type == _WORD:
                    events.append((event[index].text_position - 1, event[index].sample))
                index += 1
            if len(samples) - told > _PROGRESS_S * 2 * self.rate_hz:
                told = len(samples)
                progress(told)
            return int(len(samples) > MAX_S * 2 * self.rate_hz)

        callback = _Callback(take)
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise ToolFailed(f"eSpeak NG cannot load the voice {voice}.")
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(1))  # breath is noise, by default from the clock
        ctypes.CDLL(None).srand(1)  # and so are the consonants of some voices
        self._library.espeak_SetSynthCallback(callback)
        self._library.espeak_SetParameter(_RATE, rate_wpm, 0)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        coded = text.encode() + b"\0"
        if self._library.espeak_Synth(coded, len(coded), 0, _CHARACTER, 0, _UTF8, None, None):
            raise ToolFailed("eSpeak NG failed to speak.")
        if len(samples) > MAX_S * 2 * self.rate_hz:
            raise Invalid("The text takes more than an hour to speak.")
        return bytes(samples), events

    def close(self) -> bool:
        """Whether the library is really gone; some systems keep what was once loaded."""
        import _ctypes

        self._library.espeak_Terminate()
        _ctypes.dlclose(self._library._handle)
        try:
            ctypes.CDLL(self._path, mode=os.RTLD_NOLOAD)
        except OSError:
            return True
        return False


def _handle(request: Any, progress: Callable[[Any], None]) -> Any:
    if request is None:
        return None
    library = Library()
    fresh = False
    try:
        match request:
            case ["voices"]:
                variants = sorted(path.name for path in Path("espeak-ng-data/voices/!v").iterdir())
                found: Any = {"voices": library.voices(), "variants": variants, "version": library.version}
            case ["speak", str(text), str(voice), int(rate_wpm), int(pitch)]:
                samples, events = library.speak(text, voice, rate_wpm, pitch, progress)
                found = {"samples": samples, "events": events, "rate_hz": library.rate_hz}
            case _:
                raise ToolFailed("This is nothing eSpeak NG can be asked.")
    finally:
        fresh = library.close()
    return found | {"fresh": fresh}


if __name__ == "__main__":
    serve(_handle)
