"""Where a sentence ends, and where it only seems to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.providers.text.sentences import sentences


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. Smith came at 5 p.m.", "The bus had left.", "It cost 3.5 million, e.g. for paint."]),
        ("en", ['He said "Stop. Go home," and left.', "Then it rained."]),
        ("en", ["“Why now? Why here?” she asked.", "Nobody knew... or so it seemed.", "Then… and a bell."]),
        ("en", ["The U.S. Navy came.", "J. K. Rowling wrote No. 5 of the series.", "Vitamin C. helps."]),
        ("en", ["Really?!", "Yes!", "(This is odd. Really.)", "It was 1867.", "She was born."]),
        ("de", ["Am 3. Oktober feiern wir.", "Im 19. Jahrhundert gab es z. B. Öllampen."]),
        ("de", ["Das kostet 30.", "Der Rest ist frei."]),
        ("de", ["„Nie wieder. Nie!“, rief er.", "Dann ging Prof. Dr. Meier mit ca. 3 Leuten, d. h. allein."]),
        ("de", ["Ludwig II. baute Schlösser, Türme usw.", "Dann starb er."]),
        ("zh", ["灯塔有一个任务。", "它很高！"]),
    ],
)  # fmt: skip
def test_a_sentence_ends_only_at_its_end(language: str, expected: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(expected)

    assert sentences(text, language) == expected


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    assert sentences("one\ntwo\n\nthree") == ["one two", "three"]


def test_marks_without_a_word_stay_with_the_sentence_before_them() -> None:
    assert sentences("It works. *** \n\n !!!") == ["It works. ***  !!!".replace("  ", " ")]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_text_of_hostile_marks_is_split_in_time_that_grows_with_its_length() -> None:
    assert sentences('"a. B ' * 20_000)
    assert sentences("Dr. " * 20_000)


@pytest.mark.parametrize("dots", [30, 20_000])
def test_a_row_of_dots_is_part_of_its_sentence_however_long_it_is(dots: int) -> None:
    line = f"The lamp{'.' * dots}7"

    assert sentences(f"{line} and the lens{'…' * dots}. Then it ends{'.' * dots} Here.") == [
        f"{line} and the lens{'…' * dots}.",
        f"Then it ends{'.' * dots}",
        "Here.",
    ]


def test_a_whole_book_in_one_line_is_cut_as_its_sentences_are() -> None:
    said = [f"The lamp burned for {number} nights." for number in range(40_000)]

    assert sentences(" ".join(said)) == said
