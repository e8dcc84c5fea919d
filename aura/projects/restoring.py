"""The edits that bring one scene or one part of a version back, as one step of undo.

A file that was taken from the project's list since is listed again first: the version says what it was,
and the project still holds it.
"""

from collections.abc import Iterator

from aura.projects.live import LiveView
from aura.projects.tables import ProjectVersion
from aura.timeline.document import Head
from aura.timeline.edits import Edit
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.restore import PartName, RestorePart, RestoreScene
from aura.timeline.scene import Scene


def scene_edits(live: LiveView, version: ProjectVersion, scene_id: str) -> list[Edit]:
    """What restores a scene.  Whether the version has it is for the edit to say."""
    document = live.thaw(version)
    named = [_brought(scene) for scene in document.timeline.scenes if scene.id == scene_id]
    listed = {asset.digest: asset for asset in document.timeline.assets}
    missing = _missing(live, {digest for brought in named for digest in brought} & listed.keys())
    restore = RestoreScene(version=str(version.id), scene=scene_id)
    return [*(AddAsset(asset=listed[digest]) for digest in missing), restore]


def part_edits(live: LiveView, version: ProjectVersion, part: PartName) -> list[Edit]:
    """What restores a part."""
    restore = RestorePart(version=str(version.id), part=part)
    if part != "head":
        return [restore]
    timeline = live.thaw(version).timeline
    listed = {asset.digest: asset for asset in timeline.assets}
    missing = _missing(live, set(_heard_and_marked(timeline.head)) & listed.keys())
    return [*(AddAsset(asset=listed[digest]) for digest in missing), restore]


def _missing(live: LiveView, digests: set[str]) -> list[str]:
    """Those that the project holds and does not list; what a scene names all the same can be so no more."""
    unlisted = (digest for digest in digests if live.has_object(digest) and not live.find_asset(digest))
    return sorted(digest for digest in unlisted if not live.users_of(digest))


def _brought(scene: Scene) -> Iterator[str]:
    """The files that a scene shows and is spoken by, where the user brought them."""
    if scene.media and not scene.media.made_from:
        yield scene.media.asset
    if scene.narration and not scene.narration.made_from:
        yield scene.narration.audio


def _heard_and_marked(head: Head) -> Iterator[str]:
    if head.music and head.music.asset and not head.music.made_from:
        yield head.music.asset
    if head.watermark and head.watermark.asset:
        yield head.watermark.asset
