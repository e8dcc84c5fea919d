"""Notes as points: what is said, in whose words, under which title."""

import pytest

from aura.providers.text.material import leans, material_of
from aura.providers.text.points import Point, read_points
from aura.providers.text.titles import title_of


def test_each_paragraph_and_each_item_is_a_point() -> None:
    assert read_points("One is here. It stays.\n\n- two is there\n- three", "en") == [
        Point(sentences=("One is here.", "It stays.")),
        Point("Two is there", listed=True),
        Point("Three", listed=True),
    ]


def test_items_become_whole_sentences() -> None:
    points = read_points(
        "- opens with a fingerprint, without a key;\n- iPhone and watch both work with it", "en"
    )

    assert [point.sentences for point in points] == [
        ("Opens with a fingerprint, without a key.",),
        ("iPhone and watch both work with it.",),
    ]


def test_a_label_is_the_title_and_is_said_only_if_its_words_are_not() -> None:
    points = read_points("- Lens: the lens bends light into one beam\n- Price: 79 euros", "en")

    assert points == [
        Point("Lens", ("The lens bends light into one beam.",), listed=True),
        Point("Price", ("Price: 79 euros.",), listed=True),
    ]


def test_an_item_is_said_before_those_below_it_unless_they_say_it_again() -> None:
    notes = "- Jack up the car\n  - use the jacking point\n- The wheel\n  - the wheel comes off, as it must"

    assert [point.sentences for point in read_points(notes, "en")] == [
        ("Jack up the car.", "Use the jacking point."),
        ("The wheel comes off, as it must.",),
    ]


def test_items_below_an_item_belong_to_it() -> None:
    notes = (
        "- The lamp\n  - It is not strong, only well used.\n  - It burns all night long.\n"
        "- The tower\n  - It is tall, and white."
    )

    assert read_points(notes, "en") == [
        Point("The lamp", ("It is not strong, only well used.", "It burns all night long."), listed=True),
        Point("The tower", ("It is tall, and white.",), listed=True),
    ]


def test_lines_that_were_jotted_down_are_points_of_their_own() -> None:
    points = read_points(
        "Weighs only 400 g\nopens with a fingerprint, fast\nthe battery lasts for a year", "en"
    )

    assert [point.sentences[0] for point in points] == [
        "Weighs only 400 g.",
        "Opens with a fingerprint, fast.",
        "The battery lasts for a year.",
    ]


def test_what_is_said_twice_is_kept_once() -> None:
    points = read_points("It turns. It glows.\n\n- it turns!\n- It does not stop turning, ever.", "en")

    assert [said for point in points for said in point.sentences] == [
        "It turns.",
        "It glows.",
        "It does not stop turning, ever.",
    ]


@pytest.mark.parametrize(
    ("said", "before", "expected"),
    [
        ("It bends light.", "A lens is glass.", True),
        ("But it is old.", "It is tall.", True),
        ("As they eat, they give off gas.", "Yeasts eat sugar.", True),
        ("The lens is old.", "In it is a lens of glass.", True),
        ("The sea is wide.", "A lens is glass.", False),
        ("Every tower is white.", "A lens is glass.", False),
        ("Sie nisten im Boden.", "Bienen leben allein.", True),
        ("Die Linse ist alt.", "Darin sitzt eine Linse.", True),
    ],
)
def test_a_sentence_leans_on_the_one_it_takes_up(said: str, before: str, *, expected: bool) -> None:
    assert leans(said, before) is expected


def test_headings_set_the_users_own_hook_and_close_apart() -> None:
    points = read_points("## Hook\nEver seen one?\n## The lamp\nIt turns.\n## Outro\nGo and see one.", "en")
    material = material_of(points, "Lighthouses")

    assert material.opening == ("Ever seen one?",)
    assert [point.title for point in material.points] == ["The lamp"]
    assert material.closing == ("Go and see one.",)


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [
        ("Why is it so? Nobody knows.", "en", "Why is it so?"),
        ("And then the rain came.", "en", "The rain came"),
        (
            "By day, stripes and colours tell one tower from the next.",
            "en",
            "Stripes and colours tell one tower",
        ),
        ("Am 3. Oktober 1998 zog der letzte Wärter aus.", "de", "Am 3. Oktober 1998 zog der letzte Wärter"),
        ("iPhone users know this.", "en", "iPhone users know this"),
        ("x" * 400, "en", "X" + "x" * 83),
        ("…", "en", "…"),
    ],
)
def test_a_title_is_the_start_of_the_words_cut_where_a_phrase_ends(
    text: str, language: str, title: str
) -> None:
    assert title_of(text, language) == title


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (
            "Bees matter a lot to us all. Learn more at https://bees.org. They pollinate.",
            ("Bees matter a lot to us all.", "They pollinate."),
        ),
        ("See https://a.example/c! Bees dance for each other.", ("Bees dance for each other.",)),
        (
            "Call us on Monday mornings or visit https://bakery.example/menu?x=1.",
            ("Call us on Monday mornings or visit bakery.example.",),
        ),
        (
            "Visit www.bees.example for more about this great thing.",
            ("Visit bees.example for more about this great thing.",),
        ),
        ("Bees (see https://bees.example/a) are insects.", ("Bees are insects.",)),
        (
            "Bees pollinate most of our crops https://src.example/x_(y).",
            ("Bees pollinate most of our crops.",),
        ),
        ("According to <https://x.example/1>, bees sleep.", ("According to x.example, bees sleep.",)),
    ],
)
def test_of_an_address_the_site_is_said_where_the_sentence_needs_it_and_nothing_where_not(
    notes: str, said: tuple[str, ...]
) -> None:
    (point,) = read_points(notes, "en")

    assert point.sentences == said


def test_words_that_lead_to_an_address_are_not_said_without_it() -> None:
    (point,) = read_points(
        "Wir feiern am Samstag. Die Karten dafür gibt es unter https://fest.example/x.", "de"
    )

    assert point.sentences == ("Wir feiern am Samstag.", "Die Karten dafür gibt es unter fest.example.")


def test_the_rows_of_a_table_are_items_and_its_rules_are_not_spoken() -> None:
    notes = (
        "Two cars.\n\n"
        "| Car | Range | Price |\n|:----|------:|-------|\n"
        "| Una | 400 km | 30,000 euros |\n| Duo | 520 km | |\n\n"
        "Term | Meaning\n--- | ---\nLens | bends the light into one beam\n"
    )
    points = read_points(notes, "en")

    assert [point.sentences for point in points] == [
        ("Two cars.",),
        ("Una.", "Range 400 km, Price 30,000 euros."),
        ("Duo: Range 520 km.",),
        ("Lens: bends the light into one beam.",),
    ]


def test_a_stroke_is_no_table() -> None:
    assert read_points("", "en") == []
    (point,) = read_points("Tea | coffee, which is better for you.", "en")
    assert point.sentences == ("Tea | coffee, which is better for you.",)
