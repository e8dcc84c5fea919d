"""Which palettes there are, what each is made from, and which of them a film has.  Pure."""

from typing import NamedTuple

from blake3 import blake3

from aura.errors import NotFound


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
        return self.ground + turn(self.ground, self.glow) * share


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


def turn(first: float, second: float) -> float:
    """The degrees from one hue to another, the short way round."""
    return (second - first + 180) % 360 - 180


def chosen(name: str, seed_text: str) -> str:
    """The name of the palette called ``name``; for an empty one, of one that ``seed_text`` always gets.

    Raises ``NotFound`` for a name there is no palette of.
    """
    names = tuple(HUES)
    if not name.strip():
        number = int.from_bytes(blake3(seed_text.strip().casefold().encode()).digest(8), "big")
        return names[number % len(names)]
    for known in names:
        if known.casefold() == name.strip().casefold():
            return known
    raise NotFound(f"There is no palette “{name}”. There are {', '.join(names)}.", field="palette")
