"""Short ways to make projects and to change them, each in a unit of work of its own."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select

from aura.actor import LOCAL, Actor
from aura.db.rows import One
from aura.ids import new_id
from aura.projects import projects
from aura.projects.editing import Applied
from aura.projects.tables import ActionLog, ProjectState
from aura.services import Services
from aura.timeline.document import Brief, Document
from aura.timeline.edits import Edit
from aura.timeline.scene import Scene
from tests.timeline.conftest import strategies

__all__ = ["Studio", "colleague", "shared", "strategies", "studio"]


class Studio:
    """One project under test."""

    def __init__(self, aura: Services, document_of: Callable[..., Document]) -> None:
        self.aura = aura
        self._document_of = document_of
        self.actor: Actor = LOCAL
        with aura.writing() as unit:
            scenes = [Scene(id=str(new_id()), script_text=word) for word in ("one", "two", "three")]
            self.id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id

    @property
    def document(self) -> Document:
        return self._document_of(self.id, self.aura)

    @property
    def scenes(self) -> Sequence[Scene]:
        return self.document.timeline.scenes

    @property
    def ids(self) -> list[str]:
        return [scene.id for scene in self.scenes]

    @property
    def texts(self) -> list[str]:
        return [scene.script_text for scene in self.scenes]

    def apply(self, *edits: Edit, **options: Any) -> Applied:
        with self.aura.writing(self.actor) as unit:
            return unit.editing.apply(self.id, edits, **options)

    def undo(self) -> Applied:
        with self.aura.writing(self.actor) as unit:
            return unit.editing.undo(self.id)

    def redo(self) -> Applied:
        with self.aura.writing(self.actor) as unit:
            return unit.editing.redo(self.id)

    def save(self, **options: Any) -> int:
        with self.aura.writing() as unit:
            return unit.versions.save(self.id, **options).version_number

    def restore(self, number: int) -> Applied:
        with self.aura.writing() as unit:
            return unit.versions.restore(self.id, number)

    def actions(self) -> list[tuple[str, str]]:
        """Each action's words and status, the oldest first."""
        with self.aura.reading() as unit:
            found = unit.work.session.scalars(
                select(ActionLog).where(ActionLog.project_id == self.id).order_by(ActionLog.number)
            )
            return [(action.description, action.status) for action in found]

    def count(self, table: Any) -> int:
        with self.aura.reading() as unit:
            return unit.work.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def studio(aura: Services, document_of: Callable[..., Document]) -> Studio:
    return Studio(aura, document_of)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Projects that everyone may see, until sharing comes."""
    it = ProjectState.id == bindparam("project")
    monkeypatch.setattr(projects, "_SEEN", One(ProjectState, it))
    monkeypatch.setattr(projects, "_HELD", One(ProjectState, it, hold=True))
    monkeypatch.setattr(projects.Projects, "_visible", lambda _: select(ProjectState))


@pytest.fixture
def colleague(aura: Services) -> Actor:
    """A second person at work on the same projects."""
    return Actor(uuid.UUID(int=2))
