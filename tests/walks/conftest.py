"""A home with a project that is ready to render, and Aura's own processes at work in it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import av
import pytest
from blake3 import blake3
from msgspec import json
from sqlalchemy import select

from aura import config
from aura.actor import LOCAL
from aura.exports.tables import ExportHistory
from aura.generation.making import Job, make_all
from aura.ids import new_id
from aura.projects.tables import ProjectState
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.scene import Scene
from aura.worker import Worker

PRESET = "Standard 720p"
SCENES = 11
SEGMENTS = 2 * SCENES - 1
PATIENCE_S = 120.0


class Place:
    """A home and the project in it, seen from outside while Aura's processes work."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.aura = Services(config.load(home)).open()

    def make_project(self) -> None:
        scenes = [
            Scene(
                id=str(new_id()),
                script_text=f"Number {number}.",
                transition="fade" if number else "cut",
                transition_frames=12 if number else 0,
            )
            for number in range(SCENES)
        ]
        with self.aura.writing() as unit:
            project_id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id
        tools = self.aura.tools
        job = Job(self.aura.units, tools.shelf, LOCAL, project_id, new_id())
        make_all(job, tools.makers.stages(project_id, LOCAL))
        export_id = self.request()  # the version that all copies render
        with self.aura.writing() as unit:
            unit.exports.cancel(export_id)

    def copy(self, home: Path) -> "Place":
        """The same in another home."""
        shutil.copytree(self.home, home)
        return Place(home)

    def request(self) -> str:
        with self.aura.writing() as unit:
            (project_id,) = unit.work.session.scalars(select(ProjectState.id)).all()
            return unit.exports.request(project_id, PRESET).id

    def export(self, export_id: str) -> ExportHistory:
        with self.aura.reading() as unit:
            return unit.exports.get(export_id)

    def film(self, export_id: str) -> Path:
        with self.aura.reading() as unit:
            return unit.exports.file(export_id)

    def events(self, export_id: str) -> list[tuple[str, Any]]:
        """All but the progress."""
        with self.aura.reading() as unit:
            told = unit.events.of_export(export_id)
            return [(each.kind, json.decode(each.data)) for each in told if each.kind != "export.progress"]

    def work(self) -> None:
        assert Worker(self.aura).run_one()

    def segments(self) -> dict[str, int]:
        """The inodes of the finished segments by key; a second link keeps each from being used anew."""
        found = {}
        seen = self.home / "seen"
        seen.mkdir(exist_ok=True)
        for path in (self.home / "cache").rglob("*.segment"):
            found[path.stem] = path.stat().st_ino
            if not (link := seen / f"{path.stem}.{found[path.stem]}").exists():
                link.hardlink_to(path)
        return found

    def leftovers(self) -> list[Path]:
        """What should be gone when nobody works."""
        homes = (self.home / "exports" / "incoming", self.home / "run")
        return [path for home in homes for path in home.glob("*")]

    def working_folders(self) -> list[Path]:
        """The folders of renders that are under way; a killed one leaves its own for a day."""
        return list((self.home / "cache" / "render" / "work").glob("*"))

    def wait_for_segments(self, count: int) -> None:
        cache = self.home / "cache"
        self.wait(lambda: sum(1 for _ in cache.rglob("*.segment")) >= count, f"{count} segments")

    def wait_until(self, export_id: str, *statuses: str) -> ExportHistory:
        self.wait(lambda: self.export(export_id).status in statuses, f"{statuses}")
        return self.export(export_id)

    @staticmethod
    def wait(there: Callable[[], object], what: str) -> None:
        """Wait for something to be so.  The limit only ends a test that hangs."""
        deadline = time.monotonic() + PATIENCE_S
        while not there():
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain for {what}")
            time.sleep(0.01)

    @staticmethod
    def frames(film: Path) -> list[str]:
        """A digest of every frame of a film."""
        with av.open(str(film)) as container:
            return [blake3(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)]


class Reference(NamedTuple):
    """What a film must be."""

    version_id: uuid.UUID | None
    data: bytes
    frames: list[str]


@dataclass
class Running:
    """``aura`` with some arguments, as a process of its own."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def address(self) -> str:
        """Where it serves."""
        Place.wait(lambda: "Aura is at " in self.said and self.process.poll() is None, "the server")
        return self.said.partition("Aura is at ")[2].split()[0]

    def worker(self) -> int:
        """The worker it supervises."""
        found: list[int] = []

        def look() -> bool:
            found[:] = [pid for pid in children(self.pid) if command(pid)[-1:] == ["worker"]]
            return bool(found)

        Place.wait(look, "a worker")
        return found[0]

    def tree(self) -> list[int]:
        """It and all that it started."""
        return tree(self.pid)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Kill it alone, and wait until nothing of it is left."""
        all_of_it = self.tree()
        self.process.send_signal(number)
        self.process.wait()
        Place.wait(lambda: not any(alive(pid) for pid in all_of_it), "its processes to end")

    def stop(self) -> int:
        """Ask it to end; answers its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


def stat(pid: int) -> list[str]:
    """Its state and its parent, among others; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    found = stat(pid)
    return bool(found) and found[0] != "Z"


def command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def children(pid: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [each for each in pids if (found := stat(each)) and found[1] == str(pid) and found[0] != "Z"]


def tree(pid: int) -> list[int]:
    return [pid, *(below for child in children(pid) for below in tree(child))]


class Processes:
    """Starts Aura's own processes, and looks at processes."""

    alive = staticmethod(alive)
    children = staticmethod(children)
    tree = staticmethod(tree)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[Running] = []

    def start(self, home: Path, *words: str) -> Running:
        log = self.folder / f"log-{len(self.started)}"
        argv = [sys.executable, "-P", "-m", "aura.cli.main", "--home", str(home), *words]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AURA_")}
        with log.open("wb") as out:
            process = subprocess.Popen(argv, stdout=out, stderr=subprocess.STDOUT, env=environment)
        self.started.append(Running(process, log))
        return self.started[-1]

    @staticmethod
    def kill(pid: int) -> None:
        os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        for running in self.started:
            if running.process.poll() is None:
                running.kill()


@pytest.fixture(autouse=True)
def _on_linux() -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("processes are looked at in /proc")


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project of 21 segments, with nothing missing and nothing rendered."""
    place = Place(tmp_path_factory.mktemp("original") / "home")
    place.make_project()
    place.aura.close()
    return place


@pytest.fixture(scope="session")
def reference(original: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    """An uninterrupted render of the same version, made from nothing in another home."""
    place = original.copy(tmp_path_factory.mktemp("reference") / "home")
    export_id = place.request()
    place.work()
    export = place.export(export_id)
    assert (export.status, export.segments_rendered) == ("Completed", SEGMENTS)
    film = place.film(export_id)
    yield Reference(export.version_id, film.read_bytes(), place.frames(film))
    place.aura.close()


@pytest.fixture
def place(original: Place, tmp_path: Path) -> Iterator[Place]:
    copied = original.copy(tmp_path / "home")
    yield copied
    copied.aura.close()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    processes = Processes(tmp_path)
    yield processes
    processes.end()
