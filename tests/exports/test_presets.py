"""Presets of one's own: made from others, checked whole, kept with what was made by them."""

import uuid
from pathlib import Path
from typing import Any

import av
import pytest
from msgspec import json

from aura.actor import Actor
from aura.errors import Conflict, Invalid, NotFound
from aura.exports.presets import MOST, Changes
from aura.identity.tables import User
from aura.render.preset import PRESETS, RECIPES, preset_of
from aura.render.recipe import Recipe
from aura.services import Services
from aura.templates.custom_templates import Card
from aura.timeline.document import Brief, Render
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.registry import convert
from aura.timeline.edits.scenes import SetSceneText, SetSceneTitle


def save(aura: Services, name: str = "Mine", **fields: Any) -> Recipe:
    with aura.writing() as unit:
        return unit.presets.save(name, convert(fields, Changes)).recipe


def recipe(aura: Services, name: str) -> Recipe:
    with aura.reading() as unit:
        return unit.presets.get(name).recipe


def delete(aura: Services, name: str = "Mine", *, in_use: bool = False) -> None:
    with aura.writing() as unit:
        unit.presets.delete(name, in_use=in_use)


def test_of_two_who_save_a_preset_of_one_name_at_once_the_second_makes_it_anew(
    aura: Services, meanwhile: Any
) -> None:
    with aura.writing() as unit:
        unit.presets.save("Mine", Changes(like="YouTube 4K"))
        second = meanwhile(lambda: save(aura, like="Master Archive"))

    assert second.result() == recipe(aura, "Mine")
    assert recipe(aura, "Mine").platform == RECIPES["Master Archive"].platform


def test_of_two_who_delete_a_preset_at_once_both_find_it_gone(aura: Services, meanwhile: Any) -> None:
    save(aura)
    with aura.writing() as unit:
        unit.presets.delete("Mine")
        second = meanwhile(lambda: delete(aura))

    assert second.exception() is None or isinstance(second.exception(), NotFound)
    with aura.reading() as unit, pytest.raises(NotFound):
        unit.presets.get("Mine")


def test_all_that_ship_are_there_with_the_codings_they_name(aura: Services) -> None:
    with aura.reading() as unit:
        offers = unit.presets.list()

    assert [offer.recipe.name for offer in offers] == list(PRESETS)
    assert not any(offer.is_own for offer in offers)
    found = {
        name: (preset.coding, (preset.video.max_bit_rate or 0) if preset.video else 0)
        for name, preset in PRESETS.items()
    }
    assert {
        "YouTube 1080p": ("h264", 8_000_000),
        "YouTube 4K": ("h265", 20_000_000),
        "Instagram Feed 1:1": ("h264", 5_000_000),
        "Instagram Story 9:16": ("h264", 5_000_000),
        "TikTok 9:16": ("h264", 5_000_000),
        "Facebook 720p": ("h264", 4_000_000),
        "Twitter 720p": ("h264", 5_000_000),
        "LinkedIn 1080p": ("h264", 5_000_000),
        "Email/Web 480p": ("h264", 2_000_000),
        "Draft Preview 720p": ("h264", 3_000_000),
        "Master Archive": ("h265", 15_000_000),
        "WebM VP9 + Opus": ("vp9", 6_000_000),
        "ProRes 422 HQ": ("prores", 0),
        "Podcast Audio mp3": ("mp3", 0),
    }.items() <= found.items()


def test_every_platform_s_films_are_as_loud_as_platforms_want_and_all_others_as_voices(
    aura: Services,
) -> None:
    for preset in PRESETS.values():
        assert preset.audio.loudness_lufs == (-16 if preset.platform == "Generic" else -14)


def test_an_own_preset_is_like_another_but_for_what_was_said(aura: Services) -> None:
    mine = save(aura, like="TikTok 9:16", size_px=720, video_bit_rate=3_000_000)
    theirs = RECIPES["TikTok 9:16"]

    assert (mine.platform, mine.aspect, mine.audio) == (theirs.platform, theirs.aspect, theirs.audio)
    assert (mine.size_px, mine.video_bit_rate) == (720, 3_000_000)
    with aura.reading() as unit:
        assert unit.presets.get("Mine") == (mine, True)
        assert unit.presets.list()[-1].recipe == mine
        assert unit.presets.preset("Mine") == preset_of(mine)


def test_saving_again_makes_it_anew_and_what_is_null_goes_by_the_codec_again(aura: Services) -> None:
    save(aura, size_px=1080, crf=30)
    again = save(aura, like="Mine", crf=None)

    assert (again.size_px, again.crf) == (1080, None)
    assert preset_of(again).video.crf == 21  # type: ignore[union-attr]
    with aura.reading() as unit:
        assert len(unit.presets.list()) == len(PRESETS) + 1


