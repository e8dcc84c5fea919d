"""Whoever sends a body slowly keeps nobody else from writing."""

import asyncio
import uuid
from typing import Any

import pytest

from aura.app import create_app
from aura.ids import new_id
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.scene import Scene

JSON, FORM, BYTES = (
    b"application/json",
    b"application/x-www-form-urlencoded",
    b"application/octet-stream",
)


class Slow:
    """A request whose body stops in its middle until it is let go on."""

    def __init__(self, method: str, path: str, kind: bytes, query: bytes = b"") -> None:
        self.half, self.rest = asyncio.Event(), asyncio.Event()
        self.status = 0
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "root_path": "",
            "headers": [(b"host", b"localhost"), (b"content-type", kind)],
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 1),
        }
        self._asked = 0

    async def receive(self) -> dict[str, Any]:
        self._asked += 1
        if self._asked == 1:
            return {"type": "http.request", "body": b"{", "more_body": True}
        self.half.set()
        await self.rest.wait()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)


@pytest.mark.parametrize(
    ("method", "path", "kind", "query"),
    [
        ("POST", "/api/v1/projects/{project}/edits", JSON, b""),
        ("PATCH", "/api/v1/projects/{project}/scenes/{scene}", JSON, b""),
        ("POST", "/api/v1/projects", JSON, b""),
        ("POST", "/api/v1/projects/{project}/assets", BYTES, b"name=a.png"),
        ("POST", "/projects/{project}/scenes/picture", BYTES, b"name=a.png"),
        ("PUT", "/projects/{project}/scenes/{scene}", FORM, b"at=scenes"),
        ("POST", "/projects/{project}/scenes/move", FORM, b""),
    ],
)
def test_a_slow_body_keeps_nobody_from_writing(
    aura: Services, method: str, path: str, kind: bytes, query: bytes
) -> None:
    scene = Scene(id=str(new_id()), script_text="A lamp.")
    with aura.writing() as unit:
        project: uuid.UUID = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=[scene]).id

    def write() -> None:
        with aura.writing() as unit:
            unit.projects.create(brief=Brief(topic="Written meanwhile"))

    async def both() -> int:
        slow = Slow(method, path.format(project=project, scene=scene.id), kind, query)
        asking = asyncio.create_task(create_app(aura)(slow.scope, slow.receive, slow.send))
        await slow.half.wait()
        try:
            await asyncio.to_thread(write)
            assert not asking.done()
        finally:
            slow.rest.set()
            await asking
        return slow.status

    assert 400 <= asyncio.run(both()) < 500
    with aura.reading() as unit:
        assert "Written meanwhile" in {each.title for each in unit.projects.list().items}
