"""The first and the last words of the forms that have ones of their own: comparison, story and showcase.

A language gives the wording; what is said when is the same in all.  Hook and close state nothing about the
subject, and a comparison's close gives no verdict.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aura.providers.text.phrasebook import Beat, Bridges, Line, Subject
from aura.providers.text.topic import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWording:
    """Templates; ``{}`` is what they are about."""

    question: str = "{}?"
    """How a phrase is asked."""
    either: Callable[[Sequence[str]], str]
    """``a, b or c``."""
    audience: str
    aim: str
    call: str
    """Carries a goal's call."""
    lesson: str
    lesson_alone: str
    """The same where no notes taught it."""
    that: tuple[str, ...]
    """How a clause begins that states what is to be known, rather than asks it."""
    that_alone: str
    turn_title: str
    side_by_side: str
    two_heard: str
    all_heard: str
    which: str
    choice: str
    choice_title: str
    weigh: str
    """Ends a comparison without notes, before ``which``."""
    story_audience: str
    story: Callable[[Topic], str]
    """The sentence that opens a story."""
    begins: str
    ends: str
    stays: str
    retold: str
    untold: str
    """Ends a story without notes."""
    end_title: str
    useful: Callable[[Topic], str]
    """The question that opens a showcase."""
    look: str
    meet: Callable[[Topic], str]
    remedy: str
    tried: str
    """Ends a showcase: an invitation."""
    problem: str
    onward: str
    check: Beat
    step_by_step: str
    """Opens a tutorial whose topic is a thing rather than something to do."""
    try_it: str


Bank = tuple[tuple[str, ...], ...]
"""Beats as templates: a title, then lines."""


class Banks(NamedTuple):
    """What is said first where there are no notes, then at any time, and best beside notes."""

    first: Bank
    bank: Bank
    after: Bank

    def of(self, subject: Subject) -> Bank:
        """All of them in the order in which they suit a subject."""
        order = (self.after, self.bank) if subject.outlined else self
        return tuple(dict.fromkeys(beat for bank in order for beat in bank))


class FormBanks(NamedTuple):
    """What fills each form that has beats of its own: first, and best beside notes."""

    comparison: tuple[Bank, Bank]
    story: tuple[Bank, Bank]
    showcase: tuple[Bank, Bank]

    def of(self, subject: Subject, general: Banks) -> Banks:
        """The banks of a subject's form; ``general`` ones for the forms that have none."""
        match subject.form:
            case "comparison" if subject.sides:
                first, after = self.comparison
            case "story-time":
                first, after = self.story
            case "product-showcase":
                first, after = self.showcase
            case _:
                return general
        return Banks(first + after, general.bank, after + general.after)


def hook(subject: Subject, wording: FormWording) -> Beat | None:
    """The first words; ``None`` where a form has none of its own, or a comparison no sides."""
    topic = subject.topic
    match subject.form:
        case "comparison" if subject.sides:
            asked = wording.question.format(_capital(wording.either(subject.sides)))
            lines = [Line(asked, 3), Line(wording.side_by_side, 2)]
        case "story-time":
            lines = [Line(wording.story(topic), 3), *([Line(wording.begins, 1)] if subject.material else [])]
        case "product-showcase":
            lines = [Line(wording.useful(topic), 3), Line(wording.look, 1)]
        case _:
            return None
    if subject.audience and not subject.short:
        audience = wording.story_audience if subject.form == "story-time" else wording.audience
        lines.insert(1, Line(audience.format(subject.audience), 2))
    return Beat(heading(topic, wording), tuple(lines[:1] if subject.short else lines))


def heading(topic: Topic, wording: FormWording) -> str:
    """The topic as a title."""
    return wording.question.format(topic.text) if topic.kind == "question" else topic.text


def is_made(subject: Subject) -> bool:
    """Whether a tutorial's topic is a thing, whose steps are all that is known of how it is made."""
    things = {"noun", "label", "plain", "statement", "gerund"}
    return subject.form == "tutorial" and subject.topic.kind in things and not subject.topic.count


def close(subject: Subject, wording: FormWording) -> Beat | None:
    """The last words, the call last of all; ``None`` as for ``hook``."""
    goal = subject.goal
    match subject.form:
        case "comparison" if subject.sides:
            title = wording.choice_title
            lines = _compared(subject, wording)
        case "story-time":
            title = wording.end_title
            lines = [Line(wording.ends if subject.material else wording.untold, 3)]
            if subject.material:
                lines += [Line(wording.stays), *([] if goal.call else [Line(wording.retold)])]
        case "product-showcase":
            title = wording.turn_title
            lines = [Line(wording.tried, 1 if goal.call else 3)]
        case _:
            return None
    if goal.lesson and not subject.short:
        lines.append(Line(lesson(goal.lesson, wording, told=subject.material), 2))
    if goal.aim and not subject.short:
        lines.append(Line(wording.aim.format(goal.aim), 2))
    if subject.form == "product-showcase" and not goal.call:
        lines = lines[1:] + lines[:1]
    if goal.call:
        lines.append(Line(wording.call.format(goal.call), 3))
    return Beat(
        title, tuple(line for line in lines if line.worth == 3)[-1:] if subject.short else tuple(lines)
    )


class Rounding(NamedTuple):
    """What may be said after a conclusion: beside notes the first three, without notes the last."""

    new: str
    again: str
    tell: str
    found: str


def rounded(subject: Subject, conclusion: str, rounding: Rounding, wording: FormWording) -> tuple[Line, ...]:
    """The last words of a form without a close of its own; a call is the last of all."""
    goal, told, steps = subject.goal, subject.material, subject.form == "tutorial"
    lines = [Line(conclusion, 3)]
    asides = [Line(rounding.new, 0 if goal.call else 1)] if told and not steps else []
    asides += [Line(rounding.again)] if told else []
    if goal.aim:
        lines.append(Line(wording.aim.format(goal.aim), 2))
    if goal.call:  # comes last, so what else there is goes before the conclusion
        return (*asides, *lines, Line(wording.call.format(goal.call), 3 if told else 2))
    if told:
        return (*lines, *asides, *([] if steps else [Line(rounding.tell)]))
    return (*lines, *([] if steps else [Line(rounding.found, 1)]))


def _compared(subject: Subject, wording: FormWording) -> list[Line]:
    if not subject.material:
        return [Line(wording.weigh, 2), Line(wording.which, 3)]
    heard = wording.two_heard if len(subject.sides) == 2 else wording.all_heard
    return [Line(heard, 2), Line(wording.which, 3), Line(wording.choice, 0 if subject.goal.call else 1)]


def lesson(clause: str, wording: FormWording, *, told: bool) -> str:
    """What is to be known: it is, or, where no notes ``told`` it, it is to be found out."""
    if told:
        return wording.lesson.format(clause)
    return (wording.that_alone if clause.startswith(wording.that) else wording.lesson_alone).format(clause)


def opened(topic: Topic, wording: tuple[str, str], own: tuple[str, ...], question: str = "{}?") -> str:
    """The sentence that opens a story: ``wording`` for a topic that begins as in ``own``, and for another."""
    text = topic.thing or topic.about or topic.act or topic.text
    if topic.kind == "question":
        return question.format(_capital(text))
    return wording[0 if text.lower().startswith(own) else 1].format(text)


def bridges(subject: Subject, wording: FormWording) -> Bridges:
    """What joins the user's own words."""
    return Bridges(
        meet=wording.meet(subject.topic),
        remedy=wording.remedy,
        problem=wording.problem,
        onward=wording.onward,
        check=wording.check,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
