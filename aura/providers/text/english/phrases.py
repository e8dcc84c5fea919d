"""What Aura says in English."""

from collections.abc import Iterable, Sequence

from aura.providers.text import frames
from aura.providers.text.english import beats as text
from aura.providers.text.english import forms
from aura.providers.text.english.casing import mid_sentence
from aura.providers.text.english.goal import read_audience, read_goal
from aura.providers.text.english.lexicon import COUNTS, UNITS
from aura.providers.text.english.topic import read_topic
from aura.providers.text.frames import Banks, Rounding
from aura.providers.text.phrasebook import Beat, Bridges, Goal, Line, Subject
from aura.providers.text.topic import Spelling, Topic

_NUMBERS = {value: word for word, value in COUNTS.items()}
_LONG = 3
"""Words: a longer topic is named in every third beat only, and is "this" in the others."""
_ROUNDING = (
    "Which part was new to you?",
    "And if it went too fast, watch it again.",
    "Tell someone who would like to know.",
)
_FORMAL = {
    "let's": "let us",
    "Let's": "Let us",
    "that's": "that is",
    "That's": "That is",
    "here's": "here is",
    "Here's": "Here is",
    "it's": "it is",
    "you'll": "you will",
    "It's": "It is",
    "shouldn't": "should not",
    "We'll": "We will",
}


class English:
    """The English phrasebook."""

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
            return Beat(framed.title, _toned(framed.lines, subject))
        if subject.short:
            return Beat(_heading(topic), (Line(_ended(topic.text), 3),))
        lines = [Line(_first(subject), 3)]
        if subject.items:
            lines.append(Line(_promise_items(subject), 2))
        if subject.audience:
            lines.append(Line(f"This is for {subject.audience}.", 2))
        if subject.labels:
            lines.append(Line(f"We'll look at {forms.listed(subject.labels)}.", 1))
        elif not subject.items:
            lines.append(Line(_invitation(subject), 1))
        if subject.material and subject.seconds < 60 and subject.form != "tutorial":
            lines.append(Line("It takes less than a minute."))
        return Beat(_heading(topic), _toned(lines, subject))

    def close(self, subject: Subject) -> Beat:
        goal, topic = subject.goal, subject.topic
        if framed := frames.close(subject, forms.WORDING):
            return Beat(framed.title, _toned(framed.lines, subject))
        if subject.short:
            return Beat("To take away", (Line("Think about it.", 3),))
        doing = topic.kind == "activity"
        found = "Take your time, and enjoy it." if doing else "And tell someone what you find."
        lines = frames.rounded(subject, _conclusion(subject), Rounding(*_ROUNDING, found), forms.WORDING)
        return Beat("Your turn" if goal.call else "To take away", _toned(lines, subject))

    def beats(self, subject: Subject) -> tuple[Beat, ...]:
        topic = subject.topic
        bank = _banks(subject).of(subject)
        return tuple(
            Beat(title, _toned([Line(_filled(line, topic, place)) for line in lines], subject))
            for place, (title, *lines) in enumerate(bank)
        )

    def joined(self, parts: Sequence[str]) -> str:
        return forms.listed(parts)

    def bridges(self, subject: Subject) -> Bridges:
        return frames.bridges(subject, forms.WORDING)

    def passed(self, years: int) -> str:
        return f"Then {_NUMBERS.get(years, str(years))} years go by."

    def numbered(self, unit: str, number: int) -> str:
        name = unit if unit in UNITS else "number"
        return f"{name.capitalize()} {_NUMBERS.get(number, str(number))}"

    def point(self, label: str, place: int, last: bool) -> Beat:
        frame = text.LAST_POINT if last and place else text.POINT_FRAMES[place % len(text.POINT_FRAMES)]
        question = text.POINT_QUESTIONS[place % len(text.POINT_QUESTIONS)]
        lines = (Line(frame.format(label=label), 3), Line(question.format(label=label), 1))
        return Beat(label[:1].upper() + label[1:], lines)


def _banks(subject: Subject) -> Banks:
    general = Banks(text.FIRST_BEATS, text.SUBJECT_BEATS, text.AFTER_NOTES)
    if subject.topic.act or subject.form == "tutorial":
        general = Banks(text.FIRST_ACTIVITY_BEATS, text.ACTIVITY_BEATS, text.ACTIVITY_AFTER_NOTES)
    return forms.BANKS.of(subject, general)


def _heading(topic: Topic) -> str:
    return topic.text + "?" * (topic.kind == "question")


def _ended(sentence: str) -> str:
    """A phrase as a sentence."""
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _first(subject: Subject) -> str:
    """The sentence a film begins with."""
    topic = subject.topic
    if topic.count and subject.items and subject.material:
        return _ask_of_list(topic)
    if frames.is_made(subject):
        return forms.WORDING.step_by_step.format(topic.text[:1].upper() + topic.text[1:])
    return _ask(subject)


