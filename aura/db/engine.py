"""The engine and its two kinds of transaction.

A *writing* transaction takes SQLite's write lock at its start (``BEGIN IMMEDIATE``), so that what it
read is still true when it commits; a *reading* one never takes it.  Each kind has connections of its own on
SQLite: one that is told whether it may write has all its statements compiled anew, which would be a fifth of
what an edit costs.  Source of the settings: measured, see ``docs/decisions/0002-sqlite-settings.md``.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, ProgrammingError
from sqlalchemy.orm import Session

from aura.actor import Actor
from aura.db.faults import Passing, named_faults
from aura.db.turns import Turn, Turns
from aura.errors import Invalid, Unavailable

SQLITE_SETTINGS: dict[str, tuple[str, Any]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "journal_size_limit": ("67108864", 67_108_864),
}
"""Each as it is set, and as SQLite reads it back when it took."""


DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
"""Where Aura keeps its data, and the drivers whose errors it knows."""


PAGE_BYTES = 2048
"""Half of SQLite's default: seventy small tables and indexes then take half the room, at no cost in time."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Database:
    """An engine, the one that reads, and the sessions on them."""

    def __init__(self, url: str, *, timeout_s: int = 30, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = _make_engine(url, timeout_s)
        self.reading_engine = _make_engine(url, timeout_s, reading=True) if self.is_sqlite else self.engine
        self.clock = clock
        self._timeout_s = timeout_s
        self._turns = Turns()

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
        turn = Turn(self._turns)
        try:
            with named_faults(), self.engine.connect() as connection:
                connection.execution_options(actor=actor, clock=self.clock)
                if self.is_sqlite and not turn.take(self._timeout_s):
                    raise Passing("The database cannot be used: too many are waiting to write; try again.")
                self._begin(connection)
                with connection.begin(), Session(connection, expire_on_commit=False) as session:
                    session.info["connection"] = connection
                    yield session
                    session.flush()
        finally:
            turn.end()

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Session]:
        """A consistent look at the database that takes no write lock and can change nothing."""
        with named_faults(reading=True), self.reading_engine.connect() as connection:
            connection.execution_options(actor=actor, clock=self.clock)
            if not self.is_sqlite:
                connection.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
            self._begin(connection, reading=True)
            with _Reading(connection, autoflush=False, expire_on_commit=False) as session:
                session.info["connection"] = connection
                yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """One transaction that changes the schema, on a connection of its own.

        SQLite's foreign keys are off in it: a migration rebuilds a table by dropping it, which would
        cascade to the rows that name its own.  They must all hold again at its end.
        """
        with self.engine.connect() as connection:
            connection.detach()
            if self.is_sqlite:
                _raw(connection).execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                self._begin(connection)
                yield connection
                if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise Unavailable("The upgrade would leave rows that name nothing; nothing was changed.")

    def verify(self) -> None:
        """Refuse to go on when a setting that keeps data safe did not take."""
        if not self.is_sqlite:
            self._verify_postgresql()
            return
        with self.engine.connect() as connection:
            for name, (_, wanted) in SQLITE_SETTINGS.items():
                found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                if found != wanted:
                    raise Unavailable(
                        f"SQLite's {name} is {found!r}, not {wanted!r}: is {self.file} on a network drive?"
                    )

    def _verify_postgresql(self) -> None:
        """A database with another encoding has no room for what people write, and for the quotes Aura writes.

        The driver reads what stands behind the ``?`` of a URL when it first connects.
        """
        try:
            with self.engine.connect() as connection:
                encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        except ProgrammingError as error:
            raise Invalid(f"The database's URL is wrong: {error.orig}.", field="AURA_DATABASE_URL") from None
        if encoding != "UTF8":
            raise Unavailable(
                f"The database keeps its text as {encoding}, and Aura needs UTF8: "
                "make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
            )

    def dispose(self) -> None:
        self.engine.dispose()
        self.reading_engine.dispose()

    def _begin(self, connection: Connection, *, reading: bool = False) -> None:
        """Begin on SQLite, which the driver leaves to Aura."""
        if self.is_sqlite:
            _raw(connection).execute("BEGIN" if reading else "BEGIN IMMEDIATE").close()


