"""Blobs by their names: which there are, new ones, and how often each is named.

Concurrent transactions lose no count and wait in no circle: what is there is held without keeping others
from counting it; what is new is made in the order of names; and counts change last of all, with one
statement, in the order of names too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, Update, bindparam, case, select, update
from sqlalchemy.orm import Session

from aura.blobs import patches
from aura.blobs.payloads import BLOBS, ROWS
from aura.db.statements import upsert_in

_AT_ONCE = 500


class Blob(NamedTuple):
    """A blob that is there; ``step`` and ``encoding`` are its payload's, if that is there too."""

    payload_id: int
    step: int | None
    encoding: int | None

    @property
    def is_list(self) -> bool:
        return self.encoding == patches.LIST


def find(session: Session, names: Iterable[bytes], *, hold: bool = False) -> dict[bytes, Blob]:
    """Those of these blobs that are there; when held, they stay until the work is committed."""
    wanted = sorted(set(names))
    connection = session.connection()
    found: dict[bytes, Blob] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = {"names": wanted[start : start + _AT_ONCE]}
        for name, *blob in connection.execute(_HELD if hold else _FIND, some):
            found[name] = Blob._make(blob)
    return found


def make(session: Session, rows: Mapping[bytes, Mapping[str, Any]]) -> set[bytes]:
    """Make those of these blobs that are not there, each with its columns, and hold all of them; answers
    which were made.

    Another writer may make the same at the same moment.  Theirs stays, and is looked for until it is held.
    """
    connection = session.connection()
    insertion = _insertion(connection.dialect.name)
    todo, made = sorted(rows), set[bytes]()
    while todo:
        there: set[bytes] = set()
        for name in todo:
            row = {"content_hash": name, **rows[name]}
            (made if connection.execute(insertion, row).first() else there).add(name)
        todo = sorted(there - find(session, there, hold=True).keys())
    return made


def count(session: Session, names: Iterable[bytes], now: datetime) -> None:
    """One reference more to each of ``names`` (as often as it is listed)."""
    _recount(session, _COUNT, Counter(names), now)


def release(session: Session, names: Iterable[bytes], now: datetime) -> None:
    """Take one reference from each of ``names`` (as often as it is listed); no count falls below nothing."""
    _recount(session, _RELEASE, Counter(names), now)


def _recount(session: Session, how: Update, times: Counter[bytes], now: datetime) -> None:
    if times:
        rows = [{"name": name, "times": times[name], "now": now} for name in sorted(times)]
        session.connection().execute(how, rows)


def _counting(count: object) -> Update:
    named = update(BLOBS).where(BLOBS.c.content_hash == bindparam("name"))
    return named.values(reference_count=count, last_referenced_at=bindparam("now"))


_FEWER = BLOBS.c.reference_count - bindparam("times")
_COUNT = _counting(BLOBS.c.reference_count + bindparam("times"))
_RELEASE = _counting(case((_FEWER < 0, 0), else_=_FEWER))
_FIND = (
    select(BLOBS.c.content_hash, BLOBS.c.payload_id, ROWS.c.step, ROWS.c.encoding)
    .outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id)
    .where(BLOBS.c.content_hash.in_(bindparam("names", expanding=True)))
)
_HELD = _FIND.order_by(BLOBS.c.content_hash).with_for_update(read=True, key_share=True, of=BLOBS)


@cache
def _insertion(dialect: str) -> Executable:
    """A new blob; answers nothing, and keeps nobody from counting it, where there is one."""
    blob = upsert_in(dialect, BLOBS).on_conflict_do_nothing(index_elements=[BLOBS.c.content_hash])
    made: Executable = blob.returning(BLOBS.c.payload_id)
    return made
