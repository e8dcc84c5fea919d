"""Calls to online providers are written down; templates can be deleted and brought back."""

import sqlalchemy as sa
from alembic import op

import aura.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ai_completions",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=True),
        sa.Column("provider", sa.String(length=300), nullable=False),
        sa.Column("model", sa.String(length=300), nullable=False),
        sa.Column("context_stage", sa.String(length=20), nullable=False),
        sa.Column("input_json", sa.Text(), nullable=False),
        sa.Column("output_json", sa.Text(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=True),
        sa.Column("output_tokens", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("cost_micros", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_states.id"],
            name=op.f("fk_ai_completions_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ai_completions")),
    )
    with op.batch_alter_table("ai_completions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ai_completions_project_id_id"), ["project_id", "id"], unique=False
        )

    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("deleted_at", aura.db.types.Instant(), nullable=True))
    with op.batch_alter_table("templates", schema=None) as batch_op:  # it was for the rows that are there
        batch_op.alter_column("is_deleted", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.drop_column("deleted_at")
        batch_op.drop_column("is_deleted")
    with op.batch_alter_table("ai_completions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ai_completions_project_id_id"))
    op.drop_table("ai_completions")
