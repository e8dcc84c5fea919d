"""Scripts that cannot be drawn here are named, with what brings a font for them."""

from collections.abc import Iterator

import pytest

from aura.render import emoji, faces
from aura.render.scripts import SAMPLES, Lacking, fonts_missing


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with no fonts but those that come with Aura."""
    monkeypatch.setattr("aura.render.faces.fallback", lambda character, heavy: None)
    monkeypatch.setattr("aura.render.emoji.colour_face", lambda character: None)
    faces.face_for.cache_clear()
    emoji.face_of.cache_clear()
    yield
    faces.face_for.cache_clear()
    emoji.face_of.cache_clear()


@pytest.mark.usefixtures("bare")
def test_a_machine_without_fonts_lacks_every_script_that_aura_does_not_bring() -> None:
    lacking = fonts_missing(SAMPLES.values())
    assert [each.script for each in lacking] == list(SAMPLES)
    packages = {each.script: each.package for each in lacking}
    assert packages["Korean"] == "fonts-noto-cjk"
    assert packages["Hebrew"] == "fonts-noto-core"
    assert packages["Emoji"] == "fonts-noto-color-emoji"


@pytest.mark.usefixtures("bare")
def test_each_script_is_named_once_and_what_can_be_drawn_is_not() -> None:
    texts = ["Größe, Ωμέγα, Жизнь", "光 light", "水と光", "\u05d0\u05d1, 1821!", "👍🏽 👩‍🚀 🇨🇭"]
    assert fonts_missing(texts) == (
        Lacking("Chinese", "fonts-noto-cjk"),
        Lacking("Japanese", "fonts-noto-cjk"),
        Lacking("Hebrew", "fonts-noto-core"),
        Lacking("Emoji", "fonts-noto-color-emoji"),
    )


def test_a_text_of_letters_that_come_with_aura_lacks_nothing() -> None:
    assert fonts_missing(["Light bends – “so” it is.", "Жизнь", ""]) == ()
