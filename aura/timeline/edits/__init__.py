"""The edits: each a value that names a change, a pure function of a view, with an exact inverse.

To add one, write a struct with a kind, a docstring (its help) and ``apply``.  It is then in the API,
the command line and the history words; nothing else needs to know of it.

    timeline:  | A | B | C |   scene.insert after A   ->  | A | X | B | C |
               | A | B | C |   scene.move C after A   ->  | A | C | B |
               | A | B | C |   scene.delete B         ->  | A | C |
               | A | B | C |   scene.split B          ->  | A | B | B'| C |
               | A | B | C |   scene.merge B          ->  | A | B+C |
"""

from aura.timeline.edits import (
    assets,
    captions,
    copying,
    drawing,
    fields,
    framing,
    hearing,
    loudness,
    merging,
    music,
    overlays,
    pacing,
    putting,
    restore,
    rewording,
    rewriting,
    scenes,
    selection,
    showing,
    splitting,
    watermark,
)
from aura.timeline.edits.registry import REGISTRY, Edit, decode, edit, encode

__all__ = [
    "REGISTRY",
    "Edit",
    "assets",
    "captions",
    "copying",
    "decode",
    "drawing",
    "edit",
    "encode",
    "fields",
    "framing",
    "hearing",
    "loudness",
    "merging",
    "music",
    "overlays",
    "pacing",
    "putting",
    "restore",
    "rewording",
    "rewriting",
    "scenes",
    "selection",
    "showing",
    "splitting",
    "watermark",
]
