"""The schema comes up to date in one transaction, after a backup, or stays what it was."""

import hashlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text

from aura import config, schema
from aura.db import migrate
from aura.errors import Unavailable
from aura.identity.tables import User
from aura.projects.tables import SceneState
from aura.services import Services
from aura.shipped import shipped
from aura.timeline.document import Brief, Scene

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

def upgrade():
    op.create_table("added_later", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("project_states") as rebuilt:
        rebuilt.alter_column("title", type_=sa.String(400), existing_type=sa.String(300))
        rebuilt.add_column(sa.Column("mood", sa.String(20), nullable=False, server_default="calm"))
    {then}

def downgrade():
    pass
"""


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """An Aura with a second migration, which rebuilds the table that most others name and then does more."""

    def make(then: str = "pass") -> Path:
        folder = tmp_path / "newer" / "migrations"
        shutil.copytree(shipped("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0002_later.py").write_text(SECOND.format(then=then))
        monkeypatch.setattr(migrate, "shipped", lambda _: folder)
        monkeypatch.setattr(migrate, "HEAD", "0002")
        return folder

    return make


@pytest.fixture
def filled(aura: Services) -> Services:
    """An Aura with a project in it, closed."""
    with aura.writing() as unit:
        scenes = [Scene(id=f"00000000-0000-7000-8000-{number:012}", title="Kept") for number in range(3)]
        unit.projects.create(brief=Brief(topic="Rivers"), scenes=scenes)
    aura.close()
    return aura


def opened(aura: Services) -> Services:
    return Services(aura.settings)


def looked_at(aura: Services, ask: Callable[[Connection], Any]) -> Any:
    with aura.database.engine.execution_options(reading=True).connect() as connection:
        return ask(connection)


def columns(aura: Services, table: str) -> list[str]:
    return looked_at(aura, lambda c: [column["name"] for column in inspect(c).get_columns(table)])


def shape(connection: Connection) -> dict[str, Any]:
    """All that makes the schema: tables, columns, keys and indexes."""
    found = inspect(connection)
    return {
        table: (
            {(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
            {(i["name"], tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(table)},
            {(u["name"], tuple(u["column_names"])) for u in found.get_unique_constraints(table)},
            {
                (f["name"], tuple(f["constrained_columns"]), f["referred_table"], str(f["options"]))
                for f in found.get_foreign_keys(table)
            },
            tuple(found.get_pk_constraint(table)["constrained_columns"]),
        )
        for table in found.get_table_names()
    }


def scenes(aura: Services) -> int:
    with aura.reading() as unit:
        return len(unit.work.session.scalars(select(SceneState.id)).all())


def test_the_tables_are_what_the_migrations_make(aura: Services) -> None:
    with aura.database.migrating() as connection:
        command.check(migrate.config(connection))


def test_the_newest_script_is_the_one_a_start_compares_with() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert scripts.get_current_head() == migrate.HEAD
    assert len(scripts.get_heads()) == 1


def test_a_fresh_home_gets_the_whole_schema_and_its_one_user(tmp_path: Path) -> None:
    aura = Services(config.load(tmp_path / "new" / "home", database_url="")).open()
    assert looked_at(aura, migrate.revision) == migrate.HEAD
    assert {*looked_at(aura, shape)} == {*schema.METADATA.tables, "alembic_version"}
    with aura.reading() as unit:
        assert len(unit.work.session.scalars(select(User)).all()) == 1
    assert not aura.settings.backups_dir.exists()
    aura.close()


def test_an_up_to_date_start_does_not_load_alembic(filled: Services) -> None:
    program = """
        import sys
        from pathlib import Path
        from aura import config
        from aura.services import Services
        Services(config.load(Path(sys.argv[1]), database_url=sys.argv[2])).open().close()
        print([name for name in sys.modules if name.partition(".")[0] in ("alembic", "mako")])
    """
    url = filled.settings.database_url
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), filled.settings.home, url],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_an_upgrade_keeps_all_rows_also_of_tables_that_name_a_rebuilt_one(
    filled: Services, newer: Callable[..., Path]
) -> None:
    newer()
    aura = opened(filled).open()
    assert looked_at(aura, migrate.revision) == "0002"
    assert "mood" in columns(aura, "project_states")
    assert scenes(aura) == 3
    with aura.reading() as unit:
        assert [project.title for project in unit.projects.list().items] == ["Rivers"]
    aura.close()


def test_a_database_with_data_is_backed_up_whole_before_an_upgrade(
    filled: Services, newer: Callable[..., Path]
) -> None:
    if not filled.database.is_sqlite:
        pytest.skip("PostgreSQL's own tools make its backups")
    newer()
    opened(filled).open().close()
    (backup,) = filled.settings.backups_dir.iterdir()
    assert re.fullmatch(r"before-upgrade-from-0001-\d{8}T\d{12}\.db", backup.name)
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert copy.execute("SELECT title FROM project_states").fetchall() == [("Rivers",)]
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()
    again = Services(config.load(filled.settings.home, database_url=f"sqlite:///{backup}")).open()
    assert scenes(again) == 3
    again.close()


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ('op.execute("INSERT INTO nowhere VALUES (1)")', Exception),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(
    filled: Services, newer: Callable[..., Path], then: str, kind: type[Exception]
) -> None:
    aura = opened(filled)
    before = looked_at(aura, shape)
    newer(then)
    with pytest.raises(kind):
        aura.open()
    assert looked_at(aura, shape) == before
    assert looked_at(aura, migrate.revision) == "0001"
    assert scenes(aura) == 3
    aura.close()


def test_an_upgrade_that_would_leave_rows_naming_nothing_is_taken_back(
    filled: Services, newer: Callable[..., Path]
) -> None:
    if not filled.database.is_sqlite:
        pytest.skip("PostgreSQL checks its foreign keys at all times")
    newer('op.execute("DELETE FROM project_states")')
    aura = opened(filled)
    with pytest.raises(Unavailable, match="nothing was changed"):
        aura.open()
    assert looked_at(aura, migrate.revision) == "0001"
    assert scenes(aura) == 3
    aura.close()


def test_foreign_keys_are_on_again_after_an_upgrade(filled: Services, newer: Callable[..., Path]) -> None:
    newer()
    aura = opened(filled).open()
    aura.database.verify()
    with aura.writing() as unit:
        unit.work.session.execute(text("DELETE FROM project_states"))
    assert scenes(aura) == 0
    aura.close()


def test_a_database_of_a_newer_aura_is_refused_and_not_touched(filled: Services) -> None:
    aura = opened(filled)
    with aura.database.migrating() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    aura.close()
    file = filled.database.file
    before = hashlib.sha256(file.read_bytes()).digest() if file else looked_at(aura, shape)
    for _ in range(2):
        with pytest.raises(Unavailable, match=r"newer Aura.*ffff.*nothing was changed"):
            opened(filled).open()
    assert (hashlib.sha256(file.read_bytes()).digest() if file else looked_at(aura, shape)) == before
    assert not filled.settings.backups_dir.exists()
    aura.close()


def test_a_downgrade_leads_back_to_nothing_and_forth_again(filled: Services) -> None:
    aura = opened(filled)
    before = looked_at(aura, shape)
    with aura.database.migrating() as connection:
        command.downgrade(migrate.config(connection), "base")
    assert {*looked_at(aura, shape)} == {"alembic_version"}
    assert looked_at(aura, migrate.revision) is None
    aura.open()
    assert looked_at(aura, shape) == before
    aura.close()


OPENING = """
    import sys, time
    from pathlib import Path
    from aura import config
    from aura.services import Services
    from aura.db import migrate
    import alembic.command
    print("ready", flush=True)
    sys.stdin.readline()
    for home in map(Path, sys.argv[1:]):
        aura = Services(config.load(home, database_url="")).open()
        with aura.reading() as unit:
            unit.projects.list()
        aura.close()
"""


def test_processes_that_open_a_fresh_home_at_once_all_work(tmp_path: Path) -> None:
    homes = [tmp_path / f"home-{number}" for number in range(8)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(OPENING), *homes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    errors = [program.communicate()[1] for program in programs]
    assert errors == [""] * len(programs)
    for home in homes:
        aura = Services(config.load(home, database_url=""))
        assert looked_at(aura, migrate.revision) == migrate.HEAD
        with aura.reading() as unit:
            assert len(unit.work.session.scalars(select(User)).all()) == 1
        aura.close()


def test_opening_waits_for_another_that_is_making_the_file(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "aura.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # as its first migration does, before the file is in WAL mode
    other.execute("CREATE TABLE made_first (id INTEGER)")
    done = threading.Timer(0.3, other.execute, ["COMMIT"])
    done.start()
    aura = Services(config.load(tmp_path, database_url="")).open()
    done.join()
    assert "made_first" in looked_at(aura, shape)
    other.close()
    aura.close()


UPGRADING = """
    import sys
    from pathlib import Path
    from aura import config
    from aura.db import migrate
    from aura.services import Services
    migrate.shipped, migrate.HEAD = lambda _: Path(sys.argv[3]), "0002"
    Services(config.load(Path(sys.argv[1]), database_url=sys.argv[2])).open()
"""


def test_a_kill_in_the_middle_of_an_upgrade_leaves_the_old_schema_and_the_next_start_finishes(
    filled: Services, newer: Callable[..., Path]
) -> None:
    folder = newer('print("half way", flush=True); __import__("time").sleep(60)')
    home, url = filled.settings.home, filled.settings.database_url
    program = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(UPGRADING), home, url, folder], stdout=subprocess.PIPE
    )
    assert program.stdout.readline() == b"half way\n"
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    aura = opened(filled)
    assert looked_at(aura, migrate.revision) == "0001"
    assert "mood" not in columns(aura, "project_states")
    assert scenes(aura) == 3
    (folder / "versions" / "0002_later.py").write_text(SECOND.format(then="pass"))
    aura.open()
    assert looked_at(aura, migrate.revision) == "0002"
    assert scenes(aura) == 3
    if aura.database.is_sqlite:
        assert looked_at(aura, lambda c: c.scalar(text("PRAGMA integrity_check"))) == "ok"
    aura.close()
