"""What Aura says in German.  Nobody is addressed as "du" or "Sie"."""

from collections.abc import Sequence

from aura.providers.text import frames
from aura.providers.text.frames import Banks, Rounding
from aura.providers.text.german import beats as text
from aura.providers.text.german import forms
from aura.providers.text.german.goal import read_audience, read_goal
from aura.providers.text.german.lexicon import COUNTS
from aura.providers.text.german.topic import mid_sentence, read_topic
from aura.providers.text.phrasebook import Beat, Bridges, Goal, Line, Subject
from aura.providers.text.topic import Spelling, Topic

_UNITS = {"number": "Nummer", "step": "Schritt"}
_ROUNDING = Rounding(
    new="Was davon war neu?",
    again="Und wem es zu schnell ging: einfach noch einmal ansehen.",
    tell="Weitererzählen lohnt sich.",
    found="Und erzählen wir weiter, was wir dabei entdecken.",
)
_NUMBERS = {value: word for word, value in COUNTS.items()}


class German:
    """The German phrasebook."""

    def topic(self, text: str, spelling: Spelling) -> Topic:
        return read_topic(text, spelling)

    def goal(self, text: str) -> Goal:
        return read_goal(text)

    def audience(self, text: str, spelling: Spelling) -> str:
        return read_audience(text, spelling)

    def mid_sentence(self, phrase: str, spelling: Spelling) -> str:
        return mid_sentence(phrase, spelling)

    def hook(self, subject: Subject) -> Beat:
        topic = subject.topic
        if framed := frames.hook(subject, forms.WORDING):
            return framed
        if subject.short:
            return Beat(_heading(topic), (Line(_ended(topic.text), 3),))
        lines = [Line(_ask(subject), 3)]
        if subject.items:
            lines.append(Line(_promise_items(subject), 2))
        if subject.audience:
            lines.append(Line(f"Das hier ist für {subject.audience}.", 2))
        if subject.labels:
            lines.append(Line(f"Unsere Stationen: {forms.listed(subject.labels)}.", 1))
        elif topic.kind == "question" and subject.material:
            lines.append(Line("Hier kommt die kurze Antwort.", 1))
        else:
            lines.append(Line("Schauen wir genauer hin.", 1))
        if subject.material and subject.seconds < 60 and subject.form != "tutorial":
            lines.append(Line("Es dauert nicht einmal eine Minute."))
        return Beat(_heading(topic), tuple(lines))

    def close(self, subject: Subject) -> Beat:
        if framed := frames.close(subject, forms.WORDING):
            return framed
        if subject.short:
            return Beat("Zum Mitnehmen", (Line("Darüber lohnt es sich nachzudenken.", 3),))
        lines = frames.rounded(subject, _conclusion(subject), _ROUNDING, forms.WORDING)
        return Beat("Jetzt" if subject.goal.call else "Zum Mitnehmen", lines)

    def beats(self, subject: Subject) -> tuple[Beat, ...]:
        topic = subject.topic
        bank = _banks(subject).of(subject)
        return tuple(
            Beat(title, tuple(Line(_filled(line, topic)) for line in lines)) for title, *lines in bank
        )

    def joined(self, parts: Sequence[str]) -> str:
        return forms.listed(parts)

    def bridges(self, subject: Subject) -> Bridges:
        return frames.bridges(subject, forms.WORDING)

    def passed(self, years: int) -> str:
        return f"Dann vergehen {_NUMBERS.get(years, str(years))} Jahre."

    def numbered(self, unit: str, number: int) -> str:
        return f"{_UNITS.get(unit, unit)} {_NUMBERS.get(number, str(number))}"

    def point(self, label: str, place: int, last: bool) -> Beat:
        frame = text.LAST_POINT if last and place else text.POINT_FRAMES[place % len(text.POINT_FRAMES)]
        question = text.POINT_QUESTIONS[place] if place < len(text.POINT_QUESTIONS) else None
        lines = [Line(frame.format(label=label), 3), *([Line(question, 1)] if question else [])]
        return Beat(label[:1].upper() + label[1:], tuple(lines))


