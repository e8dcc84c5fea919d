"""One project, short ways to change it, to export it and to look at what came of it."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple

import av
import pytest
from blake3 import blake3
from msgspec import json
from PIL import Image
from sqlalchemy import func, select

from aura.exports.queue import Claim, Queue
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.editing import Applied
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog, ProjectState, ProjectVersion
from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits import Edit
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.worker import Worker

DRAFT = "Draft 360p"
TEXTS = ("A lamp burns.", "The lens turns.", "Ships see it.")


class Played(NamedTuple):
    """What a player finds in a film."""

    frames: int
    size: tuple[int, int]
    video_s: float
    audio_s: float
    codecs: tuple[str, str]
    metadata: dict[str, str]
    pictures: tuple[str, ...]


class Studio:
    """One project and its exports."""

    def __init__(
        self,
        aura: Services,
        *,
        texts: Sequence[str] = TEXTS,
        title: str = "Lighthouses",
        fade_frames: int = 12,
    ) -> None:
        self.aura = aura
        scenes = [
            Scene(
                id=str(new_id()),
                script_text=text,
                transition="fade" if number and fade_frames else "cut",
                transition_frames=fade_frames if number else 0,
            )
            for number, text in enumerate(texts)
        ]
        with aura.writing() as unit:
            made = unit.projects.create(
                brief=Brief(topic="Lighthouses"), head=Head(title=title), scenes=scenes
            )
            self.id: uuid.UUID = made.id

    def in_another(self, aura: Services) -> "Studio":
        """The same project in a copy of its home."""
        other = copy(self)
        other.aura = aura
        return other

    # The project.

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

    def redo(self) -> Applied:
        with self.aura.writing() as unit:
            return unit.editing.redo(self.id)

    def bring_pictures(self, folder: Path) -> None:
        """Give every scene a picture of the user's own."""
        for number, scene in enumerate(self.scenes):
            path = folder / f"{uuid.uuid4().hex}.png"
            Image.new("RGB", (320, 180), (40 * number, 90, 160)).save(path)
            with self.aura.objects.receive() as incoming:
                incoming.write(path.read_bytes())
                asset = take_in(incoming, path.name, self.aura.prober)
            with self.aura.writing() as unit:
                unit.assets.add(self.id, asset)
            self.apply(SetSceneMedia(scene=scene.id, media=Media(asset=asset.digest)))

    def state(self) -> ProjectState:
        with self.aura.reading() as unit:
            return unit.projects.get(self.id)

    def actions(self) -> list[ActionLog]:
        """All that was done, the oldest first."""
        mine = select(ActionLog).where(ActionLog.project_id == self.id).order_by(ActionLog.number)
        with self.aura.reading() as unit:
            return list(unit.work.session.scalars(mine))

    def versions(self) -> int:
        mine = select(func.count()).where(ProjectVersion.project_id == self.id)
        with self.aura.reading() as unit:
            return unit.work.session.scalar(mine) or 0

    def version_document(self, export: ExportHistory) -> Document:
        with self.aura.reading() as unit:
            version = unit.work.session.get_one(ProjectVersion, export.version_id)
            return LiveView(unit.work.session, unit.projects.get(self.id)).thaw(version)

    # Its exports.

    def request(self, preset: str | None = DRAFT) -> str:
        with self.aura.writing() as unit:
            return unit.exports.request(self.id, preset).id

    def work(self, export_id: str | None = None) -> bool:
        return Worker(self.aura).run_one(export_id)

    def export(self, export_id: str) -> ExportHistory:
        with self.aura.reading() as unit:
            return unit.work.session.get_one(ExportHistory, export_id)

    def make(self, preset: str | None = DRAFT) -> ExportHistory:
        """An export from its request to its end."""
        export_id = self.request(preset)
        assert self.work(export_id)
        return self.export(export_id)

    def made(self, preset: str | None = DRAFT) -> ExportHistory:
        """The same, when it is expected to succeed."""
        export = self.make(preset)
        assert export.status == "Completed", export.error_message
        return export

    def verb(self, name: str, export_id: str) -> ExportHistory:
        with self.aura.writing() as unit:
            done: ExportHistory = getattr(unit.exports, name)(export_id)
            return done

    def film(self, export: ExportHistory) -> Path:
        with self.aura.reading() as unit:
            return unit.exports.file(export.id)

    def events(self, export_id: str) -> list[tuple[str, Any]]:
        with self.aura.reading() as unit:
            return [(event.kind, json.decode(event.data)) for event in unit.events.of_export(export_id)]

    def kinds(self, export_id: str) -> list[str]:
        return [kind.removeprefix("export.") for kind, _ in self.events(export_id) if "progress" not in kind]

    def checkpoint(self, export_id: str) -> RenderCheckpoint:
        with self.aura.reading() as unit:
            found = select(RenderCheckpoint).where(RenderCheckpoint.export_id == export_id)
            return unit.work.session.scalars(found).one()

    # What is on disk.

    def segments(self) -> dict[str, int]:
        """The inodes of the finished segments by key.

        A segment that is made again is another inode: a second link keeps each that was seen from being
        used anew.
        """
        inodes = {path.stem: path.stat().st_ino for path in self.segment_files()}
        seen = self.aura.settings.home / "seen"
        seen.mkdir(exist_ok=True)
        for path in self.segment_files():
            if not (link := seen / f"{path.stem}.{inodes[path.stem]}").exists():
                link.hardlink_to(path)
        return inodes

    def segment_files(self) -> list[Path]:
        return sorted((self.aura.settings.cache_dir / "render").rglob("*.segment"))

    def films(self) -> list[str]:
        """The names in the exports folder, and whatever lies about in it."""
        folder = self.aura.settings.exports_dir
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

    def leftovers(self) -> list[Path]:
        """What should be gone when nobody works."""
        settings = self.aura.settings
        homes = (settings.exports_dir / "incoming", settings.cache_dir / "render" / "work", settings.run_dir)
        return [path for home in homes for path in home.glob("*")]

    @staticmethod
    def play(path: Path) -> Played:
        """Decode a film to its end."""
        with av.open(str(path)) as film:
            video, audio = film.streams.video[0], film.streams.audio[0]
            pictures, samples = [], 0
            for frame in film.decode(video, audio):
                if isinstance(frame, av.VideoFrame):
                    pictures.append(blake3(frame.to_ndarray().tobytes()).hexdigest())
                else:
                    samples += frame.samples
            assert video.duration
            assert video.time_base
            return Played(
                frames=len(pictures),
                size=(video.width, video.height),
                video_s=float(video.duration * video.time_base),
                audio_s=samples / audio.rate,
                codecs=(video.codec_context.name, audio.codec_context.name),
                metadata=dict(film.metadata),
                pictures=tuple(pictures),
            )


