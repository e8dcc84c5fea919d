"""Statements that both databases know under different names."""

from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session


def upsert(session: Session, table: Any) -> Any:
    """An INSERT that offers ``on_conflict_do_update``."""
    return upsert_in(session.get_bind().dialect.name, table)


def upsert_in(dialect: str, table: Any) -> Any:
    """The same for the database of this name, to be made once and carried out often."""
    statement: Insert
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # slow to load, and most never need it

        statement = postgresql.insert(table)
    else:
        statement = sqlite.insert(table)
    return statement
