"""What scenes still lack, made for a look at them and laid on the shelf; the project is left as it is.

The next export finds it there.  Only what this machine makes itself: no server is asked for a look.
"""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from msgspec.structs import replace

from aura.generation.making import Job, SceneStage, Stage, Step, Want
from aura.generation.missing import voice_of
from aura.generation.shelf import Product
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.timeline.document import Document
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.rules import timed
from aura.timeline.scene import Scene

THREADS = 3


def with_made(
    job: Job, stages: Sequence[Stage], document: Document, wanted: Mapping[str, Collection[Step]]
) -> Document:
    """The document as it would be if the scenes of ``wanted``, by their ids, had what they lack of these."""
    due = [
        (stage, want)
        for scene in document.timeline.scenes
        for stage in stages
        if isinstance(stage, SceneStage) and stage.step in wanted.get(scene.id, ())
        for want in _wants(stage, stage.step, scene, document)
    ]
    if not due:
        return document
    with ThreadPoolExecutor(THREADS, "aura-ahead") as pool:  # a voice is spoken while a picture is drawn
        products = list(pool.map(lambda one: _product(job, one[0], one[1], document), due))
    scenes = {scene.id: scene for scene in document.timeline.scenes}
    rate = document.timeline.head.rate
    with job.units.reading(job.actor) as work:
        live = LiveView(work.session, Projects(work).get(job.project_id))
        for (stage, want), product in zip(due, products, strict=True):
            edit = stage.edit(want, product, live)
            if isinstance(edit, SetSceneNarration):
                scenes[edit.scene] = timed(replace(scenes[edit.scene], narration=edit.narration), rate)
            elif isinstance(edit, SetSceneMedia):
                scenes[edit.scene] = replace(scenes[edit.scene], media=edit.media)
    return replace(document, timeline=replace(document.timeline, scenes=tuple(scenes.values())))


def _wants(stage: SceneStage, step: Step, scene: Scene, document: Document) -> list[Want]:
    source = voice_of(scene, document).source if step == "voice" else document.render.pictures
    key = stage.due(scene, document) if source == "offline" else None
    return [] if key is None else [Want(key, scene)]


def _product(job: Job, stage: Stage, want: Want, document: Document) -> Product:
    if not want.key:
        return Product()
    maker = stage.maker(document)
    found = job.shelf.find(want.key, maker, stage.kind)
    return found or job.shelf.put(want.key, maker, stage.make(want, document))
