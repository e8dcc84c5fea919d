"""Narrations: spoken sounds of real length, as edits; nobody's change is lost while one is being made."""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3
from msgspec import json

from aura.errors import Invalid, ToolFailed
from aura.timeline.document import Brief
from aura.timeline.edits.fields import SetVoice
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.edits.scenes import DeleteScene, InsertScene, SetSceneDuration, SetSceneText
from aura.timeline.scene import Narration


def sound_of(studio: Any, narration: Narration) -> tuple[int, int]:
    """The samples of a narration, and how many there are a second."""
    with wave.open(str(studio.aura.objects.path(narration.audio))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getnframes(), file.getframerate()


def test_every_scene_with_words_is_spoken_once(studio: Any) -> None:
    assert studio.narrate() == 3
    assert studio.narrate() == 0
    assert [action.action_type for action in studio.actions()] == ["scene.narration"] * 3


def test_a_scene_lasts_as_long_as_its_sound_and_the_pause_after_it(studio: Any) -> None:
    studio.narrate()
    for scene in studio.scenes:
        samples, rate_hz = sound_of(studio, scene.narration)

        assert scene.narration.frames == -(-samples * 30 // rate_hz)
        assert scene.narration.pause_frames == 14  # 450 ms
        assert scene.length_frames == scene.narration.frames + 14


def test_a_longer_pause_is_in_the_scene_s_length(studio: Any) -> None:
    studio.narrate()
    before = [scene.length_frames for scene in studio.scenes]
    studio.apply(SetVoice(pause="Dramatic"))
    studio.narrate()

    assert [scene.length_frames for scene in studio.scenes] == [frames + 45 - 14 for frames in before]


def test_a_scene_whose_author_wants_it_longer_stays_longer(studio: Any) -> None:
    studio.apply(SetSceneDuration(scene=studio.scenes[0].id, frames=600))
    studio.narrate()

    assert studio.scenes[0].length_frames == 600
    assert studio.scenes[1].length_frames < 600


def test_the_word_timings_match_the_text_and_lie_within_the_sound(studio: Any) -> None:
    text = "In 1820, Fresnel’s lens – 3 m tall! – changed everything."
    studio.apply(SetSceneText(scene=studio.scenes[1].id, text=text))
    studio.narrate()
    narration = studio.scenes[1].narration
    words = json.decode(
        studio.aura.objects.path(narration.words).read_bytes(), type=list[tuple[int, int, str]]
    )
    samples, rate_hz = sound_of(studio, narration)

    assert [word for _, _, word in words] == text.split()
    times = [time for start, end, _ in words for time in (start, end)]
    assert times == sorted(times)
    assert times[-1] <= samples * 1000 / rate_hz


def test_what_is_stored_is_named_by_its_bytes(studio: Any) -> None:
    studio.narrate()
    narration = studio.scenes[0].narration
    for digest in (narration.audio, narration.words):
        path: Path = studio.aura.objects.path(digest)
        assert blake3(path.read_bytes()).hexdigest() == digest


def test_a_faster_voice_makes_a_shorter_sound(studio: Any) -> None:
    studio.narrate()
    before = [scene.narration.frames for scene in studio.scenes]
    studio.apply(SetVoice(rate_percent=170))
    studio.narrate()

    assert all(scene.narration.frames < old for scene, old in zip(studio.scenes, before, strict=True))


def test_a_scene_without_words_is_not_spoken(studios: Callable[..., Any]) -> None:
    studio = studios("A lamp burns.", "", " \n ")

    assert studio.narrate() == 1
    assert [bool(scene.narration) for scene in studio.scenes] == [True, False, False]


def test_a_scene_that_loses_its_words_loses_its_narration(studio: Any) -> None:
    studio.narrate()
    studio.apply(SetSceneText(scene=studio.scenes[1].id, text=""))

    assert studio.narrate() == 1
    assert studio.scenes[1].narration is None
    assert studio.actions()[-1].description == "Took the narration from scene 2"


def test_a_recording_of_the_user_s_own_is_left_alone(studio: Any) -> None:
    studio.narrate()
    (first, second, *_) = studio.scenes
    mine = Narration(audio=second.narration.audio, frames=second.narration.frames)
    studio.apply(SetSceneNarration(scene=first.id, narration=mine))
    studio.apply(SetSceneText(scene=first.id, text="Something quite different."))

    assert studio.narrate() == 0
    assert studio.scenes[0].narration == mine


def test_german_is_spoken_by_a_german_voice(studios: Callable[..., Any]) -> None:
    text = "Der Leuchtturm brennt über zwölf Klippen."
    german = studios(text, brief=Brief(topic="Leuchttürme", language="de"))
    english = studios(text)
    for studio in (german, english):
        studio.narrate()
    words = json.decode(german.aura.objects.path(german.scenes[0].narration.words).read_bytes())

    assert [word for _, _, word in words] == text.split()
    assert german.scenes[0].narration.audio != english.scenes[0].narration.audio


def test_a_language_nobody_speaks_is_said_and_changes_nothing(studios: Callable[..., Any]) -> None:
    studio = studios("A lamp burns.", brief=Brief(topic="x", language="qqq"))
    with pytest.raises(Invalid) as refused:
        studio.narrate()

    assert refused.value.field == "language"
    assert studio.actions() == []


def test_a_scene_changed_while_it_is_spoken_keeps_the_change_and_is_spoken_again(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    first = studio.scenes[0].id
    change = SetSceneText(scene=first, text="Two lamps burn.")
    studio.speaker = meddlers(**{"A lamp burns.": lambda: studio.apply(change)})

    assert studio.narrate() == 4
    assert studio.speaker.spoken == ["A lamp burns.", "The lens turns.", "Ships see it.", "Two lamps burn."]
    scene = studio.scenes[0]
    assert scene.script_text == "Two lamps burn."
    assert "Two" in studio.aura.objects.path(scene.narration.words).read_text()


def test_what_was_spoken_for_words_that_changed_meanwhile_is_never_in_the_project(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    change = SetSceneText(scene=studio.scenes[0].id, text="Two lamps burn.")
    studio.speaker = meddlers(**{"A lamp burns.": lambda: studio.apply(change)})
    studio.narrate()

    spoken = [action.description for action in studio.actions() if action.action_type == "scene.narration"]
    assert spoken == ["Spoke scene 2", "Spoke scene 3", "Spoke scene 1"]


def test_a_recording_that_the_user_brings_while_a_scene_is_spoken_is_kept(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    studio.narrate()
    (first, second, _) = studio.scenes
    mine = Narration(audio=second.narration.audio, frames=second.narration.frames)
    studio.apply(SetVoice(rate_percent=120))
    record = SetSceneNarration(scene=first.id, narration=mine)
    studio.speaker = meddlers(**{"A lamp burns.": lambda: studio.apply(record)})
    studio.narrate()

    assert studio.scenes[0].narration == mine


def test_a_scene_deleted_while_it_is_spoken_stays_deleted(studio: Any, meddlers: Callable[..., Any]) -> None:
    (first, second, third) = (scene.id for scene in studio.scenes)
    studio.speaker = meddlers(**{"A lamp burns.": lambda: studio.apply(DeleteScene(scene=first))})
    studio.narrate()

    assert [scene.id for scene in studio.scenes] == [second, third]
    assert all(scene.narration for scene in studio.scenes)


def test_a_scene_that_comes_while_others_are_spoken_is_spoken_too(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    from aura.ids import new_id
    from aura.timeline.scene import Scene

    new = InsertScene(scene=Scene(id=str(new_id()), script_text="Something new."), after="start")
    studio.speaker = meddlers(**{"Ships see it.": lambda: studio.apply(new)})

    assert studio.narrate() == 4
    assert all(scene.narration for scene in studio.scenes)


def test_a_stop_between_two_scenes_leaves_the_project_as_it_was_and_nothing_is_spoken_twice(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    before = studio.document
    stopped: list[bool] = []
    studio.speaker = meddlers(**{"The lens turns.": lambda: stopped.append(True)})
    studio.narrate(stopped=lambda: bool(stopped))
    assert studio.document == before

    assert studio.narrate() == 3
    assert studio.speaker.spoken == ["A lamp burns.", "The lens turns.", "Ships see it."]
    assert all(scene.narration for scene in studio.scenes)


def test_a_speaker_that_fails_leaves_the_project_as_it_was_and_what_it_said_is_kept(
    studio: Any, meddlers: Callable[..., Any]
) -> None:
    def fail() -> None:
        raise ToolFailed("The speaker lost its voice.")

    before = studio.document
    studio.speaker = meddlers(**{"The lens turns.": fail})
    with pytest.raises(ToolFailed):
        studio.narrate()

    assert studio.document == before
    assert studio.actions() == []
    assert studio.narrate() == 3
    assert studio.speaker.spoken.count("A lamp burns.") == 1


def test_all_that_is_made_at_once_is_one_step_of_undo(studios: Callable[..., Any]) -> None:
    studio = studios(*(f"Sentence number {number}." for number in range(20)))
    before = studio.document
    studio.narrate()
    assert len(studio.actions()) == 20

    studio.undo()

    assert studio.document == before


def test_progress_says_how_many_of_how_many(studio: Any) -> None:
    told: list[tuple[int, int]] = []
    studio.narrate(progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_no_transaction_is_open_while_somebody_speaks(studio: Any, meddlers: Callable[..., Any]) -> None:
    seen: list[str] = []

    def write() -> None:
        with studio.aura.writing() as unit:
            unit.projects.set_step(studio.id, "voice")
            seen.append("written")

    studio.speaker = meddlers(**{"A lamp burns.": write, "Ships see it.": write})
    studio.narrate()

    assert seen == ["written", "written"]


def test_the_sound_is_a_file_that_players_know(studio: Any) -> None:
    studio.narrate()
    data = studio.aura.objects.path(studio.scenes[0].narration.audio).read_bytes()

    assert data[:4] == b"RIFF"
    assert data[8:12] == b"WAVE"
