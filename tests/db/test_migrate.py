"""The schema comes up to date in one transaction, after a backup, or stays what it was."""

import hashlib
import shutil
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
from sqlalchemy import Connection, select, text

from aura import config, schema
from aura.db import migrate
from aura.errors import Unavailable
from aura.identity.tables import User
from aura.services import Services
from aura.shipped import shipped

Shape = Callable[[Connection], dict[str, Any]]


def opened(aura: Services) -> Services:
    return Services(aura.settings)


def looked_at(aura: Services, ask: Callable[[Connection], Any]) -> Any:
    with aura.database.engine.connect() as connection:
        return ask(connection)


def test_the_tables_are_what_the_migrations_make(aura: Services) -> None:
    with aura.database.migrating() as connection:
        command.check(migrate.config(connection))


def test_the_newest_script_is_the_one_a_start_compares_with() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert scripts.get_current_head() == migrate.HEAD
    assert len(scripts.get_heads()) == 1


def test_a_fresh_home_gets_the_whole_schema_and_its_one_user(tmp_path: Path, shape: Shape) -> None:
    aura = Services(config.load(tmp_path / "new" / "home", database_url="")).open()
    assert looked_at(aura, migrate.revision) == migrate.HEAD
    assert {*looked_at(aura, shape)} == {*schema.whole().tables, "alembic_version"}
    with aura.reading() as unit:
        assert len(unit.work.session.scalars(select(User)).all()) == 1
    assert not aura.settings.backups_dir.exists()
    aura.close()


def test_an_aura_that_is_installed_in_a_folder_with_a_percent_sign_makes_its_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "100% mine" / "migrations"
    shutil.copytree(shipped("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "shipped", lambda _: folder)
    aura = Services(config.load(tmp_path / "home", database_url="")).open()
    assert looked_at(aura, migrate.revision) == migrate.HEAD
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


def test_a_database_of_a_newer_aura_is_refused_and_not_touched(filled: Services, shape: Shape) -> None:
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


def test_a_downgrade_leads_back_to_nothing_and_forth_again(filled: Services, shape: Shape) -> None:
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


def test_opening_waits_for_another_that_is_making_the_file(tmp_path: Path, shape: Shape) -> None:
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
