"""The same content in git, in the two layouts a person would choose, written by libgit2.

``five-files`` is a file for each part of the document; ``file-per-scene`` has each scene in a file of its
own, and their order in the timeline's.  Objects that did not change are not written again, nor looked for:
what is measured is writing.
"""

import os
import shutil
import subprocess
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import orjson
import pygit2
from pygit2.enums import ConfigLevel, FileMode

from aura.timeline import codec
from aura.timeline.document import Document
from aura.timeline.scene import Scene
from aura.timeline.terms import Value

Layout = Literal["five-files", "file-per-scene"]
LAYOUTS: tuple[Layout, ...] = ("five-files", "file-per-scene")
SMALL = ("brief", "plan", "voice", "render")
BRANCH = "refs/heads/master"
GC = ("git", "gc", "--quiet", "--prune=now")
GC_AGGRESSIVE = ("git", "gc", "--quiet", "--aggressive", "--prune=now")


def require_git() -> None:
    """Packing is done by the program; raises ``SystemExit`` where there is none."""
    if shutil.which("git") is None:
        raise SystemExit(
            "This bench measures against git: install it first (Debian, Ubuntu: apt install git)."
        )


class Written:
    """Documents as plain values to be printed, each value converted once.

    A scene has the fields that Aura stores, so that both sides are given the same content.
    """

    def __init__(self) -> None:
        self._plain: dict[int, tuple[Value, Any]] = {}

    def plain(self, value: Value) -> Any:
        held = self._plain.get(id(value))
        if held is None:
            held = (value, orjson.loads(codec.canonical(value)))
            self._plain[id(value)] = held
        return held[1]

    def prepare(self, document: Document) -> None:
        """Convert what was not before: this is no part of a save."""
        timeline = document.timeline
        for value in (*_small(document), timeline.head, *timeline.assets, *timeline.scenes):
            self.plain(value)


class GitStore:
    """One repository with one layout; a save is a commit."""

    def __init__(self, folder: Path, layout: Layout, written: Written) -> None:
        self.folder = folder
        self.layout = layout
        self.written = written
        self.commits: list[pygit2.Oid] = []
        for level in (ConfigLevel.GLOBAL, ConfigLevel.XDG, ConfigLevel.SYSTEM):
            pygit2.settings.search_path[level] = str(folder)  # nobody's own settings
        self.repository = pygit2.init_repository(folder)
        self.repository.config["gc.auto"] = 0
        self._signature = pygit2.Signature("bench", "bench@example.org", 1_760_000_000, 0)
        self._files: dict[str, tuple[bytes, pygit2.Oid]] = {}
        self._scenes: dict[str, Scene] = {}
        self._folder: pygit2.Oid | None = None

    def save(self, document: Document) -> None:
        """Commit a state that ``Written`` was prepared for."""
        repository = self.repository
        for name, data in self._printed(document).items():
            if name not in self._files or self._files[name][0] != data:
                self._files[name] = data, repository.create_blob(data)
        builder = repository.TreeBuilder()
        for name, (_, blob) in self._files.items():
            builder.insert(name, blob, FileMode.BLOB)
        if self.layout == "file-per-scene":
            builder.insert("scenes", self._scene_files(document), FileMode.TREE)
        parents = self.commits[-1:]
        message = f"Version {len(self.commits) + 1}"
        who = self._signature
        self.commits.append(repository.create_commit(BRANCH, who, who, message, builder.write(), parents))

    def read(self, place: int) -> dict[str, bytes]:
        """All files of a version, in a repository that is opened for it."""
        repository = pygit2.Repository(self.folder)
        found: dict[str, bytes] = {}
        for entry in repository[self.commits[place]].peel(pygit2.Tree):
            if isinstance(entry, pygit2.Tree):
                found.update((f"{entry.name}/{each.name}", _data(each)) for each in entry)
            else:
                found[str(entry.name)] = _data(entry)
        return found

    def expected(self, document: Document) -> dict[str, bytes]:
        """The files of a document."""
        files = self._printed(document)
        if self.layout == "file-per-scene":
            plain = self.written.plain
            files |= {f"scenes/{scene.id}.json": _print(plain(scene)) for scene in document.timeline.scenes}
        return files

    def run(self, command: Collection[str]) -> None:
        """Carry a command of git out, with no settings but its defaults."""
        settings = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(list(command), cwd=self.folder, env={**os.environ, **settings}, check=True)

    def keep(self, places: Collection[int]) -> None:
        """Forget all versions but these, which become commits without parents, each a branch of its own."""
        repository, who = pygit2.Repository(self.folder), self._signature
        for place in sorted(places):
            tree = repository[self.commits[place]].peel(pygit2.Tree).id
            name = f"refs/heads/v{place}"
            self.commits[place] = repository.create_commit(name, who, who, f"Version {place}", tree, [])
        repository.set_head(f"refs/heads/v{min(places)}")
        repository.references.delete(BRANCH)
        shutil.rmtree(self._git / "logs", ignore_errors=True)

    def stored_bytes(self) -> int:
        """Bytes of all objects, packs and their indexes."""
        return sum(file.stat().st_size for file in (self._git / "objects").rglob("*") if file.is_file())

    @cached_property
    def _git(self) -> Path:
        return Path(self.repository.path)

    def _printed(self, document: Document) -> dict[str, bytes]:
        plain = self.written.plain
        files = {
            f"{name}.json": _print(plain(part)) for name, part in zip(SMALL, _small(document), strict=True)
        }
        timeline = document.timeline
        printed = {"head": plain(timeline.head), "assets": [plain(asset) for asset in timeline.assets]}
        if self.layout == "five-files":
            printed["scenes"] = [plain(scene) for scene in timeline.scenes]
        else:
            printed["order"] = [scene.id for scene in timeline.scenes]
        return files | {"timeline.json": _print(printed)}

    def _scene_files(self, document: Document) -> pygit2.Oid:
        repository = self.repository
        now = {scene.id: scene for scene in document.timeline.scenes}
        builder = repository.TreeBuilder(*([self._folder] if self._folder else []))
        for name, scene in now.items():
            if self._scenes.get(name) is not scene:
                blob = repository.create_blob(_print(self.written.plain(scene)))
                builder.insert(f"{name}.json", blob, FileMode.BLOB)
        for name in self._scenes.keys() - now.keys():
            builder.remove(f"{name}.json")
        self._scenes, self._folder = now, builder.write()
        return self._folder


def _small(document: Document) -> tuple[Value, ...]:
    return (document.brief, document.plan, document.voice, document.render)


def _print(plain: Mapping[str, Any]) -> bytes:
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2)


def _data(entry: Any) -> bytes:
    return entry.data  # type: ignore[no-any-return]
