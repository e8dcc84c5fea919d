import hashlib
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from aura.errors import Invalid
from aura.render.colour import luminance
from aura.render.palettes import NAMES
from aura.render.pictures.canvas import Canvas
from aura.render.pictures.choose import arrange, layout_for
from aura.render.pictures.drawing import compose, draw
from aura.render.pictures.frame import CAPTIONS, ZOOM
from aura.render.pictures.layouts import LAYOUTS
from aura.render.pictures.motifs import MOTIFS
from aura.render.pictures.phrases import figure, phrase
from aura.render.pictures.spec import OVERSCAN, PictureSpec
from aura.render.pictures.topics import KEYWORDS, motif_for

ASPECTS = {"16:9": (320, 180), "9:16": (180, 320), "1:1": (240, 240), "4:5": (192, 240)}
LONG = ("Why the light of a lamp on a rock in the sea can be seen from so very far away " * 4)[:300]
CASES: dict[str, dict[str, Any]] = {
    "plain": {"palette": "Dusk", "title": "How lighthouses work", "number": 2},
    "full": {
        "palette": "Sand",
        "title": "Sunlight in a leaf",
        "subtitle": "A short history of sugar",
        "kicker": "Chapter two",
        "number": 12,
        "total": 24,
        "text": "In 1822 a lens was cut. It took 3 years.",
        "role": "opening",
    },
    "long": {
        "palette": "Meadow",
        "title": LONG,
        "subtitle": LONG,
        "kicker": LONG,
        "number": 999,
        "text": LONG,
    },
    "German": {
        "palette": "Forest",
        "title": "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "subtitle": "Geschwindigkeitsbegrenzungsverordnung",
        "number": 3,
    },
    "untitled": {"palette": "Paper", "text": "Two short, one long: that is home."},
    "empty": {"palette": "Sky"},
}


def _of(case: str, layout: str, aspect: str = "16:9") -> PictureSpec:
    width, height = ASPECTS[aspect]
    return PictureSpec(width_px=width, height_px=height, layout=layout, **CASES[case])


def _pixels(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image, dtype=np.float64)


def test_the_same_spec_gives_the_same_bytes() -> None:
    for layout in LAYOUTS:
        assert draw(_of("full", layout)).tobytes() == draw(_of("full", layout)).tobytes()


def test_the_same_spec_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from aura.render.pictures.drawing import draw;"
        "from aura.render.pictures.spec import PictureSpec;"
        "spec = PictureSpec(width_px=160, height_px=90, palette='Dusk', title='A', text='sea', seed=5);"
        "print(hashlib.sha256(draw(spec).tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    here = draw(PictureSpec(width_px=160, height_px=90, palette="Dusk", title="A", text="sea", seed=5))
    assert other.stdout.strip() == hashlib.sha256(here.tobytes()).hexdigest()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_picture_is_larger_than_the_film_by_the_overscan(aspect: str) -> None:
    width, height = ASPECTS[aspect]
    image = draw(_of("plain", "orbs", aspect))
    assert image.mode == "RGB"
    assert image.size == (round(width * OVERSCAN), round(height * OVERSCAN))


def test_a_large_film_gets_a_large_picture_and_a_tiny_one_fails_nowhere() -> None:
    assert draw(PictureSpec(width_px=1920, height_px=1080, palette="Dusk", title="Large")).size == (
        2400,
        1350,
    )
    for layout in LAYOUTS:
        draw(PictureSpec(width_px=16, height_px=16, palette="Dusk", layout=layout, title="Tiny", text="sea"))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_layout_is_another_picture(aspect: str) -> None:
    shapes = [
        (layout, draw(_of("plain", layout, aspect)).convert("L").resize((24, 24))) for layout in LAYOUTS
    ]
    for (first, one), (second, other) in combinations(shapes, 2):
        difference = np.abs(_pixels(one) - _pixels(other))
        assert (difference > 12).mean() > 0.15, (first, second)


