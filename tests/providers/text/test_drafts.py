"""Every form in every language with a phrasebook: a written brief becomes a film that can be narrated.

The briefs stand in ``briefs/<language>/<form>.md``; their notes fit the length they ask for.
"""

import re
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import msgspec
import pytest

from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.text import pace
from aura.providers.text.brief import read_brief
from aura.providers.text.drafter import Draft
from aura.providers.text.language import is_repeat_key
from aura.providers.text.languages import PHRASEBOOKS, phrasebook
from aura.providers.text.offline import OfflineDrafter
from aura.providers.text.sentences import sentences
from aura.timeline.document import Brief, Plan

BRIEFS = Path(__file__).parent / "briefs"
FORMS = ("explainer", "listicle", "comparison", "story-time", "tutorial", "product-showcase")
LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
EACH = [(language, form) for language in LANGUAGES for form in FORMS]

every_brief = pytest.mark.parametrize(("language", "form"), EACH)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def read(language: str, form: str) -> tuple[Brief, Plan]:
    return read_brief((BRIEFS / language / f"{form}.md").read_text(encoding="utf-8"))


@cache
def drafted(language: str, form: str) -> Draft:
    return OfflineDrafter().draft(*read(language, form))


def told(draft: Draft) -> str:
    return " ".join(scene.script_text for scene in draft.scenes)


def notes_of(language: str, form: str) -> list[str]:
    """The sentences of the notes, in their order, without headings, marks of lists, and what is needed."""
    brief, _ = read(language, form)
    lines = [re.sub(r"^(?:-|\d\.) ", "", line) for line in brief.notes.splitlines() if line[:1] != "#"]
    whole = [line for line in lines if line.endswith((".", "?", "!"))]
    return [said for line in whole for said in sentences(line, language)]


def places(draft: Draft, said: list[str]) -> list[int]:
    return [told(draft).find(sentence) for sentence in said]


def test_six_languages_have_a_phrasebook_and_each_a_brief_of_every_form() -> None:
    assert set(PHRASEBOOKS) == set(LANGUAGES)
    assert {tuple(path.with_suffix("").parts[-2:]) for path in BRIEFS.glob("*/*.md")} == set(EACH)


@every_brief
def test_a_brief_says_its_form_and_shows_its_language(language: str, form: str) -> None:
    brief, plan = read(language, form)

    assert (brief.language, plan.form) == (language, form)
    assert brief.audience
    assert plan.target_duration_s in {50, 55, 60}


@every_brief
def test_a_draft_is_as_long_as_planned(language: str, form: str) -> None:
    _, plan = read(language, form)
    draft = drafted(language, form)

    length_s = sum(pace.spoken_s(scene.script_text, language) + 0.45 for scene in draft.scenes)
    assert abs(length_s / plan.target_duration_s - 1) < 0.15
    assert 4 <= len(draft.scenes) <= 11


@every_brief
def test_all_that_the_user_wrote_is_told_word_for_word(language: str, form: str) -> None:
    draft = drafted(language, form)

    assert [said for said in notes_of(language, form) if said not in told(draft)] == []


@every_brief
def test_no_sentence_is_said_twice(language: str, form: str) -> None:
    said = [is_repeat_key(one) for one in sentences(told(drafted(language, form)), language)]

    assert len(set(said)) == len(said)


@every_brief
def test_what_aura_adds_holds_no_figure_but_the_years_between_the_users_own(language: str, form: str) -> None:
    text = told(drafted(language, form))
    for said in notes_of(language, form):
        text = text.replace(said, "")
    brief, _ = read(language, form)
    for given in (phrasebook(language, material=True).goal(brief.goal).call or "", brief.topic):
        text = text.replace(given, "")

    assert set(re.findall(r"\d+", text)) <= ({"21", "33"} if form == "story-time" else set())


@every_brief
def test_the_hook_is_first_and_the_close_is_last(language: str, form: str) -> None:
    draft = drafted(language, form)
    brief, _ = read(language, form)
    told_in = [{said for said in notes_of(language, form) if said in one.script_text} for one in draft.scenes]

    assert draft.scenes[0].title == draft.title
    assert bool(told_in[0]) == (form == "product-showcase")
    assert not told_in[-1]
    if call := phrasebook(language, material=True).goal(brief.goal).call:
        assert draft.scenes[-1].script_text.rstrip(".").endswith(call.rstrip("."))


@every_brief
def test_the_same_brief_gives_the_same_draft_and_so_does_its_own_outline(language: str, form: str) -> None:
    brief, plan = read(language, form)
    draft = drafted(language, form)

    assert OfflineDrafter().draft(brief, plan) == draft
    assert OfflineDrafter().draft(brief, msgspec.structs.replace(plan, sections=draft.sections)) == draft


@pytest.mark.parametrize(("language", "form"), [one for one in EACH if one[1] != "comparison"])
def test_the_users_order_is_kept(language: str, form: str) -> None:
    found = places(drafted(language, form), notes_of(language, form))

    assert found == sorted(found)


@every_language
def test_a_comparison_tells_its_sides_in_turn(language: str) -> None:
    draft = drafted(language, "comparison")
    said = notes_of(language, "comparison")
    flight = next(
        place for place, one in enumerate(said) if re.search(r"(?i)flight|flugzeug|avi|aere|vlieg", one)
    )
    side = {one: int(place >= flight) for place, one in enumerate(said)}

    turns = []
    for scene in draft.scenes[1:-1]:
        order = sorted((one for one in said if one in scene.script_text), key=scene.script_text.find)
        turns += [key for key, _ in groupby(order, side.__getitem__)]
    assert turns[:6] == [0, 1, 0, 1, 0, 1]
    assert all(one != other for one, other in pairwise(turns))


