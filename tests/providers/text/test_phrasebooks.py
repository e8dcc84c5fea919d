"""French, Spanish, Italian and Dutch: whatever the topic is, what Aura says is right.

English and German topics have tests of their own (``test_topics``).
"""

import re

import pytest

from aura.providers.text.languages import PHRASEBOOKS, phrasebook
from aura.providers.text.phrasebook import Goal, Phrasebook, Subject
from aura.providers.text.topic import Spelling
from aura.timeline.terms import Form

NOTHING = Spelling()
FORMS: tuple[Form, ...] = (
    "explainer", "listicle", "comparison", "story-time", "tutorial", "product-showcase",
)  # fmt: skip
TOPICS = {
    "en": (
        "Lighthouses",
        "How bees talk",
        "Is tea healthy?",
        "Bake bread",
        "The day it rained",
        "Electric car",
    ),
    "de": ("Leuchttürme", "Wie Bienen reden", "Ist Tee gesund?", "Brot backen", "Grüner Tee"),
    "fr": (
        "Les phares",
        "Comment parlent les abeilles",
        "Le thé est-il sain ?",
        "Faire du pain",
        "Café glacé",
    ),
    "es": ("Los faros", "Cómo hablan las abejas", "¿Es sano el té?", "Hacer pan", "Café con hielo"),
    "it": ("I fari", "Come parlano le api", "Il tè fa bene?", "Fare il pane", "Caffè freddo"),
    "nl": ("Vuurtorens", "Hoe bijen praten", "Is thee gezond?", "Brood bakken", "Elektrische fiets"),
}


def subject(book: Phrasebook, topic: str, form: Form = "explainer", *, material: bool = True) -> Subject:
    return Subject(
        topic=book.topic(topic, NOTHING),
        form=form,
        sides=("A", "B") if form == "comparison" else (),
        material=material,
        outlined=material,
        items=3 if form in {"listicle", "tutorial"} else 0,
        unit="step" if form == "tutorial" else "number",
    )


@pytest.mark.parametrize(
    ("language", "topic", "hook", "close"),
    [
        ("fr", "Les phares", "Connaît-on vraiment les phares?",
         "La prochaine fois que le sujet reviendra, nous aurons quelque chose à dire."),
        ("fr", "L'abeille", "Connaît-on vraiment l'abeille?", "La prochaine fois que le sujet reviendra"),
        ("fr", "Marie Curie", "Connaît-on vraiment Marie Curie?", "La prochaine fois que le sujet reviendra"),
        ("fr", "Café glacé", "Café glacé: de quoi s'agit-il?", "La prochaine fois que le sujet reviendra"),
        ("fr", "Comment fonctionnent les phares", "Sait-on vraiment comment fonctionnent les phares?",
         "Maintenant, nous savons comment fonctionnent les phares."),
        ("fr", "Comment faire du pain", "Comment faire du pain?", "Maintenant, il n'y a plus qu'à essayer."),
        ("fr", "Réparer un vélo", "Comment réparer un vélo?", "Maintenant, il n'y a plus qu'à essayer."),
        ("fr", "Hiver sans neige", "Hiver sans neige: de quoi s'agit-il?", "La prochaine fois que le sujet"),
        ("fr", "Pourquoi le ciel est-il bleu ?", "Pourquoi le ciel est-il bleu?",
         "La prochaine fois que quelqu'un pose la question, nous aurons une réponse."),
        ("fr", "Les abeilles sont en danger", "Les abeilles sont en danger.",
         "S'il faut retenir une chose, c'est celle-ci: les abeilles sont en danger."),
        ("es", "Los faros", "¿Qué sabemos de verdad sobre los faros?", "La próxima vez que salga el tema"),
        ("es", "Faro", "Faro: ¿de qué se trata?", "La próxima vez que salga el tema"),
        ("es", "Cómo funcionan los faros", "¿Sabemos de verdad cómo funcionan los faros?",
         "Ahora ya sabemos cómo funcionan los faros."),
        ("es", "Cómo hacer pan", "¿Cómo hacer pan?", "Ahora solo queda probar."),
        ("es", "¿Por qué es azul el cielo?", "¿Por qué es azul el cielo?",
         "La próxima vez que alguien lo pregunte, tendremos una respuesta."),
        ("es", "Por la mañana", "Por la mañana: ¿de qué se trata?", "La próxima vez que salga el tema"),
        ("it", "I fari", "Conosciamo davvero i fari?", "La prossima volta che se ne parla"),
        ("it", "L'ape", "Conosciamo davvero l'ape?", "La prossima volta che se ne parla"),
        ("it", "Come funzionano i fari", "Sappiamo davvero come funzionano i fari?",
         "Ora sappiamo come funzionano i fari."),
        ("it", "Come fare il pane", "Come fare il pane?", "Ora non resta che provare."),
        ("it", "Potere e denaro", "Potere e denaro: di che cosa si tratta?", "La prossima volta"),
        ("it", "Perché il cielo è blu?", "Perché il cielo è blu?",
         "La prossima volta che qualcuno lo chiede, avremo una risposta."),
        ("nl", "Toren", "Toren: waar gaat het om?", "De volgende keer dat dit ter sprake komt"),
        ("nl", "Vuurtorens", "Wat weten we eigenlijk over vuurtorens?",
         "De volgende keer dat het over vuurtorens gaat, kunnen we meepraten."),
        ("nl", "Elektrische fiets", "Elektrische fiets: waar gaat het om?",
         "De volgende keer dat dit ter sprake komt, kunnen we meepraten."),
        ("nl", "Hoe vuurtorens werken", "Weten we eigenlijk hoe vuurtorens werken?",
         "Nu weten we hoe vuurtorens werken."),
        ("nl", "Hoe werken vuurtorens", "Hoe werken vuurtorens?",
         "Als iemand het de volgende keer vraagt, hebben we een antwoord."),
        ("nl", "Brood bakken", "Brood bakken: hoe gaat dat?", "Nu is het een kwestie van doen."),
        ("nl", "Bijen zijn in gevaar", "Bijen zijn in gevaar.",
         "Als er één ding blijft hangen, dan dit: Bijen zijn in gevaar."),
    ],
)  # fmt: skip
def test_a_topic_is_said_in_the_words_of_its_language(
    language: str, topic: str, hook: str, close: str
) -> None:
    book = phrasebook(language, material=True)

    assert book.hook(subject(book, topic)).lines[0].text == hook
    assert book.close(subject(book, topic)).lines[0].text.startswith(close)


