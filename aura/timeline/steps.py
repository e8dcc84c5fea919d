"""The wizard's five steps, and what each still lacks.  Pure."""

from typing import NamedTuple

from aura.timeline.document import Document

STEPS = ("brief", "plan", "voice", "scenes", "render")


class Missing(NamedTuple):
    """One thing a step lacks: the field it belongs to, and the words for it."""

    field: str
    message: str


def missing(document: Document) -> dict[str, list[Missing]]:
    """For each step what has to be done before the next; empty lists all through mean it can be rendered."""
    lacks: dict[str, list[Missing]] = {step: [] for step in STEPS}
    if not document.brief.topic.strip():
        lacks["brief"].append(Missing("topic", "Say what the film is about."))
    if not document.timeline.scenes:
        lacks["plan"].append(Missing("scenes", "Draft the script, or add a scene."))
    for number, scene in enumerate(document.timeline.scenes, 1):
        if scene.script_text.strip() and scene.narration is None:
            lacks["voice"].append(Missing(scene.id, f"Scene {number} is not spoken yet."))
        if scene.media is None and scene.drawn_by is None:
            lacks["scenes"].append(Missing(scene.id, f"Scene {number} has no picture yet."))
    return lacks
