from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.render.captions import Cue, cues, cues_from_text, draw, line_cells
from aura.render.colour import contrast
from aura.render.cues import cells

RATE = Fraction(30)
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
    assert cues([(0, 200, "Yes.")], RATE) == (Cue(0, 30, "Yes."),)
    assert cues([(0, 20_000, "Aaaah")], RATE) == (Cue(0, 180, "Aaaah"),)


def test_a_long_silence_parts_two_cues() -> None:
    assert len(cues([(0, 400, "wait"), (3000, 3400, "now")], RATE)) == 2


def test_no_cue_outlasts_its_scene() -> None:
    found = cues(spoken(TEXT), RATE, length_frames=200)
    assert found[-1].end_frame <= 200


def test_no_words_make_no_cues() -> None:
    assert cues([], RATE) == ()
    assert cues([(0, 100, " ")], RATE) == ()
    assert cues_from_text(" \n ", 5000, RATE) == ()


def test_a_text_without_timings_is_spread_over_its_length() -> None:
    found = cues_from_text(TEXT, 16_000, Fraction(30_000, 1001))
    assert _flat(found) == TEXT.split()
    assert found[0].start_frame == 0
    assert found[-1].end_frame <= 16_400 * 30 // 1001 + 1
    assert found[-1].start_frame > 300


def test_a_text_without_spaces_is_broken_between_its_characters() -> None:
    text = (
        "空は青い。光は大気の中で散乱するので、夕方には赤く見えるのです。とても長い文章がここに続いています。"
    )
    found = cues_from_text(text, 9000, RATE, line=23)
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