def _ask(subject: Subject) -> str:
    """The question a film begins with."""
    topic, about = subject.topic, subject.topic.about
    match topic.kind:
        case "question":
            return f"{topic.text[:1].upper()}{topic.text[1:]}?"
        case "activity":
            return f"How do you {topic.act}?"
        case "clause":
            return f"Have you ever wondered {about}?"
        case "gerund":
            return f"What does {about} really take?"
        case "label":
            return f"{topic.text[:1].upper()}{topic.text[1:]}: what is it all about?"
        case "noun" if about:
            ours = about.startswith(("our ", "my ")) or subject.seed % 2
            return (
                f"What makes {about} worth a closer look?"
                if ours
                else f"What do you really know about {about}?"
            )
    return _ended(topic.text)


def _ask_of_list(topic: Topic) -> str:
    counted = topic.text[:1].lower() + topic.text[1:]
    return f"Which of these {counted.removeprefix('the ')} is new to you?"


def _invitation(subject: Subject) -> str:
    if subject.topic.kind == "activity":
        return "Let's take it one step at a time."
    if subject.topic.kind == "question" and subject.material:
        return "Here's the short answer."
    return "Let's find out." if subject.topic.kind in {"noun", "question"} else "Let's take a closer look."


def _promise_items(subject: Subject) -> str:
    topic, about = subject.topic, subject.topic.about or "this"
    if topic.count and topic.unit and subject.material:
        return "Let's go through them one by one."
    if subject.unit == "step":
        return f"Here {_are(subject.items, 'step')}."
    if not subject.material:
        thing = topic.thing if topic.thing and len(topic.thing.split()) <= _LONG else "this"
        way = f"learn to {topic.act}" if topic.act else f"look at {thing}"
        return f"Here {_are(subject.items, 'way')} to {way}."
    if topic.act:
        return f"Here {_are(subject.items, 'thing')} that will help."
    if topic.kind == "question":
        return f"The answer comes in {_many(subject.items, 'part')}."
    if about.startswith("why "):
        return f"Here {_are(subject.items, 'good reason')}."
    return f"Here {_are(subject.items, 'thing')} worth knowing."


def _many(number: int, thing: str) -> str:
    return f"{_NUMBERS.get(number, str(number))} {thing}{'s' * (number != 1)}"


def _are(number: int, thing: str) -> str:
    return f"{'is' if number == 1 else 'are'} {_many(number, thing)}"


def _conclusion(subject: Subject) -> str:
    """What the film comes to.  It says "now you know" only where the user's own words told something."""
    if subject.goal.lesson:
        return _lesson(subject.goal.lesson, subject)
    return forms.WORDING.try_it if frames.is_made(subject) else _ending(subject)


def _ending(subject: Subject) -> str:
    """The conclusion that a topic's grammar allows."""
    topic = subject.topic
    match topic.kind:
        case "activity":
            return f"Now it's your turn to {topic.act}."
        case "clause" | "question":
            return _answer(subject)
        case "gerund":
            return f"Now it's your turn: give {topic.about} a try."
        case "statement":
            return f"If you remember one thing, remember this: {mid_sentence(topic.text, Spelling())}."
        case "noun" if topic.about:
            return _farewell(topic)
        case "label":
            return (
                "There is always more to find out."
                if subject.material
                else "Now it's your turn to find out more."
            )
    return "Take a moment to think about it."


def _lesson(lesson: str, subject: Subject) -> str:
    if subject.material:
        return f"Now you know {lesson}."
    return f"Remember {lesson}." if lesson.startswith("that ") else f"Now find out {lesson}."


def _answer(subject: Subject) -> str:
    topic, about = subject.topic, subject.topic.about
    if not subject.material:
        return f"Now it's your turn to find out {about}." if about else "It's worth finding out."
    if topic.kind == "clause":
        return f"Now you know {about}."
    return f"So the next time someone asks{f' {about}' if about else ''}, you have an answer."


def _farewell(topic: Topic) -> str:
    if (topic.about or "").startswith(("our ", "my ")):
        return f"And that's {topic.about}."
    if topic.thing and topic.plural is not None:
        come = "come" if topic.plural else "comes"
        return f"The next time {topic.thing} {come} up, you'll have something to say."
    return f"There is always more to find out about {topic.about}."


def _filled(template: str, topic: Topic, place: int) -> str:
    known = topic.plural is not None or "{do}" not in template
    thing = topic.thing if topic.thing and known else "this"
    full = topic.about or "this"
    if place % 3 and len(thing.split()) > _LONG:
        thing = "this"
    clause = topic.kind in {"clause", "question"}
    about = topic.thing or "this" if clause else full
    act = topic.act or "do this"
    return template.format(
        full=full,
        about="this" if place % 3 and len(about.split()) > _LONG else about,
        full_or_thing=full if clause else thing,
        thing=thing,
        do="do" if topic.plural and thing != "this" else "does",
        act="do this" if place % 3 and len(act.split()) > _LONG else act,
    )


def _toned(lines: Iterable[Line], subject: Subject) -> tuple[Line, ...]:
    """The lines in the tone that was asked for: a formal one has no contractions."""
    if not subject.formal:
        return tuple(lines)
    return tuple(
        Line(" ".join(_FORMAL.get(word, word) for word in line.text.split(" ")), line.worth) for line in lines
    )
