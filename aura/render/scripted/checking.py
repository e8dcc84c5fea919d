"""Whether the scripts of a document can draw its scenes, asked before any of it is rendered."""

from aura.errors import AuraError, NotFound
from aura.render.scripted.installed import Scripts
from aura.timeline.document import Document
from aura.timeline.scene import Scripted


def require_drawable(document: Document, scripts: Scripts) -> None:
    """Ask each script whether it takes the parameters that scenes give it.

    Raises, naming the scene: NotFound for a script that is not installed, Invalid for one that fails or for
    parameters that it does not take, Unavailable where MoviePy is missing.
    """
    asked: set[Scripted] = set()
    for number, scene in enumerate(document.timeline.scenes, 1):
        if scene.drawn_by is None or scene.drawn_by in asked:
            continue
        asked.add(scene.drawn_by)
        from aura.render.scripted.shot import check  # loads what draws, and few films need it

        try:
            check(scripts.get(scene.drawn_by.name), scene.drawn_by.parameters)
        except AuraError as error:
            words = error.message
            if isinstance(error, NotFound):
                words = f"the script {scene.drawn_by.name} is not installed here; see `aura scripts list`."
            raise type(error)(
                f"Scene {number}: {words}", field=error.field, scene=scene.id, **error.data
            ) from error
