"""What making things for a project would send to a server, told before it is sent."""

from collections.abc import Callable, Iterator

from aura.generation.missing import picture_due, speech_due, speech_of
from aura.providers.online.disclosure import Disclosure, disclosure
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.prompts import material
from aura.setup.catalogue import Kind
from aura.timeline.document import Brief, Document, Plan

Find = Callable[[Kind], Endpoint]


def drafting_tells(brief: Brief, plan: Plan, endpoint: Endpoint, instructions: str = "") -> Disclosure:
    """What a draft sends: the user's material, and directions on how to write where there are any."""
    return disclosure("Script", endpoint, [material(brief, plan), instructions])


def making_tells(document: Document, find: Find) -> Iterator[Disclosure]:
    """What an export sends, of what is due now."""
    scenes = document.timeline.scenes
    if document.voice.source == "online":
        due = (speech_of(scene, document) for scene in scenes if speech_due(scene, document))
        said = [speech.said for speech in due if speech]
        if said:
            yield disclosure("Voice", find("speech"), said)
    if document.render.pictures == "online":
        about = document.brief.topic + document.brief.tone
        shown = [about + scene.title + scene.script_text for scene in scenes if picture_due(scene, document)]
        if shown:
            yield disclosure("Visuals", find("images"), shown)
