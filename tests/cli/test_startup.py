"""A command loads what it needs and no more: that is what makes it quick."""

import ast
import gc
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from aura import config
from aura.cli import state
from aura.services import Services

HEAVY = {
    *("PIL", "alembic", "av", "fastapi", "ffmpeg", "imageio_ffmpeg", "jinja2", "moviepy"),
    *("numpy", "openai", "psycopg", "rich", "starlette", "uvicorn"),
}
DATABASE = {"sqlalchemy", "sqlite3"}


COMMANDS = [
    ["project", "create", "Rivers", "--scene", "Water."],
    ["project", "list"],
    ["project", "show", "latest"],
    ["scene", "text", "latest", "1", "Ice."],
    ["version", "save", "latest"],
    ["version", "restore", "latest", "1"],
    ["undo", "latest"],
    ["history", "latest"],
    ["asset", "list", "latest"],
]


def loaded(home: Path, *commands: list[str]) -> set[str]:
    """The libraries that are loaded after these commands."""
    program = """
        import ast, sys
        from aura.cli.main import main
        for words in ast.literal_eval(sys.argv[1]):
            sys.argv = ["aura", *words]
            try:
                main()
            except SystemExit as ended:
                assert not ended.code
        print({name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), repr(list(commands))],
        env={**os.environ, "AURA_HOME": str(home), "AURA_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    found: set[str] = ast.literal_eval(done.stderr)
    return found


def test_the_version_needs_no_database(tmp_path: Path) -> None:
    assert not loaded(tmp_path, ["--version"]) & (HEAVY | DATABASE)


def test_commands_on_projects_load_no_web_no_pictures_and_no_migrations(tmp_path: Path) -> None:
    Services(config.load(tmp_path, database_url="")).open().close()
    modules = loaded(tmp_path, *COMMANDS)
    assert "sqlalchemy" in modules
    assert not modules & HEAVY


def test_a_command_that_works_with_projects_looks_for_garbage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state.STATE, "home", str(tmp_path))
    before = gc.get_threshold()
    gc.disable()  # as ``main`` does while it loads
    try:
        state.services()
        assert gc.isenabled()
    finally:
        state.close()
        gc.enable()
        gc.set_threshold(*before)


def test_a_worker_loads_no_templates_and_of_clean_up_only_what_makes_room_in_the_cache() -> None:
    program = """
        import sys, aura.services, aura.worker, aura.cleanup.renders, aura.cleanup.rule
        print(*(name for name in sys.modules if name.startswith(("aura.templates", "aura.cleanup"))))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    found = {name for name in done.stdout.split() if name not in ("aura.cleanup", "aura.cleanup.rules")}
    used = ("freeing", "renders", "rule", "rules.cache", "rules.files")
    assert found == {f"aura.cleanup.{name}" for name in used}


def test_the_log_is_loaded_without_what_draws_on_terminals() -> None:
    program = "import sys, aura.logs; print([name in sys.modules for name in ('structlog', 'rich')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, False]\n"
