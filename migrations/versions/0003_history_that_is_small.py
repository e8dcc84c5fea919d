"""Content is stored as changes against earlier content; counts, not foreign keys, say what is named."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

import aura.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAMING = {
    "project_versions": ("brief_hash", "plan_hash", "voice_hash", "render_hash", "timeline_hash"),
    "action_logs": ("payload_hash", "inverse_payload_hash"),
}
"""The columns that name a blob."""

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table, columns in NAMING.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_constraint(batch_op.f(f"fk_{table}_{column}"), type_="foreignkey")
    with op.batch_alter_table("project_states", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin_version_id", aura.db.types.Guid(length=16), nullable=True))
    with op.batch_alter_table("scene_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scene_states_project_id_scene_index"))
        batch_op.create_index(
            batch_op.f("ix_scene_states_project_id_scene_index_scene_id_digest"),
            ["project_id", "scene_index", "scene_id", "digest"],
        )
    _number_the_payloads()
    op.create_table(
        "blob_copies",
        sa.Column("content_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("base_hash", aura.db.types.Hash(length=32), nullable=True),
        sa.Column("encoding", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["content_blobs.content_hash"],
            name=op.f("fk_blob_copies_content_hash"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_blob_copies")),
    )
    op.create_table(
        "elections",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("held_until", aura.db.types.Instant(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("office", name=op.f("pk_elections")),
    )
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", aura.db.types.Instant(), nullable=False),
        sa.Column("finished_at", aura.db.types.Instant(), nullable=True),
        sa.Column("result_json", sa.Text(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )


def _number_the_payloads() -> None:
    """Payloads were named by the digest of their content; now by a number, which their blob holds."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "numbered_payloads",
        sa.Column("content_hash", aura.db.types.Hash(length=32), primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
    )
    op.execute(
        "INSERT INTO numbered_payloads (content_hash, number) "
        "SELECT content_hash, row_number() OVER (ORDER BY content_hash) FROM blob_payloads"
    )
    op.create_table(
        "new_payloads",
        sa.Column("id", KEY, nullable=False, autoincrement=True),
        sa.Column("base_id", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["blob_payloads.id"], name=op.f("fk_blob_payloads_base_id"))
        if sqlite  # it resolves names when they are used; PostgreSQL at once
        else sa.ForeignKeyConstraint(["base_id"], ["new_payloads.id"], name=op.f("fk_blob_payloads_base_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{'blob' if sqlite else 'new'}_payloads")),
    )
    op.execute(
        "INSERT INTO new_payloads (id, step, encoding, content) "
        "SELECT number, 0, encoding, content FROM blob_payloads JOIN numbered_payloads USING (content_hash) "
        "ORDER BY number"
    )
    with op.batch_alter_table("content_blobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("payload_id", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE content_blobs SET payload_id = coalesce((SELECT number FROM numbered_payloads "
        "WHERE numbered_payloads.content_hash = content_blobs.content_hash), 0)"
    )
    with op.batch_alter_table("content_blobs", schema=None) as batch_op:
        batch_op.alter_column("payload_id", existing_type=sa.BigInteger(), server_default=None)
    op.drop_table("blob_payloads")
    op.drop_table("numbered_payloads")
    op.rename_table("new_payloads", "blob_payloads")
    op.create_index(
        "ix_blob_payloads_base_id",
        "blob_payloads",
        ["base_id"],
        sqlite_where=sa.text("base_id IS NOT NULL"),
        postgresql_where=sa.text("base_id IS NOT NULL"),
    )
    op.create_index("ix_content_blobs_payload_id", "content_blobs", ["payload_id"])
    op.create_index(
        "ix_content_blobs_unreferenced",
        "content_blobs",
        ["last_referenced_at"],
        sqlite_where=sa.text("reference_count = 0"),
        postgresql_where=sa.text("reference_count = 0"),
    )
    if not sqlite:
        op.execute("ALTER TABLE blob_payloads RENAME CONSTRAINT pk_new_payloads TO pk_blob_payloads")
        op.execute("ALTER SEQUENCE new_payloads_id_seq RENAME TO blob_payloads_id_seq")
        next_id = "(SELECT coalesce(max(id), 0) + 1 FROM blob_payloads)"
        op.execute(f"SELECT setval('blob_payloads_id_seq', {next_id}, false)")
        op.execute("ALTER TABLE blob_payloads ALTER COLUMN content SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.create_table(
        "whole_payloads",
        sa.Column("content_hash", aura.db.types.Hash(length=32), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    _store_whole()
    for table in ("chores", "elections", "blob_copies"):
        op.drop_table(table)
    op.drop_index("ix_content_blobs_unreferenced", "content_blobs")
    op.drop_index("ix_content_blobs_payload_id", "content_blobs")
    op.drop_table("blob_payloads")
    with op.batch_alter_table("content_blobs", schema=None) as batch_op:
        batch_op.drop_column("payload_id")
    op.create_table(
        "blob_payloads",
        sa.Column("content_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("encoding", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["content_blobs.content_hash"],
            name=op.f("fk_blob_payloads_content_hash"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_blob_payloads")),
    )
    op.execute(
        "INSERT INTO blob_payloads (content_hash, encoding, content) "
        "SELECT content_hash, 0, content FROM whole_payloads"
    )
    op.drop_table("whole_payloads")
    with op.batch_alter_table("project_states", schema=None) as batch_op:
        batch_op.drop_column("origin_version_id")
    with op.batch_alter_table("scene_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scene_states_project_id_scene_index_scene_id_digest"))
        batch_op.create_index(
            batch_op.f("ix_scene_states_project_id_scene_index"), ["project_id", "scene_index"]
        )
    for table, columns in NAMING.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_foreign_key(
                    batch_op.f(f"fk_{table}_{column}"), "content_blobs", [column], ["content_hash"]
                )


def _store_whole() -> None:
    """All content as it was before it was stored as changes and in pieces, a few at a time."""
    from aura.blobs import content

    session = Session(op.get_bind())
    names = [bytes(row[0]) for row in session.execute(sa.text("SELECT content_hash FROM content_blobs"))]
    for start in range(0, len(names), 50):
        for name, data in content.get_all(session, names[start : start + 50]).items():
            session.execute(
                sa.text("INSERT INTO whole_payloads (content_hash, content) VALUES (:name, :data)"),
                {"name": name, "data": data},
            )