def test_another_codec_takes_neither_the_quality_nor_a_cap_it_has_not(aura: Services) -> None:
    made = save(aura, like="YouTube 1080p", video="prores", container="mov", audio="pcm")

    assert (made.crf, made.video_bit_rate) == (None, None)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"container": "webm"}, "video", "webm file holds no h264 pictures; it holds vp9"),
        ({"video": "vp9"}, "video", "mp4 file holds no vp9"),
        ({"video": "none"}, "container", "mp3 or m4a"),
        ({"container": "mp3"}, "video", "sound only"),
        ({"container": "mkv"}, "audio", "mkv file holds no aac sound"),
        ({"container": "mov", "audio": "opus"}, "audio", "aac or pcm"),
        ({"crf": 52}, "crf", "from 0 to 51"),
        ({"crf": 64}, "crf", "at most 63"),
        ({"video": "prores", "container": "mov", "crf": 10}, "crf", "quality of its own"),
        ({"video": "prores", "container": "mov", "video_bit_rate": 10**6}, "video_bit_rate", "of its own"),
        ({"size_px": 721}, "size_px", "multiple of 2"),
        ({"size_px": 80}, "size_px", "at least 90"),
        ({"video_bit_rate": 5}, "video_bit_rate", "at least 100,000"),
        ({"loudness_lufs": 0}, "loudness_lufs", "at most -8"),
        ({"peak_db": 0}, "peak_db", "at most -1"),
        ({"speed": "slow"}, "speed", "standard, fast"),
        ({"platform": "MySpace"}, "platform", "YouTube, TikTok"),
        ({"params": "stats=/etc/passwd"}, "params", "no field params"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field_and_what_would(
    aura: Services, fields: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        save(aura, **fields)

    assert refused.value.field == field
    with aura.reading() as unit:
        assert len(unit.presets.list()) == len(PRESETS)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\0b"])
def test_a_name_is_some_words(aura: Services, name: str) -> None:
    with pytest.raises(Invalid):
        save(aura, name)


def test_those_that_ship_are_neither_changed_nor_deleted(aura: Services) -> None:
    with pytest.raises(Conflict, match="another name"):
        save(aura, "YouTube 4K")
    with pytest.raises(Conflict, match="stays"):
        delete(aura, "YouTube 4K")


def test_what_is_not_there_is_not_found(aura: Services) -> None:
    with pytest.raises(NotFound):
        delete(aura)
    with pytest.raises(NotFound):
        save(aura, like="Laserdisc")


def test_there_are_so_many_at_most(aura: Services) -> None:
    with aura.writing() as unit:
        for number in range(MOST):
            unit.presets.save(f"Mine {number}", Changes())
    save(aura, "Mine 7", size_px=360)
    with pytest.raises(Conflict, match="delete one first"):
        save(aura, "One more")


def test_each_user_has_their_own_of_a_name(aura: Services) -> None:
    save(aura, size_px=360)
    other = Actor(uuid.uuid4())
    with aura.writing(other) as unit:
        unit.work.session.add(User(id=other.user_id, name="Other"))
    with aura.writing(other) as unit:
        with pytest.raises(NotFound):
            unit.presets.get("Mine")
        unit.presets.save("Mine", Changes(size_px=1080))
        unit.presets.delete("Mine")
    with aura.reading() as unit:
        assert unit.presets.get("Mine").recipe.size_px == 360


class TestOneThatIsNamed:
    def test_one_that_a_project_names_stays_until_it_is_to_go_all_the_same(self, studio: Any) -> None:
        save(studio.aura)
        studio.apply(SetRender(preset="Mine"))
        with pytest.raises(Conflict, match="is in use: the project “Lighthouses”") as refused:
            delete(studio.aura)
        delete(studio.aura, in_use=True)

        assert refused.value.data["uses"] == ["Lighthouses"]
        with studio.aura.reading() as unit, pytest.raises(NotFound):
            unit.presets.get("Mine")

    def test_templates_and_the_setting_that_name_it_are_told_too(self, studio: Any) -> None:
        aura = studio.aura
        save(aura)
        file = 'id = "talk"\nname = "Talk"\ncategory = "Business"\ndescription = "A talk."\n'
        file += "[brief]\ntopic = \"Bees\"\n[render]\npreset = 'Mine'\n"
        with aura.writing() as unit:
            unit.custom_templates.create(Card(name="House style"), {"render": {"preset": "Mine"}})
            unit.templates.take_in(file)
            unit.configuration.set("defaults.preset", "Mine")
        with pytest.raises(Conflict) as refused:
            delete(aura)

        words = "is in use: the templates “House style” and “Talk” and the setting defaults.preset."
        assert words in refused.value.message

    def test_what_was_deleted_or_names_another_preset_does_not_hold_it(self, studio: Any) -> None:
        aura = studio.aura
        save(aura)
        save(aura, "Mine too")
        studio.apply(SetRender(preset="Mine"))
        with aura.writing() as unit:
            own = unit.custom_templates.create(Card(name="House style"), {"render": {"preset": "Mine"}})
            unit.custom_templates.delete(own.id)
            unit.projects.delete(studio.id)
            unit.projects.create(brief=Brief(topic="Mine"), render=Render(preset="Mine too"))
            unit.configuration.set("defaults.preset", "Mine")
            unit.configuration.reset("defaults.preset")
        delete(aura)

        with aura.reading() as unit:
            assert [offer.recipe.name for offer in unit.presets.list() if offer.is_own] == ["Mine too"]

    def test_of_many_that_name_it_three_are_named(self, aura: Services) -> None:
        save(aura)
        with aura.writing() as unit:
            for number in range(5):
                unit.projects.create(brief=Brief(topic=f"Film {number}"), render=Render(preset="Mine"))
        with pytest.raises(Conflict, match=r"the projects “Film .”, “Film .”, “Film .” and 2 more"):
            delete(aura)


class TestAFilmMadeWithOne:
    def test_it_is_named_by_the_project_and_the_history_keeps_what_was_used(self, ready: Any) -> None:
        save(ready.aura, like="Draft 360p", size_px=120, platform="LinkedIn", crf=35)
        ready.apply(SetRender(preset="Mine"))
        export_id = ready.request(None)
        save(ready.aura, size_px=720)
        ready.work()
        export = ready.export(export_id)

        assert (export.status, export.preset_name, export.platform) == ("Completed", "Mine", "LinkedIn")
        assert (export.resolution, export.codec) == ("214x120", "h264")
        assert ready.play(ready.film(export)).size == (214, 120)
        assert json.decode(export.preset_json)["video"]["crf"] == 35

    def test_a_preset_that_was_deleted_is_missed_before_an_export_and_not_by_one_under_way(
        self, ready: Any
    ) -> None:
        save(ready.aura, size_px=120)
        ready.apply(SetRender(preset="Mine"))
        export_id = ready.request(None)
        delete(ready.aura, in_use=True)
        with ready.aura.reading() as unit, pytest.raises(Invalid, match="no preset 'Mine'") as refused:
            unit.exports.check(ready.id)
        with pytest.raises(Invalid, match="no preset 'Mine'"):
            ready.request(None)
        ready.work()

        assert refused.value.field == "render.preset"
        assert ready.export(export_id).status == "Completed"

    def test_a_film_in_another_form_has_its_ending_and_its_chapters(self, ready: Any) -> None:
        save(ready.aura, like="WebM VP9 + Opus", size_px=120)
        first, second = ready.scenes
        ready.apply(SetSceneTitle(scene=first.id, title="Dusk"), SetSceneTitle(scene=second.id, title="Dawn"))
        export = ready.export(ready.request("Mine"))
        ready.work()
        export = ready.export(export.id)
        assert export.output_file.endswith(".webm")
        with av.open(str(ready.film(export))) as container:
            titles = [chapter["metadata"]["title"] for chapter in container.chapters()]
            codecs = [stream.codec_context.name for stream in container.streams]

        assert titles == ["Dusk", "Dawn"]
        assert codecs == ["vp9", "opus"]

    def test_sound_alone_is_written_without_a_picture_being_made(self, studio: Any) -> None:
        export = studio.export(studio.request("Podcast Audio mp3"))
        studio.work()
        export = studio.export(export.id)
        path: Path = studio.film(export)
        with av.open(str(path)) as container:
            length_s = sum(frame.samples for frame in container.decode(audio=0)) / 48_000
            kinds = [stream.type for stream in container.streams]
            title = container.metadata["title"]

        assert (export.status, export.codec, export.resolution) == ("Completed", "mp3", None)
        assert path.suffix == ".mp3"
        assert (kinds, title) == (["audio"], "Lighthouses")
        assert length_s == pytest.approx(export.duration_seconds, abs=0.04)
        assert (export.segments_rendered, studio.segments()) == (0, {})
        assert all(scene.narration and scene.media is None for scene in studio.scenes)

        studio.apply(SetSceneText(scene=studio.scenes[0].id, text="A lamp burns on."))
        again = studio.export(studio.request("Podcast Audio mp3"))
        studio.work()
        assert studio.export(again.id).status == "Completed"
