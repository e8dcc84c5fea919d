import pytest

from aura.errors import Invalid
from aura.render.codecs import CODECS
from aura.render.containers import FORMS, mime_of
from aura.render.preset import (
    DEFAULT,
    PRESETS,
    Preset,
    VideoCoding,
    bit_rates,
    frame_size,
    get_preset,
    preset_of,
)
from aura.render.recipe import Recipe
from aura.timeline.document import Render
from aura.timeline.terms import Aspect


def test_the_default_preset_is_the_one_a_new_document_names() -> None:
    assert get_preset(Render().preset) is PRESETS[DEFAULT]


def test_a_recipe_that_says_nothing_is_the_default_preset() -> None:
    assert preset_of(Recipe(name=DEFAULT)) == PRESETS[DEFAULT] == Preset(name=DEFAULT, size_px=720)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [("16:9", (1280, 720)), ("9:16", (720, 1280)), ("1:1", (720, 720)), ("4:5", (720, 900))],
)
def test_the_shorter_side_is_the_presets_whatever_the_aspect(aspect: Aspect, size: tuple[int, int]) -> None:
    assert frame_size(PRESETS["Standard 720p"], aspect) == size


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:5"])
@pytest.mark.parametrize("name", list(PRESETS))
def test_both_sides_of_every_frame_are_even(name: str, aspect: Aspect) -> None:
    assert all(side % 2 == 0 for side in frame_size(PRESETS[name], aspect))


def test_an_unknown_preset_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Invalid, match="Standard 720p, Draft 360p"):
        get_preset("IMAX")


def test_fast_is_the_same_but_for_the_encoder_s_haste() -> None:
    fast = PRESETS["Standard 720p fast"].video

    assert fast == VideoCoding(
        speed="superfast",
        params="keyint=250:open-gop=0:cpu-independent=1:mbtree=1:rc-lookahead=10",
    )


def test_a_cap_bounds_what_a_film_takes_and_its_quality_says_what_it_takes_as_a_rule() -> None:
    def rates(**said: int) -> tuple[int, int]:
        return bit_rates(preset_of(Recipe(name="x", audio_bit_rate=100_000, **said)), 1280, 720, 30)

    usual = rates()
    assert usual[0] == usual[1]
    assert rates(crf=15)[0] - 100_000 == pytest.approx(2 * (usual[0] - 100_000), rel=1e-6)
    assert rates(video_bit_rate=1_000_000) == (1_100_000, 1_100_000)
    assert rates(video_bit_rate=50_000_000) == (usual[0], 50_100_000)
    assert bit_rates(PRESETS["Podcast Audio mp3"], 1280, 720, 30) == (192_000, 192_000)


def test_every_coding_has_a_form_of_file_that_holds_it() -> None:
    held = {codec for form in FORMS.values() for codec in form.pictures}

    assert held == set(CODECS)
    assert mime_of(".webm") == "video/webm"
    assert mime_of(".exe") == "application/octet-stream"
