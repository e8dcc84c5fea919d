"""Wishes for a film, written where a topic is asked for."""

import pytest

from aura.providers.text.brief import read_brief
from aura.providers.text.offline import OfflineDrafter
from aura.providers.text.wishes import film_about
from aura.timeline.document import Brief, Plan


@pytest.mark.parametrize(
    ("wish", "topic"),
    [
        ("Make a 60-second video about bees.", "bees"),
        ("I want a video about the benefits of yoga", "the benefits of yoga"),
        ("Create a short animated explainer on photosynthesis", "photosynthesis"),
        ("Can you make me a video on how planes fly?", "how planes fly"),
        ("Video about our company", "our company"),
        ("Explain quantum computing like I'm five", "quantum computing"),
        ("Let's talk about money", "money"),
        ("Erstelle ein Video über den Mond", "der Mond"),
        ("Ich möchte ein kurzes Video über unseren Verein", "unser Verein"),
        ("Erkläre mir, wie Vulkane funktionieren", "wie Vulkane funktionieren"),
        ("Fais une vidéo sur les abeilles", "les abeilles"),
        ("Haz un vídeo sobre los erizos", "los erizos"),
        ("Maak een video over egels", "egels"),
    ],
)
def test_a_wish_for_a_film_tells_its_topic(wish: str, topic: str) -> None:
    assert film_about(wish) == topic


@pytest.mark.parametrize(
    "topic",
    [
        "How to make a video about bees",
        "Make a video on your phone",
        "Make better coffee",
        "Video games",
        "The film industry",
        "Film over substance",
        "Explain your work better",
        "Write a novel",
        "",
    ],
)
def test_a_topic_that_wishes_for_no_film_is_none(topic: str) -> None:
    assert film_about(topic) is None


@pytest.mark.parametrize(
    ("topic", "language", "hook"),
    [
        ("Make a video about bees", "en", "bees"),
        ("Let's talk about money", "en", "money"),
        ("Erstelle ein Video über Bienen", "de", "Bienen"),
    ],
)
def test_a_film_that_is_wished_for_is_about_its_topic(topic: str, language: str, hook: str) -> None:
    draft = OfflineDrafter().draft(Brief(topic=topic, language=language), Plan())
    plain = OfflineDrafter().draft(Brief(topic=hook[:1].upper() + hook[1:], language=language), Plan())

    assert draft == plain


def test_a_tutorial_may_teach_how_a_video_is_made() -> None:
    draft = OfflineDrafter().draft(Brief(topic="Make a video about your shop"), Plan(form="tutorial"))

    assert "make a video about your shop" in draft.scenes[0].script_text


def test_a_wish_at_the_beginning_of_a_text_is_its_topic_and_is_not_spoken() -> None:
    brief, plan = read_brief(
        "Make a 60-second video about bees. They make honey and wax.\n\nThey live in hives."
    )
    draft = OfflineDrafter().draft(brief, plan)
    told = " ".join(scene.script_text for scene in draft.scenes)

    assert brief.topic == "Make a 60-second video about bees"
    assert brief.notes == "They make honey and wax.\n\nThey live in hives."
    assert draft.title == "Bees"
    assert "video" not in told


def test_a_first_line_that_counts_is_a_topic_and_the_number_of_a_list_is_none() -> None:
    assert read_brief("5 tips for better sleep")[0].topic == "5 tips for better sleep"
    for listed in ("1. Knead the dough\n2. Bake it", "3 eggs\n500 g flour"):
        brief, _ = read_brief(listed)
        assert (brief.topic, brief.notes) == ("", listed)
