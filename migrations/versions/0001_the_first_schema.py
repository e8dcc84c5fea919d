"""The first schema, and the one local user."""

import time

import sqlalchemy as sa
from alembic import op

import aura.db.types
from aura.actor import LOCAL_USER_ID

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "configurations",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("value_type", sa.String(length=20), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_configurations")),
    )
    with op.batch_alter_table("configurations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_configurations_category"), ["category"], unique=False)
        batch_op.create_index(batch_op.f("ix_configurations_is_active"), ["is_active"], unique=False)
        batch_op.create_index(batch_op.f("ix_configurations_is_sensitive"), ["is_sensitive"], unique=False)

    op.create_table(
        "content_blobs",
        sa.Column("content_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("content_type", sa.String(length=16), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("last_referenced_at", aura.db.types.Instant(), nullable=False),
        sa.Column("reference_count", sa.Integer(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_content_blobs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "custom_templates",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("script_structure_json", sa.Text(), nullable=False),
        sa.Column("video_structure_json", sa.Text(), nullable=False),
        sa.Column("llm_pipeline_json", sa.Text(), nullable=False),
        sa.Column("visual_preferences_json", sa.Text(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", aura.db.types.Instant(), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_templates")),
    )
    op.create_table(
        "project_states",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("current_wizard_step", sa.Integer(), nullable=False),
        sa.Column("current_stage", sa.String(length=20), nullable=True),
        sa.Column("progress_percent", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=36), nullable=True),
        sa.Column("brief_json", sa.Text(), nullable=False),
        sa.Column("plan_spec_json", sa.Text(), nullable=False),
        sa.Column("voice_spec_json", sa.Text(), nullable=False),
        sa.Column("render_spec_json", sa.Text(), nullable=False),
        sa.Column("head_json", sa.Text(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", aura.db.types.Instant(), nullable=True),
        sa.Column("scene_count", sa.Integer(), nullable=False),
        sa.Column("order_revision", sa.Integer(), nullable=False),
        sa.Column("last_version_number", sa.Integer(), nullable=False),
        sa.Column("last_action_number", sa.Integer(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_states")),
    )
    with op.batch_alter_table("project_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_states_is_deleted"), ["is_deleted"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_states_job_id"), ["job_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_states_status"), ["status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_project_states_status_updated_at"), ["status", "updated_at"], unique=False
        )
        batch_op.create_index("ix_project_states_updated_at", ["updated_at"], unique=False)

    op.create_table(
        "system_configuration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_setup_complete", sa.Boolean(), nullable=False),
        sa.Column("ffmpeg_path", sa.Text(), nullable=True),
        sa.Column("output_directory", sa.Text(), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_system_configuration_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_configuration")),
    )
    op.create_table(
        "templates",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("sub_category", sa.String(length=60), nullable=False),
        sa.Column("preview_image", sa.Text(), nullable=True),
        sa.Column("preview_video", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("template_data", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("is_system_template", sa.Boolean(), nullable=False),
        sa.Column("is_community_template", sa.Boolean(), nullable=False),
        sa.Column("usage_count", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Float(), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_templates_category"), ["category"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_templates_category_sub_category"), ["category", "sub_category"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_templates_is_system_template"), ["is_system_template"], unique=False
        )

    op.create_table(
        "users",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_table(
        "action_logs",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("user_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("action_type", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("timestamp", aura.db.types.Instant(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("payload_json", sa.Text(), nullable=True),
        sa.Column("inverse_action_type", sa.String(length=60), nullable=False),
        sa.Column("inverse_payload_json", sa.Text(), nullable=True),
        sa.Column("can_batch", sa.Boolean(), nullable=False),
        sa.Column("is_persistent", sa.Boolean(), nullable=False),
        sa.Column("undone_at", aura.db.types.Instant(), nullable=True),
        sa.Column("undone_by", aura.db.types.Guid(length=16), nullable=True),
        sa.Column("expires_at", aura.db.types.Instant(), nullable=False),
        sa.Column("correlation_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("touched_json", sa.Text(), nullable=False),
        sa.Column("payload_hash", aura.db.types.Hash(length=32), nullable=True),
        sa.Column("inverse_payload_hash", aura.db.types.Hash(length=32), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["inverse_payload_hash"],
            ["content_blobs.content_hash"],
            name=op.f("fk_action_logs_inverse_payload_hash"),
        ),
        sa.ForeignKeyConstraint(
            ["payload_hash"], ["content_blobs.content_hash"], name=op.f("fk_action_logs_payload_hash")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project_states.id"], name=op.f("fk_action_logs_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_logs")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_action_logs_project_id_number")),
    )
    with op.batch_alter_table("action_logs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_logs_action_type"), ["action_type"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_logs_correlation_id"), ["correlation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_logs_timestamp"), ["timestamp"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_logs_user_id"), ["user_id"], unique=False)

    op.create_table(
        "asset_states",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("asset_type", sa.String(length=20), nullable=False),
        sa.Column("file_path", sa.Text(), nullable=False),
        sa.Column("file_size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime_type", sa.String(length=100), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("digest", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project_states.id"], name=op.f("fk_asset_states_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_states")),
        sa.UniqueConstraint("project_id", "digest", name=op.f("uq_asset_states_project_id_digest")),
    )
    with op.batch_alter_table("asset_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_states_is_temporary"), ["is_temporary"], unique=False)

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
    op.create_table(
        "project_versions",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("version_type", sa.String(length=16), nullable=False),
        sa.Column("brief_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("plan_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("voice_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("render_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("timeline_hash", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("storage_size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("is_marked_important", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", aura.db.types.Instant(), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["brief_hash"], ["content_blobs.content_hash"], name=op.f("fk_project_versions_brief_hash")
        ),
        sa.ForeignKeyConstraint(
            ["plan_hash"], ["content_blobs.content_hash"], name=op.f("fk_project_versions_plan_hash")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_states.id"],
            name=op.f("fk_project_versions_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["render_hash"], ["content_blobs.content_hash"], name=op.f("fk_project_versions_render_hash")
        ),
        sa.ForeignKeyConstraint(
            ["timeline_hash"], ["content_blobs.content_hash"], name=op.f("fk_project_versions_timeline_hash")
        ),
        sa.ForeignKeyConstraint(
            ["voice_hash"], ["content_blobs.content_hash"], name=op.f("fk_project_versions_voice_hash")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_versions")),
        sa.UniqueConstraint(
            "project_id", "version_number", name=op.f("uq_project_versions_project_id_version_number")
        ),
    )
    with op.batch_alter_table("project_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_versions_project_id_version_type"),
            ["project_id", "version_type"],
            unique=False,
        )

    op.create_table(
        "scene_states",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("scene_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("scene_index", sa.BigInteger(), nullable=False),
        sa.Column("script_text", sa.Text(), nullable=False),
        sa.Column("audio_file_path", sa.Text(), nullable=True),
        sa.Column("image_file_path", sa.Text(), nullable=True),
        sa.Column("duration_seconds", sa.Float(), nullable=False),
        sa.Column("is_completed", sa.Boolean(), nullable=False),
        sa.Column("digest", aura.db.types.Hash(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project_states.id"], name=op.f("fk_scene_states_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scene_states")),
        sa.UniqueConstraint("project_id", "scene_id", name=op.f("uq_scene_states_project_id_scene_id")),
    )
    with op.batch_alter_table("scene_states", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scene_states_project_id_scene_index"), ["project_id", "scene_index"], unique=False
        )

    op.create_table(
        "user_setups",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("completed_at", aura.db.types.Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_step", sa.String(length=60), nullable=True),
        sa.Column("selected_tier", sa.String(length=40), nullable=True),
        sa.Column("wizard_state", sa.Text(), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_setups_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_setups")),
        sa.UniqueConstraint("user_id", name=op.f("uq_user_setups_user_id")),
    )
    op.create_table(
        "export_history",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("input_file", sa.Text(), nullable=False),
        sa.Column("output_file", sa.Text(), nullable=True),
        sa.Column("preset_name", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("started_at", aura.db.types.Instant(), nullable=True),
        sa.Column("completed_at", aura.db.types.Instant(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.Float(), nullable=True),
        sa.Column("platform", sa.String(length=40), nullable=True),
        sa.Column("resolution", sa.String(length=20), nullable=True),
        sa.Column("codec", sa.String(length=40), nullable=True),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("version_id", aura.db.types.Guid(length=16), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("file_digest", aura.db.types.Hash(length=32), nullable=True),
        sa.Column("segments_reused", sa.Integer(), nullable=False),
        sa.Column("segments_rendered", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("vain_attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=100), nullable=True),
        sa.Column("lease_until", aura.db.types.Instant(), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", aura.db.types.Instant(), nullable=True),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_states.id"],
            name=op.f("fk_export_history_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["project_versions.id"], name=op.f("fk_export_history_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_history")),
    )
    with op.batch_alter_table("export_history", schema=None) as batch_op:
        batch_op.create_index("ix_export_history_created_at", ["created_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_export_history_project_id_created_at"), ["project_id", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_export_history_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_export_history_version_id"), ["version_id"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=True),
        sa.Column("export_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["export_history.id"], name=op.f("fk_events_export_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project_states.id"], name=op.f("fk_events_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_export_id_id"), ["export_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_events_project_id_id"), ["project_id", "id"], unique=False)

    op.create_table(
        "render_checkpoints",
        sa.Column("id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("project_id", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("stage_name", sa.String(length=40), nullable=False),
        sa.Column("checkpoint_time", aura.db.types.Instant(), nullable=False),
        sa.Column("completed_scenes", sa.Integer(), nullable=False),
        sa.Column("total_scenes", sa.Integer(), nullable=False),
        sa.Column("checkpoint_data", sa.Text(), nullable=False),
        sa.Column("output_file_path", sa.Text(), nullable=True),
        sa.Column("is_valid", sa.Boolean(), nullable=False),
        sa.Column("export_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", aura.db.types.Instant(), nullable=False),
        sa.Column("updated_at", aura.db.types.Instant(), nullable=False),
        sa.Column("created_by", aura.db.types.Guid(length=16), nullable=False),
        sa.Column("modified_by", aura.db.types.Guid(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["export_history.id"],
            name=op.f("fk_render_checkpoints_export_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_states.id"],
            name=op.f("fk_render_checkpoints_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_render_checkpoints")),
    )
    with op.batch_alter_table("render_checkpoints", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_render_checkpoints_export_id_stage_name"), ["export_id", "stage_name"], unique=True
        )
        batch_op.create_index(batch_op.f("ix_render_checkpoints_project_id"), ["project_id"], unique=False)

    now = time.time_ns() // 1000
    op.execute(
        sa.table(
            "users",
            sa.column("id", aura.db.types.Guid()),
            sa.column("name", sa.String()),
            sa.column("created_at", sa.BigInteger()),
            sa.column("updated_at", sa.BigInteger()),
            sa.column("created_by", aura.db.types.Guid()),
            sa.column("modified_by", aura.db.types.Guid()),
        )
        .insert()
        .values(
            id=LOCAL_USER_ID,
            name="You",
            created_at=now,
            updated_at=now,
            created_by=LOCAL_USER_ID,
            modified_by=LOCAL_USER_ID,
        )
    )


def downgrade() -> None:
    with op.batch_alter_table("render_checkpoints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_render_checkpoints_project_id"))
        batch_op.drop_index(batch_op.f("ix_render_checkpoints_export_id_stage_name"))

    op.drop_table("render_checkpoints")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_project_id_id"))
        batch_op.drop_index(batch_op.f("ix_events_export_id_id"))
        batch_op.drop_index(batch_op.f("ix_events_created_at"))

    op.drop_table("events")
    with op.batch_alter_table("export_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_export_history_version_id"))
        batch_op.drop_index(batch_op.f("ix_export_history_status"))
        batch_op.drop_index(batch_op.f("ix_export_history_project_id_created_at"))
        batch_op.drop_index("ix_export_history_created_at")

    op.drop_table("export_history")
    op.drop_table("user_setups")
    with op.batch_alter_table("scene_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scene_states_project_id_scene_index"))

    op.drop_table("scene_states")
    with op.batch_alter_table("project_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_versions_project_id_version_type"))

    op.drop_table("project_versions")
    op.drop_table("blob_payloads")
    with op.batch_alter_table("asset_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_states_is_temporary"))

    op.drop_table("asset_states")
    with op.batch_alter_table("action_logs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_logs_user_id"))
        batch_op.drop_index(batch_op.f("ix_action_logs_timestamp"))
        batch_op.drop_index(batch_op.f("ix_action_logs_correlation_id"))
        batch_op.drop_index(batch_op.f("ix_action_logs_action_type"))

    op.drop_table("action_logs")
    op.drop_table("users")
    with op.batch_alter_table("templates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_templates_is_system_template"))
        batch_op.drop_index(batch_op.f("ix_templates_category_sub_category"))
        batch_op.drop_index(batch_op.f("ix_templates_category"))

    op.drop_table("templates")
    op.drop_table("system_configuration")
    with op.batch_alter_table("project_states", schema=None) as batch_op:
        batch_op.drop_index("ix_project_states_updated_at")
        batch_op.drop_index(batch_op.f("ix_project_states_status_updated_at"))
        batch_op.drop_index(batch_op.f("ix_project_states_status"))
        batch_op.drop_index(batch_op.f("ix_project_states_job_id"))
        batch_op.drop_index(batch_op.f("ix_project_states_is_deleted"))

    op.drop_table("project_states")
    op.drop_table("custom_templates")
    op.drop_table("content_blobs")
    with op.batch_alter_table("configurations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_configurations_is_sensitive"))
        batch_op.drop_index(batch_op.f("ix_configurations_is_active"))
        batch_op.drop_index(batch_op.f("ix_configurations_category"))

    op.drop_table("configurations")
