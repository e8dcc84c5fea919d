"""Dutch words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

Nobody is addressed as "jij" or "u", and no word depends on whether something is "de" or "het".
"""

from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording, opened
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic


def either(parts: Sequence[str]) -> str:
    """``a, b of c``."""
    return f"{', '.join(parts[:-1])} of {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _story(topic: Topic) -> str:
    return opened(topic, ("Dit is {}.", "Hier komt een verhaal: {}."), ("het verhaal", "een verhaal"))


def _useful(topic: Topic) -> str:
    text = _capital(topic.text)
    return f"{text}?" if topic.kind == "question" else f"{text}: wat hebben we daaraan?"


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "label", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Maak kennis met {topic.thing or topic.text}."


WORDING = FormWording(
    either=either,
    audience="Dit is voor {}.",
    aim="Uiteindelijk draait het om één ding: {}.",
    call="{}.",
    lesson="Nu weten we {}.",
    lesson_alone="Laten we uitzoeken {}.",
    that=("dat ",),
    that_alone="Laten we niet vergeten {}.",
    turn_title="En nu",
    side_by_side="Laten we alles naast elkaar zetten.",
    two_heard="Dat waren de twee kanten.",
    all_heard="Dat waren alle kanten.",
    which="Wat wordt het?",
    choice="Die keuze maakt ieder voor zich.",
    choice_title="De keuze",
    weigh="Laten we rustig afwegen.",
    story_audience="Een verhaal voor {}.",
    story=_story,
    begins="Zo begint het.",
    ends="En daar eindigt het verhaal.",
    stays="Welk moment blijft hangen?",
    retold="Zo'n verhaal is het navertellen waard.",
    untold="Nu moet dit verhaal alleen nog verteld worden.",
    end_title="Het einde van het verhaal",
    useful=_useful,
    look="Laten we eens beter kijken.",
    meet=_meet,
    remedy="Wat is daaraan te doen?",
    tried="Zelf proberen zegt het meest.",
    problem="Het probleem",
    onward="En het verhaal gaat verder.",
    step_by_step="{}, stap voor stap.",
    try_it="Nu is het een kwestie van doen.",
    check=Beat(
        "De controle",
        (Line("Dan nog één laatste controle.", 3), Line("Is alles geworden zoals het moest worden?", 2)),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "Wat telt",
        "Laten we voor het vergelijken beslissen wat het zwaarst telt.",
        "Als één ding vooropstaat, wordt de rest makkelijker.",
    ),
    ("Dezelfde vraag", "Stel overal dezelfde vraag.", "Pas dan zijn de antwoorden te vergelijken."),
    (
        "Een gewone dag",
        "Neem een gewone dag in gedachten, eerst met de ene keuze en dan met de andere.",
        "Waar zou het verschil het eerst opvallen?",
    ),
    (
        "De keerzijde",
        "Wat zouden we bij elke keuze moeten opgeven?",
        "Dat is vaak makkelijker te zeggen dan wat we winnen.",
    ),
    (
        "Wat hetzelfde is",
        "Wat is er hetzelfde?",
        "Dat wordt snel vergeten als iedereen alleen op verschillen let.",
    ),
    (
        "Wie al koos",
        "Vraag het iemand die al moest kiezen.",
        "Waar zou die de volgende keer beter op letten?",
    ),
    (
        "Over een jaar",
        "Met welke keuze zouden we over een jaar nog blij zijn?",
        "Dat antwoord mag best wat tijd kosten.",
    ),
    (
        "De weg terug",
        "Hoe makkelijk is de keuze later nog te veranderen?",
        "Wat terug te draaien is, weegt minder zwaar.",
    ),
)
STORY_BEATS: Bank = (
    ("Het begin", "Waar zou dit verhaal moeten beginnen?", "Het beste begin is vaak klein."),
    (
        "De plek",
        "Neem de plek waar het gebeurt in gedachten.",
        "Wat is daar te horen, voordat er iets gebeurt?",
    ),
    ("De mensen", "Wie komen er in dit verhaal voor?", "En wie ontbreken er?"),
    (
        "Het keerpunt",
        "In elk verhaal is er een moment waarop alles anders wordt.",
        "Welk moment zou dat hier zijn?",
    ),
    ("De inzet", "Wat zou er verloren kunnen gaan?", "En wie zou dat als eerste merken?"),
    (
        "Eén detail",
        "Zoek het ene detail dat alleen iemand kent die erbij was.",
        "Dat brengt al het andere tot leven.",
    ),
    ("De stilte", "Wat wordt er nooit hardop gezegd?", "Laat daar een beetje ruimte voor."),
    ("Het slot", "Hoe zou het moeten aflopen?", "En welk einde verwacht niemand?"),
)
STORY_AFTER_NOTES: Bank = (
    ("Middenin", "Laten we ons even midden in het verhaal verplaatsen.", "Wat hadden wij gedaan?"),
    (
        "Een andere stem",
        "Wie zou dit verhaal van een andere kant kunnen vertellen?",
        "Misschien begon het dan ergens anders.",
    ),
    (
        "Het moment",
        "Welk moment zouden we het eerst vertellen?",
        "Vaak is dat het moment dat het meest betekent.",
    ),
    (
        "Eén beeld",
        "Als er maar één beeld van overbleef, wat zou het moeten laten zien?",
        "En wie zou er helemaal aan de rand staan?",
    ),
)
SHOWCASE_BEATS: Bank = (
    (
        "Eerst het probleem",
        "Laten we met het probleem beginnen, niet met het product.",
        "Wat stoort zo erg dat het een oplossing verdient?",
    ),
    ("Vandaag", "Hoe gaat het vandaag, zonder zoiets?", "Hoeveel tijd en geduld kost dat?"),
    ("Eén ding", "Wat moet er vooral goed werken?", "Al het andere komt daarna."),
    (
        "Een gewone dag",
        "Neem een gewone dag in gedachten, maar dan met dit erbij.",
        "Wat zou er 's avonds anders zijn?",
    ),
    (
        "De eersten",
        "Wie zou het als eerste willen proberen?",
        "Denk aan één mens, en aan wat die zou zeggen.",
    ),
    (
        "Een eerlijke proef",
        "Hoe is dit op de proef te stellen?",
        "Het beste met de taak die er het meest toe doet.",
    ),
    (
        "Voor de keuze",
        "Welke vraag hoort er gesteld te worden voor de keuze?",
        "Een goed antwoord is meestal kort.",
    ),
    (
        "Een maand later",
        "Wat zouden we er over een maand over willen zeggen?",
        "Schrijf het op, en lees het dan nog eens.",
    ),
)

BANKS = FormBanks(
    comparison=(COMPARISON_BEATS, (*COMPARISON_BEATS[2:4], *COMPARISON_BEATS[5:], COMPARISON_BEATS[4])),
    story=(STORY_BEATS, STORY_AFTER_NOTES),
    showcase=(
        SHOWCASE_BEATS,
        (SHOWCASE_BEATS[3], SHOWCASE_BEATS[5], SHOWCASE_BEATS[6], SHOWCASE_BEATS[4], SHOWCASE_BEATS[7]),
    ),
)
