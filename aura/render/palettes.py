"""One palette carries a whole film.

A palette has two schemes made from the same hues: ``main``, in which most scenes are drawn, and
``counter``, its light or dark opposite, which gives a film its rhythm.  Whatever text is written in
(``ink``, ``muted``, ``accent``) is legible on every ground stop of its scheme: at least 7, 4.5 and 4.5.

Colours are sRGB, designed in OKLCH so that equal steps look equal in every hue.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from aura.render.colour import RGB, oklch
from aura.render.hues import HUES, Hues, chosen, turn


class Scheme(NamedTuple):
    """The colours of one picture.

    ``stops``: the ground, from its deep end to its glow.  ``between``: where a gradient from the accent
    ends, on the way to the second accent but never so far as to turn grey.  ``sun``: the warmest bright
    colour.  ``tones``: shapes, from nearly the ground to far from it.  ``shadow``: what shade is made of.
    """

    dark: bool
    stops: tuple[RGB, RGB, RGB]
    ink: RGB
    muted: RGB
    accent: RGB
    second: RGB
    between: RGB
    sun: RGB
    tones: tuple[RGB, RGB, RGB, RGB]
    shadow: RGB


class Palette(NamedTuple):
    """A named family of colours; see the module."""

    name: str
    main: Scheme
    counter: Scheme


_WARM = 58.0


def _toward(first: float, second: float) -> float:
    """Half the way from one hue to another, but no further than stays a neighbour."""
    return first + max(-32.0, min(32.0, turn(first, second) / 2))


def _dark(hues: Hues) -> Scheme:
    ground, chroma = hues.ground, hues.chroma
    return Scheme(
        dark=True,
        stops=(
            oklch(0.19, 0.050 * chroma, ground),
            oklch(0.27, 0.085 * chroma, hues.toward_glow(0.4)),
            oklch(0.395, 0.120 * chroma, hues.glow),
        ),
        ink=oklch(0.982, 0.010, hues.accent),
        muted=oklch(0.86, 0.030, ground),
        accent=oklch(0.83, 0.145, hues.accent),
        second=oklch(0.72, 0.160, hues.second),
        between=oklch(0.75, 0.160, _toward(hues.accent, hues.second)),
        sun=oklch(0.83, 0.145, hues.accent),
        tones=(
            oklch(0.30, 0.085 * chroma, hues.toward_glow(0.3)),
            oklch(0.37, 0.105 * chroma, hues.toward_glow(0.5)),
            oklch(0.46, 0.125 * chroma, hues.toward_glow(0.8)),
            oklch(0.58, 0.140 * chroma, hues.glow),
        ),
        shadow=oklch(0.11, 0.035 * chroma, ground),
    )


def _light(hues: Hues) -> Scheme:
    ground, paper, chroma = hues.ground, hues.paper, hues.chroma
    strong, bright = (hues.accent, hues.second) if hues.light else (ground, hues.accent)
    return Scheme(
        dark=False,
        stops=(
            oklch(0.975, 0.014 * chroma, paper),
            oklch(0.945, 0.030 * chroma, paper),
            oklch(0.905, 0.052 * chroma, paper),
        ),
        ink=oklch(0.235, 0.055, ground),
        muted=oklch(0.40, 0.045, ground),
        accent=oklch(0.455, 0.160, strong),
        second=oklch(0.72, 0.155, bright),
        between=oklch(0.585, 0.165, _toward(strong, bright)),
        sun=oklch(0.77, 0.150, min((strong, bright), key=lambda hue: abs(turn(_WARM, hue)))),
        tones=(
            oklch(0.915, 0.045 * chroma, paper),
            oklch(0.855, 0.070 * chroma, paper),
            oklch(0.765, 0.095 * chroma, strong if hues.light else hues.glow),
            oklch(0.625, 0.130 * chroma, strong),
        ),
        shadow=oklch(0.34, 0.060, ground),
    )


@cache
def _palette(name: str) -> Palette:
    hues = HUES[name]
    dark, light = _dark(hues), _light(hues)
    return Palette(name, light, dark) if hues.light else Palette(name, dark, light)


class _Palettes(Mapping[str, Palette]):
    """The palettes by name, each made when it is first asked for: it takes a millisecond."""

    def __getitem__(self, name: str) -> Palette:
        return _palette(name)

    def __iter__(self) -> Iterator[str]:
        return iter(HUES)

    def __len__(self) -> int:
        return len(HUES)


PALETTES: Mapping[str, Palette] = _Palettes()
NAMES: tuple[str, ...] = tuple(HUES)

Name = Literal[
    "Dusk", "Harbour", "Forest", "Ember", "Orchid", "Midnight",
    "Lagoon", "Paper", "Meadow", "Sand", "Sky", "Blossom",
]  # fmt: skip


def palette_for(name: str, seed_text: str) -> Palette:
    """The palette called ``name``; for an empty name, one that ``seed_text`` always gets.

    Raises ``NotFound`` for a name there is no palette of.
    """
    return PALETTES[chosen(name, seed_text)]