def test_a_project_shows_another_picture_in_every_scene() -> None:
    for seed in range(30):
        scenes = [layout_for(seed, number, "opening" if number == 1 else "body") for number in range(1, 8)]
        scenes.append(layout_for(seed, 8, "closing"))
        assert len(set(scenes)) == 8


def test_layouts_arranged_from_scene_seeds_repeat_only_far_apart() -> None:
    seeds = [number * 7919 for number in range(40)]
    arranged = arrange(seeds)
    assert all(len(set(arranged[at : at + 5])) == 5 for at in range(36))
    inserted = arrange([*seeds[:20], 1, *seeds[20:]])
    assert inserted[:20] == arranged[:20]
    assert sum(a != b for a, b in zip(inserted[21:], arranged[20:], strict=True)) <= 6


def test_an_unknown_layout_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Invalid, match="horizon"):
        draw(PictureSpec(width_px=160, height_px=90, palette="Dusk", layout="slides"))


def _windows() -> Iterator[tuple[float, float, float]]:
    """Left, top and side, as shares of the picture, of windows a film may look through."""
    yield 0.0, 0.0, 1.0
    for left in (0.0, 0.5, 1.0):
        for top in (0.0, 0.5, 1.0):
            yield left * (1 - 1 / ZOOM), top * (1 - 1 / ZOOM), 1 / ZOOM


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("case", CASES)
def test_words_stay_in_sight_and_clear_of_captions_through_every_move(case: str, aspect: str) -> None:
    for layout in LAYOUTS:
        canvas = compose(_of(case, layout, aspect))
        for (left, top, right, bottom), _ in canvas.writings:
            for x, y, side in _windows():
                assert (left / canvas.width - x) / side >= 0, layout
                assert (right / canvas.width - x) / side <= 1, layout
                assert (top / canvas.height - y) / side >= 0, layout
                assert (bottom / canvas.height - y) / side <= 1 - CAPTIONS, layout


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("figure", ["7", "1822", "300 km/h", "−20 °C", "40,000"])
def test_a_giant_figure_stands_on_one_line_in_sight_and_above_the_title(figure: str, aspect: str) -> None:
    width, height = ASPECTS[aspect]
    spec = PictureSpec(width_px=width, height_px=height, palette="Dusk", layout="numeral", title="Seen")
    number = int(figure) if len(figure) == 1 else 0
    shown = compose(replace(spec, number=number, text="" if number else figure))
    (left, top, _, _), _ = shown.writings[-1]
    change = np.abs(_pixels(shown.render(1, words=False)) - _pixels(compose(spec).render(1, words=False)))
    rows, columns = np.nonzero(change.max(axis=2) > 60)
    if len(rows):
        assert rows.min() / shown.height >= 0.107
        assert columns.min() / shown.width >= 0.107
        assert columns.max() / shown.width <= 0.893
        assert rows.max() < top or columns.max() < left


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_are_drawn_where_they_are_said_to_be(layout: str, aspect: str) -> None:
    canvas = compose(_of("full", layout, aspect))
    changed = np.abs(_pixels(canvas.render(1)) - _pixels(canvas.render(1, words=False))).max(axis=2) > 8
    assert changed.any()
    allowed = np.zeros_like(changed)
    for (left, top, right, bottom), _ in canvas.writings:
        rise = round(0.03 * canvas.height) + 2
        allowed[max(0, int(top) - rise) : int(bottom) + 4, max(0, int(left) - 4) : int(right) + 5] = True
    assert not (changed & ~allowed).any()


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_are_legible_on_what_lies_under_them(layout: str, aspect: str) -> None:
    for palette in NAMES:
        width, height = ASPECTS[aspect]
        canvas = compose(
            PictureSpec(
                width_px=width, height_px=height, palette=palette, layout=layout, number=3, kicker="Chapter",
                title="How lighthouses work", subtitle="A short history of light", text="sea", seed=5,
            )
        )  # fmt: skip
        unit = _pixels(canvas.render(1, words=False)) / 255
        light = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4) @ [
            0.2126,
            0.7152,
            0.0722,
        ]
        for box, colour in canvas.writings:
            left, top, right, bottom = (int(edge) for edge in box)
            under, ink = light[top:bottom, left:right], luminance(colour)
            ratio = (np.maximum(under, ink) + 0.05) / (np.minimum(under, ink) + 0.05)
            assert np.quantile(ratio, 0.05) >= 4.5, (palette, box)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_picture_is_plain_or_black(layout: str) -> None:
    for case in ("plain", "empty"):
        pixels = _pixels(draw(_of(case, layout)))
        assert pixels.max(axis=2).mean() > 30
        assert pixels.std(axis=(0, 1)).max() > 6


