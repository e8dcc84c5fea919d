"""The command line in this process: its own home, what it printed, and how it ended."""

import gc
import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.main import get_command

from aura.cli import main, state
from aura.cli.main import build
from aura.timeline.edits import REGISTRY, Edit


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def problem(self) -> Any:
        return json.loads(self.err)


Run = Callable[..., Ran]


@cache
def command_line(edits: tuple[type[Edit], ...]) -> Any:
    """``aura`` with a command for each of these edits, put together once: it takes longer than to run."""
    return get_command(build())


@pytest.fixture
def environment(home: Path, new_database: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that commands find by themselves."""
    monkeypatch.setenv("AURA_HOME", str(home))
    monkeypatch.setenv("AURA_DATABASE_URL", new_database(home))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    return home


@pytest.fixture
def run(environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``aura`` with these words, as from a shell."""
    threshold = gc.get_threshold()

    def aura(*words: object) -> Ran:
        built = command_line(tuple(REGISTRY.values()))
        monkeypatch.setattr(main, "build", lambda: built)
        monkeypatch.setattr(sys, "argv", ["aura", *map(str, words)])
        capsys.readouterr()
        code: Any = 0
        try:
            main.main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            gc.set_threshold(*threshold)
            gc.enable()
        assert state.STATE.opened is None, "a command left its services open"
        return Ran(code, *capsys.readouterr())

    return aura


@pytest.fixture
def project(run: Run) -> str:
    """The id of a project with three scenes."""
    made = run("project", "create", "Rivers", *(f"--scene=Scene {n}." for n in (1, 2, 3)), "--json")
    found: str = made.json["id"]
    return found


@pytest.fixture
def one_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short films need no more than one child process, and each takes half a second to start."""
    monkeypatch.setenv("AURA_WORKERS", "1")
