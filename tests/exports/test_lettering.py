"""Letters that no font here draws are told before a film is made without them."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from aura.errors import Invalid
from aura.exports.preflight import preflight
from aura.exports.preflight_rules import Facts, Finding
from aura.render import emoji, faces
from aura.render.preset import PRESETS
from aura.render.scripts import undrawn
from aura.timeline.document import Brief, Document, Head, Render, Timeline, Watermark
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene

VOICE, PHOTO = "a" * 64, "b" * 64
ARABIC, JAPANESE = "النحل يطير", "水と光"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with no fonts but those that come with Aura."""
    monkeypatch.setattr("aura.render.faces.fallback", lambda character, heavy: None)
    monkeypatch.setattr("aura.render.emoji.colour_face", lambda character: None)
    faces.face_for.cache_clear()
    emoji.face_of.cache_clear()
    yield
    faces.face_for.cache_clear()
    emoji.face_of.cache_clear()


def scene(number: int, text: str = "", **fields: Any) -> Scene:
    """A scene with a picture and a recording of the user's own."""
    own: dict[str, Any] = {
        "media": Media(asset=PHOTO),
        "narration": Narration(audio=VOICE, frames=60),
        "length_frames": 75,
    }
    return Scene(id=f"00000000-0000-7000-8000-{number:012x}", script_text=text, **(own | fields))


def said(*scenes: Scene, preset: str = "Standard 720p", **fields: Any) -> list[Finding]:
    head = fields.pop("head", Head())
    document = Document(
        brief=Brief(topic="Bees"),
        timeline=Timeline(head=head, scenes=scenes),
        **({"render": Render()} | fields),
    )
    texts = [text for one in scenes for text in (one.script_text, one.title)]
    texts += [part for one in scenes for over in one.overlays for part in (over.text, over.detail)]
    texts += [cue.text for one in scenes for cue in one.captions]
    texts += [head.watermark.text] if head.watermark else []
    facts = Facts(free_bytes=10**13, undrawn=undrawn(texts))
    found = preflight(document, PRESETS[preset], facts)
    return [finding for finding in found.findings if finding.code == "letters"]


def test_captions_that_lack_some_letters_are_warned_of_by_script_scenes_and_package() -> None:
    mixed = [scene(1, f"Bees, {ARABIC}."), scene(2, "Bees."), scene(3, f"{ARABIC} and bees")]
    (finding,) = said(*mixed)

    assert (finding.level, finding.scenes) == ("warning", (1, 3))
    assert finding.message == (
        "No font here draws Arabic letters: they are left out of scenes 1 and 3. "
        "Install one where films are made, such as Debian's fonts-noto-core."
    )


def test_captions_of_which_nothing_would_be_seen_are_an_error() -> None:
    (finding,) = said(scene(1, "Bees."), scene(2, f"{ARABIC}."))

    assert (finding.level, finding.scenes) == ("error", (2,))
    assert finding.message == (
        "No font here draws Arabic letters: nothing would be seen of the captions in scene 2. "
        "Install one where films are made, such as Debian's fonts-noto-core, or do without."
    )


def test_each_script_is_named_with_its_own_package_and_kana_make_a_text_japanese() -> None:
    found = said(scene(1, f"Light: {JAPANESE}"), scene(2, f"{ARABIC}, light"), scene(3, "Light 🌈"))

    assert [finding.scenes for finding in found] == [(1,), (2,), (3,)]
    for finding, script, package in zip(
        found,
        ("Japanese letters", "Arabic letters", "emoji"),
        ("fonts-noto-cjk", "fonts-noto-core", "fonts-noto-color-emoji"),
        strict=True,
    ):
        assert f"draws {script}:" in finding.message
        assert f"Debian's {package}." in finding.message


def test_what_is_not_shown_is_not_told() -> None:
    text = scene(1, ARABIC)
    own = replace(text, captions=(Cue(start_ms=0, end_ms=900, text="Bees."),))

    assert said(text, render=Render(captions=False)) == []
    assert said(text, preset="Podcast Audio mp3") == []
    assert said(own) == []
    assert said(scene(1, "Größe, Ωμέγα, Жизнь – “ok”")) == []


def test_texts_over_pictures_and_the_watermark_are_looked_at_too() -> None:
    shown = scene(
        1, "Bees.", overlays=(Overlay(text=ARABIC), Overlay(text="Bees", detail=ARABIC, anchor="top"))
    )
    errors = said(shown, head=Head(watermark=Watermark(text=ARABIC)))

    assert [(one.level, one.scenes) for one in errors] == [("error", (1,)), ("warning", (1,))]
    assert "nothing would be seen of a text in scene 1 and of the watermark." in errors[0].message
    (mark,) = said(scene(1, "Bees."), head=Head(watermark=Watermark(text=f"Bees {JAPANESE}")))
    assert (mark.level, mark.field, mark.scenes) == ("warning", "head.watermark", ())
    assert "left out of the watermark." in mark.message


def test_a_picture_that_is_yet_to_be_drawn_lacks_the_letters_of_its_title() -> None:
    undrawn_yet = scene(1, "Bees.", title=ARABIC, media=None)

    assert [one.level for one in said(undrawn_yet)] == ["warning"]
    assert said(replace(undrawn_yet, media=Media(asset=PHOTO))) == []
    assert said(undrawn_yet, render=Render(pictures="online")) == []


def test_a_request_is_refused_in_the_words_of_the_check(ready: Any) -> None:
    ready.apply(SetSceneText(scene=ready.scenes[0].id, text=ARABIC))
    with ready.aura.reading() as unit:
        (error,) = unit.exports.check(ready.id).errors
    with pytest.raises(Invalid) as refused:
        ready.request()

    assert error.code == "letters"
    assert refused.value.message == error.message
