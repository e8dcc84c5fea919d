from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from blake3 import blake3
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from aura.render import bigword, faces
from aura.render.captions import ACCENT_RGB, BOX_ALPHA, BOX_RGB, draw
from aura.render.colour import contrast
from aura.render.cues import Cue, cues, line_cells
from aura.render.tokens import cells, spread
from aura.timeline.terms import CaptionStyle

RATE = Fraction(30)
Ink = NDArray[np.bool_]
TEXT = (
    "On a clear night a single lamp can be seen forty kilometres out to sea. How? In 1822, Augustin Fresnel "
    "cut a lens into rings of glass, each bending light the same way, so that almost nothing was lost. "
    "Two short, one long: that is home."
)
FRAMES = ((1280, 720), (640, 360), (720, 1280), (1080, 1080), (864, 1080))


def spoken(text: str, start_ms: int = 0) -> list[tuple[int, int, str]]:
    words, at = [], start_ms
    for word in text.split():
        length = 60 * len(word) + 80
        words.append((at, at + length, word))
        at += length + (380 if word[-1] in ".?!" else 180 if word[-1] in ",:" else 30)
    return words


def _flat(found: tuple[Cue, ...]) -> list[str]:
    return [word for cue in found for word in cue.text.split()]


def test_every_word_is_shown_once_and_in_order() -> None:
    assert _flat(cues(spoken(TEXT), RATE)) == TEXT.split()


@pytest.mark.parametrize("line", [42, 32, 23])
def test_a_cue_has_at_most_two_lines_of_their_length(line: int) -> None:
    for cue in cues(spoken(TEXT), RATE, line=line):
        lines = cue.text.split("\n")
        assert 1 <= len(lines) <= 2
        assert all(cells(each) <= line for each in lines)


def test_a_cue_starts_with_its_first_word() -> None:
    words = spoken(TEXT, start_ms=417)
    starts = {start * 30 // 1000 for start, _, _ in words}
    found = cues(words, RATE)
    assert found[0].start_frame == 417 * 30 // 1000
    assert all(cue.start_frame in starts for cue in found)


def test_cues_end_where_phrases_end() -> None:
    ends = [cue.text.split()[-1][-1] for cue in cues(spoken(TEXT), RATE)]
    assert all(end in ".,:?" for end in ends)


def test_a_small_word_is_not_torn_from_what_it_belongs_to() -> None:
    found = cues(
        spoken("He walked along the shore until he came to the old lighthouse on the hill above the town"),
        RATE,
    )
    for cue in found:
        for line in cue.text.split("\n")[:-1]:
            assert line.split()[-1] not in ("the", "a", "to", "on")


def test_no_gap_is_so_short_that_it_flickers() -> None:
    words = [(0, 900, "One."), (1400, 2600, "Two."), (2700, 4000, "Three."), (9000, 9900, "Four.")]
    found = cues(words, RATE)
    for before, after in pairwise(found):
        gap = after.start_frame - before.end_frame
        assert not 0 < gap < 9
    assert found[-1].start_frame == 270


def test_a_cue_stays_at_least_a_second_if_there_is_time_and_never_over_six() -> None:
    assert [cue[:3] for cue in cues([(0, 200, "Yes.")], RATE)] == [(0, 30, "Yes.")]
    assert [cue[:3] for cue in cues([(0, 20_000, "Aaaah")], RATE)] == [(0, 180, "Aaaah")]


def test_a_long_silence_parts_two_cues() -> None:
    assert len(cues([(0, 400, "wait"), (3000, 3400, "now")], RATE)) == 2


def test_no_cue_outlasts_its_scene() -> None:
    found = cues(spoken(TEXT), RATE, length_frames=200)
    assert found[-1].end_frame <= 200


def test_no_words_make_no_cues() -> None:
    assert cues([], RATE) == ()
    assert cues([(0, 100, " ")], RATE) == ()
    assert cues(spread(" \n ", 0, 5000), RATE) == ()


def test_a_text_without_timings_is_spread_over_its_length() -> None:
    found = cues(spread(TEXT, 0, 16_000), Fraction(30_000, 1001))
    assert _flat(found) == TEXT.split()
    assert found[0].start_frame == 0
    assert found[-1].end_frame <= 16_400 * 30 // 1001 + 1
    assert found[-1].start_frame > 300


def test_a_text_without_spaces_is_broken_between_its_characters() -> None:
    text = (
        "空は青い。光は大気の中で散乱するので、夕方には赤く見えるのです。とても長い文章がここに続いています。"
    )
    found = cues(spread(text, 0, 9000), RATE, line=23)
    assert "".join("".join(cue.text.split("\n")) for cue in found) == text
    assert all(cells(line) <= 23 for cue in found for line in cue.text.split("\n"))


def test_a_word_longer_than_a_line_is_cut() -> None:
    found = cues(
        [(0, 3000, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")], RATE, line=23
    )
    assert all(cells(line) <= 23 for cue in found for line in cue.text.split("\n"))


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 1200), st.text("ab.,漢", min_size=1, max_size=60)),
        max_size=25,
    ),
    st.sampled_from([Fraction(24), Fraction(30_000, 1001), Fraction(60)]),
    st.integers(12, 42),
)
@settings(max_examples=150, deadline=None)
def test_cues_never_overlap_whatever_the_timings(
    gaps: list[tuple[int, int, str]], rate: Fraction, line: int
) -> None:
    at, words = 0, []
    for gap, length, word in gaps:
        words.append((at + gap, at + gap + length, word))
        at += gap + length
    found = cues(words, rate, line=line)
    assert all(cue.start_frame < cue.end_frame for cue in found)
    assert all(before.end_frame <= after.start_frame for before, after in pairwise(found))
    assert all(cells(each) <= line for cue in found for each in cue.text.split("\n"))


