"""What others change is shown in every tab that is open, and nobody who types is disturbed."""

import asyncio
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.actor import LOCAL
from aura.errors import NotFound
from aura.projects.following import Watching, stamps
from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene
from aura.web.live import _stream

New = Callable[..., uuid.UUID]


def stamp(aura: Services, project_id: uuid.UUID) -> int:
    with aura.reading() as unit:
        return stamps(unit.work, unit.projects.get(project_id)).now


def edit(aura: Services, project_id: uuid.UUID, **brief: str) -> None:
    with aura.writing() as unit:
        unit.editing.apply(project_id, [SetBrief(**brief)])


def test_a_look_tells_of_each_change_once(aura: Services, new_project: New) -> None:
    mine = new_project("Lighthouses")
    watching = Watching(aura.units, LOCAL, mine, stamp(aura, mine))
    assert watching.look() is None

    for goal in ("Wonder", "Wonder more"):
        edit(aura, mine, goal=goal)
        look = watching.look()
        assert look is not None
        assert (look.stamp, look.is_changed) == (stamp(aura, mine), True)
        assert watching.look() is None
    for turn in ("undo", "redo"):
        with aura.writing() as unit:
            getattr(unit.editing, turn)(mine)
        look = watching.look()
        assert look is not None
        assert look.is_changed, turn


def test_how_far_an_export_came_is_no_change(aura: Services, new_project: New) -> None:
    mine = new_project("Lighthouses")
    edit(aura, mine, goal="Wonder")
    watching = Watching(aura.units, LOCAL, mine, stamp(aura, mine))
    watching.look()
    with aura.writing() as unit:
        unit.projects.hold(mine).progress_percent = 12
    look = watching.look()

    assert look is not None
    assert not look.is_changed


def test_whoever_was_away_is_told_that_something_changed(aura: Services, new_project: New) -> None:
    mine = new_project("Lighthouses")
    before = stamp(aura, mine)
    edit(aura, mine, goal="Wonder")
    look = Watching(aura.units, LOCAL, mine, before).look()

    assert look is not None
    assert look.is_changed
    with aura.writing() as unit:
        unit.projects.delete(mine)
    with pytest.raises(NotFound):
        Watching(aura.units, LOCAL, mine, before).look()


def test_an_answer_says_from_which_stamp_to_which_a_change_led(
    aura: Services, client: TestClient, new_project: New
) -> None:
    mine = new_project("Lighthouses")
    shown = client.get(f"/projects/{mine}/brief").text
    first = int(re.findall(r'data-at="(\d+)" data-before="0"', shown)[0])
    form = {"name": "goal", "key": "goal", "value": "Wonder", "was": ""}
    answer = client.put(f"/projects/{mine}/parts/brief?at=brief", data=form).text
    ((at, before),) = re.findall(r'data-at="(\d+)" data-before="(\d+)"', answer)
    nothing = client.put(f"/projects/{mine}/parts/brief?at=brief", data=form).text

    assert (int(before), int(at)) == (first, stamp(aura, mine))
    assert f'data-at="{at}" data-before="0"' in nothing
    assert f'data-at="{at}" data-before="0"' in client.get(f"/projects/{mine}/frame?at=brief").text


def test_a_stream_replays_what_was_missed_and_ends_with_the_project(aura: Services, new_project: New) -> None:
    mine = new_project("Lighthouses")
    before = stamp(aura, mine)
    edit(aura, mine, goal="Wonder")

    async def read() -> list[str]:
        found: list[str] = []
        async for piece in _stream(aura, Watching(aura.units, LOCAL, mine, before)):
            found.append(piece.decode())
            if "data:" in found[-1] and len(found) == 2:
                with aura.writing() as unit:
                    unit.projects.delete(mine)
        return found

    retry, news, gone = asyncio.run(read())

    assert retry == "retry: 1000\n\n"
    told = json.loads(news.partition("data: ")[2].partition("\n")[0])
    assert told == {"at": told["at"], "changed": True}
    assert f"id: {told['at']}" in news
    assert "event: gone" in gone


