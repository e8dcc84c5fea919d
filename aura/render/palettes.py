"""One palette carries a whole film.

A palette has two schemes made from the same hues: ``main``, in which most scenes are drawn, and
``counter``, its light or dark opposite, which gives a film its rhythm.  Whatever text is written in
(``ink``, ``muted``, ``accent``) is legible on every ground stop of its scheme: at least 7, 4.5 and 4.5.

Colours are sRGB, designed in OKLCH so that equal steps look equal in every hue.
"""

from typing import Literal, NamedTuple

from blake3 import blake3

from aura.errors import NotFound
from aura.render.colour import RGB, oklch


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


class Hues(NamedTuple):
    """What a palette is made from: hues in degrees, and how colourful its grounds are.

    ``ground`` is the hue of the dark scheme's deep end and ``glow`` that of its bright end; ``paper``
    is the hue of the light scheme's ground.
    """

    ground: float
    glow: float
    paper: float
    accent: float
    second: float
    chroma: float = 1.0
    light: bool = False

    def toward_glow(self, share: float) -> float:
        """The hue ``share`` of the way from ground to glow, the short way round."""
        return self.ground + _turn(self.ground, self.glow) * share


HUES: dict[str, Hues] = {
    "Dusk": Hues(ground=285, glow=330, paper=70, accent=70, second=20, chroma=1.25),
    "Harbour": Hues(ground=252, glow=222, paper=88, accent=88, second=200),
    "Forest": Hues(ground=165, glow=150, paper=108, accent=108, second=55, chroma=0.8),
    "Ember": Hues(ground=22, glow=40, paper=75, accent=75, second=35, chroma=0.95),
    "Orchid": Hues(ground=315, glow=285, paper=350, accent=350, second=205, chroma=1.2),
    "Midnight": Hues(ground=270, glow=288, paper=290, accent=290, second=175, chroma=0.75),
    "Lagoon": Hues(ground=205, glow=185, paper=160, accent=160, second=50, chroma=0.9),
    "Paper": Hues(ground=268, glow=255, paper=85, accent=32, second=255, chroma=0.75, light=True),
    "Meadow": Hues(ground=165, glow=155, paper=120, accent=150, second=45, light=True),
    "Sand": Hues(ground=40, glow=25, paper=75, accent=42, second=205, light=True),
    "Sky": Hues(ground=250, glow=235, paper=225, accent=250, second=60, chroma=1.1, light=True),
    "Blossom": Hues(ground=335, glow=0, paper=15, accent=5, second=280, light=True),
}


_WARM = 58.0


def _turn(first: float, second: float) -> float:
    """The degrees from one hue to another, the short way round."""
    return (second - first + 180) % 360 - 180


def _toward(first: float, second: float) -> float:
    """Half the way from one hue to another, but no further than stays a neighbour."""
    return first + max(-32.0, min(32.0, _turn(first, second) / 2))


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
        sun=oklch(0.77, 0.150, min((strong, bright), key=lambda hue: abs(_turn(_WARM, hue)))),
        tones=(
            oklch(0.915, 0.045 * chroma, paper),
            oklch(0.855, 0.070 * chroma, paper),
            oklch(0.765, 0.095 * chroma, strong if hues.light else hues.glow),
            oklch(0.625, 0.130 * chroma, strong),
        ),
        shadow=oklch(0.34, 0.060, ground),
    )


def _palette(name: str, hues: Hues) -> Palette:
    dark, light = _dark(hues), _light(hues)
    return Palette(name, light, dark) if hues.light else Palette(name, dark, light)


PALETTES: dict[str, Palette] = {name: _palette(name, hues) for name, hues in HUES.items()}
NAMES: tuple[str, ...] = tuple(PALETTES)

Name = Literal[
    "Dusk", "Harbour", "Forest", "Ember", "Orchid", "Midnight",
    "Lagoon", "Paper", "Meadow", "Sand", "Sky", "Blossom",
]  # fmt: skip


def palette_for(name: str, seed_text: str) -> Palette:
    """The palette called ``name``; for an empty name, one that ``seed_text`` always gets.

    Raises ``NotFound`` for a name there is no palette of.
    """
    if not name.strip():
        number = int.from_bytes(blake3(seed_text.strip().casefold().encode()).digest(8), "big")
        return PALETTES[NAMES[number % len(NAMES)]]
    for known, palette in PALETTES.items():
        if known.casefold() == name.strip().casefold():
            return palette
    raise NotFound(f"There is no palette “{name}”. There are {', '.join(NAMES)}.", field="palette")
