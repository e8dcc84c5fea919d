"""One row written at once and straight by the driver, for a fifth of what a flush costs; its session knows it
as written.

For the few verbs that are carried out so often that it matters.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Table as Rows
from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from aura.db.prepared import Prepared, audit, connection_of, default_of
from aura.db.tables import Table


def add(session: Session, row: Table) -> None:
    """Insert a new row; from then on it is the session's, as if it had been flushed."""
    insertion, defaults = _insertion(type(row))
    given = {name: value for name, value in vars(row).items() if name in defaults}
    stored = {**defaults, **audit(connection_of(session)), **given}
    insertion.run(session, **stored)
    for name in defaults.keys() - given.keys():
        set_committed_value(row, name, stored[name])
    make_transient_to_detached(row)
    session.add(row)


def change(session: Session, row: Any, **values: object) -> None:
    """Change columns of a row that the session has, found by its ``id``."""
    audited = audit(connection_of(session))
    changed = {**values, "updated_at": audited["updated_at"], "modified_by": audited["modified_by"]}
    _change(cast(type[Table], type(row)), tuple(changed)).run(session, row_id=row.id, **changed)
    for name, value in changed.items():
        set_committed_value(row, name, value)


@cache
def _insertion(kind: type[Table]) -> tuple[Prepared, dict[str, object]]:
    """A new row of a table, and what its columns hold where nothing is given."""
    table = cast(Rows, kind.__table__)
    given = insert(table).values({column.name: bindparam(column.name) for column in table.c})
    return Prepared(given), {column.name: default_of(column) for column in table.c}


@cache
def _change(kind: type[Table], names: tuple[str, ...]) -> Prepared:
    table = cast(Rows, kind.__table__)
    found = update(table).where(table.c.id == bindparam("row_id"))
    return Prepared(found.values({name: bindparam(name) for name in names}))
