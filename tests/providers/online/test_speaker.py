"""A server's voice: bounded, heard in a process of its own, cut to the words, timed by where it is heard."""

import io
import json
import wave
from typing import Any

import pytest

from aura.errors import Invalid
from aura.providers.online.call import Call
from aura.providers.online.endpoint import Secret
from aura.providers.online.speaker import KNOWN_VOICES, pieces
from aura.providers.speech.speaker import Speaker
from tests.providers.online.server import Provider, error, sound

TEXT = "The lamp is lit. Ships see it from afar."


def padded(wav: bytes, ms: int) -> bytes:
    """The same sound with silence before and behind."""
    with wave.open(io.BytesIO(wav)) as given:
        parameters, frames = given.getparams(), given.readframes(given.getnframes())
    quiet = bytes(2 * (parameters.framerate * ms // 1000))
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams(parameters)
        made.writeframes(quiet + frames + quiet)
    return out.getvalue()


def test_a_text_comes_back_as_sound_with_every_word_timed(
    provider: Provider, speaker: Any, voice: bytes
) -> None:
    provider.will(sound(voice))
    asked: Speaker = speaker()
    spoken = asked.speak(TEXT, language="en")

    assert spoken.estimated
    assert [word.text for word in spoken.words] == TEXT.split()
    assert all(word.start_ms < word.end_ms for word in spoken.words)
    starts = [word.start_ms for word in spoken.words]
    assert starts == sorted(starts)
    with wave.open(io.BytesIO(spoken.wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getframerate() == spoken.rate_hz
    assert spoken.words[-1].end_ms <= spoken.duration_ms


def test_silence_around_the_voice_is_cut_off(provider: Provider, speaker: Any, voice: bytes) -> None:
    provider.will(sound(voice), sound(padded(voice, 900)))
    plain, cut = (speaker().speak(TEXT, language="en") for _ in range(2))

    assert abs(plain.duration_ms - cut.duration_ms) < 100
    assert cut.words[0].start_ms < 150


def test_what_is_asked(provider: Provider, speaker: Any, voice: bytes, calls: list[Call]) -> None:
    provider.will(sound(voice))
    asking = speaker(voice="nova")
    asking.speak(TEXT, language="en", rate_percent=125, pitch_percent=120)
    asking.speak(TEXT, language="en", voice="af_heart")

    first, second = provider.asked
    assert first.path == "/v1/audio/speech"
    assert first.body == {
        "model": "a-model", "input": TEXT, "voice": "nova", "response_format": "wav", "speed": 1.25
    }  # fmt: skip
    assert second.body["voice"] == "af_heart"
    assert second.body["speed"] == 1.0
    assert [(call.stage, call.status, call.input_tokens) for call in calls] == [
        ("Voice", "Completed", None)
    ] * 2
    assert json.loads(calls[0].input_json) == {
        name: first.body[name] for name in first.body if name != "model"
    }
    assert json.loads(calls[0].output_json)["type"] == "audio/wav"


def test_the_build_names_whom_is_asked_and_the_usual_voice(provider: Provider, speaker: Any) -> None:
    assert speaker(voice="nova").build == f"{provider.host} a-model nova"
    assert speaker().build == f"{provider.host} a-model {KNOWN_VOICES[0]}"


def test_known_voices_are_listed_behind_the_one_that_was_set(speaker: Any) -> None:
    names = [voice.name for voice in speaker(voice="af_heart").voices()]
    assert names == ["af_heart", *KNOWN_VOICES]
    assert [voice.name for voice in speaker(voice="nova").voices()].count("nova") == 1


def test_a_long_text_is_spoken_in_pieces_and_comes_back_as_one(
    provider: Provider, speaker: Any, voice: bytes
) -> None:
    provider.will(sound(voice))
    text = f"{TEXT} " * 150
    spoken = speaker().speak(text, language="en")

    assert len(provider.asked) == 2
    assert all(len(asked.body["input"]) <= 4_000 for asked in provider.asked)
    assert " ".join(asked.body["input"] for asked in provider.asked) == text.strip()
    assert all(asked.body["input"].endswith(".") for asked in provider.asked)
    assert [word.text for word in spoken.words] == text.split()
    assert [word.start_ms for word in spoken.words] == sorted(word.start_ms for word in spoken.words)


def test_pieces_end_with_a_sentence_or_else_with_a_word() -> None:
    assert pieces("One. Two two. Three", 14) == ["One. Two two.", "Three"]
    assert pieces("one two three", 8) == ["one two", "three"]
    assert pieces("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_text_without_blanks_keeps_its_one_word(provider: Provider, speaker: Any, voice: bytes) -> None:
    provider.will(sound(voice))
    text = "光" * 5_000
    spoken = speaker().speak(text, language="zh")

    assert len(provider.asked) == 2
    assert [word.text for word in spoken.words] == [text]


def test_a_text_with_nothing_to_say_is_a_short_silence_that_nobody_is_asked_for(
    provider: Provider, speaker: Any
) -> None:
    spoken = speaker().speak("… — !", language="en")

    assert provider.asked == []
    assert spoken.duration_ms == 300
    assert [word.text for word in spoken.words] == ["…", "—", "!"]


@pytest.mark.parametrize(
    ("text", "rate", "field"),
    [("  ", 100, "text"), ("a" * 20_001, 100, "text"), ("Hello.", 49, "rate_percent")],
)
def test_what_no_speaker_speaks_is_refused_before_it_is_sent(
    provider: Provider, speaker: Any, text: str, rate: int, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        speaker().speak(text, language="en", rate_percent=rate)

    assert refused.value.field == field
    assert provider.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        error(400, "Input should be 'alloy' or 'ash'.", "invalid_value", param="voice"),
        error(404, "Voice en-us+f3 not found"),
        error(422, "Unknown voice."),
    ],
)
def test_a_voice_the_server_has_not_is_the_fault_of_the_field(
    provider: Provider, speaker: Any, answer: Any
) -> None:
    provider.will(answer)
    with pytest.raises(Invalid, match="does not take this voice") as refused:
        speaker().speak(TEXT, language="en", voice="en-us+f3")

    assert refused.value.field == "voice"
    assert len(provider.asked) == 1


def test_a_file_that_is_shorter_than_it_says_is_asked_for_again(
    provider: Provider, speaker: Any, voice: bytes, calls: list[Call]
) -> None:
    def cut(to: Any) -> None:
        to.begin(200, "audio/wav", Connection="close")  # no length: its end looks like any other
        to.wfile.write(voice[: len(voice) // 2])
        to.drop()

    provider.will(cut, sound(voice))
    assert speaker().speak(TEXT, language="en").words

    assert "broke off" in calls[0].error
    assert [call.status for call in calls] == ["Failed", "Completed"]


def test_a_file_in_which_nobody_speaks_is_no_narration(
    provider: Provider, speaker: Any, voice: bytes, calls: list[Call]
) -> None:
    silent = voice[:44] + bytes(len(voice) - 44)
    provider.will(sound(silent), sound(voice))
    assert speaker().speak(TEXT, language="en").words

    assert "no voice is heard in it" in calls[0].error


def test_speech_costs_by_the_character(
    provider: Provider, speaker: Any, voice: bytes, calls: list[Call]
) -> None:
    provider.will(error(500, "Oh."), sound(voice))
    speaker(input_price_micros=15_000_000, api_key=Secret("k" * 20)).speak(TEXT, language="en")

    assert [call.cost_micros for call in calls] == [None, 15 * len(TEXT)]
