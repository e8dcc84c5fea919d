"""Second copies are found by the copy that they are a change of; two small tables hold their keys once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEYED = ("elections", "chores")
"""Tables whose key SQLite would store a second time, in an index of its own."""


def upgrade() -> None:
    op.create_index(
        "ix_blob_copies_base_hash",
        "blob_copies",
        ["base_hash"],
        sqlite_where=sa.text("base_hash IS NOT NULL"),
        postgresql_where=sa.text("base_hash IS NOT NULL"),
    )
    _rebuild(with_rowid=False)


def downgrade() -> None:
    _rebuild(with_rowid=True)
    op.drop_index("ix_blob_copies_base_hash", "blob_copies")


def _rebuild(*, with_rowid: bool) -> None:
    """Nothing on PostgreSQL, which stores keys in an index anyway."""
    if op.get_bind().dialect.name == "sqlite":
        for table in KEYED:
            with op.batch_alter_table(
                table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}
            ):
                pass
