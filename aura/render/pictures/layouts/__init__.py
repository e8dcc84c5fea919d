"""The layouts: each a function that composes one picture on a stage, in any aspect."""

from collections.abc import Callable

from aura.render.pictures.layouts import bold, geometric, lands, lines, rounds, tiling
from aura.render.pictures.stage import Stage

Layout = Callable[[Stage], None]

LAYOUTS: dict[str, Layout] = {
    "orbs": rounds.orbs,
    "horizon": lands.horizon,
    "numeral": bold.numeral,
    "diagonal": geometric.diagonal,
    "rings": rounds.rings,
    "quote": bold.quote,
    "tiles": tiling.tiles,
    "contours": lines.contours,
    "cutouts": lands.cutouts,
    "arches": rounds.arches,
    "emblem": bold.emblem,
    "bars": geometric.bars,
}

COUNTER: frozenset[str] = frozenset({"quote", "emblem", "tiles", "contours"})
"""The layouts drawn in a palette's counter scheme."""
