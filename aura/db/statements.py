"""Statements that both databases know under different names."""

from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session


def upsert(session: Session, table: Any) -> Any:
    """An INSERT that offers ``on_conflict_do_update``."""
    statement: Insert
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # slow to load, and most never need it

        statement = postgresql.insert(table)
    else:
        statement = sqlite.insert(table)
    return statement
