"""What must be made before a film can be rendered, in words.  Pure."""

from aura.generation.missing import music_due, picture_due, speech_due, timing_due
from aura.timeline.document import Document
from aura.timeline.scene import Scene


class Due:
    """What a document still needs; ``is_seen``: pictures too."""

    def __init__(self, document: Document, *, is_seen: bool) -> None:
        self._document, self._is_seen = document, is_seen

    def of(self, number: int, *, passage: bool) -> list[str]:
        """For a scene, or for the passage into it."""
        mine = self._scene(self._document.timeline.scenes[number - 1])
        if not passage:
            return mine
        others = self._scene(self._document.timeline.scenes[number - 2])
        return [*mine, *(f"scene {number - 1}: {words}" for words in others)]

    def sound(self) -> list[str]:
        """For the sound: a narration that is made changes when all is heard that follows."""
        found = ["the music is to be made first"] if music_due(self._document) is not None else []
        for number, scene in enumerate(self._document.timeline.scenes, 1):
            if speech_due(scene, self._document) is not None:
                found.append(f"scene {number}: it is to be spoken first")
        return found

    def _scene(self, scene: Scene) -> list[str]:
        found = []
        if speech_due(scene, self._document) is not None:
            found.append("it is to be spoken first")
        if timing_due(scene, self._document) is not None:
            found.append("its words are to be timed first")
        if self._is_seen and picture_due(scene, self._document) is not None:
            found.append("its picture is to be made first")
        return found
