"""Whatever the topic is, grammatically, the first and the last sentence are right."""

import pytest

from aura.providers.text.english.phrases import English
from aura.providers.text.german.phrases import German
from aura.providers.text.phrasebook import Goal, Subject
from aura.providers.text.topic import Spelling, spelling_of

NOTHING = Spelling()


def said(book: English | German, topic: str, *, material: bool = True) -> tuple[str, str]:
    subject = Subject(topic=book.topic(topic, NOTHING), material=material, outlined=material)
    return book.hook(subject).lines[0].text, book.close(subject).lines[0].text


@pytest.mark.parametrize(
    ("topic", "hook", "close"),
    [
        ("Lighthouses", "What do you really know about lighthouses?",
         "The next time lighthouses come up, you'll have something to say."),
        ("The honey bee", "What do you really know about the honey bee?",
         "The next time the honey bee comes up, you'll have something to say."),
        ("Marie Curie", "What do you really know about Marie Curie?",
         "The next time Marie Curie comes up, you'll have something to say."),
        ("Charles Dickens", "What do you really know about Charles Dickens?",
         "There is always more to find out about Charles Dickens."),
        ("An umbrella", "What do you really know about an umbrella?",
         "The next time an umbrella comes up, you'll have something to say."),
        ("Electric car", "Electric car: what is it all about?", "There is always more to find out."),
        ("History of Rome", "What do you really know about the history of Rome?",
         "The next time the history of Rome comes up, you'll have something to say."),
        ("A short history of the bicycle", "What do you really know about the history of the bicycle?",
         "The next time the history of the bicycle comes up, you'll have something to say."),
        ("How lighthouses work", "Have you ever wondered how lighthouses work?",
         "Now you know how lighthouses work."),
        ("How The Internet Works", "Have you ever wondered how the Internet works?",
         "Now you know how the Internet works."),
        ("Why is the sky blue?", "Why is the sky blue?",
         "So the next time someone asks why the sky is blue, you have an answer."),
        ("How do bees talk", "How do bees talk?",
         "So the next time someone asks how bees talk, you have an answer."),
        ("Is coffee healthy?", "Is coffee healthy?", "So the next time someone asks, you have an answer."),
        ("How to brew coffee", "How do you brew coffee?", "Now it's your turn to brew coffee."),
        ("Brew better coffee at home", "How do you brew better coffee at home?",
         "Now it's your turn to brew better coffee at home."),
        ("Learning to swim", "How do you learn to swim?", "Now it's your turn to learn to swim."),
        ("Running shoes", "What do you really know about running shoes?",
         "The next time running shoes come up, you'll have something to say."),
        ("Bees are dying", "Bees are dying.", "If you remember one thing, remember this: bees are dying."),
        ("Our new product Zephyr", "What makes our new product Zephyr worth a closer look?",
         "And that's our new product Zephyr."),
        ("iPhone photography", "What do you really know about iPhone photography?",
         "The next time iPhone photography comes up, you'll have something to say."),
    ],
)  # fmt: skip
def test_an_english_topic_is_said_in_correct_english(topic: str, hook: str, close: str) -> None:
    first, last = said(English(), topic)

    assert first in {
        hook,
        hook.replace("do you really know about", "makes").replace("?", " worth a closer look?"),
    }
    assert last == close


@pytest.mark.parametrize(
    ("topic", "hook", "close"),
    [
        ("Leuchttürme", "Was wissen wir eigentlich über Leuchttürme?",
         "Wer das nächste Mal etwas über Leuchttürme hört, kann mitreden."),
        ("Der alte Leuchtturm", "Was wissen wir eigentlich über den alten Leuchtturm?",
         "Wer das nächste Mal etwas über den alten Leuchtturm hört, kann mitreden."),
        ("Der Mensch", "Der Mensch: Was steckt eigentlich dahinter?",
         "Wer das nächste Mal etwas über dieses Thema hört, kann mitreden."),
        ("Grüner Tee", "Grüner Tee: Was steckt eigentlich dahinter?",
         "Wer das nächste Mal etwas über dieses Thema hört, kann mitreden."),
        ("Erneuerbare Energien", "Was wissen wir eigentlich über erneuerbare Energien?",
         "Wer das nächste Mal etwas über erneuerbare Energien hört, kann mitreden."),
        ("Unser neues Rathaus", "Unser neues Rathaus: Was steckt eigentlich dahinter?",
         "Das also ist unser neues Rathaus."),
        ("Wie Leuchttürme funktionieren", "Wer weiß eigentlich, wie Leuchttürme funktionieren?",
         "Jetzt wissen wir, wie Leuchttürme funktionieren."),
        ("Warum ist der Himmel blau", "Warum ist der Himmel blau?",
         "Wenn das nächste Mal jemand fragt, haben wir eine Antwort."),
        ("Kaffee kochen", "Kaffee kochen: Wie geht das eigentlich?", "Jetzt heißt es: selbst ausprobieren."),
        ("Bienen sind in Gefahr", "Bienen sind in Gefahr.",
         "Wer das nächste Mal etwas über dieses Thema hört, kann mitreden."),
    ],
)  # fmt: skip
def test_a_german_topic_is_said_in_correct_german(topic: str, hook: str, close: str) -> None:
    assert said(German(), topic) == (hook, close)


