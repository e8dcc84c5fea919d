"""Ends of exports that were asked for again before their hook was told."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("export_history", sa.Column("untold_json", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("export_history", "untold_json")
