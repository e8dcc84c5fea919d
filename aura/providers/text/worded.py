"""A phrasebook whose sentences are a table: what is said when is here, the words are its language's."""

from collections.abc import Sequence
from dataclasses import dataclass

from aura.providers.text import frames
from aura.providers.text.frames import Banks, FormBanks, FormWording, Rounding
from aura.providers.text.grammar import (
    Grammar,
    is_imperative,
    mid_sentence,
    read_audience,
    read_goal,
    read_topic,
)
from aura.providers.text.phrasebook import Beat, Bridges, Goal, Line, Subject
from aura.providers.text.topic import Spelling, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Templates.  ``{}`` is what a sentence is about, ``{n}`` a number in words."""

    forms: FormWording
    general: Banks
    doing: Banks
    """What fills a film about something to do."""
    form_banks: FormBanks
    this: str
    """Stands for a topic that cannot stand within a sentence."""
    joined: str
    """Between the last two of several."""
    numbers: tuple[str, ...]
    """From one on."""
    ask_clause: str
    ask_activity: str
    ask_noun: str
    ask_label: str
    ask_listed: str
    """Opens a list whose topic tells how many things it holds."""
    answer: str
    closer: str
    labels: str
    minute: str
    one_by_one: str
    step: str
    steps: str
    item: str
    items: str
    way: str
    ways: str
    way_doing: str
    ways_doing: str
    answered: str
    unanswered: str
    next_time: str
    next_time_bare: str
    remember: str
    rounding: Rounding
    take_away: str
    think: str
    years: str
    infinitive_call: str
    points: tuple[str, ...]
    last_point: str
    questions: tuple[str, ...]


class Worded:
    """The phrasebook of a wording; ``grammar`` reads what the user wrote."""

    wording: Wording
    grammar: Grammar

    def topic(self, text: str, spelling: Spelling) -> Topic:
        return read_topic(text, self.grammar, spelling)

    def goal(self, text: str) -> Goal:
        goal = read_goal(text, self.grammar)
        if goal.call and not is_imperative(goal.call, self.grammar):
            return Goal(call=self.wording.infinitive_call.format(goal.call))
        return goal

    def audience(self, text: str, spelling: Spelling) -> str:
        return read_audience(text, self.grammar)

    def mid_sentence(self, phrase: str, spelling: Spelling) -> str:
        return mid_sentence(phrase, self.grammar, spelling)

    def joined(self, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self._and(parts[-1])} {parts[-1]}"

    def hook(self, subject: Subject) -> Beat:
        wording, topic = self.wording, subject.topic
        if framed := frames.hook(subject, wording.forms):
            return framed
        title = frames.heading(topic, wording.forms)
        if subject.short:
            return Beat(title, (Line(self._ended(topic), 3),))
        lines = [Line(self._ask(subject), 3)]
        if subject.items:
            lines.append(Line(self._promise(subject), 2))
        if subject.audience:
            lines.append(Line(wording.forms.audience.format(subject.audience), 2))
        if subject.labels:
            lines.append(Line(wording.labels.format(self.joined(subject.labels)), 1))
        elif topic.kind == "question" and subject.material:
            lines.append(Line(wording.answer, 1))
        elif not subject.items:
            lines.append(Line(wording.closer, 1))
        if subject.material and subject.seconds < 60 and subject.form != "tutorial":
            lines.append(Line(wording.minute))
        return Beat(title, tuple(lines))

    def close(self, subject: Subject) -> Beat:
        wording = self.wording
        if framed := frames.close(subject, wording.forms):
            return framed
        if subject.short:
            return Beat(wording.take_away, (Line(wording.think, 3),))
        lines = frames.rounded(subject, self._conclusion(subject), wording.rounding, wording.forms)
        return Beat(wording.forms.turn_title if subject.goal.call else wording.take_away, lines)

    def beats(self, subject: Subject) -> tuple[Beat, ...]:
        wording, topic = self.wording, subject.topic
        doing = topic.kind == "activity" or subject.form == "tutorial"
        banks = wording.form_banks.of(subject, wording.doing if doing else wording.general)
        about = topic.thing or wording.this
        return tuple(
            Beat(title, tuple(Line(line.format(about if place % 3 == 0 else wording.this)) for line in lines))
            for place, (title, *lines) in enumerate(banks.of(subject))
        )

    def bridges(self, subject: Subject) -> Bridges:
        return frames.bridges(subject, self.wording.forms)

    def passed(self, years: int) -> str:
        return self.wording.years.format(self._number(years))

    def numbered(self, unit: str, number: int) -> str:
        """See ``Phrasebook.numbered``; each language counts in its own way."""
        raise NotImplementedError

    def point(self, label: str, place: int, last: bool) -> Beat:
        wording = self.wording
        frame = wording.last_point if last and place else wording.points[place % len(wording.points)]
        question = wording.questions[place] if place < len(wording.questions) else None
        lines = [Line(frame.format(label), 3), *([Line(question, 1)] if question else [])]
        return Beat(label[:1].upper() + label[1:], tuple(lines))

    def _and(self, following: str) -> str:
        """The word for "and" before ``following``."""
        return self.wording.joined

    def _number(self, number: int) -> str:
        known = self.wording.numbers
        return known[number - 1] if number <= len(known) else str(number)

    def _ended(self, topic: Topic) -> str:
        text = topic.text[:1].upper() + topic.text[1:]
        if topic.kind == "question":
            return self.wording.forms.question.format(text)
        return text if text.endswith((".", "!", "?", "…")) else f"{text}."

    def _ask(self, subject: Subject) -> str:
        wording, topic = self.wording, subject.topic
        text = topic.text[:1].upper() + topic.text[1:]
        if topic.count and subject.items and subject.material:
            return wording.ask_listed.format(text)
        if frames.is_made(subject):
            return wording.forms.step_by_step.format(text)
        match topic.kind:
            case "clause":
                return wording.ask_clause.format(topic.about)
            case "activity":
                act = topic.act or topic.text
                return wording.ask_activity.format(act, act[:1].upper() + act[1:])
            case "noun":
                return wording.ask_noun.format(topic.thing)
            case "label":
                return wording.ask_label.format(text)
        return self._ended(topic)

    def _promise(self, subject: Subject) -> str:
        """How many points there will be."""
        wording, topic, one = self.wording, subject.topic, subject.items == 1
        if topic.count and (subject.material or subject.items == topic.count):
            return wording.one_by_one
        if subject.unit == "step":
            said = wording.step if one else wording.steps
        elif subject.material:
            said = wording.item if one else wording.items
        elif topic.kind == "activity":
            said = wording.way_doing if one else wording.ways_doing
        else:
            said = wording.way if one else wording.ways
        return said.format(n=self._number(subject.items))

    def _conclusion(self, subject: Subject) -> str:
        """What the film comes to; it says "now we know" only where the user's own words told something."""
        wording, topic, told = self.wording, subject.topic, subject.material
        clause = subject.goal.lesson or (topic.about if topic.kind == "clause" else None)
        if clause:
            return frames.lesson(clause, wording.forms, told=told)
        if frames.is_made(subject):
            return wording.forms.try_it
        match topic.kind:
            case "activity":
                return wording.forms.try_it
            case "question":
                return wording.answered if told else wording.unanswered
            case "statement":
                return wording.remember.format(mid_sentence(topic.text, self.grammar, Spelling()))
            case "noun":
                return wording.next_time.format(topic.thing)
        return wording.next_time_bare
