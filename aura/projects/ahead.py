"""Reads all of a sort at once where single looks become many.

Single edits look at a few rows and read only those; a bulk edit looks at thousands, one by one, and need
not know.  What was read is good until the session writes, or takes back what it wrote: ``written`` is called
by whoever does.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Self, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

FEW = 16
"""So many single looks never lead to a read of all."""

ROWS_A_LOOK = 32
"""Rows that are read, among many, in the time of one single look."""

_WRITES, _KNOWN = "aura.writes", "aura.ahead"


class Ahead:
    """What a session has read of a project of so many rows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begin()

    @classmethod
    def of(cls, session: Session, project_id: uuid.UUID) -> Self:
        """The one of a session and a project, whoever looks."""
        known: dict[uuid.UUID, Self] = session.info.setdefault(_KNOWN, {})
        if project_id not in known:
            known[project_id] = cls(session)
        return known[project_id]

    def once(self, what: Hashable, read: Callable[[], T]) -> T:
        """What a single look finds, read the first time."""
        self._forget_what_was_before()
        if what not in self._found:
            self._found[what] = read()
        found: T = self._found[what]
        return found

    def know(self, found: Mapping[Hashable, object]) -> None:
        """What single looks would find: whoever wrote it knows."""
        self._forget_what_was_before()
        self._found.update(found)

    def all_of(self, sort: str, rows: int, read: Callable[[], T]) -> T | None:
        """All of a sort, once it was looked at often enough; ``None`` says: take a single look."""
        self._forget_what_was_before()
        if sort not in self._found:
            self._looks[sort] += 1
            if self._looks[sort] <= max(FEW, rows // ROWS_A_LOOK):
                return None
            self._found[sort] = read()
        found: T = self._found[sort]
        return found

    def _forget_what_was_before(self) -> None:
        if self._writes != self._session.info.get(_WRITES, 0):
            self._begin()

    def _begin(self) -> None:
        self._writes: int = self._session.info.get(_WRITES, 0)
        self._looks: Counter[str] = Counter()
        self._found: dict[Hashable, Any] = {}


def written(session: Session) -> None:
    """What was read ahead in this session holds no longer."""
    session.info[_WRITES] = session.info.get(_WRITES, 0) + 1
