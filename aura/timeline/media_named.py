"""Which media a document names, by the digests of their bytes."""

from collections.abc import Iterator

from aura.timeline.document import Document
from aura.timeline.scene import Scene


def objects_of_scene(scene: Scene) -> Iterator[str]:
    """The digests of all media a scene names."""
    if scene.narration:
        yield scene.narration.audio
        if scene.narration.words:
            yield scene.narration.words
    if scene.media:
        yield scene.media.asset


def objects_of(document: Document) -> set[str]:
    """The digests of all media a document names: what must exist for it to be rendered."""
    named = {asset.digest for asset in document.timeline.assets}
    head = document.timeline.head
    named.update(each.asset for each in (head.music, head.watermark) if each and each.asset)
    for scene in document.timeline.scenes:
        named.update(objects_of_scene(scene))
    return named