def test_a_slow_gradient_does_not_band() -> None:
    canvas = Canvas(400, 200)
    canvas.ground(((20, 20, 40), (40, 20, 60)), 0)
    pixels = np.asarray(canvas.render(1), dtype=int)[..., 0]
    assert (np.diff(pixels, axis=1) != 0).mean() > 0.5
    columns = pixels.mean(axis=0)
    assert np.abs(columns - np.linspace(20, 40, 400)).max() < 1.2


def test_an_untitled_scene_shows_a_phrase_of_its_text() -> None:
    assert compose(_of("untitled", "orbs")).writings
    assert not compose(_of("empty", "orbs")).writings


def test_a_title_that_no_font_can_draw_leaves_a_picture() -> None:
    for layout in LAYOUTS:
        draw(
            PictureSpec(
                width_px=160, height_px=90, palette="Dusk", layout=layout, title="漢字の題名", text="漢字。"
            )
        )


def test_the_best_phrase_is_short_and_whole() -> None:
    assert phrase("Hello. On a clear night a lamp is seen far out at sea. Why?").startswith(
        "On a clear night"
    )
    long = "Abends muss das Licht einen viel längeren Weg nehmen, und das Blau geht in der Luft verloren."
    assert phrase(long) == "Abends muss das Licht einen viel längeren Weg nehmen"
    assert phrase("") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("In 1822 he cut a lens", "1822"),
        ("about 70 % of it", "70%"),
        ("at 300 km/h", "300\u2009km/h"),
        ("$5 now", "$5"),
        ("it grew 3x", "3x"),
        ("-20 °C outside", "-20°C"),
        ("two or 3 of them", ""),
        ("version 1.2.3 at 10:30 on 2026-01-02", ""),
        ("300 million people", ""),
    ],
)
def test_a_figure_is_shown_only_if_it_says_something(text: str, shown: str) -> None:
    assert figure(text) == shown


@pytest.mark.parametrize(
    ("title", "text", "motif"),
    [
        ("How lighthouses work", "A lamp at sea", "lighthouse"),
        ("Wie Leuchttürme funktionieren", "", "lighthouse"),
        ("Photosynthese", "", "leaf"),
        ("", "Our sales grew and profits rose", "chart"),
        ("Die Straßen unserer Stadt", "", "city"),
        ("An honest look back", "", ""),
        ("", "", ""),
    ],
)
def test_a_motif_is_chosen_by_the_words(title: str, text: str, motif: str) -> None:
    assert motif_for(title, text) == motif


def test_every_motif_is_called_for_by_some_word_and_drawn() -> None:
    named = {line.partition(":")[0] for line in KEYWORDS.splitlines() if ":" in line}
    assert named == set(MOTIFS)
    bare = compose(PictureSpec(width_px=160, height_px=90, palette="Dusk", layout="orbs")).render(1).tobytes()
    for line in KEYWORDS.strip().splitlines():
        if ":" in line:
            word = line.partition(":")[2].split()[0].rstrip("*")
            spec = PictureSpec(width_px=160, height_px=90, palette="Dusk", layout="orbs", text=word)
            assert compose(spec).render(1, words=False).tobytes() != bare
