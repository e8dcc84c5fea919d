"""What Aura says in its own words: the first line, the last, and what fills a film with too little material.

A phrasebook never states a fact about the subject: it asks, invites and points.  Each language has one;
a subject tells it what the sentences are to be about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from aura.providers.text.topic import Spelling, Topic
from aura.timeline.terms import Form

SHORT_S = 15
"""A shorter film has hardly time for a sentence of Aura's own."""


class Line(NamedTuple):
    """A sentence, and how much it is wanted: 3 must be said, 2 should be, 1 may be, 0 only to fill."""

    text: str
    worth: int = 0


class Beat(NamedTuple):
    """Lines that belong together; the later ones make sense only after the first."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the film is to do, as far as it can be said aloud."""

    call: str | None = None
    """What the viewer is asked to do, as an imperative without a stop."""
    lesson: str | None = None
    """What the viewer is to know, as a clause: ``how lighthouses work``."""
    aim: str | None = None
    """What it is all about, as a noun phrase."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the sentences are about, for whom, and what the user's own material brings."""

    topic: Topic
    form: Form = "explainer"
    sides: tuple[str, ...] = ()
    """What is compared, as it stands within a sentence; empty in other forms."""
    audience: str = ""
    goal: Goal = Goal()
    formal: bool = False
    seed: int = 0
    material: bool = False
    """Whether the user wrote sentences."""
    outlined: bool = False
    """Whether the user wrote anything to be said, if only headings."""
    labels: tuple[str, ...] = ()
    """The headings of the user's material, as they stand within a sentence; empty where they would not read
    well."""
    unit: str = "number"
    """What a numbered point is called."""
    items: int = 0
    """How many numbered points there are; 0 unless the film is a list."""
    seconds: int = 60
    """How long the film is to be."""

    @property
    def short(self) -> bool:
        """Whether there is hardly time for a sentence."""
        return self.seconds < SHORT_S


class Bridges(NamedTuple):
    """What joins the user's own words in the forms that want more than their order."""

    meet: str
    """Before the first words about a product: ``Meet the Halo lock.``; empty where it would not read well."""
    remedy: str
    """The same where those words begin with the product's name."""
    problem: str
    """The title of what a product is the answer to."""
    onward: str
    """In the middle of a story."""
    check: Beat | None
    """The end of a tutorial without a check of the user's own."""


class Phrasebook(Protocol):
    """The sentences of one language."""

    def topic(self, text: str, spelling: Spelling) -> Topic:
        """The topic, read as grammar."""
        ...

    def goal(self, text: str) -> Goal:
        """What of a goal can be said aloud."""
        ...

    def audience(self, text: str, spelling: Spelling) -> str:
        """The audience as it follows "for"; empty for everybody, and where it would not read well."""
        ...

    def mid_sentence(self, phrase: str, spelling: Spelling) -> str:
        """A heading as it stands in the middle of a sentence."""
        ...

    def hook(self, subject: Subject) -> Beat:
        """The first words."""
        ...

    def close(self, subject: Subject) -> Beat:
        """The last words."""
        ...

    def beats(self, subject: Subject) -> tuple[Beat, ...]:
        """What can be said about any subject, in the order in which it is best said."""
        ...

    def joined(self, parts: Sequence[str]) -> str:
        """``a, b and c``."""
        ...

    def bridges(self, subject: Subject) -> Bridges:
        """What joins the user's own words."""
        ...

    def passed(self, years: int) -> str:
        """A sentence that lets so many years pass, at least two."""
        ...

    def numbered(self, unit: str, number: int) -> str:
        """The words before a list's point: ``Number one``.  ``unit`` is "number", "step", or the topic's
        own.
        """
        ...

    def point(self, label: str, place: int, last: bool) -> Beat:
        """Lines for a heading that has no words below it; ``label`` stands as within a sentence."""
        ...
