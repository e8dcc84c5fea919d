"""The engine and its two kinds of transaction.

A *writing* transaction takes SQLite's write lock at its start (``BEGIN IMMEDIATE``), so that what it
read is still true when it commits; a *reading* one never takes it.  Each kind has connections of its own on
SQLite: one that is told whether it may write has all its statements compiled anew, which would be a fifth of
what an edit costs.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from aura.actor import Actor
from aura.db.engines import SQLITE_SETTINGS, make_engine
from aura.db.faults import Passing, named_faults
from aura.db.turns import Turn, Turns
from aura.errors import Invalid, Unavailable


def utc_now() -> datetime:
    return datetime.now(UTC)


class Database:
    """An engine, the one that reads, and the sessions on them."""

    def __init__(self, url: str, *, timeout_s: int = 30, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = make_engine(url, timeout_s)
        self.reading_engine = make_engine(url, timeout_s, reading=True) if self.is_sqlite else self.engine
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


def _raw(connection: Connection) -> sqlite3.Connection:
    raw: Any = connection.connection.dbapi_connection
    return raw  # type: ignore[no-any-return]


class _Reading(Session):
    """A session that writes nothing."""


@event.listens_for(_Reading, "before_flush")
def _refuse_flush(*_: Any) -> None:
    raise RuntimeError("a reading unit of work cannot write")
