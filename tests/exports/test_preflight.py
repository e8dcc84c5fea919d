"""What is said of an export before it is made: a case for each rule, and what blocks it."""

import shutil
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from aura.errors import Invalid, NoSpace, NotFound
from aura.exports.preflight import Preflight, preflight
from aura.exports.preflight_rules import Facts, named, size
from aura.generation.missing import SPEECH_REVISION, key_of, speech_of
from aura.render.preset import PRESETS
from aura.timeline.document import Asset, Brief, Document, Head, Music, Render, Timeline, Watermark
from aura.timeline.edits.fields import SetBrief, SetHead, SetRender
from aura.timeline.scene import Media, Narration, Scene

VOICE, PHOTO, OTHER = "a" * 64, "b" * 64, "c" * 64
ROOMY = Facts(free_bytes=10**13)


def scene(number: int = 1, seconds: int = 10, **fields: Any) -> Scene:
    """A scene with a picture and a recording of the user's own."""
    own: dict[str, Any] = {
        "media": Media(asset=PHOTO),
        "narration": Narration(audio=VOICE, frames=30 * seconds - 15),
        "length_frames": 30 * seconds,
    }
    return Scene(id=f"00000000-0000-7000-8000-{number:012x}", **(own | fields))


def film(*scenes: Scene, **fields: Any) -> Document:
    head = fields.pop("head", Head())
    assets = fields.pop("assets", ())
    timeline = Timeline(head=head, scenes=scenes or (scene(),), assets=assets)
    return Document(timeline=timeline, **({"brief": Brief(topic="Bees")} | fields))


def look(document: Document, preset: str = "Standard 720p", facts: Facts = ROOMY) -> Preflight:
    return preflight(document, PRESETS[preset], facts)


def said(found: Preflight) -> list[tuple[str, str]]:
    return [(finding.level, finding.code) for finding in found.findings]


def spoken(text: str, document: Document, *, now: str | None = None) -> Scene:
    """A scene that Aura spoke, whose text now is another one."""
    then = speech_of(scene(script_text=text), document)
    assert then
    narration = Narration(audio=VOICE, frames=60, made_from=key_of(then, SPEECH_REVISION))
    return scene(script_text=now or text, narration=narration)


STALE = spoken("As it was.", film(), now="As it is.")
SMALL = replace(ROOMY, sizes_px={PHOTO: (640, 360)})
LARGE = replace(ROOMY, sizes_px={PHOTO: (3840, 2160)})
UPRIGHT = replace(ROOMY, sizes_px={PHOTO: (1080, 1920)})
GONE = replace(ROOMY, missing=frozenset({PHOTO, VOICE}))
TALL = Brief(topic="Bees", aspect="9:16")
HEARD = Asset(digest=PHOTO, type="Video", has_audio=True)


@pytest.mark.parametrize(
    ("document", "preset", "facts", "expected"),
    [
        (film(), "Standard 720p", ROOMY, []),
        (film(), "Standard 720p", Facts(free_bytes=1_000_000), [("error", "disk")]),
        (film(), "Standard 720p", Facts(free_bytes=6_000_000), [("warning", "disk-low")]),
        (film(), "Podcast Audio mp3", Facts(free_bytes=400_000), []),
        (film(scene(seconds=601)), "LinkedIn 1080p", LARGE, [("error", "too-long")]),
        (film(scene(seconds=600)), "LinkedIn 1080p", LARGE, []),
        (film(scene(seconds=91), brief=TALL), "Instagram Story 9:16", UPRIGHT, [("error", "too-long")]),
        (film(scene(seconds=90), brief=TALL), "Instagram Story 9:16", UPRIGHT, []),
        (film(scene(seconds=141)), "Twitter 720p", LARGE, [("error", "too-long")]),
        (film(scene(seconds=140)), "Twitter 720p", LARGE, []),
        (film(scene(seconds=590), brief=TALL), "TikTok 9:16", UPRIGHT, [("error", "too-large")]),
        (film(scene(seconds=300), brief=TALL), "TikTok 9:16", UPRIGHT, []),
        (film(), "Standard 720p", GONE, [("error", "media")]),
        (film(scene(script_text="Words.")), "Podcast Audio mp3", replace(GONE, missing={PHOTO}), []),
        (
            film(head=Head(music=Music(asset=OTHER), watermark=Watermark(asset=OTHER))),
            "Standard 720p",
            replace(ROOMY, missing=frozenset({OTHER})),
            [("error", "media"), ("error", "media")],
        ),
        (film(brief=TALL), "YouTube 1080p", UPRIGHT, [("warning", "aspect")]),
        (film(), "TikTok 9:16", LARGE, [("warning", "aspect")]),
        (film(brief=TALL), "Podcast Audio mp3", ROOMY, []),
        (film(), "Standard 720p", SMALL, [("warning", "upscaling")]),
        (film(), "Draft 360p", SMALL, []),
        (film(scene(media=Media(asset=PHOTO, fit="contain"))), "Standard 720p", UPRIGHT, []),
        (film(), "Standard 720p", UPRIGHT, [("warning", "upscaling")]),
        (film(), "YouTube 4K", LARGE, []),
        (
            film(scene(media=Media(asset=PHOTO, made_from=OTHER))),
            "YouTube 4K",
            replace(ROOMY, sizes_px={PHOTO: (1536, 864)}),
            [("recommendation", "made-small")],
        ),
        (film(spoken("Words.", film())), "Standard 720p", ROOMY, []),
        (film(STALE), "Standard 720p", ROOMY, [("warning", "stale-narration")]),
        (film(STALE), "Standard 720p", replace(ROOMY, missing={VOICE}), [("warning", "stale-narration")]),
        (
            film(scene(narration=None, script_text="Words.")),
            "Standard 720p",
            ROOMY,
            [("recommendation", "not-spoken")],
        ),
        (
            film(render=Render(captions=False)),
            "LinkedIn 1080p",
            LARGE,
            [("recommendation", "captions")],
        ),
        (film(render=Render(captions=False)), "YouTube 1080p", LARGE, []),
        (film(scene(narration=None)), "Standard 720p", ROOMY, [("recommendation", "silent")]),
        (film(scene(narration=None)), "Podcast Audio mp3", ROOMY, [("error", "silent")]),
        (film(scene(narration=None), assets=(HEARD,)), "Standard 720p", ROOMY, []),
        (
            film(*(scene(number, 50) for number in (1, 2, 3))),
            "Standard 720p",
            ROOMY,
            [("recommendation", "chapters")],
        ),
        (film(*(scene(n, 50, title=f"Part {n}") for n in (1, 2, 3))), "Standard 720p", ROOMY, []),
    ],
)
def test_each_rule_says_what_it_should_and_no_other_does(
    document: Document, preset: str, facts: Facts, expected: list[tuple[str, str]]
) -> None:
    assert said(look(document, preset, facts)) == expected


