"""One project, and what Aura makes for it."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from aura.actor import LOCAL
from aura.generation.drawing import Drawing
from aura.generation.making import Job, Stage, make_all
from aura.generation.narrating import Narrating
from aura.generation.shelf import Shelf
from aura.ids import new_id
from aura.projects.editing import Applied
from aura.projects.tables import ActionLog
from aura.providers.speech.espeak import EspeakSpeaker
from aura.services import Services
from aura.timeline.document import Brief, Document
from aura.timeline.edits import Edit
from aura.timeline.scene import Scene


class Studio:
    """One project under test."""

    def __init__(self, aura: Services, speaker: EspeakSpeaker, texts: Sequence[str], **parts: Any) -> None:
        self.aura = aura
        self.speaker: Any = speaker
        scenes = [Scene(id=str(new_id()), script_text=text) for text in texts]
        with aura.writing() as unit:
            brief = parts.pop("brief", Brief(topic="Lighthouses"))
            self.id: uuid.UUID = unit.projects.create(brief=brief, scenes=scenes, **parts).id

    @property
    def document(self) -> Document:
        with self.aura.reading() as unit:
            return unit.live(self.id).document()

    @property
    def scenes(self) -> Sequence[Scene]:
        return self.document.timeline.scenes

    def apply(self, *edits: Edit) -> Applied:
        with self.aura.writing() as unit:
            return unit.editing.apply(self.id, edits)

    def undo(self) -> Applied:
        with self.aura.writing() as unit:
            return unit.editing.undo(self.id)

    def actions(self) -> list[ActionLog]:
        with self.aura.reading() as unit:
            return list(reversed(unit.history.list(self.id, limit=200).items))

    def job(self, progress: Callable[[int, int], object] | None = None, **options: Any) -> Job:
        if progress is not None:
            options["progress"] = lambda _, done, total: progress(done, total)
        shelf = Shelf(self.aura.settings.cache_dir / "made", self.aura.objects)
        return Job(self.aura.units, shelf, LOCAL, self.id, new_id(), **options)

    def make(self, *stages: Stage, **options: Any) -> int:
        return make_all(self.job(**options), stages)

    def narrate(self, **options: Any) -> int:
        return self.make(Narrating(self.aura.objects, lambda source: self.speaker), **options)

    def illustrate(self, **options: Any) -> int:
        return self.make(Drawing(self.aura.objects, self.illustrator), **options)

    def illustrator(self) -> Any:
        """Nobody: Aura draws by itself."""
        pytest.fail("a server was asked for a picture")


class Meddler:
    """A speaker at whose words somebody else does something, once each."""

    def __init__(self, speaker: EspeakSpeaker, meddle: dict[str, Callable[[], object]]) -> None:
        self.speaker = speaker
        self.meddle = meddle
        self.spoken: list[str] = []
        self.build = speaker.build

    def speak(self, text: str, **how: Any) -> Any:
        self.spoken.append(text)
        self.meddle.pop(text, lambda: None)()
        return self.speaker.speak(text, **how)


@pytest.fixture(scope="session")
def speaker() -> Iterator[EspeakSpeaker]:
    with EspeakSpeaker() as speaker:
        yield speaker


@pytest.fixture
def studios(aura: Services, speaker: EspeakSpeaker) -> Callable[..., Studio]:
    """Makes projects."""

    def make(*texts: str, **parts: Any) -> Studio:
        return Studio(aura, speaker, texts, **parts)

    return make


@pytest.fixture
def studio(studios: Callable[..., Studio]) -> Studio:
    return studios("A lamp burns.", "The lens turns.", "Ships see it.")


@pytest.fixture
def meddlers(speaker: EspeakSpeaker) -> Callable[..., Meddler]:
    """Makes speakers that are interrupted."""

    def make(**meddle: Callable[[], object]) -> Meddler:
        return Meddler(speaker, meddle)

    return make
