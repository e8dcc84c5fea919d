"""Second copies are found by the copy that they are a change of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_blob_copies_base_hash",
        "blob_copies",
        ["base_hash"],
        sqlite_where=sa.text("base_hash IS NOT NULL"),
        postgresql_where=sa.text("base_hash IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_blob_copies_base_hash", "blob_copies")
