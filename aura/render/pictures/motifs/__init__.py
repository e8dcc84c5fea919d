"""The motifs: small scenes and objects, each a function that draws itself with a ``Pen``.

A motif fills the square from -1 to 1, is made of few large parts, and needs no explanation.
"""

from collections.abc import Callable

from aura.render.pictures.motifs import ideas, nature, places, things
from aura.render.pictures.pen import Pen

Motif = Callable[[Pen], None]

MOTIFS: dict[str, Motif] = {
    "sun": nature.sun,
    "moon": nature.moon,
    "mountains": nature.mountains,
    "waves": nature.waves,
    "leaf": nature.leaf,
    "tree": nature.tree,
    "drop": nature.drop,
    "flame": nature.flame,
    "house": places.house,
    "city": places.city,
    "lighthouse": places.lighthouse,
    "globe": places.globe,
    "pin": places.pin,
    "rocket": places.rocket,
    "ship": places.ship,
    "train": places.train,
    "book": things.book,
    "cup": things.cup,
    "bread": things.bread,
    "clock": things.clock,
    "gear": things.gear,
    "camera": things.camera,
    "screen": things.screen,
    "lock": things.lock,
    "coin": things.coin,
    "bulb": ideas.bulb,
    "chart": ideas.chart,
    "heart": ideas.heart,
    "people": ideas.people,
    "speech": ideas.speech,
    "spark": ideas.spark,
    "note": ideas.note,
    "atom": ideas.atom,
    "check": ideas.check,
}
