"""The database's own troubles as Aura's kinds of error, told by their codes and not by their words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.exc import DBAPIError, OperationalError

from aura.errors import AuraError, NoSpace, Unavailable

_UNUSABLE = {"BUSY", "LOCKED", "IOERR", "CANTOPEN", "PROTOCOL", "READONLY", "CORRUPT", "NOTADB"}
"""SQLite's result codes, without their prefix, for which the caller can do nothing but wait or repair."""

_UNUSABLE_CLASSES = {"08", "53", "55", "57", "58"}
"""PostgreSQL's classes of SQLSTATE for the same: no connection, no resources, shutting down."""

_UNUSABLE_STATES = {"25006", "25P03", "42501"}
"""And single SQLSTATEs: it may only be read, a transaction was idle for too long, a role may not do that."""

_PASSING = {"BUSY", "LOCKED", "PROTOCOL", "25P03"}
_PASSING_CLASSES = {"08", "40", "53", "55", "57"}
"""Those of them, and the conflicts of transactions, after which the same may be asked once more."""

_NO_WRITING = {"READONLY", "25006"}


class Passing(Unavailable):
    """The database cannot do it now, and may when it is asked again."""


@contextmanager
def named_faults(*, reading: bool = False) -> Iterator[None]:
    """A full disk is ``NoSpace``, a database that cannot answer ``Unavailable``; all else stays as it is.

    Writing while ``reading`` is a mistake of the program, not of the database: ``RuntimeError``.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise Passing("The database is too busy; try again.") from error
    except (DBAPIError, sqlite3.Error) as error:
        code = _code(error)
        if reading and code in _NO_WRITING:
            raise RuntimeError("a reading unit of work cannot write") from error
        fault = _fault(code, error)
        if fault is None:
            raise
        raise fault from error


def _code(error: DBAPIError | sqlite3.Error) -> str:
    """SQLite's primary result code or PostgreSQL's SQLSTATE; 08000 where it could not be reached at all."""
    found = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(found, "sqlite_errorname", None)
    if name is not None:
        return str(name).removeprefix("SQLITE_").partition("_")[0]
    unreached = "08000" if isinstance(error, OperationalError) else ""
    return getattr(found, "sqlstate", None) or unreached


def _fault(code: str, error: DBAPIError | sqlite3.Error) -> AuraError | None:
    if code in ("FULL", "53100"):
        return NoSpace("The disk is full; free some space and try again.")
    if code[:2] == "40":
        return Passing("Two changes were in each other's way; nothing was changed, try again.")
    if code in _UNUSABLE | _UNUSABLE_STATES or code[:2] in _UNUSABLE_CLASSES:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        kind = Passing if code in _PASSING or code[:2] in _PASSING_CLASSES else Unavailable
        return kind(f"The database cannot be used: {said.partition(chr(10))[0]}.")
    return None
