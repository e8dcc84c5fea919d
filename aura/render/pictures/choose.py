"""Which layout a picture gets when none is asked for."""

from collections.abc import Sequence
from random import Random

from aura.render.pictures.layouts import LAYOUTS
from aura.render.pictures.spec import Role

_OPENING = ("orbs", "horizon", "rings", "cutouts", "arches")
_CLOSING = ("horizon", "arches", "emblem", "rings")


def layout_for(seed: int, number: int, role: Role) -> str:
    """The layout of a project's scene ``number``: always the same, and another than its neighbours'."""
    dice = Random(seed)
    opening = dice.choice(_OPENING)
    closing = dice.choice([name for name in _CLOSING if name != opening])
    if role == "opening":
        return opening
    if role == "closing":
        return closing
    order = [name for name in LAYOUTS if name not in (opening, closing)]
    dice.shuffle(order)
    return order[number % len(order)]


def arrange(seeds: Sequence[int]) -> tuple[str, ...]:
    """A layout for each scene, from the scenes' own seeds: the first opens, and no two of any five are alike.

    An inserted scene changes few of those after it.
    """
    chosen: list[str] = []
    for seed in seeds:
        order = list(LAYOUTS) if chosen else list(_OPENING)
        Random(seed).shuffle(order)
        chosen.append(next(name for name in order if name not in chosen[-4:]))
    return tuple(chosen)
