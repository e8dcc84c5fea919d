"""A scene's card on the storyboard, from the scene's canonical line.  Pure.

A card is drawn once and kept: it depends on nothing but its arguments.  The one thing that moving a scene
changes is its number, which is put in between the card's pieces when the board is put together.
"""

import secrets
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


def card(line: bytes, look: Look, state: State) -> Card:
    """The card of a scene."""
    return (_kept if len(line) <= LONGEST_KEPT else _drawn)(line, look, state)


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
        is_unspoken=scene.script_text != "" and scene.narration is None,
        is_unseen=scene.media is None,
    )


_kept = lru_cache(KEPT)(_drawn)
