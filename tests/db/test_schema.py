"""The schema: every table and column of the design, and what goes when a project goes."""

import uuid

from sqlalchemy import delete, func, inspect, select

from aura.audit.completions import Completions
from aura.audit.tables import AiCompletion
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.ids import new_id
from aura.projects.tables import ActionLog, AssetState, ProjectState, ProjectVersion, SceneState
from aura.providers.online.call import Call
from aura.services import Services
from aura.timeline.document import Asset, Brief
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

DESIGN = {
    "project_states": (
        "id title description status current_wizard_step current_stage progress_percent job_id brief_json "
        "plan_spec_json voice_spec_json render_spec_json created_at updated_at is_deleted deleted_at"
    ),
    "scene_states": (
        "id project_id scene_index script_text audio_file_path image_file_path duration_seconds "
        "is_completed created_at"
    ),
    "asset_states": ("id project_id asset_type file_path file_size_bytes mime_type is_temporary created_at"),
    "render_checkpoints": (
        "id project_id stage_name checkpoint_time completed_scenes total_scenes checkpoint_data "
        "output_file_path is_valid"
    ),
    "project_versions": (
        "id project_id version_number name description version_type brief_hash plan_hash voice_hash "
        "render_hash timeline_hash storage_size_bytes is_marked_important is_deleted deleted_at created_at "
        "updated_at"
    ),
    "content_blobs": "content_hash content_type size_bytes created_at last_referenced_at reference_count",
    "blob_payloads": "content",
    "system_configuration": ("id is_setup_complete ffmpeg_path output_directory created_at updated_at"),
    "configurations": (
        "key value category value_type description is_sensitive version is_active created_at updated_at"
    ),
    "user_setups": (
        "id user_id completed completed_at version last_step updated_at selected_tier wizard_state"
    ),
    "templates": (
        "id name description category sub_category preview_image preview_video tags template_data author "
        "is_system_template is_community_template usage_count rating rating_count created_at updated_at"
    ),
    "custom_templates": (
        "id name description category tags author is_default script_structure_json video_structure_json "
        "llm_pipeline_json visual_preferences_json is_deleted deleted_at created_at updated_at"
    ),
    "export_history": (
        "id input_file output_file preset_name status progress created_at started_at completed_at "
        "error_message file_size duration_seconds platform resolution codec"
    ),
    "action_logs": (
        "id user_id action_type description timestamp status payload_json inverse_action_type "
        "inverse_payload_json can_batch is_persistent undone_at undone_by expires_at correlation_id"
    ),
}
"""The tables of the design and their columns.  ``content_blobs.content`` is ``blob_payloads.content``."""


def test_every_table_and_column_of_the_design_is_there(aura: Services) -> None:
    found = inspect(aura.database.engine)
    for table, columns in DESIGN.items():
        present = {column["name"] for column in found.get_columns(table)}
        assert present.issuperset(columns.split()), table


CALL = Call(
    provider="localhost",
    model="a-model",
    stage="Script",
    input_json="{}",
    output_json="{}",
    input_tokens=1,
    output_tokens=1,
    duration_ms=1,
    cost_micros=1,
    status="Completed",
    error="",
    attempt=1,
)


def filled(aura: Services) -> uuid.UUID:
    """A project with a row in each table that belongs to one."""
    scene = Scene(id=str(uuid.uuid4()))
    with aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Rivers"), scenes=[scene]).id
        unit.editing.apply(project, [SetSceneText(scene=scene.id, text="Water.")])
        unit.editing.apply(project, [AddAsset(asset=Asset(digest="a" * 64, type="Image"))])
        version = unit.versions.save(project)
        export = ExportHistory(
            id=str(new_id()),
            project_id=project,
            version_id=version.id,
            input_file=f"projects/{project}/versions/{version.version_number}",
            preset_name="Standard 720p",
            status="Completed",
        )
        unit.work.session.add(export)
        unit.work.session.flush()
        unit.work.session.add(
            RenderCheckpoint(
                id=new_id(),
                project_id=project,
                export_id=export.id,
                stage_name="segments",
                checkpoint_time=unit.work.now(),
            )
        )
        Completions(unit.work).record(CALL, project)
    return project


def test_with_a_project_goes_all_that_belongs_to_it_and_nothing_else(aura: Services) -> None:
    belonging = (
        SceneState,
        AssetState,
        RenderCheckpoint,
        ProjectVersion,
        ActionLog,
        ExportHistory,
        AiCompletion,
    )
    kept, gone = filled(aura), filled(aura)

    def rows(project: uuid.UUID) -> dict[str, int]:
        with aura.reading() as unit:
            count = select(func.count())
            return {
                table.__tablename__: unit.work.session.scalar(count.where(table.project_id == project))
                for table in belonging
            }

    before = rows(kept)
    assert rows(gone) == before
    assert all(before.values()), before
    with aura.writing() as unit:
        unit.work.session.execute(delete(ProjectState).where(ProjectState.id == gone))
    assert not any(rows(gone).values())
    assert rows(kept) == before
