"""The estimated length of speech, beside the real one."""

from collections.abc import Iterator

import pytest

from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.text import pace
from aura.timeline.document import Plan, Voice
from aura.timeline.terms import Density

ENGLISH = """\
A lighthouse has one job: to be seen from far away. A lens bends nearly all of its light into one flat beam.
Every lighthouse has its own rhythm, which sailors look up in a book called the list of lights.
Marie Curie was born in Warsaw in 1867. She won two Nobel Prizes, one for physics and one for chemistry.
Transparency and accountability are the foundations of our organisation. Nobody is above them.
Prices rose by 3.5 percent in 2021, and by 7.9 percent a year later. Why? Because energy became dear.
Grind the beans just before you brew. Use sixty grams of coffee for one litre of water. Then wait.
""".splitlines()
GERMAN = """\
Ein Leuchtturm hat nur eine Aufgabe: Man soll ihn sehen. Seine Lampe ist gar nicht besonders stark.
Der Strahl dreht sich, und so sieht ein Schiff auf See einen Blitz statt eines gleichmäßigen Scheins.
Marie Curie wurde 1867 in Warschau geboren. Sie bekam zwei Nobelpreise, einen davon für Physik.
Die Photosynthese macht aus Kohlendioxid und Wasser Zucker und Sauerstoff. Ohne sie gäbe es uns nicht.
Am 3. Oktober feiern wir die deutsche Einheit. Das Museum öffnet um 9 Uhr und schließt um 18 Uhr.
""".splitlines()


@pytest.fixture(scope="module")
def speaker() -> Iterator[EspeakSpeaker]:
    with EspeakSpeaker() as speaker:
        yield speaker


@pytest.mark.parametrize(("language", "texts"), [("en", ENGLISH), ("de", GERMAN)])
@pytest.mark.parametrize("rate_percent", [80, 100, 130])
def test_the_estimate_is_within_5_percent_of_real_speech_on_average(
    speaker: EspeakSpeaker, language: str, texts: list[str], rate_percent: int
) -> None:
    real = [
        speaker.speak(text, language=language, rate_percent=rate_percent).duration_ms / 1000 for text in texts
    ]
    estimated = [pace.spoken_s(text, language, rate_percent) for text in texts]

    off = [estimate / length - 1 for estimate, length in zip(estimated, real, strict=True)]
    assert abs(sum(off)) / len(off) < 0.05
    assert sum(map(abs, off)) / len(off) < 0.07
    assert max(map(abs, off)) < 0.15


def test_two_texts_said_as_one_take_as_long_as_both_and_the_pause_between() -> None:
    one, other = "The lamp turns.", "The ship sails on."

    together = pace.spoken_s(f"{one} {other}")
    apart = pace.spoken_s(one) + pace.spoken_s(other) + pace.joint_s()
    assert together == pytest.approx(apart)


def test_pacing_and_voice_both_change_the_rate_of_speech() -> None:
    assert pace.speech_percent("Conversational", Voice()) == 100
    assert pace.speech_percent("Chill", Voice()) < 100 < pace.speech_percent("Fast", Voice())
    assert pace.speech_percent("Fast", Voice(rate_percent=200)) == 200
    assert pace.spoken_s("One two three.", rate_percent=200) == pytest.approx(
        pace.spoken_s("One two three.") / 2
    )


@pytest.mark.parametrize(
    ("seconds", "density", "scenes"),
    [(5, "Sparse", 3), (60, "Sparse", 3), (60, "Balanced", 5), (60, "Dense", 8), (3_600, "Dense", 20)],
)
def test_length_and_density_want_3_to_20_scenes(seconds: int, density: Density, scenes: int) -> None:
    assert pace.scenes_for(Plan(target_duration_s=seconds, density=density)) == scenes


@pytest.mark.parametrize("text", ["", "…", "12.4:.4", "²", "1,.4", "９９", "0" * 5_000])
def test_any_text_has_a_length(text: str) -> None:
    assert pace.spoken_s(text) > 0
