"""A script comes in scene by scene while it is written, offline or by a server; or it is stopped."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Scene
from aura.web import plan_drafting
from tests.providers.online.server import DONE, Handler, Provider, error, said, text

New = Callable[..., uuid.UUID]

SCENES = [
    {
        "title": f"Part {number}",
        "script_text": f"Keepers climbed stair number {number} each evening, lit the lamp, and watched the "
        f"sea until morning came over the harbour, for {number} long years of wind and salt.",
    }
    for number in range(1, 6)
]
ANSWER = {"title": "Keepers", "sections": [{"title": "Lamps", "summary": "How they burn."}], "scenes": SCENES}


def in_pieces() -> list[str]:
    """The answer, cut behind each scene."""
    whole = json.dumps(ANSWER)
    pieces = [each + "}" for each in whole.split("}")]
    return [*pieces[:-1], pieces[-1][:-1]]


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ask() -> Callable[[Services, Provider], None]:
    """Lets scripts be written by a server."""

    def setting(aura: Services, provider: Provider) -> None:
        with aura.writing() as unit:
            unit.setup.save(tier="OwnServer")
            unit.setup.complete()
            unit.configuration.set("text.base_url", provider.address)
            unit.configuration.set("text.model", "writer")

    return setting


def lines_of(client: TestClient, project_id: uuid.UUID) -> list[dict[str, Any]]:
    answer = client.post(f"/projects/{project_id}/draft/live")
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_an_offline_draft_tells_every_scene_once_and_ends_with_the_frame(
    client: TestClient, new_project: New, document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses", scenes=0, topic="How lighthouses work")
    *scenes, last = lines_of(client, mine)
    written = document_of(mine).timeline.scenes

    assert [line["number"] for line in scenes] == list(range(1, len(written) + 1))
    assert [line["words"] for line in scenes] == [scene.script_text for scene in written]
    assert scenes[0]["about"] == 5
    assert f"{len(written)} scenes written." in last["html"]
    assert "Undo:" in last["html"]


def test_a_script_of_many_scenes_says_how_many_it_does_not_show(client: TestClient, new_project: New) -> None:
    short, long = (client.get(f"/projects/{new_project('x', scenes=many)}/plan").text for many in (200, 201))

    assert "on the <a" not in short
    assert "And 1 more scene, on the <a" in long


def test_a_server_s_draft_is_told_as_it_is_kept(
    aura: Services,
    client: TestClient,
    new_project: New,
    document_of: Callable[..., Document],
    provider: Provider,
    ask: Callable[..., None],
) -> None:
    ask(aura, provider)
    provider.will(text(json.dumps(ANSWER)))
    mine = new_project("Lighthouses", scenes=1)
    told = lines_of(client, mine)
    last_try = [line for line in told[:-1] if "number" in line][-len(SCENES) :]

    assert [line["title"] for line in last_try] == [f"Part {number}" for number in range(1, 6)]
    assert [scene.title for scene in document_of(mine).timeline.scenes] == [
        line["title"] for line in last_try
    ]


def test_the_plan_can_be_made_while_the_server_that_is_to_write_is_not_set_up_yet(
    aura: Services, client: TestClient, new_project: New
) -> None:
    with aura.writing() as unit:
        unit.setup.save(tier="OwnServer")
        unit.configuration.set("text.base_url", "http://127.0.0.1:1/v1")
    page = client.get(f"/projects/{new_project('Lights')}/plan")

    assert page.status_code == 200
    assert "text.model is not set" in page.text
    assert 'href="/settings/providers"' in page.text
    assert "Length in seconds" in page.text


def test_what_goes_wrong_is_said_and_changes_nothing(
    aura: Services,
    client: TestClient,
    new_project: New,
    document_of: Callable[..., Document],
    provider: Provider,
    ask: Callable[..., None],
) -> None:
    ask(aura, provider)
    provider.will(error(401, "That key is not known here."))
    mine = new_project("Lighthouses", scenes=2)
    before = document_of(mine)
    (last,) = lines_of(client, mine)

    assert "key" in last["error"]
    assert document_of(mine) == before
    (gone,) = lines_of(client, uuid.uuid4())
    assert "no project" in gone["error"]


class Paced:
    """An answer whose pieces are sent when they are let go."""

    def __init__(self) -> None:
        self.free = threading.Semaphore(0)
        self.ended = threading.Event()

    def __call__(self, to: Handler) -> None:
        to.begin(200, "text/event-stream", Transfer_Encoding="chunked")
        for piece in in_pieces():
            self.free.acquire(timeout=120)
            for chunk in said(piece, finish=None)[1:]:
                to.chunk(chunk)
        for chunk in (*said(finish="stop")[1:], *DONE):
            to.chunk(chunk)
        to.wfile.write(b"0\r\n\r\n")
        self.ended.set()


@pytest.fixture
def begun(site: Any) -> Callable[..., tuple[str, uuid.UUID]]:
    def begin(scenes: int = 0, topic: str = "Keepers of lamps") -> tuple[str, uuid.UUID]:
        with site.aura.writing() as unit:
            made = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number}.") for number in range(scenes)]
            brief, head = Brief(topic=topic), Head(title="Lights")
            mine = unit.projects.create(brief=brief, head=head, scenes=made).id
        return f"/projects/{mine}/plan", mine

    return begin


def test_scenes_stream_in_and_the_script_is_there_at_the_end(
    page: Any, site: Any, begun: Any, provider: Provider, ask: Callable[..., None], expect: Any
) -> None:
    ask(site.aura, provider)
    path, mine = begun()
    paced = Paced()
    provider.will(paced, text(json.dumps(ANSWER)))
    page.goto(path)
    page.locator("#f-draft").click()
    status = page.locator("#drafting-said")
    expect(status).to_have_text("Writing scene 1 of about 5")
    for number in (1, 2):
        for _ in range(2 if number == 1 else 1):  # the outline is a piece before the first scene
            paced.free.release()
        expect(page.locator("#drafting-list li")).to_have_count(number)
        expect(page.locator("#drafting-list li").last).to_contain_text(f"stair number {number}")
        expect(status).to_have_text(f"Writing scene {number + 1} of about 5")
    for _ in in_pieces():
        paced.free.release()

    expect(page.locator("#toasts")).to_contain_text("5 scenes written.")
    expect(page.locator("#outline .point")).to_have_count(1)
    expect(page.locator("#drafting")).to_be_hidden()
    with site.aura.reading() as unit:
        assert len(unit.live(mine).document().timeline.scenes) == 5


def test_stopping_leaves_the_script_as_it_was(
    page: Any, site: Any, begun: Any, provider: Provider, ask: Callable[..., None], expect: Any
) -> None:
    ask(site.aura, provider)
    path, mine = begun(scenes=2)
    paced = Paced()
    provider.will(paced)
    page.goto(path)
    page.locator("#f-draft").click()
    paced.free.release()
    paced.free.release()
    expect(page.locator("#drafting-list li")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#said-draft")).to_have_text("Stopped. Your script is as it was.")
    expect(page.locator("#f-draft")).to_be_focused()
    page.wait_for_timeout(500)  # the server has to see that nobody listens any more
    for _ in in_pieces():
        paced.free.release()
    page.wait_for_timeout(500)

    with site.aura.reading() as unit:
        assert [scene.script_text for scene in unit.live(mine).document().timeline.scenes] == [
            "Lamp 0.",
            "Lamp 1.",
        ]


CLAIMED = """
window.claimed = [];
new MutationObserver(() => {
  const said = document.getElementById("said-draft")?.textContent ?? "";
  if (said.trim()) window.claimed.push(said);
}).observe(document, { childList: true, subtree: true });
"""
"""All that is said beside the button that drafts."""


def written(site: Any, project_id: uuid.UUID) -> int:
    with site.aura.reading() as unit:
        return len(unit.live(project_id).document().timeline.scenes)


def test_whoever_stops_too_late_is_told_so(
    page: Any,
    site: Any,
    begun: Any,
    provider: Provider,
    ask: Callable[..., None],
    expect: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(site.aura, provider)
    path, mine = begun(scenes=2)
    provider.will(text(json.dumps(ANSWER)), text(json.dumps(ANSWER)))
    told = threading.Event()
    changed = plan_drafting.changed

    def late(*args: Any, **how: Any) -> Any:
        told.wait(timeout=120)
        return changed(*args, **how)

    monkeypatch.setattr(plan_drafting, "changed", late)
    page.add_init_script(CLAIMED)
    page.goto(path)
    page.locator("#f-draft").click()
    while written(site, mine) != 5:
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Stop").click()

    expect(page.locator("#toasts")).to_contain_text("That was too late: your script is another by now.")
    expect(page.locator("#outline .point")).to_have_count(1)
    assert page.evaluate("window.claimed") == []
    told.set()


def test_hostile_words_stream_in_as_text(
    page: Any, site: Any, begun: Any, hostile: tuple[str, ...], provider: Provider, ask: Any, expect: Any
) -> None:
    ask(site.aura, provider)
    scenes = [
        {"title": each, "script_text": f"{scene['script_text']} {each}"}
        for each, scene in zip(hostile, SCENES, strict=False)
    ]
    provider.will(text(json.dumps(ANSWER | {"scenes": scenes})))
    path, _ = begun()
    page.goto(path)
    page.locator("#f-draft").click()

    expect(page.locator("#toasts")).to_contain_text("5 scenes written.")
    assert page.evaluate("document.querySelectorAll('main script, main iframe, main img').length") == 0
