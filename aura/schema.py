"""The tables.  Those that refer to one another are loaded; no key refers to the others, nor from them."""

from importlib import import_module

from sqlalchemy import MetaData

from aura.audit import tables as audit
from aura.blobs import tables as blobs
from aura.db.tables import Table
from aura.exports import tables as exports
from aura.identity import tables as identity
from aura.projects import tables as projects
from aura.setup import tables as setup

LINKED = (audit, blobs, exports, identity, projects, setup)
APART = ("aura.cleanup.tables", "aura.templates.tables")
"""Loaded by whoever works with them: a table takes milliseconds to load."""


def whole() -> MetaData:
    """Every table, loaded: what migrations are compared with."""
    for module in APART:
        import_module(module)
    return Table.metadata


def require_complete() -> None:
    """Every foreign key finds its table."""
    for table in Table.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.column is not None
