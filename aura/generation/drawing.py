"""Draws the scenes that have no media of their own, or whose made picture is stale."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.generation.making import SceneStage, Step, Want
from aura.generation.missing import illustration_of, picture_due, picture_of, seed_of
from aura.generation.shelf import Product
from aura.render.pictures.spec import SPEC_REVISION, Role
from aura.timeline.document import Asset, Document, Timeline
from aura.timeline.edits import Edit
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.timeline.terms import Value
from aura.timeline.view import View

if TYPE_CHECKING:  # what asks a server is loaded when one is asked
    from aura.providers.online.illustrator import Illustrator

QUALITY = 95


class Drawing(SceneStage):
    """The stage that makes pictures; ``illustrator`` gives who makes them where Aura does not."""

    step: Step = "visuals"
    kind: type[Value] = Media

    def __init__(self, objects: Objects, illustrator: "Callable[[], Illustrator]") -> None:
        self._objects = objects
        self._illustrator = illustrator
        self._arranged: tuple[Timeline, dict[str, tuple[str, Role]]] = (Timeline(), {})

    def due(self, scene: Scene, document: Document) -> str | None:
        return picture_due(scene, document)

    def maker(self, document: Document) -> str:
        online = document.render.pictures == "online"
        return self._illustrator().build if online else f"pictures {SPEC_REVISION}"

    def make(self, want: Want, document: Document) -> Product:
        assert want.scene is not None
        if document.render.pictures == "online":
            file = self._asked_for(want.scene, document)
        else:
            file = self._drawn(want.scene, document)
        return Product((file,), Media(asset=file.digest, made_from=want.key))

    def edit(self, want: Want, product: Product, view: View) -> Edit:
        """The picture, fitted as the one that it takes the place of."""
        assert want.scene is not None
        assert isinstance(product.value, Media)
        scene = view.find_scene(want.scene.id)
        before = (scene and scene.media) or Media(asset=product.value.asset)
        media = replace(product.value, fit=before.fit, focus=before.focus)
        return SetSceneMedia(scene=want.scene.id, media=media)

    def _drawn(self, scene: Scene, document: Document) -> Asset:
        from aura.render.pictures.drawing import draw  # loads what draws

        layout, role = self._places(document.timeline)[scene.id]
        image = draw(replace(picture_of(scene, document), layout=layout, role=role))
        data = BytesIO()
        image.save(data, "JPEG", quality=QUALITY, subsampling=0)
        return self._stored(data.getvalue(), "jpeg", image.width, image.height)

    def _asked_for(self, scene: Scene, document: Document) -> Asset:
        picture = self._illustrator().illustrate(illustration_of(scene, document))
        return self._stored(picture.data, picture.kind, picture.width_px, picture.height_px)

    def _places(self, timeline: Timeline) -> dict[str, tuple[str, Role]]:
        """Worked out once for each film, which may have thousands of scenes."""
        if self._arranged[0] is not timeline:
            self._arranged = (timeline, _places(timeline.scenes))
        return self._arranged[1]

    def _stored(self, data: bytes, kind: str, width_px: int, height_px: int) -> Asset:
        stored = self._objects.put([data])
        return Asset(
            digest=stored.digest,
            type="Image",
            name=f"picture.{kind.replace('jpeg', 'jpg')}",
            mime=f"image/{kind}",
            size_bytes=stored.size_bytes,
            width_px=width_px,
            height_px=height_px,
        )


def _places(scenes: Sequence[Scene]) -> dict[str, tuple[str, Role]]:
    """The layout and the role of every scene by its id: what a picture owes to where its scene stands."""
    from aura.render.pictures.choose import arrange

    layouts = arrange([seed_of(scene) for scene in scenes])
    roles: list[Role] = ["body"] * len(scenes)
    roles[-1] = "closing"
    roles[0] = "opening"
    places = zip(layouts, roles, strict=True)
    return {scene.id: place for scene, place in zip(scenes, places, strict=True)}
