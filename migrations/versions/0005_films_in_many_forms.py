"""Films in many forms: presets of one's own, and an order of the queue."""

import sqlalchemy as sa
from alembic import op

import aura.db.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEYED = ("configurations", "user_setups", "users")
"""Tables whose key SQLite would store a second time, in an index of its own."""


def upgrade() -> None:
    op.add_column("export_history", sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "export_history", sa.Column("in_line_since", sa.BigInteger(), server_default="0", nullable=False)
    )
    op.add_column(
        "export_history", sa.Column("is_paused", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("export_history", sa.Column("hook_tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("export_history", sa.Column("hook_due_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE export_history SET in_line_since = created_at")
    op.create_index(
        "ix_export_history_hook_due_at",
        "export_history",
        ["hook_due_at"],
        sqlite_where=sa.text("hook_due_at IS NOT NULL"),
        postgresql_where=sa.text("hook_due_at IS NOT NULL"),
    )
    op.add_column("export_history", sa.Column("preset_json", sa.Text(), nullable=True))
    op.create_table(
        "export_presets",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("name", "created_by", name=op.f("pk_export_presets")),
        sqlite_with_rowid=False,
    )
    _rebuild(with_rowid=False)


def downgrade() -> None:
    _rebuild(with_rowid=True)
    op.drop_table("export_presets")
    op.drop_column("export_history", "preset_json")
    op.drop_index("ix_export_history_hook_due_at", "export_history")
    for name in ("hook_due_at", "hook_tries", "is_paused", "in_line_since", "priority"):
        op.drop_column("export_history", name)


def _rebuild(*, with_rowid: bool) -> None:
    """Nothing on PostgreSQL, which stores keys in an index anyway."""
    if op.get_bind().dialect.name == "sqlite":
        for table in KEYED:
            with op.batch_alter_table(
                table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}
            ):
                pass