@pytest.mark.parametrize(
    ("language", "goal", "words"),
    [
        ("fr", "Inciter les gens à s'inscrire à la lettre", "Il ne reste plus qu'à s'inscrire à la lettre."),
        ("fr", "Inscrivez-vous à la lettre", "Inscrivez-vous à la lettre."),
        ("fr", "Expliquer pourquoi les abeilles comptent",
         "Maintenant, nous savons pourquoi les abeilles comptent."),
        ("fr", "Un meilleur sommeil", "Au fond, tout tient en une chose: un meilleur sommeil."),
        ("es", "Animar a la gente a separar la basura", "Ahora solo queda separar la basura."),
        ("es", "Visita la exposición", "Visita la exposición."),
        ("es", "Explicar por qué importan las abejas", "Ahora ya sabemos por qué importan las abejas."),
        ("it", "Invitare le persone a visitare la mostra", "Ora non resta che visitare la mostra."),
        ("it", "Iscriviti alla lettera", "Iscriviti alla lettera."),
        ("it", "Spiegare perché le api contano", "Ora sappiamo perché le api contano."),
        ("nl", "Mensen ertoe brengen om afval te scheiden", "Nu rest er nog één ding: afval scheiden."),
        ("nl", "Mensen uitnodigen om te komen", "Nu rest er nog één ding: komen."),
        ("nl", "Meld je aan voor de nieuwsbrief", "Meld je aan voor de nieuwsbrief."),
        ("nl", "Uitleggen waarom bijen belangrijk zijn", "Nu weten we waarom bijen belangrijk zijn."),
    ],
)  # fmt: skip
def test_a_goal_is_said_to_the_viewer(language: str, goal: str, words: str) -> None:
    book = phrasebook(language, material=True)
    said = Subject(topic=book.topic("?", NOTHING), goal=book.goal(goal), material=True)

    assert words in [line.text for line in book.close(said).lines]


@pytest.mark.parametrize(
    ("language", "goal"),
    [
        ("fr", "Augmenter les ventes"), ("fr", "informer"), ("es", "Aumentar las ventas"), ("es", "?"),
        ("it", "Aumentare le vendite"), ("it", ""), ("nl", "Meer verkoop"), ("nl", "Informeren"),
    ],
)  # fmt: skip
def test_a_goal_that_is_only_the_makers_is_not_said(language: str, goal: str) -> None:
    assert phrasebook(language, material=True).goal(goal) == Goal()


