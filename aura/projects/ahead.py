"""Reads all of a sort at once where single looks become many.

Single edits look at a few rows and read only those; a bulk edit looks at thousands, one by one, and need
not know.  What was read is good until the session writes: ``written`` is called by whoever does.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

FEW = 16
"""So many single looks never lead to a read of all."""

ROWS_A_LOOK = 32
"""Rows that are read, among many, in the time of one single look."""

_WRITES = "aura.writes"


class Ahead:
    """What one view has read of a project of so many rows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begin()

    def all_of(self, sort: str, rows: int, read: Callable[[], T]) -> T | None:
        """All of a sort, once it was looked at often enough; ``None`` says: take a single look."""
        if self._writes != self._session.info.get(_WRITES, 0):
            self._begin()
        if sort not in self._found:
            self._looks[sort] += 1
            if self._looks[sort] <= max(FEW, rows // ROWS_A_LOOK):
                return None
            self._found[sort] = read()
        found: T = self._found[sort]
        return found

    def _begin(self) -> None:
        self._writes: int = self._session.info.get(_WRITES, 0)
        self._looks: Counter[str] = Counter()
        self._found: dict[str, Any] = {}


def written(session: Session) -> None:
    """What was read ahead in this session holds no longer."""
    session.info[_WRITES] = session.info.get(_WRITES, 0) + 1
