"""A scene that is spoken otherwise than its film: only its own narration follows from that."""

import wave
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import Invalid
from aura.generation.missing import SPEECH_REVISION, key_of, speech_due, speech_of, voice_of
from aura.generation.narrating import Narrating
from aura.generation.telling import making_tells
from aura.providers.online.endpoint import Endpoint, Secret
from aura.setup.catalogue import Kind
from aura.timeline.document import Brief, Document, Plan, Pronunciation, Timeline, Voice
from aura.timeline.scene import Narration, Scene, SceneVoice

DIGEST = "ab" * 32
OWN = SceneVoice(name="de+f3", rate_percent=150, pitch_percent=80, pause="Dramatic")


def scene(number: int, **fields: Any) -> Scene:
    scene_id = f"00000000-0000-7000-8000-{number:012x}"
    return Scene(id=scene_id, script_text=f"Lamp number {number} burns.", **fields)


def film(*scenes: Scene, **parts: Any) -> Document:
    return Document(brief=Brief(topic="Lighthouses"), timeline=Timeline(scenes=scenes), **parts)


def spoken(whole: Document) -> Document:
    """The document with every narration made that is due."""
    scenes = tuple(
        replace(one, narration=Narration(audio=DIGEST, frames=30, made_from=key))
        if (key := speech_due(one, whole))
        else one
        for one in whole.timeline.scenes
    )
    return replace(whole, timeline=replace(whole.timeline, scenes=scenes))


def stale(whole: Document) -> set[int]:
    return {number for number, one in enumerate(whole.timeline.scenes, 1) if speech_due(one, whole)}


def revoiced(whole: Document, number: int, voice: SceneVoice | None) -> Document:
    scenes = list(whole.timeline.scenes)
    scenes[number - 1] = replace(scenes[number - 1], voice=voice)
    return replace(whole, timeline=replace(whole.timeline, scenes=tuple(scenes)))


@pytest.fixture
def whole() -> Document:
    return spoken(film(scene(1), scene(2), scene(3)))


def test_what_a_scene_does_not_set_follows_the_film() -> None:
    voice = Voice(
        name="en+f2", rate_percent=90, pause="Short", pronunciations=(Pronunciation(written="a", spoken="b"),)
    )
    whole = film(scene(1, voice=SceneVoice(rate_percent=120)), scene(2, voice=OWN), scene(3), voice=voice)
    first, second, third = (voice_of(one, whole) for one in whole.timeline.scenes)

    assert first == replace(voice, rate_percent=120)
    assert second == replace(voice, name="de+f3", rate_percent=150, pitch_percent=80, pause="Dramatic")
    assert third == voice


def test_an_empty_name_is_the_best_voice_even_where_the_film_names_one() -> None:
    whole = film(scene(1, voice=SceneVoice(name="")), voice=Voice(name="en+f2"))
    assert voice_of(whole.timeline.scenes[0], whole).name == ""


def test_the_pacing_of_the_film_holds_for_it_too() -> None:
    whole = film(
        scene(1, voice=SceneVoice(rate_percent=100)),
        scene(2),
        plan=Plan(pacing="Fast"),
        voice=Voice(rate_percent=80),
    )
    one, other = (speech_of(each, whole) for each in whole.timeline.scenes)
    assert one is not None
    assert other is not None
    assert one.rate_percent > other.rate_percent > 80


@pytest.mark.parametrize(
    "voice",
    [
        OWN,
        SceneVoice(name="de+f3"),
        SceneVoice(rate_percent=101),
        SceneVoice(pitch_percent=99),
        SceneVoice(pause="Long"),
    ],
)
def test_setting_it_makes_only_its_own_narration_stale(whole: Document, voice: SceneVoice) -> None:
    assert stale(whole) == set()
    changed = revoiced(whole, 2, voice)
    assert stale(changed) == {2}
    assert stale(spoken(changed)) == set()
    assert stale(revoiced(spoken(changed), 2, None)) == {2}


@pytest.mark.parametrize(
    "voice", [SceneVoice(), SceneVoice(rate_percent=100), SceneVoice(name="", pause="Natural")]
)
def test_saying_what_the_film_says_makes_nothing_stale(whole: Document, voice: SceneVoice) -> None:
    assert stale(revoiced(whole, 2, voice)) == set()


