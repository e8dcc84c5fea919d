"""What an export is made with."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aura.blobs.objects import Objects
from aura.db.work import Units

if TYPE_CHECKING:  # the engine takes half a second to load, and only workers need it
    from aura.generation.makers import Makers
    from aura.generation.shelf import Shelf
    from aura.render.engine import Engine
    from aura.render.scripted.installed import Scripts


class Tools(NamedTuple):
    """Handed to a running export by whoever composed them."""

    units: Units
    objects: Objects
    makers: "Makers"
    shelf: "Shelf"
    engine: "Engine"
    folder: Path
    scripts: "Scripts"