def test_a_film_without_notes_does_not_claim_to_have_told_anything() -> None:
    for topic in ("How lighthouses work", "Why is the sky blue?", "Is coffee healthy?", "Electric car"):
        _, last = said(English(), topic, material=False)
        assert "now you know" not in last.lower()
        assert "you have an answer" not in last


def test_the_notes_tell_what_is_a_name() -> None:
    spelling = spelling_of(["We met Zephyr at the docks.", "Every zeppelin is light."])

    assert English().mid_sentence("Zephyr", spelling) == "Zephyr"
    assert English().mid_sentence("Zeppelin", spelling) == "zeppelin"
    assert English().mid_sentence("Remote Work", NOTHING) == "remote work"
    assert English().mid_sentence("Parents of Hillside School", spelling_of(["Our school is old."])) == (
        "parents of Hillside School"
    )


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("Get people to sign up for the newsletter", "Sign up for the newsletter."),
        ("The goal is to inspire people to try cycling to work", "Try cycling to work."),
        ("Encourage viewers to protect their homes", "Protect your homes."),
        ("Explain how lighthouses guide ships", "Now you know how lighthouses guide ships."),
        ("Help viewers understand that bees matter", "Now you know that bees matter."),
        ("Raise awareness for bees", "Tell one more person about bees."),
        ("Better sleep for night workers", "It all comes down to one thing: better sleep for night workers."),
    ],
)
def test_a_goal_is_said_to_the_viewer(goal: str, words: str) -> None:
    book = English()
    subject = Subject(topic=book.topic("Lighthouses", NOTHING), goal=book.goal(goal), material=True)

    assert words in [line.text for line in book.close(subject).lines]


@pytest.mark.parametrize(
    "goal", ["Increase revenue", "more sign-ups", "Entertain and inform", "Sales", "?", ""]
)
def test_a_goal_that_is_only_the_makers_is_not_said(goal: str) -> None:
    assert English().goal(goal) == Goal()


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (
            "Zuschauer sollen verstehen, warum Bienen wichtig sind",
            "Jetzt wissen wir, warum Bienen wichtig sind.",
        ),
        ("Die Leute dazu bringen, den Müll zu trennen", "Und nun: den Müll trennen."),
        ("Zum Newsletter anmelden", "Und nun: zum Newsletter anmelden."),
        (
            "Die Leute dazu bringen, am Samstag vorbeizukommen",
            "Und nun: am Samstag vorbeikommen.",
        ),
    ],
)
def test_a_german_goal_is_said_to_the_viewer(goal: str, words: str) -> None:
    book = German()
    subject = Subject(topic=book.topic("Bienen", NOTHING), goal=book.goal(goal), material=True)

    assert words in [line.text for line in book.close(subject).lines]


@pytest.mark.parametrize(
    ("audience", "follows_for"),
    [
        ("Curious children", "curious children"),
        ("Children aged 8-10", "children"),
        ("Small business owners (US)", "small business owners"),
        ("Everyone", ""),
        ("general audience", ""),
    ],
)
def test_an_audience_follows_for(audience: str, follows_for: str) -> None:
    assert English().audience(audience, NOTHING) == follows_for


def test_every_filler_reads_well_for_every_kind_of_topic() -> None:
    """No placeholder is left, no clause stands where a thing must, no verb disagrees."""
    topics = ("Lighthouses", "How lighthouses work", "Why is the sky blue?", "Marie Curie", "Bees are dying")
    for topic in topics:
        for book in (English(), German()):
            subject = Subject(topic=book.topic(topic, NOTHING))
            lines = [line.text for beat in book.beats(subject) for line in beat.lines]
            assert len(set(lines)) == len(lines)
            assert all(line[0].isupper() and line[-1] in ".?" and "{" not in line for line in lines)
            assert not any(
                "does lighthouses" in line or "how lighthouses work matter" in line for line in lines
            )


@pytest.mark.parametrize(
    ("topic", "hook", "close"),
    [
        ("We moved to Berlin", "We moved to Berlin.",
         "If you remember one thing, remember this: we moved to Berlin."),
        ("Everything changes", "Everything changes.",
         "If you remember one thing, remember this: everything changes."),
        ("If I were rich", "If I were rich: what is it all about?", "There is always more to find out."),
        ("From zero to hero", "From zero to hero: what is it all about?",
         "There is always more to find out."),
        ("C++ templates", "What do you really know about C++ templates?",
         "The next time C++ templates come up, you'll have something to say."),
    ],
)  # fmt: skip
def test_no_article_is_given_to_what_is_no_noun(topic: str, hook: str, close: str) -> None:
    assert said(English(), topic) == (hook, close)


@pytest.mark.parametrize("topic", ["Wir zogen nach Berlin", "So backst du Brot", "Wir backen"])
def test_a_german_sentence_is_said_as_one(topic: str) -> None:
    assert said(German(), topic)[0] == f"{topic}."
