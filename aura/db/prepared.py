"""Statements of the verbs that people wait for most often: compiled once, and given straight to the driver.

Of a save's three milliseconds the way through the library's own execution took half.  What comes back are the
driver's rows: ids and digests as they are stored.  Whoever listens to the engine is told of these too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import BindParameter, Connection, Executable, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Row = tuple[Any, ...]


class Prepared:
    """A statement with named parameters; all are given with each use, but for the columns of ``Audited``."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def all(self, session: Session, **values: object) -> list[Row]:
        """The rows it answers."""
        found: list[Row] = self._executed(session, values).fetchall()
        return found

    def first(self, session: Session, **values: object) -> Row | None:
        """The first row it answers, if any."""
        cursor = self._executed(session, values)
        found: Row | None = cursor.fetchone()
        cursor.close()
        return found

    def run(self, session: Session, **values: object) -> None:
        """Carry it out."""
        self._executed(session, values).close()

    def run_all(self, session: Session, rows: Sequence[Mapping[str, object]]) -> None:
        """Carry it out once for each of these."""
        connection = connection_of(session)
        form = self._form(connection.dialect)
        given = {**form.own, **(audit(connection) if form.is_audited else {})}
        _execute(connection, form.statement, [form.bound(given, row) for row in rows], many=True).close()

    def _executed(self, session: Session, values: Mapping[str, object]) -> Any:
        connection = connection_of(session)
        form = self._form(connection.dialect)
        given = {**form.own, **audit(connection)} if form.is_audited else form.own
        return _execute(connection, form.statement, form.bound(given, values))

    def _form(self, dialect: Dialect) -> "_Form":
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form.of(self._statement, dialect)
        return form


class PreparedList:
    """A statement that looks for any of a list of values, which are given as they are stored.

    It is made for so many as the next power of two; the last is given as often as it takes.
    """

    def __init__(self, statement_of: Callable[[Sequence[BindParameter[Any]]], Executable]) -> None:
        self._statement_of = statement_of
        self._made: dict[int, Prepared] = {}

    def all(self, session: Session, listed: Sequence[object], **values: object) -> Iterator[Row]:
        """The rows it answers, a portion of the list at a time."""
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            count = 1 << (len(some) - 1).bit_length()
            named = dict.fromkeys(_NAMES[:count], some[-1]) | dict(zip(_NAMES, some, strict=False))
            yield from self._prepared(count).all(session, **values, **named)

    def _prepared(self, count: int) -> Prepared:
        if count not in self._made:
            self._made[count] = Prepared(self._statement_of([bindparam(name) for name in _NAMES[:count]]))
        return self._made[count]


_AT_ONCE = 512
_NAMES = [f"listed_{number}" for number in range(_AT_ONCE)]


class _Form(NamedTuple):
    """A statement as a database's driver takes it.

    ``order`` is that of its parameters, or ``None`` where they are given by name; ``own`` are those that the
    statement itself gives; ``changed`` says how the driver wants values of those that it would not take.
    """

    statement: str
    order: Sequence[str] | None
    own: Mapping[str, object]
    is_audited: bool
    changed: Sequence[tuple[str, Callable[[object], object]]]

    @classmethod
    def of(cls, statement: Executable, dialect: Dialect) -> "_Form":
        compiled = cast(Any, statement).compile(dialect=dialect)
        filled = {column.key: column for column in (*compiled.insert_prefetch, *compiled.update_prefetch)}
        own = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        own |= {name: default_of(column) for name, column in filled.items()}
        types = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        ways = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        changed = [(name, way) for name, way in ways.items() if way is not None]
        return cls(compiled.string, compiled.positiontup, own, bool(filled.keys() & _AUDITED), changed)

    def bound(self, given: Mapping[str, object], values: Mapping[str, object]) -> Any:
        bound = {**given, **values}
        for name, change in self.changed:
            bound[name] = change(bound[name])
        return bound if self.order is None else tuple([bound[name] for name in self.order])


def connection_of(session: Session) -> Connection:
    """The connection that a session has to itself; that of a unit of work is known without a look."""
    connection: Connection | None = session.info.get("connection")
    return connection or session.connection()


def _execute(connection: Connection, statement: str, parameters: Any, *, many: bool = False) -> Any:
    """A cursor that carried a statement out; raises what the library would."""
    driven: Any = connection.connection.dbapi_connection
    cursor = driven.cursor()
    if listeners := connection.engine.dispatch.before_cursor_execute:
        listeners(connection, cursor, statement, parameters, None, many)
    driver: Any = connection.dialect.loaded_dbapi
    try:
        (cursor.executemany if many else cursor.execute)(statement, parameters)
    except driver.Error as error:
        raise DBAPIError.instance(statement, parameters, error, driver.Error) from error
    return cursor


def audit(connection: Connection) -> dict[str, object]:
    """What the columns of ``Audited`` are filled with."""
    options = connection.get_execution_options()
    return dict(zip(_AUDITED, [options["clock"]()] * 2 + [options["actor"].user_id] * 2, strict=True))


_AUDITED = {"created_at": None, "updated_at": None, "created_by": None, "modified_by": None}.keys()


def default_of(column: Any) -> object:
    """The constant that is a column's default; those of ``Audited`` are none."""
    default = column.default
    return default.arg if default is not None and default.is_scalar else None
