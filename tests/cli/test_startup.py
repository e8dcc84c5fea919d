"""A command loads what it needs and no more: that is what makes it quick."""

import ast
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from aura import config
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


def test_the_log_is_loaded_without_what_draws_on_terminals() -> None:
    program = "import sys, aura.logs; print([name in sys.modules for name in ('structlog', 'rich')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, False]\n"
