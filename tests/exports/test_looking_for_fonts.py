"""The fonts of this machine are read before an export's transaction begins: nobody waits for them."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.app import create_app
from aura.cli import film, state
from aura.db.engine import Database
from aura.render import faces
from aura.services import Services
from aura.timeline.document import Brief, Head
from aura.timeline.scene import Scene

Ask = Callable[[Services, uuid.UUID], None]


def by_api(aura: Services, project: uuid.UUID) -> None:
    with TestClient(create_app(aura), base_url="http://localhost") as client:
        asked = client.post(f"/api/v1/projects/{project}/exports", json={})
        assert asked.status_code == 202, asked.text


def by_page(aura: Services, project: uuid.UUID) -> None:
    with TestClient(create_app(aura), base_url="http://localhost") as client:
        assert client.post(f"/projects/{project}/exports", headers={"HX-Request": "true"}).status_code == 200


def by_command(aura: Services, project: uuid.UUID) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state.STATE, "opened", aura)
        assert film.request(project).status == "Queued"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Of each look at the fonts of this machine, whether a writing transaction was open."""
    looks: list[bool] = []
    is_open: list[bool] = []
    writing = Database.writing

    @contextmanager
    def watched(database: Database, actor: Any) -> Iterator[Any]:
        with writing(database, actor) as session:
            is_open.append(True)
            try:
                yield session
            finally:
                is_open.pop()

    monkeypatch.setattr(Database, "writing", watched)
    monkeypatch.setattr(faces, "fallback", lambda _character, _heavy: looks.append(bool(is_open)))
    faces.face_for.cache_clear()
    yield looks
    faces.face_for.cache_clear()


@pytest.mark.parametrize("ask", [by_api, by_page, by_command])
def test_no_transaction_is_open_while_the_fonts_are_read(aura: Services, ask: Ask, looks: list[bool]) -> None:
    with aura.writing() as unit:
        scenes = [Scene(id=str(uuid.uuid4()), script_text="Bees, النحل, fly.")]
        brief, head = Brief(topic="Bees"), Head(title="Bees")
        project = unit.projects.create(brief=brief, head=head, scenes=scenes).id
    ask(aura, project)
    assert looks
    assert not any(looks)