def test_a_change_of_the_films_voice_leaves_alone_what_the_scene_sets_itself(whole: Document) -> None:
    slow = spoken(revoiced(whole, 2, SceneVoice(rate_percent=70)))
    assert stale(replace(slow, voice=Voice(rate_percent=130))) == {1, 3}
    assert stale(replace(slow, voice=Voice(pitch_percent=90))) == {1, 2, 3}


def test_a_recording_is_nobody_elses_voice(whole: Document) -> None:
    recorded = scene(4, narration=Narration(audio=DIGEST, frames=30), voice=OWN)
    assert speech_due(recorded, whole) is None


def test_a_scene_without_one_has_the_key_it_always_had() -> None:
    whole = film(replace(scene(3), script_text="Ships see it."))
    speech = speech_of(whole.timeline.scenes[0], whole)
    assert speech is not None
    assert key_of(speech, SPEECH_REVISION).startswith("fcbfd54136026c6a")


def test_only_what_is_due_is_said_to_be_sent(whole: Document) -> None:
    def find(kind: Kind) -> Endpoint:
        url = "https://speech.example/v1"
        return Endpoint(kind=kind, base_url=url, model="voices", api_key=Secret("key"))

    online = spoken(replace(whole, voice=Voice(source="online")))
    assert list(making_tells(online, find)) == []
    (told,) = making_tells(revoiced(online, 2, SceneVoice(name="nova")), find)
    assert told.stage == "Voice"
    assert told.characters == len("Lamp number 2 burns.")


class TestSpoken:
    """By the synthesiser that works offline."""

    @pytest.fixture
    def make(self, studios: Callable[..., Any]) -> Callable[..., Any]:
        """Makes projects of three scenes, of which the second has a voice of its own."""

        def made(own: SceneVoice | None, **parts: Any) -> Any:
            studio = studios(**parts)
            texts = [scene(number, voice=own if number == 2 else None) for number in (1, 2, 3)]
            with studio.aura.writing() as unit:
                studio.id = unit.projects.create(brief=Brief(topic="Lamps"), scenes=texts, **parts).id
            return studio

        return made

    def length_s(self, studio: Any, number: int) -> float:
        narration = studio.scenes[number - 1].narration
        with wave.open(str(studio.aura.objects.path(narration.audio))) as file:
            return float(file.getnframes() / file.getframerate())

    def test_its_rate_and_its_pause_are_heard_in_its_scene_alone(self, make: Callable[..., Any]) -> None:
        plain, own = make(None), make(SceneVoice(rate_percent=160, pause="Dramatic"))
        for studio in (plain, own):
            assert studio.narrate() == 3
            assert studio.narrate() == 0

        assert self.length_s(own, 2) < 0.8 * self.length_s(plain, 2)
        assert [one.narration.pause_frames for one in own.scenes] == [14, 45, 14]
        assert [own.scenes[at].narration for at in (0, 2)] == [plain.scenes[at].narration for at in (0, 2)]

    def test_its_name_is_whom_is_asked(self, make: Callable[..., Any]) -> None:
        studio = make(SceneVoice(name="en-us+f3", pitch_percent=120), voice=Voice(name="en-us"))
        asked: list[tuple[str, int]] = []
        speaker = studio.speaker

        class Listening:
            build = speaker.build

            def speak(self, text: str, **how: Any) -> Any:
                asked.append((how["voice"], how["pitch_percent"]))
                return speaker.speak(text, **how)

        studio.make(Narrating(studio.aura.objects, lambda source: Listening()))  # type: ignore[arg-type,return-value]
        assert asked == [("en-us", 100), ("en-us+f3", 120), ("en-us", 100)]

    def test_a_voice_that_there_is_not_is_refused_with_the_scene_that_asks_for_it(
        self, make: Callable[..., Any]
    ) -> None:
        studio = make(SceneVoice(name="klingon+f9"))
        with pytest.raises(Invalid, match="Scene 2 asks for the voice klingon") as refusal:
            studio.narrate()
        assert refusal.value.field == "voice.name"
        assert refusal.value.data["scene"] == studio.scenes[1].id
        assert [one.narration for one in studio.scenes] == [None, None, None]

    def test_the_films_own_is_refused_as_the_films(self, make: Callable[..., Any]) -> None:
        studio = make(SceneVoice(rate_percent=120), voice=Voice(name="klingon"))
        with pytest.raises(Invalid, match="There is no voice klingon") as refusal:
            studio.narrate()
        assert refusal.value.field == "voice"
