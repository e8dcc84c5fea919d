"""A scene's card on the storyboard, from the scene's canonical line.  Pure.

A card is drawn once and kept: it depends on nothing but its arguments.  The one thing that moving a scene
changes is its number, which is put in between the card's pieces when the board is put together.
"""

import secrets
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from markupsafe import Markup

from aura.timeline.codec import decode_value, digest_of
from aura.timeline.document import Aspect, Scene
from aura.timeline.time import clock
from aura.web.rendering import pages

KEPT = 4_096
LONGEST_KEPT = 4_096
"""Lines of more bytes are drawn each time: they are few, and would fill the memory."""

State = Literal["", "rendered", "stale"]
"""Against the newest film: there is none; it has the scene as it is; it has another one."""

_NUMBER = f"number-{secrets.token_hex(8)}"
"""Stands for the number while a card is drawn; no text can hold it, for nobody knows it."""


class Look(NamedTuple):
    """What a board's cards have in common: the project's address, its rate, the shape of its pictures."""

    path: str
    rate_numerator: int
    rate_denominator: int
    aspect: Aspect


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


def picture(scene: Scene, path: str, aspect: Aspect) -> str:
    """The address of what a scene shows, another one when it shows something else; empty: it is made yet."""
    if scene.media is None or scene.drawn_by:
        return ""
    shown = digest_of(scene.media).hex()[:12]
    return f"/api/v1{path}/scenes/{scene.id}/thumbnail?of={shown}{aspect.replace(':', '')}"


def _drawn(line: bytes, look: Look, state: State) -> Card:
    scene = decode_value(line, Scene)
    html = pages.get_template("parts/card_scene.html").render(
        scene=scene,
        number=Markup(_NUMBER),  # noqa: S704  # nobody's text
        path=look.path,
        picture=picture(scene, look.path, look.aspect),
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
