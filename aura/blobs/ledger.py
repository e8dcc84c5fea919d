"""How often content is named, counted from scratch: in a temporary database of its own, so that the memory
it takes does not grow with what is counted.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from types import TracebackType
from typing import Literal, NamedTuple, Self

Namer = Literal["versions", "actions", "lists"]


class Times(NamedTuple):
    """How often something is named by each, and what it is."""

    versions: int = 0
    actions: int = 0
    lists: int = 0
    content_type: str = ""

    @property
    def all(self) -> int:
        return self.versions + self.actions + self.lists


class Ledger:
    """Names, and how often each was met."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)  # a file that is gone when it is closed
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute(_MAKE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def count(self, namer: Namer, content_type: str, names: Iterable[tuple[bytes, int]]) -> None:
        """Each of these is named so many times more."""
        self._rows.execute("BEGIN")
        self._rows.executemany(_COUNT, ((name, namer, times, content_type) for name, times in names))
        self._rows.execute("COMMIT")

    def of(self, name: bytes) -> Times:
        """How often something is named."""
        found = Times()
        with closing(self._rows.execute(_LOOK, (name,))) as rows:
            for namer, times, content_type in rows:
                found = found._replace(**{namer: times}, content_type=content_type)
        return found

    def batches(self) -> Iterator[list[bytes]]:
        """All that is named, in the order of the names, a few hundred at a time."""
        last = b""
        while True:
            with closing(self._rows.execute(_BATCH, (last,))) as rows:
                found = [name for (name,) in rows]
            if not found:
                return
            yield found
            last = found[-1]


_MAKE = """
CREATE TABLE named (
    name BLOB NOT NULL, namer TEXT NOT NULL, times INTEGER NOT NULL, content_type TEXT NOT NULL,
    PRIMARY KEY (name, namer)
) WITHOUT ROWID
"""
_COUNT = """
INSERT INTO named (name, namer, times, content_type) VALUES (?, ?, ?, ?)
ON CONFLICT (name, namer) DO UPDATE SET times = times + excluded.times
"""
_LOOK = "SELECT namer, times, content_type FROM named WHERE name = ?"
_BATCH = "SELECT DISTINCT name FROM named WHERE name > ? ORDER BY name LIMIT 500"
