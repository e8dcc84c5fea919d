"""Which scripts are installed, found without running any of them.

The file ``bar_chart.py`` of the folder ``AURA_HOME/scenes`` is the script ``bar-chart``; so is the module
that an installed package names as the entry point ``bar-chart`` of the group ``aura.scenes``; and two ship
with Aura.  Of scripts of one name the folder's is used, then the package's.

The digest of a script is that of its file; of one in a package, that of all Python files of the package and
of which of them it is: a script is found again by its digest alone.
What is no file, such as a folder or a pipe, is no script.  One that cannot be read is, so that whoever names
it hears why, and has no digest; it keeps nobody from the others.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import NamedTuple

from blake3 import blake3

from aura import __version__
from aura.errors import Invalid, NotFound
from aura.timeline.edits.drawing import NONE

GROUP = "aura.scenes"
_EXAMPLES = Path(__file__).with_name("examples")
_NAME = re.compile("[a-z][a-z0-9-]{0,59}")


class Installed(NamedTuple):
    """A script: what it is called, where it is from, its file, the digest of its source if it can be read."""

    name: str
    origin: str
    path: Path
    digest: str

    @property
    def about(self) -> str:
        """What it says of itself, without being run."""
        try:
            return ast.get_docstring(ast.parse(self.path.read_bytes())) or ""
        except OSError as error:
            return f"Cannot be read: {error.strerror}."
        except (SyntaxError, ValueError):
            return ""


class Scripts:
    """The scripts of one Aura."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> dict[str, Installed]:
        """Every script by its name."""
        found: dict[str, Installed] = {}
        for script in (*_in(self.folder, "scenes folder"), *_packaged(), *_in(_EXAMPLES, "Aura")):
            found.setdefault(script.name, script)
        return dict(sorted(found.items()))

    def get(self, name: str) -> Installed:
        """One script; raises ``NotFound``, and ``Invalid`` for one that cannot be read."""
        found = self.all()
        if name not in found:
            raise NotFound(
                f"The script {name!r} is not installed here: put its file into {self.folder}, or choose one "
                f"of {', '.join(found)}.",
                field="script",
            )
        if not found[name].digest:
            raise Invalid(f"The script {name!r} cannot be used: {found[name].about}", field="script")
        return found[name]

    def sources(self) -> dict[str, tuple[str, str]]:
        """Of each script, what determines its frames beside its parameters: the digest of its source, and
        what else it is made with."""
        made_with = f"aura {__version__}; moviepy {moviepy_version() or '–'}"
        return {name: (script.digest, made_with) for name, script in self.all().items() if script.digest}

    def beside(
        self, find: Callable[[str], Path | None], path: Callable[[str], Path]
    ) -> Callable[[str], Path]:
        """The file of a digest: a media file's, or else a script's; ``path`` raises for what is neither."""

        def located(digest: str) -> Path:
            if media := find(digest):
                return media
            script = next((each for each in self.all().values() if each.digest == digest), None)
            return script.path if script else path(digest)

        return located


def moviepy_version() -> str | None:
    """The MoviePy that is installed, without loading it."""
    try:
        return version("moviepy")
    except PackageNotFoundError:
        return None


def source_digest(path: Path) -> str:
    """The digest of a script's source."""
    top = _package_of(path)
    files = sorted(file for file in top.rglob("*.py") if file.is_file()) if top else [path]
    hashed = blake3(f"{path.relative_to(top)}\n".encode() if top else b"")
    for file in files:
        content = file.read_bytes()
        hashed.update(f"{file.relative_to(top) if top else ''}\n{len(content)}\n".encode())
        hashed.update(content)
    return hashed.hexdigest()


def _digest_or_none(path: Path) -> str:
    """The same; empty where the source cannot be read."""
    try:
        return source_digest(path)
    except OSError:
        return ""


def module_name(path: Path) -> tuple[str, Path] | None:
    """What a file of a package is imported as, and from where; ``None`` for a file of its own."""
    top = _package_of(path)
    if top is None:
        return None
    inside = path.relative_to(top.parent).with_suffix("")
    parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
    return ".".join(parts), top.parent


def _package_of(path: Path) -> Path | None:
    """The topmost package that a file is in."""
    top = None
    for folder in path.parents:
        if not (folder / "__init__.py").is_file():
            break
        top = folder
    return top if path.parent != _EXAMPLES else None


def _in(folder: Path, origin: str) -> Iterator[Installed]:
    for path in sorted(folder.glob("*.py")):
        name = path.stem.replace("_", "-")
        if _NAME.fullmatch(name) and name != NONE and path.is_file():
            yield Installed(name, origin, path, _digest_or_none(path))


def _packaged() -> Iterator[Installed]:
    for entry in entry_points(group=GROUP):
        path = _file_of(entry)
        if path is not None and _NAME.fullmatch(entry.name) and entry.name != NONE:
            origin = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.module
            yield Installed(entry.name, origin, path, _digest_or_none(path))


def _file_of(entry: EntryPoint) -> Path | None:
    """The file of an entry point's module: to import it, even its package alone, would run it here."""
    inside = Path(*entry.module.split("."))
    for folder in map(Path, filter(None, sys.path)):
        for path in (folder / inside.with_suffix(".py"), folder / inside / "__init__.py"):
            if path.is_file():
                return path
    return None
