"""Looking at an export before it is made: what the rules of ``preflight`` need to know, gathered.

The first look for a letter that Aura's own fonts lack reads those of the machine, and takes its time: whoever
asks within a writing transaction calls ``look_for_fonts`` before it begins.  What was found is remembered.
"""

import shutil
import uuid
from pathlib import Path

from sqlalchemy import select

from aura.actor import Actor
from aura.blobs.objects import Objects
from aura.db.work import Units, Work
from aura.errors import Conflict
from aura.exports.lettering import written
from aura.exports.preflight import Preflight, preflight
from aura.exports.preflight_rules import Facts
from aura.exports.presets import Presets
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import AssetState
from aura.render.scripts import undrawn
from aura.timeline import codec
from aura.timeline.document import Asset, Document
from aura.timeline.media_named import objects_of


def check(
    work: Work, objects: Objects, folder: Path, project_id: uuid.UUID, preset_name: str | None = None
) -> Preflight:
    """What is to be said of an export of a project as it is now, with this preset or its own.

    Raises ``Invalid`` for a preset that is not there, ``Conflict`` for a project without scenes.
    """
    document = LiveView(work.session, Projects(work).get(project_id)).document()
    preset = Presets(work).preset(preset_name or document.render.preset)
    require_scenes(document)
    return preflight(document, preset, facts_of(work, objects, folder, project_id, document))


def look_for_fonts(units: Units, project_id: uuid.UUID, actor: Actor) -> None:
    """Find what draws each letter of a project, with no transaction open.  Raises ``NotFound``."""
    with units.reading(actor) as work:
        document = LiveView(work.session, Projects(work).get(project_id)).document()
    undrawn(one.text for one in written(document))


def require_scenes(document: Document) -> None:
    if not document.timeline.scenes:
        raise Conflict("There is nothing to render yet: draft the script, or add a scene.")


def facts_of(work: Work, objects: Objects, folder: Path, project_id: uuid.UUID, document: Document) -> Facts:
    """What of the world an export of this document meets."""
    sizes_px = {
        asset.digest: (asset.width_px, asset.height_px)
        for asset in (*_made(work, project_id), *document.timeline.assets)
    }
    return Facts(
        free_bytes=free_bytes(folder),
        missing=frozenset(digest for digest in objects_of(document) if objects.find(digest) is None),
        sizes_px=sizes_px,
        undrawn=undrawn(one.text for one in written(document)),
    )


def free_bytes(folder: Path) -> int:
    """The room on the disk of a folder, which need not be there yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _made(work: Work, project_id: uuid.UUID) -> list[Asset]:
    """The pictures that were made for a project's scenes."""
    made = select(AssetState.content).where(
        AssetState.project_id == project_id,
        AssetState.asset_type == "Image",
        AssetState.is_listed.is_(False),
    )
    return [codec.decode_value(content, Asset) for content in work.session.scalars(made)]
