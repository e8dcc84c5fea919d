from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from aura.render import faces, linebreaks, typography
from aura.render.glyphs import Face, coverage, fallback
from aura.render.line import PLAINLY, UNSHAPED_BELOW, direction, font

FONTS = Path(typography.__file__).parent / "fonts"
LONG_GERMAN = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


def test_the_shipped_fonts_cover_latin_greek_and_cyrillic_and_stay_small() -> None:
    files = sorted(FONTS.glob("*.ttf"))
    for path in files:
        covered = coverage(Face(path))
        assert covered is not None
        assert all(covered.has(ord(character)) for character in "Aßçřőşñ Ωάϊ Жщѓєї €„“”‚‘’«»–—…·%°½²→"[:-1])
        assert not covered.has(ord("漢"))
    assert sum(path.stat().st_size for path in files) <= 2_500_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()


def test_the_fonts_have_a_digest() -> None:
    assert len(faces.FONTS_DIGEST) == 64
    assert set(faces.FONTS_DIGEST) <= set("0123456789abcdef")


def test_width_grows_with_size_and_nothing_else() -> None:
    small = typography.measure("How lighthouses work", "display", 20)
    assert typography.measure("How lighthouses work", "display", 61) == pytest.approx(small * 3.05)


def test_letters_are_kerned_where_the_shaper_knows_how() -> None:
    apart = typography.measure("A", "display", 100) + typography.measure("V", "display", 100)
    together = typography.measure("AV", "display", 100)
    assert (together < apart) if faces.SHAPED else (together == pytest.approx(apart))


@pytest.mark.parametrize("face", faces.FACES.values())
def test_a_letter_by_itself_looks_the_same_without_shaping(face: Face) -> None:
    def drawn(letter: str, shaped: bool) -> bytes:
        sheet = Image.new("L", (90, 90))
        settings: dict[str, Any] = {"direction": direction(leftward=False), "features": PLAINLY}
        given = font(face, 43.2, shaped=shaped)
        pen = ImageDraw.Draw(sheet)
        pen.text((20.3, 60.7), letter, fill=255, font=given, anchor="ls", **(settings if shaped else {}))
        return sheet.tobytes()

    covered = coverage(face)
    assert covered is not None
    letters = [each for each in map(chr, range(0x21, ord(UNSHAPED_BELOW))) if covered.has(ord(each))]
    seen = [each for each in letters if each.isprintable()]
    assert len(seen) > 300
    assert [letter for letter in seen if drawn(letter, True) != drawn(letter, False)] == []


def test_tracking_adds_its_space_between_letters_only() -> None:
    plain = typography.measure("abcd", "regular", 100)
    assert typography.measure("abcd", "regular", 100, 50) == pytest.approx(plain + 3 * 5)


@pytest.mark.parametrize(
    "text",
    ["A rather long title that needs more than one line", "Von 100 % des Lichts kommen 30 % an", "x " * 60],
)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    for room in (150, 300, 700):
        for line in typography.wrap(text, "display", 40, room):
            assert typography.measure(line, "display", 40) <= room + 1e-6


def test_wrapping_loses_no_word() -> None:
    text = "The quick brown fox jumps over the lazy dog and runs away"
    assert " ".join(typography.wrap(text, "regular", 30, 260)).split() == text.split()


def test_lines_are_even_rather_than_greedy() -> None:
    lines = linebreaks.balanced("aaaa bbbb cccc dddd", len, 16)
    assert lines == ("aaaa bbbb", "cccc dddd")


def test_no_short_word_is_left_alone() -> None:
    lines = linebreaks.balanced("The keeper's night", len, 17)
    assert lines == ("The keeper's", "night")


def test_a_number_stays_with_its_unit() -> None:
    assert linebreaks.balanced("a lamp seen 40 km out", len, 14) == ("a lamp seen", "40\u00a0km out")


def test_a_word_too_long_for_a_line_is_cut_with_a_hyphen() -> None:
    lines = linebreaks.balanced(LONG_GERMAN, len, 20)
    assert all(len(line) <= 20 for line in lines)
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.removesuffix("-") for line in lines) == LONG_GERMAN


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    lines = linebreaks.balanced("天空是蓝色的。光在空气中散射。", len, 7)
    assert "".join(lines) == "天空是蓝色的。光在空气中散射。"
    assert all(line[0] not in "。，" for line in lines)