def test_errors_come_first_and_recommendations_last() -> None:
    found = look(film(scene(seconds=700), render=Render(captions=False)), "LinkedIn 1080p", SMALL)

    assert [level for level, _ in said(found)] == ["error", "warning", "recommendation"]


def test_a_film_is_estimated_as_its_bit_rate_by_its_time_and_a_tenth_more() -> None:
    found = look(film(scene(seconds=60)), "YouTube 1080p")

    assert found.most_bytes == round((8_000_000 + 192_000) * 60 * 1.1 / 8)
    assert (found.width_px, found.height_px, found.duration_s) == (1920, 1080, 60.0)
    assert look(film(scene(seconds=60)), "ProRes 422 HQ").most_bytes > 1.5 * 10**9


def test_a_film_that_only_may_be_too_large_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet_codec = replace(PRESETS["TikTok 9:16"], size_px=360)
    found = preflight(film(scene(seconds=590), brief=TALL), quiet_codec, ROOMY)

    assert said(found) == [("warning", "maybe-too-large")]
    found.require()


def test_a_sentence_names_the_scenes_it_is_about_and_counts_those_past_the_fifth() -> None:
    scenes = [scene(number, title=f"Part {number}") for number in range(1, 9)]
    (finding,) = look(film(*scenes), facts=GONE).findings

    assert finding.scenes == tuple(range(1, 9))
    assert "Scenes 1, 2, 3, 4, 5 and 3 more" in finding.message
    assert (named([7]), named([2, 9])) == ("scene 7", "scenes 2 and 9")


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [(0, "0 KB"), (1, "1 KB"), (287_000_000, "287 MB"), (1_450_000, "1.4 MB"), (5 * 10**9, "5 GB")],
)
def test_sizes_are_written_as_people_do(size_bytes: int, words: str) -> None:
    assert size(size_bytes) == words


@pytest.mark.parametrize(
    ("document", "preset", "facts", "kind"),
    [
        (film(), "Standard 720p", Facts(free_bytes=1_000), NoSpace),
        (film(), "Standard 720p", GONE, NotFound),
        (film(scene(seconds=700)), "LinkedIn 1080p", ROOMY, Invalid),
    ],
)
def test_what_blocks_is_raised_in_its_own_words_and_kind(
    document: Document, preset: str, facts: Facts, kind: type[Exception]
) -> None:
    found = look(document, preset, facts)
    with pytest.raises(kind) as refused:
        found.require()

    assert str(refused.value) == " ".join(error.message for error in found.errors)


class Disk(NamedTuple):
    """A disk that is nearly full."""

    total: int = 1
    used: int = 1
    free: int = 10


class TestBeforeAnExport:
    def test_the_same_words_refuse_a_request(self, ready: Any) -> None:
        ready.aura.objects.path(ready.scenes[0].media.asset).unlink()
        with ready.aura.reading() as unit:
            (error,) = unit.exports.check(ready.id).errors
        with pytest.raises(NotFound) as refused:
            ready.request()

        assert refused.value.message == error.message
        assert error.message.startswith("Scene 1: a file is not in the media store")
        with ready.aura.reading() as unit:
            assert unit.exports.list().items == []

    def test_a_full_disk_refuses_a_request(self, ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk())
        with pytest.raises(NoSpace, match="1 KB are free"):
            ready.request()

    def test_what_comes_in_the_way_later_fails_the_export_with_the_same_words(self, ready: Any) -> None:
        export_id = ready.request()
        ready.aura.objects.path(ready.scenes[1].media.asset).unlink()
        with ready.aura.reading() as unit:
            (error,) = unit.exports.check(ready.id).errors
        ready.work()

        assert ready.export(export_id).status == "Failed"
        assert ready.export(export_id).error_message == error.message

    def test_the_project_s_own_preset_is_looked_at_unless_another_is_named(self, ready: Any) -> None:
        ready.apply(SetRender(preset="Draft 360p"), SetBrief(aspect="9:16"), SetHead(title="Tall"))
        with ready.aura.reading() as unit:
            own, named_one = unit.exports.check(ready.id), unit.exports.check(ready.id, "YouTube 1080p")

        assert (own.preset, own.width_px, own.height_px) == ("Draft 360p", 360, 640)
        assert {("warning", "aspect"), ("warning", "upscaling")} <= set(said(named_one))
