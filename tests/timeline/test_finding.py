"""Finding a text: everywhere it stands, whatever its case, in the order of the film."""

import pytest

from aura.errors import Invalid
from aura.timeline.document import Document, Timeline
from aura.timeline.finding import Found, find
from aura.timeline.scene import Cue, Scene

IDS = [f"00000000-0000-7000-8000-{number:012d}" for number in range(3)]


def film(*scenes: Scene) -> Document:
    return Document(timeline=Timeline(scenes=scenes))


def places(document: Document, text: str) -> list[tuple[int, str, str]]:
    return [(found.number, found.field, found.excerpt) for found in find(document, text)]


def test_titles_words_and_captions_are_searched_in_order() -> None:
    document = film(
        Scene(id=IDS[0], title="The Lens", script_text="A lens. Another lens!"),
        Scene(id=IDS[1], script_text="Nothing here."),
        Scene(
            id=IDS[2], captions=(Cue(start_ms=0, end_ms=1, text="x"), Cue(start_ms=1, end_ms=2, text="LENS"))
        ),
    )

    assert places(document, "lens") == [
        (1, "title", "The Lens"),
        (1, "script_text", "A lens. Another lens!"),
        (1, "script_text", "A lens. Another lens!"),
        (3, "captions[1]", "LENS"),
    ]


def test_start_and_end_cut_out_what_was_found() -> None:
    text = "Größe der Straße, GRÖSSE der STRASSE"
    for found in find(film(Scene(id=IDS[0], script_text=text)), "straße"):
        assert text[found.start : found.end].casefold() == "straße".casefold()


def test_signs_of_a_pattern_language_are_plain_text() -> None:
    document = film(Scene(id=IDS[0], script_text="What (a.b)*? [x] costs $5."))

    assert len(places(document, "(a.b)*? [x]")) == 1
    assert places(document, "a.c") == []
    assert places(document, ".*") == []


def test_white_space_in_the_text_is_any_white_space() -> None:
    document = film(Scene(id=IDS[0], script_text="a long\n  line"))

    assert places(document, "long line") == [(1, "script_text", "a long line")]


def test_a_long_text_is_told_by_what_stands_around() -> None:
    (found,) = find(film(Scene(id=IDS[0], script_text="x " * 100 + "needle" + " y" * 100)), "needle")

    assert isinstance(found, Found)
    assert found.excerpt.startswith("…x x")
    assert found.excerpt.endswith("y y…")
    assert "needle" in found.excerpt


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_to_find_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        list(find(film(Scene(id=IDS[0])), text))

    assert refused.value.field == "text"


@pytest.mark.parametrize(
    ("text", "said", "times"),
    [
        ("lamp", "A lamp, lamps and a lamp-post.", 2),
        ("काम", "काम करो, कामना नहीं, काम।", 2),
        ("कमी", "कमी है, कमीज नहीं।", 1),
        ("क", "क और की", 1),
        ("كتاب", "كتاب وكتابٌ", 1),
        ("שלום", "שלום שלוֹם שלום!", 2),
        ("x̄", "x̄ and x̄y, x and x̂", 1),
        ("x", "x̄ and x̄y, x and x̂", 1),
        ("love", "I ❤️love it, 👍🏽love", 2),
        ("❤", "❤️ ❤", 2),
    ],
)
def test_a_whole_word_ends_where_its_letters_and_the_marks_on_them_end(
    text: str, said: str, times: int
) -> None:
    document = film(Scene(id=IDS[0], script_text=said))

    assert len(list(find(document, text, whole_words=True))) == times
