"""What SQLite itself finds wrong with its file: its pages and indexes, and rows that name nothing.

PostgreSQL keeps its foreign keys itself and looks after its own pages: nothing is asked there.
"""

import re
from typing import NamedTuple

from sqlalchemy import Connection

MOST = 100
"""Troubles that are told of each sort: one is enough to act on."""

_INDEX = re.compile(r"\bindex (?:'([^']+)'|(\w+))")


class Trouble(NamedTuple):
    """What SQLite says; ``broken_index`` is one that can be made anew."""

    words: str
    broken_index: str | None = None


class Unfounded(NamedTuple):
    """Rows of a table that name a row of another which is not there."""

    table: str
    parent: str
    rows: int


def troubles(connection: Connection) -> list[Trouble]:
    """What is wrong with pages and indexes."""
    if connection.dialect.name != "sqlite":
        return []
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})").scalars().all()
    lines = [line for each in said for line in str(each).splitlines() if line != "ok"]
    return [Trouble(line, _index_in(line)) for line in lines]


def unfounded(connection: Connection) -> list[Unfounded]:
    """Which foreign keys do not hold."""
    if connection.dialect.name != "sqlite":
        return []
    found: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found[table, parent] = found.get((table, parent), 0) + 1
    return [Unfounded(table, parent, rows) for (table, parent), rows in sorted(found.items())]


def make_index_anew(connection: Connection, name: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote_identifier(name)
    connection.exec_driver_sql(f"REINDEX {quoted}")


def _index_in(line: str) -> str | None:
    found = _INDEX.search(line)
    return (found[1] or found[2]) if found else None