def test_a_stream_wants_a_stamp_and_a_project(client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses")

    assert client.get(f"/projects/{mine}/live").status_code == 422
    assert client.get(f"/projects/{mine}/live?after=-1").status_code == 422
    assert client.get("/projects/nonsense/live?after=0").status_code == 422
    assert client.get(f"/projects/{uuid.uuid4()}/live?after=0").text.endswith("event: gone\ndata: {}\n\n")


FLASHES = """() => {
  window.flashes = [];
  const note = ({ target }) => "flash" in target.dataset && flashes.push(target.dataset.key);
  const watched = { subtree: true, attributeFilter: ["data-flash"] };
  new MutationObserver((all) => all.forEach(note)).observe(document, watched);
}"""
"""Notes which fields light up, as they do so for a moment only."""
ALONE = """async () => {
  const { held } = await navigator.locks.query();
  return held.filter((lock) => lock.name.startsWith("aura.tab ")).length === 1;
}"""
"""The browser has noticed that the other tab is no more."""


class Tabs:
    """Two pages of one browser on one project, and what each asked the server for."""

    def __init__(self, page: Any, path: str) -> None:
        self.first, self.second = page, page.context.new_page()
        self.asked: list[list[str]] = [[], []]
        for tab, asked in zip((self.first, self.second), self.asked, strict=True):
            tab.goto(path)
            tab.on("request", lambda request, asked=asked: asked.append(f"{request.method} {request.url}"))


@pytest.fixture
def begun(site: Any) -> Callable[..., tuple[str, uuid.UUID]]:
    def begin(scenes: int = 0) -> tuple[str, uuid.UUID]:
        with site.aura.writing() as unit:
            unit.setup.save(tier="Offline")
            unit.setup.complete()
            made = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number}.") for number in range(scenes)]
            head = Head(title="Lights")
            mine = unit.projects.create(brief=Brief(topic="Lights"), head=head, scenes=made).id
        return f"/projects/{mine}", mine

    return begin


@pytest.fixture
def document(site: Any) -> Callable[[uuid.UUID], Document]:
    def read(project_id: uuid.UUID) -> Document:
        aura: Services = site.aura
        with aura.reading() as unit:
            return unit.live(project_id).document()

    return read


def test_a_clean_field_takes_what_another_tab_wrote_and_the_frame_follows(
    page: Any, begun: Any, expect: Any
) -> None:
    path, _ = begun()
    tabs = Tabs(page, f"{path}/brief")
    tabs.second.evaluate(FLASHES)
    tabs.first.locator("#f-goal").fill("Wonder")

    expect(tabs.second.locator("#f-goal")).to_have_value("Wonder")
    tabs.second.wait_for_function("() => flashes.includes('goal')")
    expect(tabs.second.locator("#undo")).to_have_attribute("aria-label", re.compile("goal"))
    expect(tabs.second.locator("#save")).to_have_text("Saved")
    tabs.second.locator("#undo").click()
    expect(tabs.second.locator("#f-goal")).to_have_value("")
    tabs.second.locator("#f-audience").fill("Sailors")
    expect(tabs.first.locator("#undo")).to_have_attribute("aria-label", re.compile("audience"))
    expect(tabs.first.locator("#f-audience")).to_have_value(
        "Sailors"
    )  # focused in goal, which is clean by now


def test_ones_own_changes_are_not_fetched_again(page: Any, begun: Any, expect: Any) -> None:
    path, _ = begun()
    tabs = Tabs(page, f"{path}/brief")
    for value in ("Wonder", "Wonder and awe"):
        tabs.first.locator("#f-goal").fill(value)
        expect(tabs.second.locator("#f-goal")).to_have_value(value)
    tabs.first.wait_for_timeout(1200)

    fetched = [line for line in tabs.asked[0] if line.startswith("GET") and "/projects/" in line]
    assert [line for line in fetched if "/live" not in line] == []


