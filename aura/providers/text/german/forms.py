"""German words for the forms: what opens and closes a comparison, a story and a showcase, and fills them.

Nobody is addressed as "du" or "Sie", and no word depends on the gender of what is compared or shown.
"""

from collections.abc import Sequence

from aura.providers.text.frames import Bank, FormBanks, FormWording, opened
from aura.providers.text.phrasebook import Beat, Line
from aura.providers.text.topic import Topic


def either(parts: Sequence[str]) -> str:
    """``a, b oder c``."""
    return f"{', '.join(parts[:-1])} oder {parts[-1]}" if len(parts) > 1 else "".join(parts)


def listed(parts: Sequence[str]) -> str:
    """``a, b und c``."""
    return f"{', '.join(parts[:-1])} und {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _capital(topic: Topic) -> str:
    return topic.text[:1].upper() + topic.text[1:]


def _story(topic: Topic) -> str:
    if topic.kind == "clause":
        return f"Das ist die Geschichte davon, {topic.about}."
    return opened(
        topic, ("Das ist {}.", "Hier kommt eine Geschichte: {}."), ("die geschichte", "eine geschichte")
    )


def _useful(topic: Topic) -> str:
    return (
        f"{_capital(topic)}?" if topic.kind == "question" else f"{_capital(topic)}: Was bringt das im Alltag?"
    )


def _meet(topic: Topic) -> str:
    if topic.kind not in {"noun", "plain"} or topic.count or len(topic.text.split()) > 10:
        return ""
    return f"Wir stellen vor: {topic.thing or topic.text}."


WORDING = FormWording(
    either=either,
    audience="Das hier ist für {}.",
    aim="Am Ende geht es um eines: {}.",
    call="Und nun: {}.",
    lesson="Jetzt wissen wir, {}.",
    lesson_alone="Finden wir es heraus: {}.",
    that=("dass ",),
    that_alone="Vergessen wir nicht, {}.",
    turn_title="Jetzt",
    side_by_side="Stellen wir alles nebeneinander.",
    two_heard="Das waren beide Seiten.",
    all_heard="Das waren alle Seiten.",
    which="Was passt nun besser?",
    choice="Das entscheidet am Ende jeder selbst.",
    choice_title="Die Entscheidung",
    weigh="Wägen wir in Ruhe ab.",
    story_audience="Eine Geschichte für {}.",
    story=_story,
    begins="So fängt alles an.",
    ends="Und damit endet diese Geschichte.",
    stays="Welcher Moment bleibt hängen?",
    retold="Weitererzählen lohnt sich.",
    untold="Jetzt muss diese Geschichte nur noch jemand erzählen.",
    end_title="Das Ende der Geschichte",
    useful=_useful,
    look="Schauen wir genauer hin.",
    meet=_meet,
    remedy="Was hilft da?",
    tried="Am besten selbst ausprobieren.",
    problem="Das Problem",
    onward="Und die Geschichte geht weiter.",
    step_by_step="{}, Schritt für Schritt.",
    try_it="Jetzt heißt es: selbst ausprobieren.",
    check=Beat(
        "Die Probe",
        (Line("Zum Schluss noch die Probe.", 3), Line("Ist alles so geworden, wie es werden sollte?", 2)),
    ),
)

COMPARISON_BEATS: Bank = (
    (
        "Was zählt",
        "Überlegen wir vor dem Vergleich, was am meisten zählt.",
        "Wenn eines zuerst kommt, wird der Rest leichter.",
    ),
    (
        "Eine Frage für alle",
        "Stellen wir überall dieselbe Frage.",
        "Erst dann stehen die Antworten nebeneinander.",
    ),
    (
        "Ein ganz normaler Tag",
        "Stellen wir uns einen ganz normalen Tag vor, einmal so und einmal so.",
        "Wo fiele der Unterschied zuerst auf?",
    ),
    (
        "Die andere Seite",
        "Worauf müssten wir bei jeder Wahl verzichten?",
        "Das ist oft leichter zu sagen als das, was wir gewinnen.",
    ),
    (
        "Was gleich ist",
        "Was haben beide Seiten gemeinsam?",
        "Das wird leicht übersehen, wenn alle nur nach Unterschieden suchen.",
    ),
    (
        "Wer schon gewählt hat",
        "Fragen wir jemanden, der sich entscheiden musste.",
        "Worauf käme es beim nächsten Mal an?",
    ),
    (
        "In einem Jahr",
        "Mit welcher Wahl wären wir auch in einem Jahr noch zufrieden?",
        "Für diese Antwort dürfen wir uns Zeit nehmen.",
    ),
    (
        "Der Weg zurück",
        "Wie leicht ließe sich die Entscheidung später ändern?",
        "Was sich ändern lässt, entscheidet sich leichter.",
    ),
)
COMPARISON_AFTER_NOTES = (*COMPARISON_BEATS[2:4], *COMPARISON_BEATS[5:], COMPARISON_BEATS[4])

