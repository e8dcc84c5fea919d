"""Draws the scenes that have no media of their own, or whose drawn picture is stale."""

from io import BytesIO

from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.generation.making import Job, Made, make_all
from aura.generation.missing import picture_due, picture_of, seed_of
from aura.render.pictures import arrange, draw
from aura.render.pictures.spec import Role
from aura.timeline.document import Asset, Document, Media, Scene
from aura.timeline.edits.scenes import SetSceneMedia

QUALITY = 95


def illustrate(job: Job, objects: Objects) -> int:
    """Bring every drawn picture up to date; answers how many were drawn."""

    def picture(scene: Scene, document: Document, key: str) -> Made:
        scenes = document.timeline.scenes
        layouts = arrange([seed_of(each) for each in scenes])
        at = next(number for number, each in enumerate(scenes) if each.id == scene.id)
        role: Role = "opening" if at == 0 else "closing" if at == len(scenes) - 1 else "body"
        image = draw(replace(picture_of(scene, document), layout=layouts[at], role=role))
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
