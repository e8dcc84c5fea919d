"""An upgrade loses no row, is preceded by a backup, and happens whole or not at all."""

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select, text

from aura import config
from aura.actor import LOCAL
from aura.db import migrate
from aura.errors import Unavailable
from aura.projects.tables import SceneState
from aura.services import Services
from aura.shipped import shipped
from aura.templates.tables import Template

Shape = Callable[[Connection], dict[str, Any]]

HEAD = migrate.HEAD
NEXT = f"{int(HEAD) + 1:04}"

LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None

def upgrade():
    op.create_table("added_later", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("project_states") as rebuilt:
        rebuilt.alter_column("title", type_=sa.String(400), existing_type=sa.String(300))
        rebuilt.add_column(sa.Column("mood", sa.String(20), nullable=False, server_default="calm"))
    {then}

def downgrade():
    pass
"""


def later(then: str = "pass") -> str:
    """The script of the next migration."""
    return LATER.format(next=NEXT, head=HEAD, then=then)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """An Aura with one migration more, which rebuilds the table that most others name and then does more."""

    def make(then: str = "pass") -> Path:
        folder = tmp_path / "newer" / "migrations"
        shutil.copytree(shipped("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_later.py").write_text(later(then))
        monkeypatch.setattr(migrate, "shipped", lambda _: folder)
        monkeypatch.setattr(migrate, "HEAD", NEXT)
        return folder

    return make


def opened(aura: Services) -> Services:
    return Services(aura.settings)


def looked_at(aura: Services, ask: Callable[[Connection], Any]) -> Any:
    with aura.database.engine.execution_options(reading=True).connect() as connection:
        return ask(connection)


def columns(aura: Services, table: str) -> list[str]:
    return looked_at(aura, lambda c: [column["name"] for column in inspect(c).get_columns(table)])


def scenes(aura: Services) -> int:
    with aura.reading() as unit:
        return len(unit.work.session.scalars(select(SceneState.id)).all())


def test_an_upgrade_keeps_all_rows_also_of_tables_that_name_a_rebuilt_one(
    filled: Services, newer: Callable[..., Path]
) -> None:
    newer()
    aura = opened(filled).open()
    assert looked_at(aura, migrate.revision) == NEXT
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
    assert re.fullmatch(rf"before-upgrade-from-{HEAD}-\d{{8}}T\d{{12}}\.db", backup.name)
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
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
    filled: Services, newer: Callable[..., Path], then: str, kind: type[Exception], shape: Shape
) -> None:
    aura = opened(filled)
    before = looked_at(aura, shape)
    newer(then)
    with pytest.raises(kind):
        aura.open()
    assert looked_at(aura, shape) == before
    assert looked_at(aura, migrate.revision) == HEAD
    assert scenes(aura) == 3
    aura.close()


def test_an_upgrade_that_fails_again_and_again_is_preceded_by_one_backup_of_the_same(
    filled: Services, newer: Callable[..., Path]
) -> None:
    if not filled.database.is_sqlite:
        pytest.skip("PostgreSQL's own tools make its backups")
    folder = newer("raise ZeroDivisionError")
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            opened(filled).open()
    (first,) = filled.settings.backups_dir.iterdir()

    with sqlite3.connect(filled.database.file) as database:
        database.execute("UPDATE project_states SET title = 'Lakes'")
    database.close()
    with pytest.raises(ZeroDivisionError):
        opened(filled).open()
    (second,) = set(filled.settings.backups_dir.iterdir()) - {first}
    (folder / "versions" / f"{NEXT}_later.py").write_text(later())
    opened(filled).open().close()

    assert {*filled.settings.backups_dir.iterdir()} == {first, second}
    for backup, title in ((first, "Rivers"), (second, "Lakes")):
        copy = sqlite3.connect(backup)
        assert copy.execute("SELECT title FROM project_states").fetchall() == [(title,)]
        copy.close()


def test_an_upgrade_that_would_leave_rows_naming_nothing_is_taken_back(
    filled: Services, newer: Callable[..., Path]
) -> None:
    if not filled.database.is_sqlite:
        pytest.skip("PostgreSQL checks its foreign keys at all times")
    newer('op.execute("DELETE FROM project_states")')
    aura = opened(filled)
    with pytest.raises(Unavailable, match="nothing was changed"):
        aura.open()
    assert looked_at(aura, migrate.revision) == HEAD
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


def test_templates_from_before_they_could_be_deleted_are_not_deleted(tmp_path: Path) -> None:
    aura = Services(config.load(tmp_path, database_url=""))
    with aura.database.migrating() as connection:
        migrate.upgrade(connection, "0001")
        names = ["id", "name", "description", "category", "sub_category", "tags", "template_data", "author"]
        values = dict.fromkeys(names, "kept") | {"made": 1, "by": LOCAL.user_id.bytes}
        connection.execute(
            text(
                f"INSERT INTO templates ({', '.join(names)}, is_system_template, is_community_template, "
                "usage_count, rating, rating_count, created_at, updated_at, created_by, modified_by) "
                f"VALUES (:{', :'.join(names)}, false, false, 3, 4.5, 2, :made, :made, :by, :by)"
            ),
            values,
        )
    aura.open()
    with aura.reading() as unit:
        kept = unit.work.session.get_one(Template, "kept")
        assert (kept.name, kept.usage_count, kept.rating) == ("kept", 3, 4.5)
        assert (kept.is_deleted, kept.deleted_at) == (False, None)
    told = looked_at(aura, lambda c: {one["name"]: one for one in inspect(c).get_columns("templates")})
    assert told["is_deleted"]["default"] is None
    aura.close()


UPGRADING = """
    import sys
    from pathlib import Path
    from aura import config
    from aura.db import migrate
    from aura.services import Services
    migrate.shipped, migrate.HEAD = lambda _: Path(sys.argv[3]), sys.argv[4]
    Services(config.load(Path(sys.argv[1]), database_url=sys.argv[2])).open()
"""


def test_a_kill_in_the_middle_of_an_upgrade_leaves_the_old_schema_and_the_next_start_finishes(
    filled: Services, newer: Callable[..., Path]
) -> None:
    folder = newer('print("half way", flush=True); __import__("time").sleep(60)')
    home, url = filled.settings.home, filled.settings.database_url
    program = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(UPGRADING), home, url, folder, NEXT], stdout=subprocess.PIPE
    )
    assert program.stdout.readline() == b"half way\n"
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    aura = opened(filled)
    assert looked_at(aura, migrate.revision) == HEAD
    assert "mood" not in columns(aura, "project_states")
    assert scenes(aura) == 3
    (folder / "versions" / f"{NEXT}_later.py").write_text(later())
    aura.open()
    assert looked_at(aura, migrate.revision) == NEXT
    assert scenes(aura) == 3
    if aura.database.is_sqlite:
        assert looked_at(aura, lambda c: c.scalar(text("PRAGMA integrity_check"))) == "ok"
    aura.close()