@pytest.mark.parametrize("size", FRAMES)
def test_a_caption_stands_in_the_lower_part_within_the_safe_area(size: tuple[int, int]) -> None:
    width, height = size
    line = line_cells(width, height)
    for text in ("Short", f"{'m' * (line // 2)} {'n' * (line // 3)}\nsecond line", "x" * 300, "word " * 60):
        image, left, top = draw(text, width, height)
        assert image.mode == "RGBA"
        assert left >= 0.05 * width - 1
        assert left + image.width <= 0.95 * width + 1
        assert top >= 0.78 * height
        assert top + image.height <= 0.95 * height + 1
        assert not any(length % 2 for length in (left, top, *image.size))
        assert abs(left + image.width / 2 - width / 2) <= 2


def test_a_narrow_frame_has_shorter_lines_and_larger_letters() -> None:
    assert [line_cells(width, height) for width, height in FRAMES] == [42, 42, 23, 31, 28]
    wide, tall = draw("Light", 1280, 720)[0], draw("Light", 720, 1280)[0]
    assert tall.width / 720 > wide.width / 1280 * 1.5


def test_lines_that_fit_are_kept_as_they_are() -> None:
    one, two = draw("Two short, one long", 1280, 720)[0], draw("Two short,\none long", 1280, 720)[0]
    assert two.height > one.height
    assert two.width < one.width


@pytest.mark.parametrize("ground", ["white", "black", "busy"])
def test_letters_are_legible_over_anything(ground: str) -> None:
    image, _, _ = draw("Every light has its own rhythm,\nso a sailor can tell", 1280, 720)
    pixels = np.asarray(image, np.float64)
    alpha = pixels[..., 3:] / 255
    under = {
        "white": np.full_like(pixels[..., :3], 255),
        "black": np.zeros_like(pixels[..., :3]),
        "busy": np.random.default_rng(1).integers(0, 256, pixels[..., :3].shape).astype(np.float64),
    }[ground]
    seen = pixels[..., :3] * alpha + under * (1 - alpha)
    full = pixels[..., 3] >= 255
    assert (seen[full] >= 254).all()
    box = np.abs(pixels[..., 3] - round(0.72 * 255)) <= 1
    assert box.mean() > 0.5
    brightest = tuple(float(part) for part in seen[box].max(axis=0))
    red, green, blue = brightest
    assert contrast((255, 255, 255), (red, green, blue)) >= 4.5


def test_a_caption_is_drawn_alike_each_time_and_nothing_is_drawn_for_nothing() -> None:
    assert draw("Light", 640, 360)[0].tobytes() == draw("Light", 640, 360)[0].tobytes()
    for text in ("", "\n", "\u0378"):
        assert not np.asarray(draw(text, 640, 360)[0]).any()


