"""Recordings of people's own: the times of their words are estimated, marked, and kept up to date."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import json

from aura.generation.timing import Timing
from aura.media.listening import Listener
from aura.projects.assets import take_in
from aura.timeline.edits.hearing import SetSceneNarration, SetSceneRecording
from aura.timeline.edits.scenes import SetSceneText

TEXT = "A lamp burns. Ships see it."


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as opened:
        yield opened


@pytest.fixture
def recorded(studio: Any, speaker: Any, tmp_path: Path) -> Any:
    """A project whose first scene is spoken by a recording."""
    path = tmp_path / "me.wav"
    path.write_bytes(speaker.speak(TEXT, language="en").wav)
    with studio.aura.objects.receive() as incoming:
        incoming.write(path.read_bytes())
        asset = take_in(incoming, path.name, studio.aura.prober)
    with studio.aura.writing() as unit:
        unit.assets.add(studio.id, asset)
    first = studio.scenes[0].id
    studio.apply(SetSceneText(scene=first, text=TEXT), SetSceneRecording(scene=first, asset=asset.digest))
    return studio


def words(studio: Any) -> list[str]:
    found = json.decode(studio.aura.objects.path(studio.scenes[0].narration.words).read_bytes())
    return [word for _, _, word in found]


def time_words(studio: Any, listener: Listener) -> int:
    return int(studio.make(Timing(studio.aura.objects, listener.hear)))


def test_a_recording_gets_the_times_of_its_words_and_they_are_marked_as_estimated(
    recorded: Any, listener: Listener
) -> None:
    before = recorded.scenes[0].narration
    assert time_words(recorded, listener) == 1
    after = recorded.scenes[0].narration

    assert words(recorded) == TEXT.split()
    assert after.words_from is not None
    assert (after.audio, after.frames, after.made_from) == (before.audio, before.frames, None)
    assert time_words(recorded, listener) == 0


def test_other_words_are_timed_anew_and_no_words_have_no_times(recorded: Any, listener: Listener) -> None:
    time_words(recorded, listener)
    first = recorded.scenes[0].id
    recorded.apply(SetSceneText(scene=first, text="A lamp burns brightly. Ships see it."))
    assert time_words(recorded, listener) == 1
    assert "brightly." in words(recorded)

    recorded.apply(SetSceneText(scene=first, text=""))
    assert time_words(recorded, listener) == 1
    assert recorded.scenes[0].narration.words is None
    assert recorded.scenes[0].narration.words_from is None


def test_times_that_somebody_gave_are_left_alone(recorded: Any, listener: Listener) -> None:
    time_words(recorded, listener)
    from msgspec.structs import replace

    scene = recorded.scenes[0]
    given = replace(scene.narration, words_from=None)
    recorded.apply(SetSceneNarration(scene=scene.id, narration=given))

    assert time_words(recorded, listener) == 0


def test_a_voice_of_aura_s_brings_its_own_times(studio: Any, listener: Listener) -> None:
    studio.narrate()

    assert time_words(studio, listener) == 0


def test_undo_takes_the_times_back(recorded: Any, listener: Listener) -> None:
    before = recorded.document
    time_words(recorded, listener)
    recorded.undo()

    assert recorded.document == before