@every_language
def test_a_comparison_leads_in_what_does_not_name_its_side(language: str) -> None:
    text = told(drafted(language, "comparison"))
    train = {"en": "Night train", "de": "Nachtzug", "fr": "Train de nuit", "es": "Tren nocturno"} | {
        "it": "Treno notturno", "nl": "Nachttrein"
    }  # fmt: skip

    assert text.count(f"{train[language]}: ") >= 2


@every_language
def test_a_story_lets_the_years_pass_that_lie_between_the_users_own(language: str) -> None:
    book = phrasebook(language, material=True)
    text = told(drafted(language, "story-time"))

    assert book.passed(21) in text
    assert book.passed(33) in text


@every_language
def test_a_tutorial_names_what_is_needed_then_counts_its_steps_then_checks(language: str) -> None:
    draft = drafted(language, "tutorial")
    book = phrasebook(language, material=True)
    needed, *steps, check = draft.scenes[1:-1]

    assert ": " in needed.script_text
    for number, scene in enumerate(steps, start=1):
        assert scene.script_text.startswith(f"{book.numbered('step', number)}: ")
    assert len(steps) == 6
    assert notes_of(language, "tutorial")[-1] in check.script_text


@every_language
def test_a_list_counts_its_points(language: str) -> None:
    draft = drafted(language, "listicle")
    book = phrasebook(language, material=True)
    unit = {"en": "number", "de": "Fakt", "nl": "feit"}.get(language, "number")

    for number, scene in enumerate(draft.scenes[1:-1], start=1):
        assert scene.script_text.startswith(f"{book.numbered(unit, number)}: ")
    assert len(draft.scenes) == 7


@every_language
def test_a_showcase_opens_with_the_problem_and_ends_with_the_call(language: str) -> None:
    draft = drafted(language, "product-showcase")
    first, *_, price = notes_of(language, "product-showcase")

    assert draft.scenes[0].script_text.startswith(first)
    assert price not in draft.scenes[1].script_text
    assert "Flora" in sentences(draft.scenes[-1].script_text, language)[-1]


@every_language
def test_an_explainer_ends_with_what_is_known_now(language: str) -> None:
    brief, _ = read(language, "explainer")
    lesson = phrasebook(language, material=True).goal(brief.goal).lesson

    assert lesson
    assert lesson in drafted(language, "explainer").scenes[-1].script_text


@pytest.mark.parametrize(("language", "form"), list(zip(LANGUAGES, FORMS, strict=True)))
def test_a_draft_when_really_spoken_is_as_long_as_planned(language: str, form: str) -> None:
    _, plan = read(language, form)
    with EspeakSpeaker() as speaker:
        spoken = [
            speaker.speak(scene.script_text, language=language) for scene in drafted(language, form).scenes
        ]

    real_s = sum(one.duration_ms + 450 for one in spoken) / 1000
    assert abs(real_s / plan.target_duration_s - 1) < 0.15


TOPICS = {
    "en": (
        "Volcanoes",
        "Tea or coffee?",
        "The day the circus came",
        "How to bake bread",
        "The Halo bike light",
    ),
    "de": (
        "Vulkane",
        "Tee oder Kaffee?",
        "Der Tag, an dem der Zirkus kam",
        "Brot backen",
        "Das Fahrradlicht Halo",
    ),
    "fr": ("Les volcans", "Thé ou café ?", "Le jour où le cirque est venu", "Faire du pain", "La lampe Halo"),
    "es": (
        "Los volcanes",
        "¿Té o café?",
        "El día que llegó el circo",
        "Hacer pan en casa",
        "La lámpara Halo",
    ),
    "it": ("I vulcani", "Tè o caffè?", "Il giorno in cui arrivò il circo", "Fare il pane", "La lampada Halo"),
    "nl": ("Vulkanen", "Thee of koffie?", "De dag dat het circus kwam", "Brood bakken", "De fietslamp Halo"),
}


@every_brief
def test_a_topic_alone_fills_its_length_in_every_form_and_claims_nothing(language: str, form: str) -> None:
    for place, topic in enumerate(TOPICS[language]):
        seconds = (15, 30, 45, 90, 120)[(place + len(form)) % 5]
        plan = msgspec.convert({"form": form, "target_duration_s": seconds, "density": "Dense"}, Plan)
        draft = OfflineDrafter().draft(Brief(topic=topic, language=language), plan)

        length_s = sum(pace.spoken_s(scene.script_text, language) + 0.45 for scene in draft.scenes)
        assert abs(length_s / seconds - 1) < 0.15
        said = sentences(told(draft), language)
        assert len({is_repeat_key(one) for one in said}) == len(said)
        assert not re.search(r"[\d{}]|(?:^|[.?!] )[a-zà-ÿ]", told(draft))


@every_language
def test_a_topic_alone_is_told_by_the_beats_of_its_form(language: str) -> None:
    topic = TOPICS[language][1]
    drafts = [
        OfflineDrafter().draft(
            Brief(topic=topic, language=language), msgspec.convert({"form": form, "density": "Dense"}, Plan)
        )
        for form in FORMS
    ]

    titles = [{scene.title for scene in draft.scenes[1:-1]} for draft in drafts]
    for first, second in pairwise(titles[1:]):
        assert len(first & second) <= 2