def test_any_script_is_drawn_without_failing() -> None:
    for text in ("漢字とかな、字幕。", "שלום עולם", "مرحبا", "नमस्ते दुनिया", "😀", "한국어 자막"):
        draw(text, 1280, 720)


@pytest.mark.skipif(
    faces.FONTS_DIGEST != "a519fce14c9e79f38349cebff85248d493efa144619b1bbbeec81497a5e6bbc4",
    reason="pixels are the same only where the same fonts are drawn by the same library",
)
@pytest.mark.parametrize(
    ("text", "size", "digest"),
    [
        ("Every light has its own rhythm,\nso a sailor can tell", (1280, 720), "95a7bfbe15ede776"),
        ("Short", (720, 1280), "8234eba8f33ac2d9"),
        ("word " * 60, (1080, 1080), "37597c2eb8ae82aa"),
        ("x" * 300, (640, 360), "9f31d8f452f8b86f"),
    ],
)
def test_plain_captions_are_drawn_as_they_always_were(text: str, size: tuple[int, int], digest: str) -> None:
    image, left, top = draw(text, *size)
    found = blake3(image.tobytes() + repr((image.size, left, top)).encode()).hexdigest()
    assert found.startswith(digest)


def _coloured(text: str, lit: tuple[int, int], size: tuple[int, int] = (1280, 720)) -> Ink:
    """Where a caption is in the accent colour; all else must be as it is without."""
    plain, left, top = draw(text, *size)
    shown, *place = draw(text, *size, lit)
    assert place == [left, top]
    before, after = np.asarray(plain).astype(int), np.asarray(shown).astype(int)
    assert (before[..., 3] == after[..., 3]).all()
    changed: Ink = np.any(before != after, axis=2)
    inside = changed & (before == 255).all(axis=2)
    assert inside.any() == changed.any()
    assert (after[inside] == (*ACCENT_RGB, 255)).all()
    return changed


def test_only_the_word_that_is_spoken_is_in_the_accent_colour() -> None:
    text = "Two short,\none long"
    parts = [_coloured(text, lit) for lit in ((0, 3), (4, 10), (11, 14), (15, 19))]
    assert all(part.any() for part in parts)
    assert np.sum(parts, axis=0).max() == 1
    centres = [tuple(np.argwhere(part).mean(axis=0)) for part in parts]
    assert centres[0][1] < centres[1][1]
    assert centres[2][1] < centres[3][1]
    assert max(centres[0][0], centres[1][0]) < min(centres[2][0], centres[3][0])
    whole = _coloured(text, (0, len(text)))
    assert (np.logical_or.reduce(parts) == whole).all()


def test_a_word_is_found_again_in_lines_that_were_broken_anew() -> None:
    text = f"{'word ' * 14}last"
    plain, lit = (np.asarray(draw(text, 720, 1280, lit)[0]) for lit in (None, (len(text) - 4, len(text))))
    where = np.argwhere((plain != lit).any(axis=2))
    assert where[:, 0].min() > plain.shape[0] / 2 - 4
    assert where[:, 1].min() > plain.shape[1] / 2


@pytest.mark.skipif(not faces.SHAPED, reason="without shaping nobody can read this")
def test_words_that_read_from_right_to_left_are_lit_from_the_right() -> None:
    text = "שלום עולם"
    first, last = (np.argwhere(_coloured(text, lit))[:, 1] for lit in ((0, 4), (5, 9)))
    if not faces.missing_glyphs(text):
        assert first.min() > last.max()


@pytest.mark.skipif(bool(faces.missing_glyphs("אורנכס")), reason="no font here has these letters")
def test_where_both_directions_mix_each_word_is_lit_at_its_place() -> None:
    text = "האור Fresnel נכנס 1821"
    words = ((0, 4), (5, 12), (13, 17), (18, 22))
    columns = [np.argwhere(_coloured(text, lit))[:, 1] for lit in words]
    for before, after in pairwise(columns):
        assert before.min() > after.max()
    whole = np.logical_or.reduce([_coloured(text, lit) for lit in words])
    assert (whole == _coloured(text, (0, len(text)))).all()


