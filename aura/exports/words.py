"""The word timings of a document's narrations, from the media store."""

import msgspec

from aura.blobs.objects import Objects
from aura.disk import is_worn
from aura.render.captioning import Words
from aura.timeline.document import Document


def timings(document: Document, objects: Objects) -> dict[str, Words]:
    """Word timings by digest.  What is missing or cannot be read is left out: the plan knows whose it is."""
    decoder = msgspec.json.Decoder(list[tuple[int, int, str]])
    found: dict[str, Words] = {}
    for scene in document.timeline.scenes:
        digest = scene.narration.words if scene.narration else None
        path = objects.find(digest) if digest else None
        if digest and path:
            try:
                found[digest] = decoder.decode(path.read_bytes())
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            except OSError as error:
                if not is_worn(error):
                    raise
    return found