STORY_BEATS: Bank = (
    ("Der Anfang", "Wo würde diese Geschichte beginnen?", "Die besten Anfänge sind oft klein."),
    (
        "Der Ort",
        "Stellen wir uns den Ort vor, an dem sie spielt.",
        "Was ist dort zu hören, bevor etwas geschieht?",
    ),
    ("Die Menschen", "Wer kommt in dieser Geschichte vor?", "Und wer fehlt?"),
    (
        "Der Wendepunkt",
        "In jeder Geschichte gibt es einen Moment, der alles ändert.",
        "Welcher wäre es hier?",
    ),
    ("Was auf dem Spiel steht", "Was könnte verloren gehen?", "Und wer würde es als Erstes merken?"),
    (
        "Ein Detail",
        "Suchen wir das eine Detail, das nur kennt, wer dabei war.",
        "Damit wird alles andere lebendig.",
    ),
    ("Die Stille", "Was wird nie laut ausgesprochen?", "Lassen wir dafür ein wenig Platz."),
    ("Der Schluss", "Wie sollte sie ausgehen?", "Und welchen Schluss erwartet niemand?"),
)
STORY_AFTER_NOTES: Bank = (
    ("Mittendrin", "Versetzen wir uns für einen Moment mitten hinein.", "Was hätten wir getan?"),
    (
        "Eine andere Stimme",
        "Wer könnte diese Geschichte von einer anderen Seite erzählen?",
        "Vielleicht finge sie ganz woanders an.",
    ),
    ("Der Moment", "Welchen Moment würden wir zuerst erzählen?", "Oft ist es der, der am meisten bedeutet."),
    ("Ein Bild", "Wenn nur ein Bild davon bliebe, was müsste es zeigen?", "Und wer stünde ganz am Rand?"),
)

SHOWCASE_BEATS: Bank = (
    (
        "Zuerst das Problem",
        "Fangen wir mit dem Problem an, nicht mit dem Produkt.",
        "Was stört so sehr, dass es gelöst werden soll?",
    ),
    ("Heute", "Wie geht es heute, ganz ohne?", "Was kostet das an Zeit und Nerven?"),
    ("Eine Sache", "Was muss unbedingt gut funktionieren?", "Alles andere kommt danach."),
    (
        "Ein ganz normaler Tag",
        "Stellen wir uns einen ganz normalen Tag damit vor.",
        "Was wäre am Abend anders?",
    ),
    (
        "Wer zuerst",
        "Wer würde es als Erstes ausprobieren wollen?",
        "Denken wir an einen Menschen, und an das, was er sagen würde.",
    ),
    (
        "Eine faire Probe",
        "Wie ließe sich das auf die Probe stellen?",
        "Am besten mit der Aufgabe, die am wichtigsten ist.",
    ),
    (
        "Vor der Entscheidung",
        "Welche Frage gehört vor die Entscheidung?",
        "Eine gute Antwort ist meistens kurz.",
    ),
    (
        "Einen Monat später",
        "Was wollen wir in einem Monat darüber sagen können?",
        "Schreiben wir es auf, und lesen wir es dann noch einmal.",
    ),
)
SHOWCASE_AFTER_NOTES = (
    SHOWCASE_BEATS[3],
    SHOWCASE_BEATS[5],
    SHOWCASE_BEATS[6],
    SHOWCASE_BEATS[4],
    SHOWCASE_BEATS[7],
)

BANKS = FormBanks(
    comparison=(COMPARISON_BEATS, COMPARISON_AFTER_NOTES),
    story=(STORY_BEATS, STORY_AFTER_NOTES),
    showcase=(SHOWCASE_BEATS, SHOWCASE_AFTER_NOTES),
)
