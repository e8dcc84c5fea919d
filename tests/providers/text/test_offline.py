"""The offline drafter: the user's own words, in their order, at the right length."""

import re
from itertools import pairwise, product
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.errors import Invalid
from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.text import pace
from aura.providers.text.brief import read_brief
from aura.providers.text.drafter import Draft
from aura.providers.text.offline import OfflineDrafter
from aura.providers.text.sentences import sentences
from aura.timeline.document import Brief, Plan, Section, Voice
from aura.timeline.terms import Form, Pacing

LIGHTHOUSES = """\
- A lighthouse has one job: to be seen from far away.
- Its lamp is not very strong. A lens bends nearly all of its light into one flat beam.
- The beam turns, so a ship sees a flash instead of a steady glow.
- Every lighthouse has its own rhythm. Sailors look it up in a book called the list of lights.
- By day, stripes and colours tell one tower from the next.
- Today most lighthouses run without a keeper.
"""
ESSAY = "\n\n".join(
    f"The {place} pier was built in {1800 + place}. It is {place} metres long. People fish from it in "
    f"summer, and a small train runs along it to the pavilion number {place}."
    for place in range(2, 60)
)


def drafted(notes: str = "", *, voice: Voice | None = None, plan: Plan | None = None, **brief: str) -> Draft:
    given = {"topic": "How lighthouses work", **brief}
    return OfflineDrafter(voice).draft(msgspec.convert({**given, "notes": notes}, Brief), plan or Plan())


def length_s(draft: Draft, language: str = "en", rate_percent: int = 100, pause_s: float = 0.45) -> float:
    return sum(pace.spoken_s(scene.script_text, language, rate_percent) + pause_s for scene in draft.scenes)


def told(draft: Draft) -> str:
    return " ".join(scene.script_text for scene in draft.scenes)


def test_the_same_brief_gives_the_same_draft() -> None:
    assert drafted(LIGHTHOUSES) == drafted(LIGHTHOUSES)


def test_every_fact_is_told_in_the_users_words_and_order() -> None:
    text = told(drafted(LIGHTHOUSES, plan=Plan(target_duration_s=45, density="Dense")))

    places = [text.find(said) for line in LIGHTHOUSES.splitlines() for said in sentences(line[2:])]
    assert -1 not in places
    assert places == sorted(places)


def test_a_draft_opens_with_a_hook_and_closes_with_the_goal() -> None:
    draft = drafted(LIGHTHOUSES, audience="Curious children", goal="Explain how lighthouses guide ships")

    assert draft.title == "How lighthouses work"
    assert draft.scenes[0].script_text.startswith("Have you ever wondered how lighthouses work?")
    assert "curious children" in draft.scenes[0].script_text
    assert "Now you know how lighthouses guide ships." in draft.scenes[-1].script_text


def test_the_users_own_first_and_last_words_stay_first_and_last() -> None:
    notes = (
        "Did you know that our school turns 100? There will be cake. The band plays. "
        "The youngest show their circus. Come and see us on Saturday!"
    )
    draft = drafted(notes, topic="Summer fair", plan=Plan(target_duration_s=20))

    assert draft.scenes[0].script_text.startswith("Did you know that our school turns 100?")
    assert draft.scenes[-1].script_text.endswith("Come and see us on Saturday!")


def test_headings_become_scenes_with_those_titles() -> None:
    notes = (
        "## Pedals\nFrench makers fixed pedals to the front wheel. They made it bigger.\n"
        "## The chain\nStarley sold the Rover. It had two wheels of one size.\n"
        "## Air\nDunlop put air into the tyres. Riding became smooth."
    )
    draft = drafted(notes, topic="The bicycle", plan=Plan(target_duration_s=30, density="Dense"))

    titles = [scene.title for scene in draft.scenes]
    assert titles == ["The bicycle", "Pedals", "The chain", "Air", "To take away"]
    assert "pedals, the chain and air" in draft.scenes[0].script_text
    assert [section.title for section in draft.sections] == titles


def test_a_list_is_numbered_and_its_hook_counts_the_points_that_are_told() -> None:
    draft = drafted(LIGHTHOUSES, plan=Plan(form="listicle", target_duration_s=50))

    assert "six things" in draft.scenes[0].script_text
    assert "Number one: A lighthouse has one job" in told(draft)
    assert "Number six: Today most lighthouses" in told(draft)

    shorter = told(drafted(LIGHTHOUSES, plan=Plan(form="listicle", target_duration_s=25)))
    counted = ["one", "two", "three", "four", "five", "six"][shorter.count("Number ") - 1]
    assert set(re.findall(r"Here (?:are|is) (\w+) thing", shorter)) <= {counted}


def test_the_points_of_5_tips_are_tips() -> None:
    notes = "1. Keep a routine\n2. Keep it dark\n3. Keep it cool\n4. No coffee after lunch\n5. Move"
    text = told(
        drafted(notes, topic="5 tips for better sleep", plan=Plan(form="listicle", target_duration_s=30))
    )

    assert "Which of these 5 tips for better sleep is new to you?" in text
    assert "Tip one: Keep a routine." in text
    assert "Tip five: Move." in text


