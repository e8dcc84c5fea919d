"""Estimates when each word is spoken in recordings of people's own, for their captions."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from aura.blobs.objects import Objects
from aura.generation.making import SceneStage, Step, Want
from aura.generation.missing import timing_due
from aura.generation.narrating import words_file
from aura.generation.shelf import Product
from aura.timeline.document import Document
from aura.timeline.edits import Edit
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.scene import Narration, Scene
from aura.timeline.terms import Value
from aura.timeline.view import View, get_scene

if TYPE_CHECKING:  # who listens is loaded when there is something to hear
    from aura.media.listening import Heard

REVISION = "1"


class Timing(SceneStage):
    """The stage that listens; ``hear`` tells where in a file somebody speaks."""

    step: Step = "voice"
    kind: type[Value] = Narration

    def __init__(self, objects: Objects, hear: "Callable[[Path], Heard]") -> None:
        self._objects = objects
        self._hear = hear

    def due(self, scene: Scene, document: Document) -> str | None:
        return timing_due(scene, document)

    def maker(self, document: Document) -> str:
        return f"timing {REVISION}"

    def make(self, want: Want, document: Document) -> Product:
        assert want.scene is not None
        assert want.scene.narration is not None
        from aura.providers.speech.spans import words_over

        heard = self._hear(self._objects.path(want.scene.narration.audio))
        text = want.scene.script_text.strip()
        words = words_over(text, heard.spans, heard.duration_ms, document.brief.language)
        stored = self._objects.put([msgspec.json.encode(words)])
        return Product((words_file(stored.digest, stored.size_bytes),))

    def edit(self, want: Want, product: Product, view: View) -> Edit:
        assert want.scene is not None
        narration = get_scene(view, want.scene.id).narration
        assert narration is not None
        words = product.files[0].digest if product.files else None
        timed = replace(narration, words=words, words_from=want.key or None)
        return SetSceneNarration(scene=want.scene.id, narration=timed)
