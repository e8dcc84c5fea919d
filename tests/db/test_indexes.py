"""Each index of the design serves the query it is for, and the everyday verbs search through indexes only."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Select, event, select

from aura.audit.tables import AiCompletion
from aura.exports.tables import ExportHistory
from aura.projects.tables import ActionLog, AssetState, ProjectState, ProjectVersion, SceneState
from aura.services import Services
from aura.setup.tables import Configuration
from aura.templates.tables import Template
from aura.timeline.document import Asset, Brief
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.scene import Scene

ONE = uuid.UUID(int=1)

QUERIES: dict[str, tuple[Select[Any], str]] = {
    "projects by status": (select(ProjectState).where(ProjectState.status == "Failed"), "(status=?)"),
    "projects by change": (
        select(ProjectState).order_by(ProjectState.updated_at.desc()).limit(20),
        "ix_project_states_updated_at",
    ),
    "projects by job": (select(ProjectState).where(ProjectState.job_id == "one"), "(job_id=?)"),
    "deleted projects": (select(ProjectState).where(ProjectState.is_deleted.is_(True)), "(is_deleted=?)"),
    "projects of a status by change": (
        select(ProjectState).where(ProjectState.status == "Draft").order_by(ProjectState.updated_at.desc()),
        "ix_project_states_status_updated_at",
    ),
    "scenes of a project": (select(SceneState).where(SceneState.project_id == ONE), "(project_id=?)"),
    "the scene behind another": (
        select(SceneState)
        .where(SceneState.project_id == ONE, SceneState.scene_index > 7)
        .order_by(SceneState.scene_index)
        .limit(1),
        "(project_id=? AND scene_index>?)",
    ),
    "assets of a project": (select(AssetState).where(AssetState.project_id == ONE), "(project_id=?)"),
    "temporary assets": (select(AssetState).where(AssetState.is_temporary.is_(True)), "(is_temporary=?)"),
    "versions of a project": (
        select(ProjectVersion)
        .where(ProjectVersion.project_id == ONE)
        .order_by(ProjectVersion.version_number.desc()),
        "(project_id=?)",
    ),
    "a version by its number": (
        select(ProjectVersion).where(ProjectVersion.project_id == ONE, ProjectVersion.version_number == 3),
        "(project_id=? AND version_number=?)",
    ),
    "autosaves of a project": (
        select(ProjectVersion).where(
            ProjectVersion.project_id == ONE, ProjectVersion.version_type == "Autosave"
        ),
        "(project_id=? AND version_type=?)",
    ),
    "templates of a category": (select(Template).where(Template.category == "Business"), "(category=?)"),
    "templates of a sub-category": (
        select(Template).where(Template.category == "Business", Template.sub_category == "Sales"),
        "(category=? AND sub_category=?)",
    ),
    "shipped templates": (
        select(Template).where(Template.is_system_template.is_(True)),
        "(is_system_template=?)",
    ),
    "exports by status": (select(ExportHistory).where(ExportHistory.status == "Queued"), "(status=?)"),
    "exports by age": (
        select(ExportHistory).order_by(ExportHistory.created_at.desc()).limit(20),
        "ix_export_history_created_at",
    ),
    "calls for a project": (
        select(AiCompletion).where(AiCompletion.project_id == ONE).order_by(AiCompletion.id.desc()).limit(20),
        "(project_id=?)",
    ),
    "actions of a user": (select(ActionLog).where(ActionLog.user_id == ONE), "(user_id=?)"),
    "actions of a kind": (select(ActionLog).where(ActionLog.action_type == "scene.text"), "(action_type=?)"),
    "actions by age": (
        select(ActionLog).order_by(ActionLog.timestamp).limit(20),
        "ix_action_logs_timestamp",
    ),
    "actions of one step": (select(ActionLog).where(ActionLog.correlation_id == ONE), "(correlation_id=?)"),
    "settings of a category": (select(Configuration).where(Configuration.category == "a"), "(category=?)"),
    "active settings": (select(Configuration).where(Configuration.is_active.is_(True)), "(is_active=?)"),
    "sensitive settings": (
        select(Configuration).where(Configuration.is_sensitive.is_(True)),
        "(is_sensitive=?)",
    ),
}


class Explained(NamedTuple):
    """A statement as it ran, and how SQLite finds its rows."""

    statement: str
    plan: list[str]


@pytest.fixture
def explain(aura: Services) -> Callable[[Callable[[], object]], list[Explained]]:
    """Runs something and explains every statement it made."""
    if not aura.database.is_sqlite:
        pytest.skip("PostgreSQL scans small tables whatever their indexes; SQLite plans by the schema alone")
    ran: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, ___: object, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            ran.append((statement, parameters[0] if many else parameters))

    def run(act: Callable[[], object]) -> list[Explained]:
        engines = {aura.database.engine, aura.database.reading_engine}
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        act()
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
        with aura.database.engine.connect() as connection:
            return [
                Explained(
                    statement,
                    [
                        row[3]
                        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                    ],
                )
                for statement, parameters in ran
            ]

    return run


@pytest.mark.parametrize("name", QUERIES)
def test_an_index_serves_the_query_it_is_for(
    aura: Services, explain: Callable[[Callable[[], object]], list[Explained]], name: str
) -> None:
    query, wanted = QUERIES[name]

    def ask() -> None:
        with aura.reading() as unit:
            unit.work.session.execute(query)

    (found,) = explain(ask)
    assert wanted in found.plan[0]
    assert "INDEX" in found.plan[0]
    assert not any("TEMP B-TREE" in line for line in found.plan), found.plan


def test_the_everyday_verbs_look_through_no_whole_table(
    aura: Services, explain: Callable[[Callable[[], object]], list[Explained]]
) -> None:
    scenes = [Scene(id=str(uuid.uuid4()), script_text="Water.") for _ in range(5)]
    with aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Rivers"), scenes=scenes).id
    first, second, *_ = (scene.id for scene in scenes)
    fresh = Scene(id=str(uuid.uuid4()))

    def walk() -> None:
        for edit in (
            SetSceneText(scene=first, text="Ice."),
            MoveScene(scene=first, after=second),
            DeleteScene(scene=second),
            InsertScene(scene=fresh, after=first),
            AddAsset(asset=Asset(digest="a" * 64, type="Image")),
            SetBrief(topic="Lakes"),
        ):
            with aura.writing() as unit:
                unit.editing.apply(project, [edit])
        with aura.writing() as unit:
            unit.editing.undo(project)
        with aura.writing() as unit:
            unit.editing.redo(project)
        with aura.writing() as unit:
            unit.versions.save(project)
        with aura.writing() as unit:
            unit.versions.restore(project, 1)
        with aura.reading() as unit:
            unit.projects.list()
            unit.versions.list(project)
            unit.history.list(project)
            unit.history.next_words(project)
            unit.live(project).at(3)
            unit.live(project).document()

    explained = explain(walk)
    assert len(explained) > 60
    scans = {
        f"{line}: {found.statement}"
        for found in explained
        for line in found.plan
        if line.startswith("SCAN") and "INDEX" not in line
    }
    assert scans == set()
