from fractions import Fraction

import pytest

from aura.render import linebreaks, typography
from aura.render.beats import beats
from aura.render.tokens import Token, cells, grouped


def broken(text: str) -> list[str]:
    return [piece.text for piece in linebreaks.pieces(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("你好,世界!", ["你", "好,", "世", "界!"]),
        ("문. 字?", ["문.", "字?"]),
        ("友(朋友)", ["友", "(朋", "友)"]),
        ("中\"引\"文", ["中\"引\"文"]),
        ("［あ］、100％だ", ["［あ］、", "100％", "だ"]),
        ("三ヶ月", ["三ヶ", "月"]),
    ],
)  # fmt: skip
def test_no_line_begins_with_closing_punctuation_nor_ends_with_an_opening_bracket(
    text: str, parts: list[str]
) -> None:
    assert broken(text) == parts


@pytest.mark.parametrize("text", ["か\u3099", "葛\U000e0100", "字\u0301"])
def test_a_character_is_never_parted_from_its_marks(text: str) -> None:
    assert broken(text * 2) == [text, text]


@pytest.mark.parametrize(
    "one", ["e\u0301", "👨\u200d👩\u200d👧\u200d👦", "🇩🇪", "👍🏽", "❤\ufe0f", "ที่", "เก", "ส์"]
)
@pytest.mark.parametrize("room", [1, 3, 7, 8])
def test_a_long_word_is_cut_only_between_what_is_seen_as_one(one: str, room: int) -> None:
    lines = linebreaks.balanced(one * 12, cells, room)
    assert len(lines) > 1
    assert all(line.removesuffix("-").replace(one, "") == "" for line in lines)


@pytest.mark.parametrize("text", ["สวัสดีครับยินดีต้อนรับ", "👍" * 20, "中" * 20])
def test_what_is_written_without_spaces_is_cut_without_a_hyphen(text: str) -> None:
    lines = linebreaks.balanced(text, cells, 8)
    assert len(lines) > 1
    assert "".join(lines) == text


def test_korean_has_spaces_and_is_broken_there() -> None:
    text = "대한민국의 수도는 서울입니다. 안녕하세요!"
    assert broken(text) == text.split()
    assert linebreaks.balanced(text, cells, 24) == ("대한민국의 수도는", "서울입니다. 안녕하세요!")


def test_a_long_word_of_korean_is_cut_without_a_hyphen() -> None:
    assert linebreaks.balanced("대한민국정부는", cells, 8) == ("대한민국", "정부는")


def test_a_long_word_of_korean_is_lit_as_a_whole() -> None:
    assert [cue.text for cue in beats([(0, 900, "대한민국정부는")], Fraction(25))] == ["대한민국정부는"]


def test_a_mark_takes_no_room_of_its_own() -> None:
    assert cells("e\u0301te\u0301") == cells("été") == 3
    assert cells("か\u3099") == cells("が") == 2


def test_a_word_is_the_same_word_when_its_marks_are_characters_of_their_own() -> None:
    tokens = [
        Token(text, False, at * 500, at * 500 + 500) for at, text in enumerate(["ホ\u309a", "テ", "ト"])
    ]
    assert grouped(tokens, lambda *_: False) == [(0, 3)]


def test_no_line_is_wider_than_its_room_where_spaces_are_wider_between_other_letters() -> None:
    def width(text: str) -> float:
        return len(text) + (0 if text.isascii() else text.count(" "))

    lines = linebreaks.balanced("אב " * 12, width, 13)
    assert max(map(width, lines)) <= 13


@pytest.mark.parametrize(
    "text", ["שלום עולם " * 6, "مرحبا بالعالم " * 6, "Привет, мир! " * 6, "élève, été " * 9]
)
def test_no_line_is_wider_than_its_room_in_any_script(text: str) -> None:
    for room in range(150, 700, 10):
        for line in typography.wrap(text, "semibold", 40, room):
            assert typography.measure(line, "semibold", 40) <= room + 1e-6


@pytest.mark.parametrize("one", ["e\u0301", "🇩🇪", "👨\u200d👩\u200d👧\u200d👦", "👍🏽"])
def test_what_is_seen_as_one_character_goes_as_one_where_a_text_is_cut_short(one: str) -> None:
    assert linebreaks.shorter(one * 3) == one * 2
    assert linebreaks.shorter(one) == linebreaks.shorter("") == ""
