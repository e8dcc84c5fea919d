"""What an export is made with."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aura.blobs.objects import Objects
from aura.db.work import Units

if TYPE_CHECKING:  # the engine takes half a second to load, and only workers need it
    from aura.providers.speech.speaker import Speaker
    from aura.render.engine import Engine


class Tools(NamedTuple):
    """Handed to a running export by whoever composed them."""

    units: Units
    objects: Objects
    speaker: "Speaker"
    engine: "Engine"
    folder: Path
