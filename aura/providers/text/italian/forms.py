"""Italian words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

Nobody is addressed as "tu", "voi" or "Lei", and no word depends on the gender of what is compared or shown.
"""

from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording, opened
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic


def either(parts: Sequence[str]) -> str:
    """``a, b o c``."""
    return f"{', '.join(parts[:-1])} o {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _story(topic: Topic) -> str:
    return opened(topic, ("Questa è {}.", "C'è una storia da raccontare: {}."), ("la storia", "una storia"))


def _useful(topic: Topic) -> str:
    text = _capital(topic.text)
    return f"{text}?" if topic.kind == "question" else f"{text}: di che cosa si tratta?"


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "label", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Ecco {topic.thing or topic.text}."


WORDING = FormWording(
    either=either,
    audience="Questo video è per {}.",
    aim="In fondo, tutto si riduce a una cosa: {}.",
    call="{}.",
    lesson="Ora sappiamo {}.",
    lesson_alone="Resta da scoprire {}.",
    that=("che ",),
    that_alone="Non dimentichiamo {}.",
    turn_title="Tocca a noi",
    side_by_side="Mettiamo tutto a confronto, punto per punto.",
    two_heard="Ecco che cosa c'è da una parte e dall'altra.",
    all_heard="Ecco che cosa c'è da ogni parte.",
    which="E allora, che cosa scegliere?",
    choice="A ciascuno la sua decisione.",
    choice_title="La scelta",
    weigh="Prendiamoci il tempo di pesare i pro e i contro.",
    story_audience="Una storia per {}.",
    story=_story,
    begins="Comincia così.",
    ends="E qui la storia finisce.",
    stays="Quale momento resterà in mente?",
    retold="Una storia così merita di essere raccontata ancora.",
    untold="Ora non resta che raccontare questa storia.",
    end_title="La fine della storia",
    useful=_useful,
    look="Guardiamo più da vicino.",
    meet=_meet,
    remedy="Che cosa si può fare?",
    tried="Il modo migliore per capirlo è provare.",
    problem="Il problema",
    onward="E la storia continua.",
    step_by_step="{}, passo dopo passo.",
    try_it="Ora non resta che provare.",
    check=Beat(
        "La verifica",
        (Line("Prima di finire, un'ultima verifica.", 3), Line("È andato tutto come doveva?", 2)),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "Che cosa conta",
        "Prima di confrontare, decidiamo che cosa conta di più.",
        "Con una cosa al primo posto, il resto diventa più facile.",
    ),
    (
        "La stessa domanda",
        "Facciamo in ogni caso la stessa domanda.",
        "Solo così le risposte si possono confrontare.",
    ),
    (
        "Un giorno qualunque",
        "Immaginiamo un giorno qualunque, prima con una scelta e poi con l'altra.",
        "Dove si noterebbe per prima la differenza?",
    ),
    (
        "L'altra faccia",
        "A che cosa bisognerebbe rinunciare con ogni scelta?",
        "Spesso è più facile da dire di ciò che si guadagna.",
    ),
    ("In comune", "Che cosa c'è in comune?", "È facile non vederlo quando si cercano solo differenze."),
    (
        "Chi ha già scelto",
        "Chiediamo a qualcuno che ha dovuto scegliere.",
        "A che cosa farebbe più attenzione la prossima volta?",
    ),
    (
        "Fra un anno",
        "Di quale scelta saremmo contenti anche fra un anno?",
        "È una risposta che merita un po' di tempo.",
    ),
    (
        "Tornare indietro",
        "Sarebbe facile cambiare idea più avanti?",
        "Una scelta che si può disfare pesa meno.",
    ),
)
STORY_BEATS: Bank = (
    ("L'inizio", "Da dove dovrebbe cominciare questa storia?", "Gli inizi migliori sono spesso piccoli."),
    ("Il luogo", "Immaginiamo il luogo in cui si svolge.", "Che cosa si sente, prima che accada qualcosa?"),
    ("Le persone", "Chi c'è in questa storia?", "E chi manca?"),
    ("La svolta", "In ogni storia c'è un momento che cambia tutto.", "Quale sarebbe, qui?"),
    ("La posta in gioco", "Che cosa si potrebbe perdere?", "E chi se ne accorgerebbe per primo?"),
    (
        "Un dettaglio",
        "Cerchiamo il dettaglio che conosce solo chi era presente.",
        "È quello che rende vivo tutto il resto.",
    ),
    ("Il silenzio", "Che cosa non viene mai detto ad alta voce?", "Lasciamogli un po' di spazio."),
    ("La fine", "Come dovrebbe finire?", "E quale fine non si aspetta nessuno?"),
)
STORY_AFTER_NOTES: Bank = (
    ("Nel mezzo", "Mettiamoci per un momento nel mezzo della scena.", "Che cosa avremmo fatto?"),
    (
        "Un'altra voce",
        "Chi potrebbe raccontare questa storia da un altro lato?",
        "Forse comincerebbe altrove.",
    ),
    ("Il momento", "Quale momento racconteremmo per primo?", "Di solito è quello che conta di più."),
    (
        "Un'immagine",
        "Se ne restasse una sola immagine, che cosa dovrebbe mostrare?",
        "E chi starebbe proprio sul bordo?",
    ),
)
SHOWCASE_BEATS: Bank = (
    (
        "Prima il problema",
        "Partiamo dal problema, non dal prodotto.",
        "Che cosa dà tanto fastidio da volerlo risolvere?",
    ),
    ("Oggi", "Come si fa oggi, senza niente di simile?", "Quanto tempo e quanta pazienza costa?"),
    ("Una cosa sola", "Qual è la cosa che deve funzionare bene prima di tutte?", "Il resto viene dopo."),
    (
        "Un giorno qualunque",
        "Immaginiamo un giorno qualunque con questo a portata di mano.",
        "Che cosa sarebbe diverso, la sera?",
    ),
    ("I primi", "Chi vorrebbe provare per primo?", "Pensiamo a una persona, e a quello che direbbe."),
    (
        "Una vera prova",
        "Come si potrebbe metterlo alla prova?",
        "La cosa migliore è scegliere il compito più importante.",
    ),
    (
        "Prima di decidere",
        "Quale domanda faremmo prima di decidere?",
        "Una buona risposta di solito è breve.",
    ),
    ("Un mese dopo", "Che cosa vorremmo poter dire fra un mese?", "Scriviamolo, e rileggiamolo allora."),
)

BANKS = FormBanks(
    comparison=(COMPARISON_BEATS, (*COMPARISON_BEATS[2:4], *COMPARISON_BEATS[5:], COMPARISON_BEATS[4])),
    story=(STORY_BEATS, STORY_AFTER_NOTES),
    showcase=(
        SHOWCASE_BEATS,
        (SHOWCASE_BEATS[3], SHOWCASE_BEATS[5], SHOWCASE_BEATS[6], SHOWCASE_BEATS[4], SHOWCASE_BEATS[7]),
    ),
)
