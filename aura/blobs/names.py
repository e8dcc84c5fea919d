"""Blobs by their names: which there are, new ones, and how often each is named.

Concurrent transactions lose no count and wait in no circle: what is there is held without keeping others
from counting it; what is new is made in the order of names; and counts change last of all, with one
statement, in the order of names too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, case, select, update
from sqlalchemy.orm import Session

from aura.blobs import patches
from aura.blobs.payloads import BLOBS, ROWS
from aura.db.prepared import Prepared, PreparedList
from aura.db.statements import upsert_in


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
    rows = (_HELD if hold else _FIND).all(session, sorted(set(names)))
    return {name: Blob._make(blob) for name, *blob in rows}


def make(session: Session, rows: Mapping[bytes, Mapping[str, Any]]) -> set[bytes]:
    """Make those of these blobs that are not there, each with its columns, and hold all of them; answers
    which were made.

    Another writer may make the same at the same moment.  Theirs stays, and is looked for until it is held.
    """
    todo, made = sorted(rows), set[bytes]()
    insertion = _insertion(session.get_bind().dialect.name)
    while todo:
        there: set[bytes] = set()
        for name in todo:
            answer = insertion.first(session, content_hash=name, **rows[name])
            (made if answer else there).add(name)
        todo = sorted(there - find(session, there, hold=True).keys())
    return made


def count(session: Session, names: Iterable[bytes], now: datetime) -> None:
    """One reference more to each of ``names`` (as often as it is listed)."""
    _recount(session, _COUNT, Counter(names), now)


def release(session: Session, names: Iterable[bytes], now: datetime) -> None:
    """Take one reference from each of ``names`` (as often as it is listed); no count falls below nothing."""
    _recount(session, _RELEASE, Counter(names), now)


def _recount(session: Session, how: Prepared, times: Counter[bytes], now: datetime) -> None:
    if times:
        rows = [{"name": name, "times": times[name], "now": now} for name in sorted(times)]
        how.run_all(session, rows)


def _counting(count: object) -> Prepared:
    named = update(BLOBS).where(BLOBS.c.content_hash == bindparam("name"))
    return Prepared(named.values(reference_count=count, last_referenced_at=bindparam("now")))


_FEWER = BLOBS.c.reference_count - bindparam("times")
_COUNT = _counting(BLOBS.c.reference_count + bindparam("times"))
_RELEASE = _counting(case((_FEWER < 0, 0), else_=_FEWER))


def _named(names: Sequence[BindParameter[Any]]) -> Any:
    found = select(BLOBS.c.content_hash, BLOBS.c.payload_id, ROWS.c.step, ROWS.c.encoding)
    return found.outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id).where(BLOBS.c.content_hash.in_(names))


_FIND = PreparedList(_named)
_HELD = PreparedList(
    lambda names: (
        _named(names).order_by(BLOBS.c.content_hash).with_for_update(read=True, key_share=True, of=BLOBS)
    )
)


@cache
def _insertion(dialect: str) -> Prepared:
    """A new blob; answers nothing, and keeps nobody from counting it, where there is one."""
    blob = upsert_in(dialect, BLOBS).on_conflict_do_nothing(index_elements=[BLOBS.c.content_hash])
    own = [column.name for column in BLOBS.c if column.default is None]
    given: dict[str, Any] = {name: bindparam(name) for name in own}
    return Prepared(blob.values(given).returning(BLOBS.c.payload_id))
