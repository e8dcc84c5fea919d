"""Every table, loaded: what migrations are compared with, and what foreign keys resolve in."""

from aura.audit import tables as audit
from aura.blobs import tables as blobs
from aura.cleanup import tables as cleanup
from aura.db.tables import Table
from aura.exports import tables as exports
from aura.identity import tables as identity
from aura.projects import tables as projects
from aura.setup import tables as setup
from aura.templates import tables as templates

METADATA = Table.metadata

MODULES = (audit, blobs, cleanup, exports, identity, projects, setup, templates)


def require_complete() -> None:
    """Every foreign key finds its table."""
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert key.column is not None