def test_text_is_fitted_as_large_as_its_box_allows() -> None:
    box = (600, 200)
    laid = typography.fit("How lighthouses work", "display", box, (10, 300))
    assert laid.width_px <= box[0]
    assert laid.height_px <= box[1]
    larger = typography.wrap("How lighthouses work", "display", laid.size_px * 1.06, box[0])
    again = typography.block(larger, "display", laid.size_px * 1.06, laid.leading)
    assert again.width_px > box[0] or again.height_px > box[1]


def test_what_does_not_fit_at_the_least_size_ends_in_an_ellipsis() -> None:
    laid = typography.fit("word " * 200, "regular", (300, 100), (20, 40))
    assert laid.lines[-1].endswith("…")
    assert laid.height_px <= 100
    assert laid.width_px <= 300


def test_an_empty_text_has_no_lines() -> None:
    assert typography.fit(" \n ", "regular", (100, 100), (10, 20)).lines == ()


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_ink_stays_within_the_drawn_image(align: typography.Align) -> None:
    laid = typography.fit("Ägypten, Öl\nund fjords", "display", (500, 300), (20, 80))
    image, left, top = typography.draw(laid, align)
    ink = np.asarray(image)
    assert ink.max() == 255
    assert not any(edge.any() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    assert left - 3 <= columns[0] < columns[-1] <= left + laid.width_px + 3
    assert top - 0.35 * laid.size_px <= rows[0] < rows[-1] <= top + laid.height_px + 3


def test_the_same_text_is_drawn_alike_each_time() -> None:
    laid = typography.fit("Wave AVATAR", "semibold", (500, 100), (20, 80), tracking=10)
    assert typography.draw(laid)[0].tobytes() == typography.draw(laid)[0].tobytes()


def test_a_character_without_a_font_is_named_and_left_out() -> None:
    unassigned = "\U000e0fff\u0378"
    assert faces.missing_glyphs("Light " + unassigned + " é" + unassigned) == unassigned
    assert faces.missing_glyphs("Größe, Ωμέγα, Жизнь – “ok”\u200b\ufe0f\n") == ""
    assert typography.measure("a" + unassigned, "regular", 20) == typography.measure("a", "regular", 20)


def test_what_cannot_be_drawn_leaves_no_gap() -> None:
    assert typography.wrap("\u0378 smile\u0378, Fahr\u00adrad", "regular", 20, 900) == ("smile, Fahrrad",)


def test_what_else_decides_the_drawing_is_named() -> None:
    assert faces.fonts_for("Größe") == ""
    assert faces.fonts_for("\u0378") == "no font for U+0378"


def test_any_script_is_drawn_without_failing() -> None:
    for text in ("漢字とかな", "שלום עולם", "مرحبا بالعالم", "नमस्ते", "สวัสดี", "😀 smile 👩‍👩‍👧", "한국어"):
        laid = typography.fit(text, "display", (300, 200), (20, 60))
        typography.draw(laid, "centre")


def test_a_font_is_found_in_the_folders_of_the_machine() -> None:
    found = fallback("Ж", True, (FONTS,))
    assert found is not None
    assert found.path.name == "NotoSans-SemiBold.ttf"
    plain = fallback("Ж", False, (FONTS,))
    assert plain is not None
    assert plain.path.name == "NotoSans-Regular.ttf"
    assert fallback("漢", True, (FONTS,)) is None
    assert fallback("A", False, (FONTS / "none",)) is None


def test_a_file_that_is_no_font_covers_nothing(tmp_path: Path) -> None:
    for name, content in (
        ("a.ttf", b""),
        ("b.ttf", b"\x00\x01\x00\x00\xff\xff"),
        ("c.ttc", b"ttcf" + b"\xff" * 40),
    ):
        (tmp_path / name).write_bytes(content)
        assert coverage(Face(tmp_path / name)) is None
    assert fallback("A", False, (tmp_path,)) is None


def test_every_shipped_font_has_all_of_ascii() -> None:
    for own in faces.FACES.values():
        covered = coverage(own)
        assert covered
        assert all(covered.has(code) for code in range(0x20, 0x7F))


def test_a_font_of_this_machine_that_draws_a_letter_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Some.ttf").write_bytes(bytes(7))
    monkeypatch.setattr(faces, "fallback", lambda character, heavy: Face(tmp_path / "Some.ttf"))
    faces.face_for.cache_clear()
    try:
        assert faces.fonts_for("a\u0378") == "Some.ttf 7"
        assert faces.missing_glyphs("a\u0378") == ""
    finally:
        faces.face_for.cache_clear()