def test_a_field_somebody_is_in_never_moves_and_the_others_do(
    page: Any, site: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun(scenes=2)
    tabs = Tabs(page, f"{path}/brief")
    tabs.first.locator("#f-goal").focus()
    edit(site.aura, mine, goal="Theirs", audience="Sailors")  # a program

    expect(tabs.first.locator("#f-audience")).to_have_value("Sailors")
    expect(tabs.first.locator("#f-goal")).to_have_value("")
    expect(tabs.first.locator("#f-goal")).to_be_focused()
    tabs.first.locator("#title").click()  # he leaves
    expect(tabs.first.locator("#f-goal")).to_have_value("Theirs")
    assert document(mine).brief.goal == "Theirs"


def test_two_tabs_on_two_scenes_notice_nothing_but_the_new_words(
    page: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun(scenes=2)
    tabs = Tabs(page, f"{path}/scenes")
    one = tabs.first.get_by_label("Words of scene 1")
    two = tabs.second.get_by_label("Words of scene 2")
    one.press_sequentially("One burns. ", delay=20)
    two.press_sequentially("Two burns. ", delay=20)
    one.press_sequentially("One glows. ", delay=20)
    expect(tabs.second.get_by_label("Words of scene 1")).to_have_value(one.input_value())
    expect(tabs.first.get_by_label("Words of scene 2")).to_have_value(two.input_value())

    for tab in (tabs.first, tabs.second):
        expect(tab.locator("#save")).to_have_text("Saved")
        expect(tab.locator("[data-conflict]")).to_have_count(0)
        expect(tab.locator("[data-toast]")).to_have_count(0)
    expect(one).to_be_focused()
    texts = [scene.script_text for scene in document(mine).timeline.scenes]
    assert texts == [one.input_value(), two.input_value()]


def test_a_scene_that_another_tab_adds_appears(page: Any, site: Any, begun: Any, expect: Any) -> None:
    path, mine = begun(scenes=1)
    page.goto(f"{path}/scenes")
    with site.aura.writing() as unit:
        scene = unit.live(mine).at(1)
        unit.editing.apply(mine, [SetSceneText(scene=scene, text="<img src=x onerror=alert(1)>")])
    expect(page.get_by_label("Words of scene 1")).to_have_value("<img src=x onerror=alert(1)>")
    page.context.new_page().goto(f"{path}/scenes")
    page.context.pages[1].get_by_role("button", name="Add a scene").first.click()

    expect(page.get_by_label("Words of scene 2")).to_be_visible()


def test_a_lost_connection_is_said_and_comes_back_by_itself(
    page: Any, site: Any, complaints: Any, begun: Any, expect: Any
) -> None:
    complaints.expected |= {"ERR_FAILED"}
    path, mine = begun()
    page.route(re.compile(r"/live\?"), lambda route: route.abort())
    page.goto(f"{path}/brief")
    expect(page.locator("#save")).to_have_text("Offline. Kept in this browser, sent when Aura is back.")
    page.unroute_all()
    edit(site.aura, mine, goal="Meanwhile")

    expect(page.locator("#save")).to_have_text("Saved")
    expect(page.locator("#f-goal")).to_have_value("Meanwhile")


def test_a_page_that_nobody_looks_at_holds_no_connection_and_misses_nothing(
    page: Any, site: Any, begun: Any, expect: Any
) -> None:
    path, mine = begun()
    page.goto(f"{path}/brief")
    hide = "is => { Object.defineProperty(document, 'hidden', { value: is, configurable: true });"
    turn = f"{hide} document.dispatchEvent(new Event('visibilitychange')); }}"
    page.wait_for_timeout(500)
    page.evaluate(turn, True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    edit(site.aura, mine, goal="Meanwhile")
    page.wait_for_timeout(1000)
    assert asked == []
    page.evaluate(turn, False)

    expect(page.locator("#f-goal")).to_have_value("Meanwhile")


def test_what_a_tab_that_is_no_more_had_not_sent_is_sent_by_the_next(
    page: Any, complaints: Any, begun: Any, document: Any, expect: Any
) -> None:
    complaints.expected |= {"ERR_FAILED"}
    path, mine = begun()
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{path}/brief")
    page.route("**/parts/brief*", lambda route: route.abort())
    page.locator("#f-goal").fill("Wonder")
    expect(page.locator("#save")).to_contain_text("Offline")
    other.locator("#f-audience").fill("Sailors")  # while it lives, its words are its own
    expect(other.locator("#save")).to_have_text("Saved")
    expect(page.locator("#f-audience")).to_have_value("Sailors")
    assert document(mine).brief.goal == ""
    page.close()
    other.wait_for_function(ALONE)
    other.reload()

    expect(other.locator("#f-goal")).to_have_value("Wonder")
    expect(other.locator("#undo")).to_have_attribute("aria-label", re.compile("goal"))
    assert document(mine).brief.goal == "Wonder"
