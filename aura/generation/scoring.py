"""Makes the film's music where a mood is wished for and no file is given."""

from collections.abc import Iterator

from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.generation.making import Step, Want
from aura.generation.missing import music_due
from aura.generation.shelf import Product
from aura.providers.music import COMPOSER_REVISION
from aura.timeline.document import Asset, Document, Head, Music
from aura.timeline.edits import Edit
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.terms import Value
from aura.timeline.view import View


class Scoring:
    """The stage that makes music."""

    step: Step = "voice"
    kind: type[Value] = Music

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def wants(self, document: Document) -> Iterator[Want]:
        if (key := music_due(document)) is not None:
            yield Want(key, None)

    def wants_still(self, want: Want, view: View, rest: Document) -> bool:
        return music_due(rest) == want.key

    def maker(self, document: Document) -> str:
        return f"composer {COMPOSER_REVISION}"

    def make(self, want: Want, document: Document) -> Product:
        music = document.timeline.head.music
        assert music is not None
        from aura.providers.music.bed import compose

        bed = compose(music.mood, music.variation)
        stored = self._objects.put([bed.data])
        file = Asset(
            digest=stored.digest,
            type="Audio",
            name=f"{music.mood}.{bed.ending}",
            mime=bed.mime,
            size_bytes=stored.size_bytes,
            duration_ms=bed.duration_ms,
            has_audio=True,
        )
        return Product((file,))

    def edit(self, want: Want, product: Product, view: View) -> Edit:
        """The music as it is wished for now, whose volume may be another since."""
        music = view.part(Head).music
        assert music is not None
        return SetMusic(music=replace(music, asset=product.files[0].digest, made_from=want.key))