def test_notes_that_are_too_long_are_told_by_whole_sentences_that_stand_alone() -> None:
    draft = drafted(ESSAY, topic="Piers")

    own = [said for said in sentences(told(draft)) if said in " ".join(ESSAY.split())]
    assert len(own) >= 6
    for before, said in pairwise(sentences(told(draft))):
        if said.startswith("It is"):
            assert before.startswith("The")
    assert abs(length_s(draft) / 60 - 1) < 0.15


def test_notes_to_the_writer_are_not_spoken() -> None:
    notes = (
        "- Mention that the battery lasts a year\n- Keep it funny\n- Include a call to action\n"
        "- See https://example.com/halo\n- Weighs 400 g\n- opens with a fingerprint"
    )
    text = told(drafted(notes, topic="The Halo lock", plan=Plan(target_duration_s=20)))

    assert "The battery lasts a year." in text
    assert "Opens with a fingerprint." in text
    for unsaid in ("Mention", "funny", "call to action", "https", "See"):
        assert unsaid not in text


def test_an_outline_of_headings_alone_becomes_scenes_that_name_them() -> None:
    text = told(drafted("1. The mill\n2. The fire of 1742\n3. How the railway came", topic="Our town"))

    assert "Let's start with the mill." in text
    assert "the fire of 1742." in text
    assert "And finally, how the railway came." in text


def test_the_plans_own_sections_are_kept_and_notes_are_told_under_them() -> None:
    outline = (
        Section(title="The lens", summary="It bends light."),
        Section(title="The tower", summary="It is tall."),
    )
    notes = "Stripes tell one tower from the next. A lens is made of glass rings. The rings are thin."
    draft = drafted(notes, plan=Plan(sections=outline, target_duration_s=30, density="Dense"))

    assert draft.sections == outline
    lens = next(scene for scene in draft.scenes if scene.title == "The lens")
    tower = next(scene for scene in draft.scenes if scene.title == "The tower")
    assert "glass rings. The rings are thin." in lens.script_text
    assert "Stripes" in tower.script_text


def test_without_notes_nothing_is_claimed() -> None:
    text = told(drafted(topic="Lighthouses", plan=Plan(target_duration_s=120)))

    assert not any(char.isdigit() for char in text)
    assert "lighthouses" in text
    assert "fast-paced world" not in text
    assert "Now you know" not in text


def test_a_formal_tone_has_no_contractions() -> None:
    text = told(drafted(LIGHTHOUSES, tone="formal", topic="Lighthouses"))
    assert not re.search(r"\b(?:let|we|that|here|it|you)['’](?:s|ll|re)\b", text, re.IGNORECASE)


def test_a_brief_without_a_word_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        drafted("...", topic=" ?")
    assert refused.value.field == "brief.topic"


def test_notes_alone_are_enough() -> None:
    draft = drafted("# Whales\nWhales breathe air. They sleep with half of their brain.", topic="")

    assert draft.title == "Whales"
    assert "They sleep with half of their brain." in told(draft)


def test_german_notes_are_framed_in_german() -> None:
    notes = "Ein Leuchtturm soll von weitem gesehen werden. Am 3. Oktober 1998 zog der letzte Wärter aus."
    draft = drafted(
        notes, topic="Wie Leuchttürme funktionieren", language="de", plan=Plan(target_duration_s=20)
    )

    assert draft.scenes[0].script_text.startswith("Wer weiß eigentlich, wie Leuchttürme funktionieren?")
    assert "Am 3. Oktober 1998 zog der letzte Wärter aus." in told(draft)
    assert "Jetzt wissen wir, wie Leuchttürme funktionieren." in draft.scenes[-1].script_text


def test_in_a_language_without_a_phrasebook_only_the_user_speaks() -> None:
    notes = "Um farol deve ser visto de longe. A sua lâmpada não é muito forte."
    draft = drafted(notes, topic="Os faróis", language="pt", plan=Plan(target_duration_s=15))

    assert [scene.script_text for scene in draft.scenes] == [
        "Os faróis.",
        notes,
        "Obrigado pela atenção.",
    ]


def test_an_outline_that_was_edited_is_kept_and_its_hook_is_not_told_twice() -> None:
    plan = Plan(target_duration_s=45, density="Dense", form="listicle")
    first = drafted(LIGHTHOUSES, plan=plan)
    lens = Section(title="The lens and the light", summary=first.sections[2].summary)
    outline = (*first.sections[:2], lens, *first.sections[3:])
    draft = drafted(LIGHTHOUSES, plan=Plan(target_duration_s=45, form="listicle", sections=outline))

    assert draft.sections == outline
    assert "The lens and the light" in [scene.title for scene in draft.scenes]
    assert told(draft).count("Number one: ") == 1
    assert told(draft).count("Have you ever wondered how lighthouses work?") == 1


def test_lines_that_each_end_with_a_stop_are_thoughts_of_their_own() -> None:
    notes = "The lamp is small.\nThe lens is large. It is made of rings.\nThe tower is white."
    draft = drafted(notes, plan=Plan(form="listicle", target_duration_s=30))

    assert "Number two: The lens is large. It is made of rings." in told(draft)
    assert "Number three: The tower is white." in told(draft)


