"""What a form makes of notes: the order of thoughts, what is told together, and what leads to it."""

import pytest

from aura.providers.text.brief import read_brief
from aura.providers.text.drafter import Draft
from aura.providers.text.forms import comparison, story, tutorial
from aura.providers.text.forms.sides import Sides, sides_of
from aura.providers.text.languages import cues_of
from aura.providers.text.offline import OfflineDrafter
from aura.providers.text.points import Point, read_points


def drafted(text: str) -> Draft:
    return OfflineDrafter().draft(*read_brief(text))


def told(draft: Draft) -> str:
    return " ".join(scene.script_text for scene in draft.scenes)


def order(text: str, *parts: str) -> list[int]:
    """Where the parts stand, each being there."""
    found = [text.find(part) for part in parts]
    assert -1 not in found, parts[found.index(-1)]
    return found


@pytest.mark.parametrize(
    ("topic", "language", "sides"),
    [
        ("Train vs plane", "en", ("Train", "plane")),
        ("Train vs. plane: which is greener?", "en", ("Train", "plane")),
        ("Python, Ruby or Go?", "en", ("Python", "Ruby", "Go")),
        ("Should you take the train or the plane?", "en", ("the train", "the plane")),
        ("Tea or coffee in the morning", "en", ("Tea", "coffee")),
        ("Tea and coffee compared", "en", ("Tea", "coffee")),
        ("Differences between cats and dogs", "en", ("cats", "dogs")),
        ("Zug oder Flugzeug?", "de", ("Zug", "Flugzeug")),
        ("Zug und Flugzeug im Vergleich", "de", ("Zug", "Flugzeug")),
        ("Unterschied zwischen dem Zug und dem Flugzeug", "de", ("Zug", "Flugzeug")),
        ("Le train ou l'avion ?", "fr", ("Le train", "l'avion")),
        ("Comparaison entre le train et l'avion", "fr", ("train", "avion")),
        ("¿El tren o el avión?", "es", ("El tren", "el avión")),
        ("Diferencias entre el té y el café", "es", ("té", "café")),
        ("Treno e aereo a confronto", "it", ("Treno", "aereo")),
        ("De trein of het vliegtuig?", "nl", ("De trein", "het vliegtuig")),
        ("Trein en vliegtuig vergeleken", "nl", ("Trein", "vliegtuig")),
        ("How lighthouses work", "en", ()),
        ("Salt and pepper", "en", ()),
        ("Whether it is worth your while to go there or to stay at home with all your friends", "en", ()),
    ],
)
def test_a_topic_names_what_is_compared(topic: str, language: str, sides: tuple[str, ...]) -> None:
    assert sides_of(topic, [], cues_of(language)) == sides


def test_two_headings_name_the_sides_where_the_topic_does_not() -> None:
    notes = "## Train\nIt is slow.\n## Plane\nIt is fast.\n## Verdict\nTake what you like."

    assert sides_of("Two ways to Paris", read_points(notes, "en"), cues_of("en")) == ("Train", "Plane")
    assert sides_of("Paris", [Point("Price", ("It is high.",))], cues_of("en")) == ()


@pytest.mark.parametrize(
    ("labels", "language", "text", "named"),
    [
        (("Night train", "plane"), "en", "The train leaves.", {0}),
        (("Night train", "plane"), "en", "You save a night in a hotel.", set()),
        (("Electric car", "petrol car"), "en", "The electric one is quiet.", {0}),
        (("Python 2", "Python 3"), "en", "Python 3 has 2 kinds of text.", {1}),
        (("Zug", "Flugzeug"), "de", "Fluglärm und Flugzeuglärm stören.", {1}),
        (("Zug", "Flugzeug"), "de", "Flugzeuge sind laut.", {1}),
        (("Le train", "l'avion"), "fr", "L'avion décolle, le train part.", {0, 1}),
        (("Treno", "aereo"), "it", "Gli aerei sono veloci.", {1}),
        (("El tren", "el avión"), "es", "Los trenes salen a diario.", {0}),
    ],
)
def test_a_sentence_is_known_by_the_side_it_names(
    labels: tuple[str, ...], language: str, text: str, named: set[int]
) -> None:
    assert Sides(labels, language).named(text) == named


def test_thoughts_that_share_words_stand_side_by_side() -> None:
    notes = (
        "The train costs 90 euros. The train leaves from the centre. "
        "The plane takes off far outside the centre. The plane costs 60 euros."
    )
    passages = comparison.arranged(read_points(notes, "en"), ("train", "plane"), "en")

    assert [passage.said for passage in passages] == [
        ("The train costs 90 euros.", "The plane costs 60 euros."),
        ("The train leaves from the centre.", "The plane takes off far outside the centre."),
    ]
    assert all(passage.told[1].tied and not passage.told[0].tied for passage in passages)


