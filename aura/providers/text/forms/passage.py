"""What a form makes of the material: passages in the order they are told in."""

from dataclasses import dataclass

from aura.providers.text.points import Point


@dataclass(frozen=True, slots=True)
class Told:
    """One of the user's sentences."""

    text: str
    lead: str = ""
    """Words of Aura's that are said before it, and never without it."""
    tied: bool = False
    """Whether it and the one before it are said together or not at all."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that belong together.  One without sentences is a heading to be filled."""

    title: str = ""
    told: tuple[Told, ...] = ()
    listed: bool = False
    numbered: bool = False
    wanted: bool = False
    """Whether the film would be broken without it: a step, a story's end."""

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences."""
        return tuple(one.text for one in self.told)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``opening`` and ``closing`` are the user's own first and last words.

    ``apart`` tells that each passage wants a scene of its own, ``checked`` that a tutorial ends with a check.
    """

    passages: tuple[Passage, ...]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    apart: bool = False
    checked: bool = False


def passage_of(point: Point, *, numbered: bool = False, wanted: bool = False) -> Passage:
    """A point as it stands."""
    return Passage(
        title=point.title,
        told=tuple(Told(said) for said in point.sentences),
        listed=point.listed,
        numbered=numbered,
        wanted=wanted,
    )