@pytest.mark.parametrize(
    ("language", "audience", "follows"),
    [
        ("fr", "Enfants curieux (8-10 ans)", "enfants curieux"), ("fr", "Tout le monde", ""),
        ("fr", "Pour les enfants", "les enfants"), ("es", "Niños de 8 a 10 años", "niños"),
        ("es", "Público general", ""), ("it", "Bambini curiosi", "bambini curiosi"), ("it", "Tutti", ""),
        ("nl", "Nieuwsgierige kinderen", "nieuwsgierige kinderen"), ("nl", "Iedereen", ""),
        ("nl", "KLM-personeel", "KLM-personeel"),
    ],
)  # fmt: skip
def test_an_audience_follows_for(language: str, audience: str, follows: str) -> None:
    assert phrasebook(language, material=True).audience(audience, NOTHING) == follows


@pytest.mark.parametrize(
    ("language", "number", "step", "own"),
    [
        ("en", "Number one", "Step two", ("tip", 3, "Tip three")),
        ("de", "Nummer eins", "Schritt zwei", ("Grund", 3, "Grund drei")),
        ("fr", "Numéro un", "Deuxième étape", ("raison", 1, "Première raison")),
        ("es", "Número uno", "Segundo paso", ("razón", 1, "Primera razón")),
        ("it", "Numero uno", "Secondo passo", ("regola", 1, "Prima regola")),
        ("nl", "Nummer één", "Stap twee", ("tip", 3, "Tip drie")),
    ],
)
def test_points_are_counted_as_a_narrator_counts(
    language: str, number: str, step: str, own: tuple[str, int, str]
) -> None:
    book = phrasebook(language, material=True)
    unit, place, words = own

    assert book.numbered("number", 1) == number
    assert book.numbered("step", 2) == step
    assert book.numbered(unit, place) == words
    assert book.numbered("step", 33).endswith("33")
    assert len({book.numbered("step", place) for place in range(1, 31)}) == 30


@pytest.mark.parametrize(
    ("language", "topic", "unit", "count"),
    [
        ("fr", "Cinq conseils pour mieux dormir", "conseil", 5),
        ("fr", "10 raisons d'aller à pied", "raison", 10),
        ("es", "Los 7 errores más comunes", "error", 7), ("it", "Tre modi per risparmiare", "modo", 3),
        ("nl", "12 tips voor thuis", "tip", 12), ("nl", "Twaalf huizen", None, None),
    ],
)  # fmt: skip
def test_a_topic_tells_how_many_things_its_list_holds(
    language: str, topic: str, unit: str | None, count: int | None
) -> None:
    read = phrasebook(language, material=True).topic(topic, NOTHING)

    assert (read.unit, read.count) == (unit, count)


@pytest.mark.parametrize("language", list(PHRASEBOOKS))
@pytest.mark.parametrize("form", FORMS)
def test_everything_that_can_be_said_is_a_sentence_of_its_language(language: str, form: Form) -> None:
    """No placeholder is left, no line is said twice in a film, questions open and close as they must."""
    book = phrasebook(language, material=True)
    for topic in TOPICS[language]:
        for material in (True, False):
            said = subject(book, topic, form, material=material)
            beats = [*book.beats(said), *filter(None, [book.bridges(said).check])]
            lines = [line.text for beat in beats for line in beat.lines]
            framed = [line.text for beat in (book.hook(said), book.close(said)) for line in beat.lines]

            assert len(set(lines)) == len(lines)
            assert not set(lines) & set(framed)
            for line in [*lines, *framed]:
                assert line[-1] in ".?"
                assert line.lstrip("¿")[0].isupper()
                assert not re.search(r"[{}]|  | [?!.,]|\.\.|\bNone\b", line)
                assert line.count("¿") == line.count("?") * (language == "es")


@pytest.mark.parametrize("language", list(PHRASEBOOKS))
def test_years_pass_in_words_or_figures(language: str) -> None:
    book = phrasebook(language, material=True)

    assert not re.search(r"\d", book.passed(9))
    assert "47" in book.passed(47)
    assert book.passed(47)[0].isupper()


def test_or_and_and_are_said_as_they_sound_in_spanish() -> None:
    book = phrasebook("es", material=True)
    hook = book.hook(Subject(topic=book.topic("x", NOTHING), form="comparison", sides=("bronce", "oro")))

    assert hook.lines[0].text == "¿Bronce u oro?"
    assert book.joined(("padres", "hijos")) == "padres e hijos"
    assert book.joined(("agua", "hielo", "sal")) == "agua, hielo y sal"