class Line:
    """The queue, seen by workers: each verb in a unit of work of its own."""

    def __init__(self, studio: Any) -> None:
        self.studio = studio
        self.units = studio.aura.units

    def claim(self, owner: str = "a", export_id: str | None = None) -> Claim | None:
        with self.units.writing() as work:
            export = Queue(work).claim(owner, export_id)
            return Claim.of(export) if export else None

    def taken(self, owner: str = "a") -> Claim:
        claim = self.claim(owner)
        assert claim
        return claim

    def does(self, verb: Callable[..., Any], *args: Any, **facts: Any) -> Any:
        with self.units.writing() as work:
            return verb(Queue(work), *args, **facts)

    def row(self, export_id: str) -> dict[str, Any]:
        """Every column of an export."""
        export = self.studio.export(export_id)
        return {column.key: getattr(export, column.key) for column in ExportHistory.__table__.columns}


@pytest.fixture(autouse=True)
def _one_child() -> Iterator[None]:
    """Short films need no more than one child process, and each takes half a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AURA_WORKERS", "1")
        yield


@pytest.fixture
def studio(aura: Services) -> Studio:
    return Studio(aura)


@pytest.fixture(scope="session")
def new_studio() -> type[Studio]:
    """Makes a project in any Aura."""
    return Studio


@pytest.fixture
def studios(aura: Services) -> Callable[..., Studio]:
    """Makes further projects in the same Aura."""

    def make(**options: Any) -> Studio:
        return Studio(aura, **options)

    return make


@pytest.fixture
def ready(aura: Services, tmp_path: Path) -> Studio:
    """A project with nothing missing: pictures of the user's own, and nothing to say."""
    silent = Studio(aura, texts=("", ""), fade_frames=0)
    silent.bring_pictures(tmp_path)
    return silent


@pytest.fixture
def line(studio: Any) -> Line:
    return Line(studio)
