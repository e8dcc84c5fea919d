"""Draws the scenes that have no media of their own, or whose drawn picture is stale."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.generation.making import Job, Made, make_all
from aura.generation.missing import picture_due, picture_of, seed_of
from aura.render.pictures import arrange, draw
from aura.render.pictures.spec import Role
from aura.timeline.document import Asset, Document, Media, Scene, Timeline
from aura.timeline.edits.showing import SetSceneMedia

QUALITY = 95


def illustrate(job: Job, objects: Objects) -> int:
    """Bring every drawn picture up to date; answers how many were drawn."""

    @lru_cache(maxsize=1)
    def places(timeline: Timeline) -> dict[str, tuple[str, Role]]:
        return _places(timeline.scenes)

    def picture(scene: Scene, document: Document, key: str) -> Made:
        layout, role = places(document.timeline)[scene.id]
        image = draw(replace(picture_of(scene, document), layout=layout, role=role))
        data = BytesIO()
        image.save(data, "JPEG", quality=QUALITY, subsampling=0)
        stored = objects.put([data.getvalue()])
        file = Asset(
            digest=stored.digest,
            type="Image",
            name="picture.jpg",
            mime="image/jpeg",
            size_bytes=stored.size_bytes,
            width_px=image.width,
            height_px=image.height,
        )
        media = Media(asset=stored.digest, made_from=key)
        return Made(scene.id, key, (file,), SetSceneMedia(scene=scene.id, media=media))

    return make_all(job, picture_due, picture)


def _places(scenes: Sequence[Scene]) -> dict[str, tuple[str, Role]]:
    """The layout and the role of every scene by its id: what a picture owes to where its scene stands."""
    layouts = arrange([seed_of(scene) for scene in scenes])
    roles: list[Role] = ["body"] * len(scenes)
    roles[-1] = "closing"
    roles[0] = "opening"
    places = zip(layouts, roles, strict=True)
    return {scene.id: place for scene, place in zip(scenes, places, strict=True)}