@pytest.mark.parametrize("style", ["pill", "outline"])
@pytest.mark.parametrize("size", FRAMES)
def test_every_style_keeps_to_the_foot_of_the_frame(style: CaptionStyle, size: tuple[int, int]) -> None:
    width, height = size
    for text in ("Light", "Light bends when it enters water,\nand the pool looks shallow.", "x" * 90):
        image, left, top = draw(text, width, height, (0, 5), style)
        assert not any(length % 2 for length in (left, top, *image.size))
        assert left >= 0
        assert left + image.width <= width
        assert top + image.height <= height
        rows = top + np.argwhere(np.asarray(image)[..., 3] >= 250)[:, 0]
        assert len(rows)
        assert rows.min() >= 0.77 * height
        assert rows.max() <= 0.955 * height


def test_a_pill_holds_its_word_in_dark_letters_and_leaves_its_neighbours_white() -> None:
    text = "one two six"
    plain, pill = (np.asarray(draw(text, 1280, 720, lit, "pill")[0]).astype(int) for lit in (None, (4, 7)))
    accent = np.argwhere((pill[..., :3] == ACCENT_RGB).all(axis=2) & (pill[..., 3] == 255))
    (top, left), (foot, right) = accent.min(axis=0), accent.max(axis=0)
    inside = pill[top : foot + 1, left : right + 1]
    assert (inside[..., :3] == BOX_RGB).all(axis=2).any()
    assert not (inside[..., :3] == 255).all(axis=2).any()
    outside = np.ones(pill.shape[:2], bool)
    outside[top - 1 : foot + 2, left - 1 : right + 2] = False
    assert (pill[outside] == plain[outside]).all()
    assert contrast(ACCENT_RGB, BOX_RGB) >= 4.5


def test_the_accent_is_legible_on_the_box_over_white() -> None:
    under = [part * BOX_ALPHA + 255 * (1 - BOX_ALPHA) for part in BOX_RGB]
    assert contrast(ACCENT_RGB, (under[0], under[1], under[2])) >= 4.5


@pytest.mark.parametrize("size", FRAMES)
@pytest.mark.parametrize("text", ["a", "lighthouse", "Donaudampfschifffahrtsgesellschaft", "x" * 60])
def test_a_single_word_stands_where_pictures_have_no_words(size: tuple[int, int], text: str) -> None:
    width, height = size
    image, left, top = bigword.draw(text, width, height)
    assert not any(length % 2 for length in (left, top, *image.size))
    assert left >= 0
    assert left + image.width <= width
    assert 0 <= top <= top + image.height <= height
    white = np.argwhere((np.asarray(image) >= 250).all(axis=2))
    (high, first), (low, last) = white.min(axis=0), white.max(axis=0)
    assert last - first < 0.87 * width
    assert abs(left + (first + last) / 2 - width / 2) < 0.02 * width
    assert 0.78 * height <= top + high
    assert top + low <= 0.955 * height


@pytest.mark.parametrize("size", FRAMES)
def test_a_single_word_is_larger_than_a_caption(size: tuple[int, int]) -> None:
    tall = [
        np.argwhere((np.asarray(image) >= 250).all(axis=2))[:, 0]
        for image in (draw("HHH", *size)[0], bigword.draw("HHH", *size)[0])
    ]
    assert 1.6 < np.ptp(tall[1]) / np.ptp(tall[0]) < 2.2


def test_a_single_word_has_a_dark_edge_around_its_letters_and_a_soft_end() -> None:
    pixels = np.asarray(bigword.draw("H", 1280, 720)[0]).astype(float)
    alpha = pixels[..., 3:] / 255
    seen = pixels[..., :3] * alpha + 255 * (1 - alpha)
    row = seen[len(seen) // 2].mean(axis=1)
    letter = int(np.argmax((pixels[len(pixels) // 2] >= 250).all(axis=1)))
    assert row[:letter].min() < 60
    assert row[0] > 250
    assert np.abs(np.diff(row[: letter - 4])).max() < 80


def test_any_script_is_drawn_word_by_word_and_lit_without_failing() -> None:
    for text in (
        "漢字とかな、",
        "שלום",
        "مرحبا 12 Aura",
        "नमस्ते",
        "😀",
        "한국어",
        "",
        "\n",
        "\u0378",
        "\u00ad",
    ):
        bigword.draw(text, 640, 360)
        draw(text, 640, 360, (0, len(text)))
        draw(text, 640, 360, (0, 1))
