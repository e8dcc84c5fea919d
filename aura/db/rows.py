"""One row written at once and by the core, for half of what a flush costs; its session knows it as written.

For the few verbs that are carried out so often that it matters.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Update, bindparam, insert, update
from sqlalchemy import Table as Rows
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from aura.db.tables import Table


def add(session: Session, row: Table) -> None:
    """Insert a new row; from then on it is the session's, as if it had been flushed."""
    insertion, names = _insertion(type(row))
    given = {name: value for name, value in vars(row).items() if name in names}
    result = session.connection().execute(insertion, given)
    stored = cast(Mapping[str, Any], result.last_inserted_params())
    for name in names - given.keys():
        set_committed_value(row, name, stored.get(name))
    make_transient_to_detached(row)
    session.add(row)


def change(session: Session, row: Any, **values: object) -> None:
    """Change columns of a row that the session has, found by its ``id``."""
    kind: type[Table] = type(row)
    result = session.connection().execute(_change(kind), {"row_id": row.id, **values})
    changed = cast(Mapping[str, Any], result.last_updated_params())
    for name in changed.keys() - {"row_id"}:
        set_committed_value(row, name, changed[name])


@cache
def _insertion(kind: type[Table]) -> tuple[Insert, frozenset[str]]:
    table = cast(Rows, kind.__table__)
    return insert(table), frozenset(table.c.keys())


@cache
def _change(kind: type[Table]) -> Update:
    table = cast(Rows, kind.__table__)
    return update(table).where(table.c.id == bindparam("row_id"))