def test_what_the_user_set_side_by_side_stays_so() -> None:
    notes = (
        "Gas gives you a flame. Induction heats only the pan.\n"
        "Induction boils water in four minutes. A gas hob takes eight.\n"
        "Gas works with any pan. But induction needs iron in its pans."
    )
    passages = comparison.arranged(read_points(notes, "en"), ("gas", "induction"), "en")

    assert [passage.said for passage in passages] == [
        ("Gas gives you a flame.", "Induction heats only the pan."),
        ("Induction boils water in four minutes.", "A gas hob takes eight."),
        ("Gas works with any pan.", "But induction needs iron in its pans."),
    ]


def test_what_the_user_set_under_one_heading_is_told_there() -> None:
    notes = "## Price\nThe plane costs 60 euros. The train costs 90 euros.\n\n## Comfort\nThe train has beds."
    passages = comparison.arranged(read_points(notes, "en"), ("train", "plane"), "en")

    assert [(passage.title, passage.said) for passage in passages] == [
        ("Price", ("The plane costs 60 euros.", "The train costs 90 euros.")),
        ("Comfort", ("The train has beds.",)),
    ]


def test_what_does_not_name_its_side_is_led_in_by_it() -> None:
    notes = "## Train\n- Four hours\n- Beds\n\n## Plane\n- One hour\n- The plane has no beds"
    text = told(drafted(f"# Train or plane\nForm: comparison\nLength: 20 s\n\n{notes}"))

    assert "Train: Four hours. Plane: One hour." in text
    assert "Train: Beds. The plane has no beds." in text


def test_a_comparison_gives_the_users_verdict_and_none_of_its_own() -> None:
    brief = (
        "# Tea or coffee?\nForm: comparison\nLength: 30 s\n\n"
        "Tea has less caffeine. Coffee wakes you at once. Tea is cheap. Coffee needs a grinder."
    )
    without = drafted(brief).scenes[-1].script_text
    verdict = drafted(f"{brief}\n\n## Verdict\nTea is for evenings.").scenes[-1].script_text

    assert "So, which will it be?" in without
    assert verdict == "Tea is for evenings."


def test_three_sides_are_told_in_turn() -> None:
    notes = (
        "Python is slow. Go is fast. Ruby is kind. "
        "Python has many books. Ruby has few books. Go has some books."
    )
    passages = comparison.arranged(read_points(notes, "en"), ("Python", "Ruby", "Go"), "en")

    assert [{said.split()[0] for said in passage.said} for passage in passages] == [
        {"Python", "Ruby", "Go"},
        {"Python", "Ruby", "Go"},
    ]


def test_a_comparison_without_sides_is_told_in_the_users_order() -> None:
    text = told(drafted("# Cheese\nForm: comparison\nLength: 20 s\n\nGouda is Dutch. Brie is soft."))

    assert order(text, "Gouda is Dutch.", "Brie is soft.") == sorted(order(text, "Gouda", "Brie"))


def test_years_pass_only_between_dates_of_the_user() -> None:
    said = [
        "In 1924 Anna opened a bakery with 1500 euros.",
        "The queue was long.",
        "By then, in March 1925, she had a second oven.",
        "In 1945 the house fell.",
        "Her son, born in 1950, was small.",
        "1965 pupils came by.",
    ]
    passed = story.years_between(said, "{} years".format, "en")

    assert passed == {3: "20 years", 4: "5 years"}
    assert story.years_between(
        ["In 1900 it began.", "In 1910 it grew.", "In 1920 it fell."], "{}".format, "en"
    ) == {1: "10"}


def test_a_story_without_dates_is_carried_on_once_in_its_middle() -> None:
    notes = "\n".join(
        f"The {who} of the village found something strange behind the {where} that morning."
        for who, where in (("baker", "oven"), ("smith", "forge"), ("priest", "altar"), ("miller", "mill"))
    )
    text = told(drafted(f"# The strange morning\nForm: story\nLength: 45 s\nDensity: dense\n\n{notes}"))
    short = told(drafted(f"# The strange morning\nForm: story\nLength: 20 s\n\n{notes}"))

    assert text.count("And the story goes on.") == 1
    assert "goes on" not in short
    assert text.startswith("This is the story of the strange morning.")
    assert "years go by" not in text