def _banks(subject: Subject) -> Banks:
    general = Banks(text.FIRST_BEATS, text.SUBJECT_BEATS, text.AFTER_NOTES)
    if _is_doing(subject.topic) or subject.form == "tutorial":
        general = Banks(text.FIRST_ACTIVITY_BEATS, text.ACTIVITY_BEATS, text.ACTIVITY_AFTER_NOTES)
    return forms.BANKS.of(subject, general)


def _heading(topic: Topic) -> str:
    return topic.text + "?" * (topic.kind == "question")


def _ended(sentence: str) -> str:
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _is_doing(topic: Topic) -> bool:
    return topic.kind == "activity" or (topic.about or "").startswith("wie man ")


def _about(topic: Topic) -> tuple[str, str]:
    """What stands for ``{über}`` and for ``{tail}``."""
    if topic.about is None or (topic.kind == "noun" and "," in topic.about):
        return "über dieses Thema", ""
    if topic.kind == "clause":
        return "darüber", f", {topic.about}"
    return f"über {topic.about}", ""


def _filled(template: str, topic: Topic) -> str:
    about, tail = _about(topic)
    return template.format(über=about, tail=tail)


def _ask(subject: Subject) -> str:
    topic = subject.topic
    capital = topic.text[:1].upper() + topic.text[1:]
    if topic.count and subject.items and subject.material:
        return f"{capital}: Was davon ist neu?"
    if frames.is_made(subject):
        return forms.WORDING.step_by_step.format(capital)
    match topic.kind:
        case "question":
            return f"{capital}?"
        case "clause":
            return f"Wer weiß eigentlich, {topic.about}?"
        case "activity":
            return f"{capital}: Wie geht das eigentlich?"
        case "noun" if topic.about and not topic.about.startswith(("unser", "mein")):
            return f"Was wissen wir eigentlich über {topic.about}?"
        case "noun" if topic.thing:
            return f"{topic.thing[:1].upper()}{topic.thing[1:]}: Was steckt eigentlich dahinter?"
    return _ended(topic.text)


def _promise_items(subject: Subject) -> str:
    topic, number = subject.topic, _NUMBERS.get(subject.items, str(subject.items))
    about, tail = _about(topic)
    if topic.count and subject.material:
        return "Gehen wir sie der Reihe nach durch."
    if subject.unit == "step":
        return "Hier ist ein Schritt." if subject.items == 1 else f"Hier sind {number} Schritte."
    if not subject.material:
        one = subject.items == 1
        if _is_doing(topic):
            return f"Hier {'ist ein Schritt' if one else f'sind {number} Schritte'} auf dem Weg dahin."
        return f"Hier {'ist ein Weg' if one else f'sind {number} Wege'}, mehr {about} herauszufinden{tail}."
    if subject.items == 1:
        return "Einen Punkt sollte man kennen."
    return f"Hier sind {number} Punkte, die man kennen sollte."


def _conclusion(subject: Subject) -> str:
    topic, lesson = subject.topic, subject.goal.lesson
    clause = lesson or (topic.about if topic.kind == "clause" else None)
    if clause:
        if subject.material:
            return f"Jetzt wissen wir, {clause}."
        return (
            f"Vergessen wir nicht, {clause}."
            if clause.startswith("dass ")
            else f"Finden wir es heraus: {clause}."
        )
    if frames.is_made(subject):
        return forms.WORDING.try_it
    match topic.kind:
        case "activity":
            return forms.WORDING.try_it
        case "question" if subject.material:
            return "Wenn das nächste Mal jemand fragt, haben wir eine Antwort."
        case "question":
            return "Es lohnt sich, die Antwort zu suchen."
    if topic.about and topic.about.startswith(("unser", "mein")):
        return f"Das also ist {topic.thing}." if topic.thing else "Das war es schon."
    return f"Wer das nächste Mal etwas {_about(topic)[0]} hört, kann mitreden."