TOPICS = (
    "Lighthouses",
    "How to brew coffee",
    "Why is the sky blue?",
    "5 tips for better sleep",
    "Bees are dying",
)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("form", ["explainer", "listicle"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_topic_alone_fills_the_length_that_is_wanted(topic: str, form: Form, language: str) -> None:
    pacings: tuple[Pacing, ...] = ("Chill", "Conversational", "Fast")
    for place, seconds in enumerate((15, 20, 30, 45, 60, 90, 120)):
        pacing = pacings[place % 3]
        plan = Plan(target_duration_s=seconds, form=form, pacing=pacing, density="Dense")
        draft = drafted(topic=topic, language=language, plan=plan)

        rate_percent = pace.speech_percent(pacing, Voice())
        assert abs(length_s(draft, language, rate_percent) / seconds - 1) < 0.14
        assert 3 <= len(draft.scenes) <= 20


@pytest.mark.parametrize("seconds", [20, 30, 45, 60, 90])
def test_notes_are_told_at_the_length_that_is_wanted(seconds: int) -> None:
    for notes in (LIGHTHOUSES, ESSAY, ESSAY[:600]):
        for form in ("explainer", "listicle"):
            plan = msgspec.convert({"target_duration_s": seconds, "form": form}, Plan)
            assert abs(length_s(drafted(notes, plan=plan)) / seconds - 1) < 0.14


def test_long_notes_make_a_long_film_of_the_length_that_is_wanted() -> None:
    names = map("".join, product("BDFGL", "aeiou", "lmnrst", "aeiou"))
    words = "stands in the tower and warns the ships of all the rocks near the coast of the island."
    facts = [f"Lamp {name} {words}" for name in names]
    for seconds in (300, 900):
        draft = drafted(" ".join(facts), topic="Lamps", plan=Plan(target_duration_s=seconds))

        assert abs(length_s(draft) / seconds - 1) < 0.15


def test_no_sentence_is_lost_where_there_is_time_for_all() -> None:
    rocks = [f"Tower {number} warns the ships." for number in range(600)]
    draft = drafted(" ".join(rocks), topic="Lamps", plan=Plan(target_duration_s=36_000))

    assert all(rock in told(draft) for rock in rocks)


def test_a_slow_voice_with_long_pauses_is_given_less_to_say() -> None:
    slow = Voice(rate_percent=70, pause="Dramatic")
    draft = drafted(ESSAY, voice=slow)

    assert len(told(draft)) < len(told(drafted(ESSAY)))
    assert abs(length_s(draft, rate_percent=70, pause_s=1.5) / 60 - 1) < 0.15


def test_a_draft_when_really_spoken_is_as_long_as_planned() -> None:
    plan = Plan(target_duration_s=45, density="Dense")
    draft = drafted(LIGHTHOUSES, plan=plan)
    with EspeakSpeaker() as speaker:
        real_ms = sum(speaker.speak(one.script_text, language="en").duration_ms + 450 for one in draft.scenes)

    assert abs(real_ms / 45_000 - 1) < 0.15


def test_a_brief_file_goes_all_the_way() -> None:
    draft = OfflineDrafter().draft(
        *read_brief("# Lighthouses\nLength: 45 s\nDensity: dense\n\n" + LIGHTHOUSES)
    )

    assert 5 <= len(draft.scenes) <= 8
    assert abs(length_s(draft) / 45 - 1) < 0.12


SAID = "The lamp turns. It is 3.5 m high! Dr. Smith said: “Go!” (now) item one über der Turm z. B. am"
MARKS = ("\n", "\n\n", "\n- ", "\n# ", "\n1. First\n2. ", "Price: 9 euros.", "Why?", "But so,", "…", "  * ")
WORDS = st.lists(st.sampled_from([*SAID.split(), *MARKS]), max_size=100).map(" ".join)
PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\n\t"), max_size=300
)


@settings(max_examples=150, deadline=None)
@given(
    notes=st.one_of(WORDS, PRINTABLE),
    topic=st.sampled_from((*TOPICS, "The lamp or the tower")),
    language=st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt"]),
    form=st.sampled_from(get_args(Form)),
    density=st.sampled_from(["Sparse", "Balanced", "Dense"]),
    seconds=st.integers(5, 200),
)
def test_any_notes_give_a_draft_that_says_nothing_twice(
    notes: str, topic: str, language: str, form: str, density: str, seconds: int
) -> None:
    plan = msgspec.convert({"form": form, "density": density, "target_duration_s": seconds}, Plan)
    draft = drafted(notes, topic=topic, language=language, plan=plan)

    assert 3 <= len(draft.scenes) <= 20
    assert all(scene.title.strip() and scene.script_text.strip() for scene in draft.scenes)
    assert msgspec.convert(msgspec.to_builtins(draft), Draft) == draft
    said = [one.casefold() for scene in draft.scenes for one in sentences(scene.script_text, language)]
    said = [one for one in said if len(one) > 10]
    assert len(set(said)) == len(said)
