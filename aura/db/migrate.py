"""Brings the database to the schema this Aura knows: in one transaction, after a backup.

A database that a newer Aura made is refused, not guessed at.  ``HEAD`` spares an up-to-date start the
cost of loading Alembic; a test holds it to the newest script.
"""

from datetime import UTC, datetime
from filecmp import cmp
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from aura.db.backup import copy_of
from aura.db.engine import Database
from aura.errors import Unavailable
from aura.shipped import shipped

if TYPE_CHECKING:  # Alembic takes 0.3 s to load and is needed once per upgrade
    from alembic.config import Config

HEAD = "0006"
_LOCK = 0x41555241  # "AURA": PostgreSQL's advisory lock for migrations


def revision(connection: Connection) -> str | None:
    """The schema the database has; ``None`` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def up_to_date(database: Database, backups: Path) -> None:
    """Migrate when needed.  Raises ``Unavailable`` for a database newer than this Aura."""
    with database.engine.connect() as connection:
        found = revision(connection)
    if found == HEAD:
        return
    if found is not None:
        _require_known(found)
        if database.file is not None:  # PostgreSQL's own tools do it better
            _back_up(database.file, backups, f"before-upgrade-from-{found}")
    with database.migrating() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        upgrade(connection)


def _back_up(file: Path, backups: Path, name: str) -> None:
    """Keep a copy, unless one of the same is kept: an upgrade that fails whenever Aura is started again must
    not fill the disk."""
    earlier = list(backups.glob(f"{name}-*.db"))
    copy = backups / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
    copy_of(file, copy, verified=False)
    if any(cmp(copy, each, shallow=False) for each in earlier):
        copy.unlink()


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the scripts on an open transaction; a second process finds nothing left to do."""
    from alembic import command

    command.upgrade(config(connection), target)


def config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration, with its scripts where this installation keeps them."""
    from alembic.config import Config

    settings = Config()
    place = str(shipped("migrations")).replace("%", "%%")  # which would name a value of the configuration
    settings.set_main_option("script_location", place)
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def _require_known(found: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if found not in known:
        raise Unavailable(
            f"This database was made by a newer Aura (schema {found}, this one knows {HEAD}). "
            "Please upgrade Aura; nothing was changed."
        )
