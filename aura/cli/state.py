"""What every command needs: the opened services, how to find a project and a scene, how to print.

The services are loaded when the first command needs them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gc
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aura.cli import output
from aura.errors import Conflict, Invalid, NotFound
from aura.ids import parse_id
from aura.timeline.rules import clean_text

if TYPE_CHECKING:
    from aura.projects.tables import ProjectState
    from aura.services import Services, Unit

ProjectName = Annotated[
    str, typer.Argument(metavar="PROJECT", help="A project's id, the end of it, its title, or “latest”.")
]
SceneName = Annotated[str, typer.Argument(metavar="SCENE", help="A scene's number, or its id.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_DIGITS = re.compile("[0-9A-Fa-f]{4,63}")
"""As many digits of a file's digest as may stand for it."""


@dataclass
class State:
    """What the options before the command said."""

    home: str | None = None
    opened: Services | None = None


STATE = State()


def services() -> Services:
    """The services of ``AURA_HOME``, opened once."""
    if STATE.opened is None:
        from pathlib import Path

        from aura import config
        from aura.services import Services

        STATE.opened = Services(config.load(Path(STATE.home) if STATE.home else None)).open()
        gc.set_threshold(50_000)
        gc.enable()  # what takes long works with them
    return STATE.opened


def log_apart(opened: Services) -> None:
    """Log into the home's file from now on: what a command that makes things says is its own."""
    from aura import logs

    logs.configure(opened.settings.logs_dir, opened.settings.log_level, shown="error")


def close() -> None:
    """Close what was opened and forget what the options said."""
    if STATE.opened is not None:
        STATE.opened.close()
    STATE.home = STATE.opened = None


@contextmanager
def writing() -> Iterator[Unit]:
    with services().writing() as unit:
        yield unit


@contextmanager
def reading() -> Iterator[Unit]:
    with services().reading() as unit:
        yield unit


def find_project(unit: Unit, name: str, *, deleted: bool = False) -> ProjectState:
    """The project meant by an id, the end of one, a title, or ``latest``."""
    try:
        return unit.projects.get(uuid.UUID(name), deleted=deleted)
    except ValueError:
        pass
    found = unit.projects.named(clean_text(name, "project"), deleted=deleted)
    if not found:
        raise NotFound(f"There is no project {name!r}; `aura project list` shows them.", field="project")
    if len(found) > 1:
        ids = ", ".join(str(project.id) for project in found[:5])
        raise Conflict(f"{name!r} means more than one project: {ids}.", field="project")
    return found[0]


def find_scene(unit: Unit, project: ProjectState, name: str) -> str:
    """The id of the scene meant by a number from 1, or by its id."""
    if not (name.isascii() and name.isdecimal()):
        return str(parse_id(name, "scene"))
    from aura.projects.live import LiveView

    scene_id = LiveView(unit.work.session, project).at(int(name)) if len(name) < 10 else None
    if scene_id is None:
        raise NotFound(
            f"The project has {project.scene_count} scenes; there is no scene {name}.", field="scene"
        )
    return scene_id


def find_scenes(unit: Unit, project: ProjectState, names: str) -> list[str]:
    """The ids of the scenes meant by numbers, ranges of them and ids, like ``1,4-6``, or ``all``."""
    from aura.projects.live import LiveView

    if names == "all":
        return list(LiveView(unit.work.session, project).order().ids)
    found: list[str] = []
    for name in names.split(","):
        first, dash, last = name.strip().partition("-")
        if not (dash and first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal()):
            found.append(find_scene(unit, project, name.strip()))
            continue
        numbers = range(int(first), int(last) + 1) if max(len(first), len(last)) < 10 else range(0)
        if not numbers:
            raise Invalid(f"{name.strip()!r:.80} is no range of scenes; write one like 4-6.", field="scenes")
        find_scene(unit, project, last)
        found += [find_scene(unit, project, str(number)) for number in numbers]
    return found


def find_file(unit: Unit, project: ProjectState, name: str) -> str:
    """The digest of the project's file that is meant by it or by its first digits, four or more.

    What names none of the files that were brought is left as it is.
    """
    if not _DIGITS.fullmatch(name):
        return name
    found = [asset for asset in unit.assets.list(project.id) if asset.digest.startswith(name.lower())]
    if len(found) > 1:
        files = ", ".join(f"{asset.digest} ({asset.name})" for asset in found[:5])
        raise Conflict(f"{name!r} means more than one file: {files}.", field="digest")
    return found[0].digest if found else name


def show(value: Any, as_json: bool, words: Callable[[], str]) -> None:
    """Print a result: as the API would answer it, or in words."""
    if as_json:
        typer.echo(output.as_json(value, indent=2))
    else:
        typer.echo(words())
