"""The engine and its two kinds of transaction.

A *writing* transaction takes SQLite's write lock at its start (``BEGIN IMMEDIATE``), so that what it
read is still true when it commits; a *reading* one never takes it.  Source of the settings: measured,
see ``docs/decisions/0002-sqlite-settings.md``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from aura.actor import Actor
from aura.errors import Invalid, NoSpace, Unavailable

SQLITE_SETTINGS: dict[str, tuple[str, Any]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "journal_size_limit": ("67108864", 67_108_864),
}
"""Each as it is set, and as SQLite reads it back when it took."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Database:
    """An engine, and the sessions on it."""

    def __init__(self, url: str, *, timeout_s: int = 30, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = _make_engine(url, timeout_s)
        self.clock = clock

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """SQLite's file."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[Session]:
        """One unit of work: committed at the end, rolled back on any error."""
        engine = self.engine.execution_options(actor=actor, clock=self.clock)
        with _plain_errors(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Session]:
        """A consistent look at the database that takes no write lock and can change nothing."""
        options: dict[str, Any] = {"actor": actor, "clock": self.clock, "reading": True}
        if not self.is_sqlite:
            options |= {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
        engine = self.engine.execution_options(**options)
        with _plain_errors(), Session(engine, autoflush=False, expire_on_commit=False) as session:
            event.listen(session, "before_flush", _refuse_flush)
            yield session

    def verify(self) -> None:
        """Refuse to go on when a setting that keeps data safe did not take."""
        if not self.is_sqlite:
            return
        with self.engine.connect() as connection:
            for name, (_, wanted) in SQLITE_SETTINGS.items():
                found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                if found != wanted:
                    raise Unavailable(
                        f"SQLite's {name} is {found!r}, not {wanted!r}: is {self.file} on a network drive?"
                    )

    def dispose(self) -> None:
        self.engine.dispose()


def _make_engine(url: str, timeout_s: int) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Invalid(f"{url!r} is not a database URL.", field="AURA_DATABASE_URL") from None
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise Invalid("Aura's database is a file.", field="AURA_DATABASE_URL")
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": timeout_s}, pool_size=20, max_overflow=40)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_size=10, max_overflow=30, pool_pre_ping=True)
    raise Invalid("Aura keeps its data in SQLite or PostgreSQL.", field="AURA_DATABASE_URL")


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # Aura says BEGIN itself, see _begin_sqlite
    cursor = connection.cursor()
    for name, (value, _) in SQLITE_SETTINGS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _refuse_flush(*_: Any) -> None:
    raise RuntimeError("a reading unit of work cannot write")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """The database's own troubles in Aura's words."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig).lower()
        if "disk is full" in text or "no space left" in text:
            raise NoSpace("The disk is full; free some space and try again.") from error
        if isinstance(error, OperationalError) and ("locked" in text or "disk i/o" in text):
            raise Unavailable(f"The database does not answer: {error.orig}.") from error
        raise
