"""To add an edit is to write it: the API, the command line and the history know it without another change."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura import config
from aura.app import create_app
from aura.services import Services
from aura.timeline.edits import REGISTRY, edit
from aura.timeline.edits.scenes import SceneEdit, SetSceneText
from aura.timeline.terms import Line
from aura.timeline.view import Change, Outcome, View, get_scene


@pytest.fixture
def shouting() -> Iterator[None]:
    """An edit that is registered for the length of a test."""

    @edit("scene.shout")
    class Shout(SceneEdit, frozen=True, kw_only=True):
        """Have a scene said louder."""

        mark: Line = "!"
        times: int

        def apply(self, view: View) -> Outcome:
            before = get_scene(view, self.scene)
            text = before.script_text.upper() + self.mark * self.times
            change = SetSceneText(scene=self.scene, text=text).apply(view)
            after: Any = change.changes[0].after
            return Outcome(
                inverse=SetSceneText(scene=self.scene, text=before.script_text),
                words=f"Shouted scene {view.position(self.scene)}",
                changes=(Change(f"scene:{self.scene}", before, after),),
            )

    yield
    del REGISTRY["scene.shout"]


@pytest.fixture
def client(environment: Any) -> Iterator[TestClient]:
    aura = Services(config.load()).open()
    with TestClient(create_app(aura), base_url="http://localhost") as opened:
        yield opened


def test_a_new_edit_is_at_once_in_the_api_the_command_line_and_the_history(
    shouting: None, run: Any, client: TestClient, project: str
) -> None:
    kinds = {kind["kind"]: kind for kind in client.get("/api/v1/edits").json()["items"]}
    assert kinds["scene.shout"]["help"] == "Have a scene said louder."
    (scene, *_) = run("scene", "list", project, "--json").json["items"]

    path = f"/api/v1/projects/{project}"
    body = {"edits": [{"kind": "scene.shout", "scene": scene["id"], "times": 2}]}
    done = client.post(f"{path}/edits", json=body, headers={"If-Match": "*"})
    assert done.json()["actions"][0]["description"] == "Shouted scene 1"
    assert client.get(f"{path}/scenes/{scene['id']}").json()["script_text"] == "SCENE 1.!!"

    assert "Have a scene said louder." in run("scene", "--help").out
    assert "--mark" in run("scene", "shout", "--help").out
    assert run("scene", "shout", project, "2", "3", "--mark", "?").out == "Shouted scene 2.\n"
    assert run("scene", "show", project, "2").out == "SCENE 2.???\n"
    assert run("scene", "shout", project, "2", "often").code == 2
    assert "Shouted scene 2" in run("history", project).out

    assert run("undo", project).out == "Undone: Shouted scene 2.\n"
    assert client.post(f"{path}/undo").json()["actions"][0]["description"] == "Shouted scene 1"
    assert run("scene", "list", project, "--json").json["items"][0] == scene
    assert client.post(f"{path}/redo").json()["actions"][0]["kind"] == "scene.shout"


def test_an_edit_that_is_gone_is_nowhere(run: Any, client: TestClient, project: str) -> None:
    assert "scene.shout" not in client.get("/api/v1/edits").text
    assert run("scene", "shout", project, "1", "1").code == 2


def test_every_public_edit_is_a_command_with_its_own_words(run: Any) -> None:
    for kind, struct in REGISTRY.items():
        if struct.public:
            said = run(*kind.split("."), "--help").out
            assert (struct.__doc__ or "").strip().split(":")[0] in " ".join(said.split()), kind
