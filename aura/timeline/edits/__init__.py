"""The edits: each a value that names a change, a pure function of a view, with an exact inverse.

To add one, write a struct with a kind, a docstring (its help) and ``apply``.  It is then in the API,
the command line and the history words; nothing else needs to know of it.

    timeline:  | A | B | C |   scene.insert after A   ->  | A | X | B | C |
               | A | B | C |   scene.move C after A   ->  | A | C | B |
               | A | B | C |   scene.delete B         ->  | A | C |
"""

from aura.timeline.edits import assets, captions, fields, hearing, restore, scenes, showing
from aura.timeline.edits.registry import REGISTRY, Edit, decode, edit, encode

__all__ = [
    "REGISTRY",
    "Edit",
    "assets",
    "captions",
    "decode",
    "edit",
    "encode",
    "fields",
    "hearing",
    "restore",
    "scenes",
    "showing",
]
