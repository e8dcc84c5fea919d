"""Engines: made from a URL, and each of their connections set up.

Source of SQLite's settings: measured, see ``docs/decisions/0002-sqlite-settings.md``.
"""

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

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


def make_engine(url: str, timeout_s: int, *, reading: bool = False) -> Engine:
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
