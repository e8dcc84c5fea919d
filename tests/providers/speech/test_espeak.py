import io
import os
import signal
import time
import wave
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aura.errors import Invalid
from aura.providers.speech.espeak import TIMBRES, EspeakSpeaker
from aura.providers.speech.speaker import Speaker, Spoken

ENGLISH = (
    "Hello world, it's 5.5 km to Dr. Smith's house — \"really\"? Well-known & e.g. the U.S.A. costs "
    "$3,000.50 in 2024!\n\n(Even state-of-the-art things) 'quoted', rock 'n' roll… 🍎 and 25% more."
)
GERMAN = (
    "Größe über alles: Äpfel 🍎 und „Birnen“ kosten 3,50 € — z. B. am 12. Mai um 10:00 Uhr. "
    "Die E-Mail der GmbH, 1.000.000 Menschen, ½ Liter."
)


@pytest.fixture(scope="module")
def speaker() -> Iterator[EspeakSpeaker]:
    with EspeakSpeaker() as speaker:
        yield speaker


def samples(spoken: Spoken) -> np.ndarray:
    with wave.open(io.BytesIO(spoken.wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(int)


def check_times(spoken: Spoken, text: str) -> None:
    assert [word.text for word in spoken.words] == text.split()
    assert all(word.start_ms < word.end_ms for word in spoken.words)
    assert all(before.end_ms == after.start_ms for before, after in pairwise(spoken.words))
    assert spoken.words[-1].end_ms <= spoken.duration_ms + 1
    assert spoken.duration_ms - spoken.words[-1].end_ms <= 60


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_every_word_as_written_is_timed(speaker: Speaker, text: str, language: str) -> None:
    check_times(speaker.speak(text, language=language), text)


def test_words_are_timed_where_they_sound(speaker: Speaker) -> None:
    """Silence lies between sentences; the word after it begins where sound begins again."""
    spoken = speaker.speak("First comes this. Second comes that.", language="en")
    loud = np.abs(samples(spoken)) > 200
    rate = spoken.rate_hz / 1000
    second = next(word for word in spoken.words if word.text == "Second")
    before = loud[int((second.start_ms - 150) * rate) : int((second.start_ms - 20) * rate)]
    after = loud[int(second.start_ms * rate) : int((second.start_ms + 150) * rate)]
    assert before.mean() < 0.05
    assert after.mean() > 0.2


def test_numbers_take_the_time_they_need(speaker: Speaker) -> None:
    words = speaker.speak("We have 1,234,567 of them here.", language="en").words
    lengths = {word.text: word.end_ms - word.start_ms for word in words}
    assert lengths["1,234,567"] > 5 * lengths["have"]


def test_the_sound_begins_and_ends_almost_at_once(speaker: Speaker) -> None:
    loud = np.flatnonzero(np.abs(samples(speaker.speak("Hello there.", language="en"))) > 200)
    total = len(samples(speaker.speak("Hello there.", language="en")))
    assert loud[0] <= 0.06 * 22_050
    assert total - loud[-1] <= 0.12 * 22_050


def test_nothing_is_clipped(speaker: Speaker) -> None:
    for language, text in (("en", ENGLISH), ("de", GERMAN)):
        for variant in TIMBRES:
            voice = ("en-us" if language == "en" else "de") + f"+{variant}"
            assert np.abs(samples(speaker.speak(text, language=language, voice=voice))).max() < 32_767


@pytest.mark.parametrize("voice", ["", "en-gb+f3", "en-us+Reed", "en-us+klatt", "de"])
def test_the_same_text_gives_the_same_bytes(speaker: Speaker, voice: str) -> None:
    first = speaker.speak(ENGLISH, language="en", voice=voice)
    speaker.speak("Something else, hissing.", language="de")
    time.sleep(1.1)  # the synthesiser would seed its noise with the second of the day
    assert speaker.speak(ENGLISH, language="en", voice=voice) == first
    with EspeakSpeaker() as another:
        assert another.speak(ENGLISH, language="en", voice=voice) == first


def test_rate_and_pitch_are_heard(speaker: Speaker) -> None:
    plain = speaker.speak(ENGLISH, language="en")
    fast = speaker.speak(ENGLISH, language="en", rate_percent=200)
    slow = speaker.speak(ENGLISH, language="en", rate_percent=50)
    high = speaker.speak(ENGLISH, language="en", pitch_percent=150)
    assert fast.duration_ms == pytest.approx(plain.duration_ms / 2, rel=0.1)
    assert slow.duration_ms == pytest.approx(plain.duration_ms * 2, rel=0.1)
    assert high.wav != plain.wav
    assert high.duration_ms == pytest.approx(plain.duration_ms, rel=0.02)


@pytest.mark.parametrize(("rate", "pitch"), [(49, 100), (201, 100), (100, 49), (100, 151)])
def test_a_manner_nobody_speaks_in_is_refused(speaker: Speaker, rate: int, pitch: int) -> None:
    with pytest.raises(Invalid) as raised:
        speaker.speak("Hello", language="en", rate_percent=rate, pitch_percent=pitch)
    assert raised.value.field == ("pitch_percent" if rate == 100 else "rate_percent")


def test_voices_are_many_and_every_one_speaks(speaker: Speaker) -> None:
    voices = speaker.voices()
    assert len({voice.name for voice in voices}) == len(voices)
    languages = {voice.language for voice in voices}
    assert {"en-US", "en-GB", "de", "fr-FR", "es", "es-419", "pt-BR", "cmn", "ja", "ar", "hi"} <= languages
    best = {voice.name.partition("+")[0]: voice for voice in reversed(voices)}
    for voice in best.values():
        assert speaker.speak("1 2", language="en", voice=voice.name).duration_ms > 200


@pytest.mark.parametrize(
    ("language", "same_as"),
    [
        ("en", "en-us+max"),
        ("en-GB", "en-gb+max"),
        ("en-AU", "en-gb+max"),
        ("de-AT", "de+max"),
        ("pt-BR", "pt-br+max"),
        ("pt-PT", "pt+max"),
        ("zh-Hans-CN", "cmn+max"),
        ("es-MX", "es-419+max"),
        ("nb", "nb+max"),
        ("no", "nb+max"),
    ],
)
def test_a_language_has_a_best_voice(speaker: Speaker, language: str, same_as: str) -> None:
    assert speaker.speak("1 2 3", language=language) == speaker.speak("1 2 3", language="x", voice=same_as)


@pytest.mark.parametrize("voice", ["nobody", "en-us+nobody", "en-us+../en_dict", "../en", "+max", "en-us+"])
def test_a_voice_that_is_not_there_is_refused(speaker: Speaker, voice: str) -> None:
    with pytest.raises(Invalid) as raised:
        speaker.speak("Hello", language="en", voice=voice)
    assert raised.value.field == "voice"


def test_a_language_nobody_speaks_is_refused(speaker: Speaker) -> None:
    with pytest.raises(Invalid) as raised:
        speaker.speak("Hello", language="xx-YY")
    assert raised.value.field == "language"


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused(speaker: Speaker, text: str) -> None:
    with pytest.raises(Invalid) as raised:
        speaker.speak(text, language="en")
    assert raised.value.field == "text"


@pytest.mark.parametrize("text", ["…", "🎉 🎉", "— — —", "!!! ???", "\u200b"])
def test_a_text_with_nothing_to_say_is_a_short_silence(speaker: Speaker, text: str) -> None:
    spoken = speaker.speak(text, language="en")
    assert spoken.duration_ms == 400
    assert not samples(spoken).any()
    check_times(spoken, text)


def test_a_long_text_is_spoken_whole(speaker: Speaker) -> None:
    sentence = "The quick brown fox jumps over 13 lazy dogs, and so on. "
    text = (sentence * 400)[:20_000]
    spoken = speaker.speak(text, language="en", rate_percent=200)
    check_times(spoken, text)
    once = speaker.speak(sentence * 2, language="en", rate_percent=200).duration_ms / 2
    assert spoken.duration_ms == pytest.approx(once * 20_000 / len(sentence), rel=0.1)


def test_a_text_too_long_is_refused(speaker: Speaker) -> None:
    with pytest.raises(Invalid, match="20000"):
        speaker.speak("a" * 20_001, language="en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("שלום עולם, מה שלומך?", "he"),
        ("مرحبا بالعالم، كيف حالك؟", "ar"),
        ("नमस्ते दुनिया, आप कैसे हैं?", "hi"),
        ("你好,世界。今天天气很好。", "zh"),
        ("こんにちは、せかい。", "ja"),
        ("Привет, мир! Как дела?", "ru"),
        ("Ça coûte 5 € — n'est-ce pas ?", "fr"),
    ],
)
def test_other_scripts_are_spoken_and_timed(speaker: Speaker, text: str, language: str) -> None:
    spoken = speaker.speak(text, language=language)
    check_times(spoken, text)
    assert spoken.duration_ms > 500


def test_characters_that_command_the_synthesiser_do_not_reach_it(speaker: Speaker) -> None:
    plain = speaker.speak("Hello there", language="en")
    commanded = speaker.speak("Hel\u0001lo \u0001there\u0000", language="en")
    assert commanded.wav == plain.wav


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_text_at_all_is_spoken_or_refused(speaker: Speaker, text: str) -> None:
    if not text.split():
        return
    check_times(speaker.speak(text, language="en"), text)


def test_a_speaker_whose_process_was_killed_speaks_again() -> None:
    with EspeakSpeaker() as speaker:
        first = speaker.speak("Hello", language="en")
        with speaker._pool.borrow() as child:
            os.kill(child.pid, signal.SIGKILL)
        assert speaker.speak("Hello", language="en") == first


def test_the_build_names_the_synthesiser(speaker: Speaker) -> None:
    assert speaker.build.startswith("espeak-ng 1.")
