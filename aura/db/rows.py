"""One row read or written at once and straight by the driver, for a third or a fifth of what the library's
own way costs; its session has it as it is stored.

For the few verbs that are carried out so often that it matters.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, bindparam, insert, inspect, select, update
from sqlalchemy import Table as Rows
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper, Session, configure_mappers, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state, set_committed_value

from aura.db.prepared import Prepared, audit, connection_of, default_of
from aura.db.tables import Table, later

T = TypeVar("T", bound=Table)


class One(Generic[T]):
    """The one row of a table that is as told, with parameters by name; as it is in the database by now."""

    def __init__(
        self, kind: type[T], *told: ColumnElement[bool], hold: bool = False, apart: bool = False
    ) -> None:
        """With ``hold`` it is kept from others until the work is committed; with ``apart`` its session does
        not have it, unless it had it before, and it is changed by ``change`` alone."""
        self._mapper = cast("Mapper[T]", inspect(kind))
        self._columns = cast(Rows, kind.__table__).c
        wanted = select(*self._columns).where(*told)
        self._wanted = Prepared(wanted.with_for_update() if hold else wanted)
        self._apart = apart
        self._ways: dict[str, list[tuple[str, Callable[[object], object] | None]]] = {}

    def read(self, session: Session, **values: object) -> T | None:
        """The row, as its session has it from now on if it is not to stay apart."""
        session.flush()  # the statement is the driver's
        stored = self._wanted.first(session, **values)
        if stored is None:
            return None
        ways = self._ways_of(connection_of(session).dialect)
        read = {name: way(each) if way else each for (name, way), each in zip(ways, stored, strict=True)}
        known = session.identity_map.get(self._mapper.identity_key_from_primary_key((read["id"],)))
        if known is not None:
            _have(known, read)
            return known
        return _held(None if self._apart else session, self._mapper, read)

    def _ways_of(self, dialect: Dialect) -> list[tuple[str, Callable[[object], object] | None]]:
        """The columns in order, and how the driver's values become those of the row."""
        if dialect.name not in self._ways:
            configure_mappers()  # rows are made without their class being called, which would see to it
            kinds = [(column.name, column.type.dialect_impl(dialect)) for column in self._columns]
            self._ways[dialect.name] = [(name, kind.result_processor(dialect, None)) for name, kind in kinds]
        return self._ways[dialect.name]


def add(session: Session, kind: type[T], **values: object) -> T:
    """Insert a new row of an audited table; it is the session's, as if it had been flushed.

    What is not given is what the columns' defaults say, which must be constants.  The row's class is not
    called, which would take half as long again (measured).
    """
    insertion, defaults = _insertion(kind)
    if unknown := values.keys() - defaults.keys():
        raise TypeError(f"{kind.__tablename__} has no {', '.join(sorted(unknown))}")
    stored = {**defaults, **audit(connection_of(session)), **values}
    insertion.run(session, **stored)
    return _held(session, cast("Mapper[T]", inspect(kind)), stored)


def change(session: Session, row: Any, **values: object) -> None:
    """Change columns of a row, found by its ``id``; ``updated_at`` only goes forward."""
    audited = audit(connection_of(session))
    moment = later(cast(datetime, audited["updated_at"]), row.updated_at)
    changed = {**values, "updated_at": moment, "modified_by": audited["modified_by"]}
    _change(cast(type[Table], type(row)), tuple(changed)).run(session, row_id=row.id, **changed)
    _have(row, changed)


def _held(session: Session | None, mapper: Mapper[T], columns: Mapping[str, object]) -> T:
    """A row with all its columns as they are in the database, its session's if there is one."""
    row = mapper.class_manager.new_instance()
    vars(row).update(columns)
    if session is not None:
        make_transient_to_detached(row)
        session.add(row)
    return row


def _have(row: object, values: Mapping[str, object]) -> None:
    """Let a row have these columns as what is in the database."""
    if not instance_state(row).modified:
        vars(row).update(values)
        return
    for name, value in values.items():
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