def _make_engine(url: str, timeout_s: int, *, reading: bool = False) -> Engine:
    """With ``reading``, SQLite writes nothing through it."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        how: dict[str, Any] = {"client_encoding": "utf8"}  # whatever the environment says
        if "connect_timeout" not in parsed.query:
            how["connect_timeout"] = timeout_s
        engine = _made(parsed, connect_args=how, pool_size=10, max_overflow=30, pool_pre_ping=True)
        event.listen(engine, "connect", partial(_configure_postgresql, timeout_s))
        return engine
    if not parsed.database or parsed.database == ":memory:":
        raise Invalid("Aura's database is a file.", field="AURA_DATABASE_URL")
    _make_folder(Path(parsed.database).parent)
    engine = _made(parsed, connect_args={"timeout": timeout_s}, pool_size=20, max_overflow=40)
    event.listen(engine, "connect", partial(_configure_sqlite, timeout_s, reading))
    return engine


def _parsed(url: str) -> URL:
    """Raises ``Invalid``, which repeats nothing of a URL: it may hold a password."""
    try:
        parsed = make_url(url)
        backend, driver = parsed.get_backend_name(), parsed.get_driver_name()
    except (ArgumentError, ValueError):  # also for a port that is no number, and a driver nobody knows
        raise Invalid("That is not the URL of a database.", field="AURA_DATABASE_URL") from None
    if backend not in DRIVERS:
        raise Invalid("Aura keeps its data in SQLite or PostgreSQL.", field="AURA_DATABASE_URL")
    if driver != DRIVERS[backend]:
        raise Invalid(
            f"Aura uses {DRIVERS[backend]}: let the URL begin with {backend}+{DRIVERS[backend]}://.",
            field="AURA_DATABASE_URL",
        )
    return parsed


def _made(url: URL, **settings: Any) -> Engine:
    """Raises ``Invalid`` where PostgreSQL's driver is not installed."""
    try:
        return create_engine(url, **settings)
    except ImportError:
        raise Invalid(
            "PostgreSQL's driver is not installed here: pip install 'aura[postgres]'.",
            field="AURA_DATABASE_URL",
        ) from None


def _make_folder(folder: Path) -> None:
    """The folder of a database that is a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"The database cannot be used: {error.strerror}: {error.filename}.") from None


def _configure_postgresql(timeout_s: int, connection: Any, _record: Any) -> None:
    """Nobody waits for ever for what another keeps, such as one who was stopped in the middle."""
    connection.autocommit = True  # or it would be taken back with the first transaction
    connection.execute(f"SET lock_timeout = '{timeout_s}s'")
    connection.autocommit = False


def _configure_sqlite(timeout_s: int, reading: bool, connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # Aura says BEGIN itself, see Database._begin
    try:
        _set(connection, f"PRAGMA page_size={PAGE_BYTES}", timeout_s)  # heeded by a new file alone
        for name, (value, _) in SQLITE_SETTINGS.items():
            _set(connection, f"PRAGMA {name}={value}", timeout_s)
        if reading:
            _set(connection, "PRAGMA query_only=ON", timeout_s)
        connection.create_function("lower", 1, _lower, deterministic=True)
    except sqlite3.Error:
        connection.close()
        raise


def _lower(value: Any) -> Any:
    """``lower`` as PostgreSQL has it: SQLite's own knows no letters but those of ASCII."""
    return value.lower() if isinstance(value, str) else value


def _set(connection: sqlite3.Connection, pragma: str, timeout_s: int) -> None:
    """Carry a PRAGMA out.  Where two processes make the file at once, SQLite does not wait its turn."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute(pragma).close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _raw(connection: Connection) -> sqlite3.Connection:
    raw: Any = connection.connection.dbapi_connection
    return raw  # type: ignore[no-any-return]


class _Reading(Session):
    """A session that writes nothing."""


@event.listens_for(_Reading, "before_flush")
def _refuse_flush(*_: Any) -> None:
    raise RuntimeError("a reading unit of work cannot write")
