"""A written brief, and how it is told from a finished script."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.errors import Invalid
from aura.providers.text.brief import kind_of, read_brief
from aura.providers.text.settings import duration_s
from aura.timeline.document import Brief, Plan

PROSE = (
    "The lamp of a lighthouse is not very strong. What makes it so bright is a lens. The lens is made of "
    "rings of glass. Each ring bends the light a little more. All of it leaves the tower as one flat beam. "
    "The beam turns. That is why a ship sees a flash."
)


def test_a_brief_is_read_whole() -> None:
    brief, plan = read_brief(
        "# Brief: How lighthouses work\n\n"
        "Audience: Curious children\n**Goal:** Explain the lens\n- tone: warm\nLANGUAGE: English\n"
        "Aspect ratio: vertical\nLength: 1 min 30 s\npacing: CHILL\nDensity: dense\nForm: Listicle\n\n"
        "## Facts\n- The lens is glass.\n- Height: 41 m\n"
    )

    assert brief == Brief(
        topic="How lighthouses work",
        audience="Curious children",
        goal="Explain the lens",
        tone="warm",
        language="en",
        aspect="9:16",
        notes="## Facts\n- The lens is glass.\n- Height: 41 m",
    )
    assert plan == Plan(target_duration_s=90, pacing="Chill", density="Dense", form="listicle")


def test_a_german_brief_is_read_too() -> None:
    brief, plan = read_brief(
        "Thema: Leuchttürme\nDauer: 2 Min.\nSprache: Deutsch\nFormat: Hochformat\nTempo: ruhig\n\nText."
    )

    assert (brief.topic, brief.language, brief.aspect, brief.notes) == ("Leuchttürme", "de", "9:16", "Text.")
    assert (plan.target_duration_s, plan.pacing) == (120, "Chill")


@pytest.mark.parametrize(
    ("text", "language", "aspect", "seconds", "pacing", "form"),
    [
        (
            ("Titre : Les phares\nLangue : fr\nPublic : enfants\nObjectif : Expliquer comment ils tournent\n"
             "Durée : environ 45 secondes\nFormat : carré\nRythme : calme\nForme : comparaison"),
            "fr", "1:1", 45, "Chill", "comparison",
        ),
        (
            ("Tema: Los faros\nIdioma: español\nPúblico: niños\nObjetivo: Explicar cómo giran\n"
             "Duración: 1 minuto y 30 segundos\nFormato: vertical\nRitmo: rápido\nTipo: relato"),
            "es", "9:16", 90, "Fast", "story-time",
        ),
        (
            ("Argomento: I fari\nLingua: italiano\nPubblico: bambini\nObiettivo: Spiegare come girano\n"
             "Durata: 2 minuti\nFormato: presentazione di prodotto\nRitmo: tranquillo"),
            "it", "16:9", 120, "Chill", "product-showcase",
        ),
        (
            ("Onderwerp: Vuurtorens\nTaal: Nederlands\nPubliek: kinderen\nDoel: Uitleggen hoe ze draaien\n"
             "Lengte: ongeveer 1 uur\nFormaat: staand\nTempo: snel\nVorm: stappenplan"),
            "nl", "9:16", 3600, "Fast", "tutorial",
        ),
        (
            ("Thema: Leuchttürme\nSprache: Deutsch\nDauer: 1 Stunde\nForm: Gegenüberstellung\n"
             "Zielgruppe: Kinder\nZiel: Erklären, wie sie sich drehen"),
            "de", "16:9", 3600, "Conversational", "comparison",
        ),
        (
            ("Topic: Lighthouses\nLanguage: Italian\nForm: Product showcase\nLength: 45 s\n"
             "Audience: children\nGoal: Explain how they turn"),
            "it", "16:9", 45, "Conversational", "product-showcase",
        ),
    ],
)  # fmt: skip
def test_settings_are_read_in_six_languages(
    text: str, language: str, aspect: str, seconds: int, pacing: str, form: str
) -> None:
    brief, plan = read_brief(text)

    assert (brief.language, brief.aspect) == (language, aspect)
    assert (plan.target_duration_s, plan.pacing, plan.form) == (seconds, pacing, form)
    assert all((brief.topic, brief.audience, brief.goal))
    assert not brief.notes


def test_the_language_of_the_notes_is_taken_where_none_is_named() -> None:
    assert read_brief("# Türme\n\nDer Turm ist hoch, und die Lampe ist nicht stark.")[0].language == "de"
    assert read_brief("# Towers\n\nThe tower is high, and the lamp is not strong.")[0].language == "en"


def test_where_the_notes_are_too_short_to_tell_the_settings_names_tell_the_language() -> None:
    assert read_brief("# Le poulpe\nDurée : 45 s\nPublic : enfants\n\n- Trois cœurs")[0].language == "fr"
    assert read_brief("# Pulpo\nDuración: 45 s\n\n- Tres corazones")[0].language == "es"
    assert read_brief("# Octopus\nFormat: 9:16\n\n- Three hearts")[0].language == "en"


def test_a_fact_that_looks_like_a_setting_stays_a_fact() -> None:
    brief, plan = read_brief("# The ship\nLength: 45 s\n\n- Length: 200 m\n- Form: slim")
    assert plan.target_duration_s == 45
    assert brief.notes == "- Length: 200 m\n- Form: slim"

    brief, plan = read_brief("# The ship\n\n- Height: 41 m\n- Length: 200 m")
    assert plan == Plan()
    assert "200 m" in brief.notes


def test_a_pasted_outline_has_its_first_line_as_topic() -> None:
    brief, _ = read_brief("Lighthouses\n\n1. The lamp\n2. The tower")

    assert (brief.topic, brief.notes) == ("Lighthouses", "1. The lamp\n2. The tower")


def test_notes_alone_are_kept_as_notes() -> None:
    assert read_brief(PROSE)[0] == Brief(notes=PROSE)
    assert read_brief("") == (Brief(), Plan())


@pytest.mark.parametrize(
    ("line", "field", "allowed"),
    [
        ("Length: soon", "plan.target_duration_s", "2 min"),
        ("Length: 2 s", "plan.target_duration_s", "5 seconds"),
        ("Duration: 11 h", "plan.target_duration_s", "10 hours"),
        ("Aspect: 4:3", "brief.aspect", "16:9, 9:16, 1:1, 4:5"),
        ("Pacing: hectic", "plan.pacing", "Chill, Conversational, Fast"),
        ("Density: thick", "plan.density", "Sparse, Balanced, Dense"),
        ("Form: opera", "plan.form", "explainer, listicle"),
        ("Language: Klingonish!", "brief.language", '"en"'),
        (f"Audience: {'x' * 301}", "brief.audience", "300"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_with_what_is_allowed(
    line: str, field: str, allowed: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read_brief(f"# Topic\n{line}\n")

    assert refused.value.field == field
    assert allowed in refused.value.message


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45 s", 45), ("45s", 45), ("45 seconds", 45), ("90", 90), ("2 min", 120), ("1.5 minutes", 90),
        ("1,5 Min.", 90), ("1:30", 90), ("1:02:03", 3723), ("1 min 30 s", 90), ("1m30s", 90), ("1 h", 3600),
        ("about 1 minute and 10 sec", 70), ("~ 20 s", 20), ("0:45 min", 45),
        ("eine", None), ("5 apples", None), ("", None), ("-45 s", None),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text: str, seconds: int | None) -> None:
    if seconds is None:
        with pytest.raises(Invalid):
            duration_s(text)
    else:
        assert duration_s(text) == seconds


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (PROSE, None, "script"),
        (PROSE, "BRIEF.md", "brief"),
        ("- tall\n- bright", "voiceover.txt", "script"),
        ("Scene 1: The lamp\nIt turns.", None, "script"),
        (f"# Film\n\n## The lamp\n{PROSE}", "notes.md", "script"),
        (f"Audience: sailors\n\n{PROSE}", None, "brief"),
        ("Lighthouses", None, "brief"),
        ("# Lighthouses\n\n- tall\n- bright\n- old", "text.md", "brief"),
        (f"{PROSE}\n\n" + "- one more fact about the keeper\n" * 6, None, "brief"),
        ("", None, "brief"),
    ],
)
def test_a_brief_is_told_from_a_script(text: str, name: str | None, kind: str) -> None:
    assert kind_of(text, name) == kind


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t:#*-"), max_size=300))
def test_any_text_is_a_brief_or_is_refused(text: str) -> None:
    assert kind_of(text) in {"brief", "script"}
    with suppress(Invalid):
        assert isinstance(read_brief(text)[0], Brief)
