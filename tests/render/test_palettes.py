import pytest

from aura.errors import NotFound
from aura.render.colour import contrast, mix, oklch, ramp
from aura.render.palettes import NAMES, PALETTES, Palette, Scheme, palette_for

SCHEMES = [scheme for palette in PALETTES.values() for scheme in (palette.main, palette.counter)]
IDS = [f"{palette.name}-{part}" for palette in PALETTES.values() for part in ("main", "counter")]


@pytest.mark.parametrize("scheme", SCHEMES, ids=IDS)
def test_text_is_legible_on_every_ground(scheme: Scheme) -> None:
    for stop in scheme.stops:
        assert contrast(scheme.ink, stop) >= 7
        assert contrast(scheme.muted, stop) >= 4.5
        assert contrast(scheme.accent, stop) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES, ids=IDS)
def test_no_ground_is_plain_black_or_white(scheme: Scheme) -> None:
    for stop in scheme.stops:
        assert max(stop) >= 20
        assert min(stop) <= 253
        assert max(stop) - min(stop) >= 3


@pytest.mark.parametrize("palette", PALETTES.values(), ids=NAMES)
def test_a_palette_has_a_dark_and_a_light_scheme(palette: Palette) -> None:
    assert palette.main.dark != palette.counter.dark


def test_there_is_a_choice_of_palettes_and_none_is_like_another() -> None:
    assert len(NAMES) >= 8
    assert len({palette.main for palette in PALETTES.values()}) == len(NAMES)
    assert {palette.main.dark for palette in PALETTES.values()} == {True, False}


def test_a_palette_is_found_by_its_name() -> None:
    for name in NAMES:
        assert palette_for(name, "anything").name == name
        assert palette_for(f" {name.upper()} ", "anything").name == name


def test_an_unknown_palette_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(NotFound, match="Dusk"):
        palette_for("Beige", "")


def test_without_a_name_a_topic_always_gets_the_same_palette() -> None:
    assert palette_for("", "Why the sky is blue") == palette_for("", "  why the Sky is blue ")
    assert len({palette_for("", f"topic {number}").name for number in range(200)}) == len(NAMES)


def test_colours_too_strong_for_a_screen_give_way_in_chroma() -> None:
    for hue in range(0, 360, 15):
        red, green, blue = oklch(0.7, 0.37, hue)
        assert all(0 <= part <= 255 for part in (red, green, blue))
        assert contrast(oklch(0.7, 0.37, hue), oklch(0.7, 0.0, hue)) < 1.35


def test_a_mixture_lies_between_and_a_ramp_ends_where_it_should() -> None:
    black, white = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
    assert mix(black, white, 0) == pytest.approx(black, abs=0.5)
    assert mix(black, white, 1) == pytest.approx(white, abs=0.5)
    assert 60 < mix(black, white, 0.5)[0] < 140
    steps = ramp((black, white), 64)
    assert steps.shape == (64, 3)
    assert (steps[1:] >= steps[:-1] - 1e-3).all()


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