def test_a_story_that_is_too_long_keeps_its_beginning_and_its_end() -> None:
    lines = [
        f"On day {number} the crew rowed past island number {number} in heavy rain."
        for number in range(1, 40)
    ]
    draft = drafted("# The voyage\nForm: story\nLength: 30 s\n\n" + "\n".join(lines))

    assert lines[0] in draft.scenes[1].script_text
    assert lines[-1] in draft.scenes[-2].script_text
    found = [place for line in lines if (place := told(draft).find(line)) >= 0]
    assert found == sorted(found)


def test_a_tutorial_sorts_what_is_needed_the_steps_the_tips_and_the_check() -> None:
    notes = (
        "Mix flour and water. You will need a scale and a bowl. "
        "Knead the dough for ten minutes. Bake well.\n\n"
        "Check that the dough springs back."
    )
    passages, checked = tutorial.arranged(read_points(notes, "en"), cues_of("en"), "en")

    assert checked
    assert [passage.said[0] for passage in passages] == [
        "You will need a scale and a bowl.",
        "Mix flour and water.",
        "Knead the dough for ten minutes.",
        "Bake well.",
        "Check that the dough springs back.",
    ]
    assert [passage.numbered for passage in passages] == [False, True, True, True, False]


def test_a_tip_between_steps_has_no_number() -> None:
    notes = "- Mix it well\n- Tip: use cold water for this\n- Bake it for an hour"
    text = told(drafted(f"# How to bake bread\nForm: tutorial\nLength: 30 s\n\n{notes}"))

    assert "Step one: Mix it well. Tip: use cold water for this. Step two: Bake it for an hour." in text
    assert "Before you call it done, one last check." in text


def test_what_a_tutorial_leads_to_comes_before_what_it_needs() -> None:
    notes = (
        "## Steps\n1. Fold it once.\n2. Fold it twice.\n\n"
        "## Materials\n- one sheet of paper\n- a ruler\n\n## Result\nA paper boat that floats."
    )
    text = told(drafted(f"# How to fold a paper boat\nForm: tutorial\nLength: 25 s\n\n{notes}"))

    found = order(
        text,
        "A paper boat that floats.",
        "Materials: one sheet of paper and a ruler.",
        "Step one: Fold it once.",
    )
    assert found == sorted(found)


def test_a_showcase_goes_from_the_problem_to_the_product_to_its_price_to_the_call() -> None:
    notes = (
        "Price: Halo costs 89 euros.\n\nHalo opens with a fingerprint. A battery lasts for a year.\n\n"
        "## Problem\nKeys get lost in every bag."
    )
    draft = drafted(
        "# The Halo lock\nForm: product showcase\nGoal: Get people to visit the shop\nLength: 25 s\n\n"
        f"{notes}"
    )

    found = order(
        told(draft),
        "Keys get lost in every bag.",
        "Meet the Halo lock. Halo opens with a fingerprint.",
        "A battery lasts for a year.",
        "Halo costs 89 euros.",
        "Visit the shop.",
    )
    assert found == sorted(found)
    assert told(draft).endswith("Visit the shop.")


def test_a_showcase_without_a_problem_asks_and_without_a_call_invites() -> None:
    draft = drafted("# The Halo lock\nForm: product showcase\nLength: 20 s\n\nHalo opens with a fingerprint.")

    assert draft.scenes[0].script_text.startswith("What can the Halo lock do for you?")
    assert draft.scenes[-1].script_text.endswith("See for yourself.")


def test_an_outline_of_the_users_own_gives_a_showcase_its_order() -> None:
    text = told(
        OfflineDrafter().draft(
            *read_brief(
                "# The Halo lock\nForm: product showcase\nLength: 20 s\n\n"
                "## What it costs\nHalo costs 89 euros.\n\n## What it does\nHalo opens with a fingerprint."
            )
        )
    )

    assert order(text, "Halo costs", "Halo opens") == sorted(order(text, "Halo costs", "Halo opens"))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "ja"])
def test_a_film_too_short_for_a_sentence_still_has_all_its_parts(language: str) -> None:
    for form in ("comparison", "story-time", "tutorial", "product-showcase"):
        draft = drafted(f"# A or B\nForm: {form}\nLanguage: {language}\nLength: 6 s\n")

        assert len(draft.scenes) >= 3
        assert all(scene.script_text for scene in draft.scenes)


def test_a_step_with_steps_below_it_is_said_itself() -> None:
    steps = "1. Loosen the nuts\n2. Jack up the car\n   - use the jacking point\n3. Swap the wheel\n"
    draft = drafted(f"Form: tutorial\nTopic: Changing a tyre\n\n{steps}")

    assert "Step two: Jack up the car. Use the jacking point." in told(draft)
