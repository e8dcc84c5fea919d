"""A scene's card on the storyboard, from the scene's canonical line.  Pure.

A card is drawn once and kept: it depends on nothing but its arguments.  The one thing that moving a scene
changes is its number, which is put in between the card's pieces when a run of cards is put together.
"""

import secrets
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup

from aura.timeline.codec import decode_value
from aura.timeline.scene import Scene
from aura.timeline.time import clock
from aura.web.rendering import pages
from aura.web.scene_pictures import ScenePictures

KEPT = 4_096
LONGEST_KEPT = 4_096
"""Lines of more bytes are drawn each time: they are few, and would fill the memory."""
RUNS_KEPT = 512
LONGEST_RUN_KEPT = 65_536
"""The same of a run's lines."""

State = Literal["", "rendered", "stale"]
"""Against the newest film: there is none; it has the scene as it is; it has another one."""

_NUMBER = f"number-{secrets.token_hex(8)}"
"""Stands for the number while a card is drawn; no text can hold it, for nobody knows it."""


class Look(NamedTuple):
    """What a board's cards have in common: the project's pictures, and its rate."""

    pictures: ScenePictures
    rate_numerator: int
    rate_denominator: int


class Card(NamedTuple):
    """A card as it is sent, without its number; whose it is, how many frames it lasts, what it lacks."""

    pieces: list[bytes]
    scene: str
    frames: int
    is_unspoken: bool
    is_unseen: bool

    def numbered(self, number: int) -> bytes:
        return (b"%d" % number).join(self.pieces)


class Run(NamedTuple):
    """Cards side by side as they are sent, numbered; whose they are, and what they come to together."""

    html: bytes
    scenes: Sequence[str]
    frames: int
    unspoken: int
    unseen: int


def card(line: bytes, look: Look, state: State) -> Card:
    """The card of a scene."""
    return (_kept if len(line) <= LONGEST_KEPT else _drawn)(line, look, state)


def run(lines: bytes, first: int, look: Look, film: frozenset[bytes] | None) -> Run:
    """The cards of scenes that stand side by side, the first of which has the number ``first``."""
    return (_run_kept if len(lines) <= LONGEST_RUN_KEPT else _joined)(lines, first, look, film)


def state_of(line: bytes, film: frozenset[bytes] | None) -> State:
    """How a scene stands to the lines of the newest film."""
    if film is None:
        return ""
    return "rendered" if line in film else "stale"


def _drawn(line: bytes, look: Look, state: State) -> Card:
    scene = decode_value(line, Scene)
    html = pages.get_template("parts/card_scene.html").render(
        scene=scene,
        number=Markup(_NUMBER),  # noqa: S704  # nobody's text
        path=look.pictures.path,
        picture=look.pictures.address(scene),
        length=clock(scene.length_frames, Fraction(look.rate_numerator, look.rate_denominator)),
        state=state,
    )
    return Card(
        pieces=html.encode().split(_NUMBER.encode()),
        scene=scene.id,
        frames=scene.length_frames,
        is_unspoken=scene.narration is None and scene.script_text.strip() != "",
        is_unseen=scene.media is None and scene.drawn_by is None,
    )


def _joined(lines: bytes, first: int, look: Look, film: frozenset[bytes] | None) -> Run:
    cards = [card(line, look, state_of(line, film)) for line in lines.split(b"\n")]
    return Run(
        html=b"".join([each.numbered(number) for number, each in enumerate(cards, first)]),
        scenes=[each.scene for each in cards],
        frames=sum(each.frames for each in cards),
        unspoken=sum(each.is_unspoken for each in cards),
        unseen=sum(each.is_unseen for each in cards),
    )


_kept = lru_cache(KEPT)(_drawn)
_run_kept = lru_cache(RUNS_KEPT)(_joined)
