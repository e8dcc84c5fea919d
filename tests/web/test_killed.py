"""Aura killed while somebody types, and while it renders: started again, the page goes on by itself."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aura import config
from aura.exports.exports import ENDED
from aura.render.preset import PRESETS
from aura.services import Services
from aura.timeline.document import Brief, Document, Head, Plan, Render
from aura.timeline.scene import Scene

ALL_SENT = "() => !Object.keys(localStorage).some((key) => key.startsWith('aura.unsaved'))"
SMALLEST = min(PRESETS, key=lambda name: PRESETS[name].size_px)


@pytest.fixture
def kept(home: Path) -> Callable[[uuid.UUID], Document]:
    """A project as it is in the database."""

    def read(project: uuid.UUID) -> Document:
        aura = Services(config.load(home, database_url="", scheduler="off")).open()
        try:
            with aura.reading() as unit:
                return unit.live(project).document()
        finally:
            aura.close()

    return read


@pytest.fixture
def begun(home: Path) -> Callable[..., uuid.UUID]:
    """A project in a home where the set-up is done."""

    def begin(scenes: int) -> uuid.UUID:
        aura = Services(config.load(home, database_url="", scheduler="off")).open()
        try:
            with aura.writing() as unit:
                unit.setup.save(tier="Offline")
                unit.setup.complete()
                said = "The keeper climbs the stairs of the tower and lights the lamp for ships. "
                made = [Scene(id=str(uuid.uuid4()), script_text=said * 2) for _ in range(scenes)]
                return unit.projects.create(
                    brief=Brief(topic="Lighthouses"),
                    plan=Plan(),
                    head=Head(title="Lighthouses"),
                    render=Render(preset=SMALLEST),
                    scenes=made,
                ).id
        finally:
            aura.close()

    return begin


@pytest.fixture
def tab(browser: Any, serving: Any, patience_ms: int) -> Iterator[Any]:
    """A page that outlives the server; what it complains of meanwhile is only that nobody answers."""
    context = browser.new_context(base_url=serving.address, reduced_motion="reduce")
    context.set_default_timeout(patience_ms)
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    yield opened
    context.close()
    assert said == []


def test_killed_while_somebody_types_it_loses_nothing_and_the_page_goes_on(
    serving: Any, begun: Callable[..., uuid.UUID], kept: Callable[..., Document], tab: Any, expect: Any
) -> None:
    project = begun(scenes=1)
    serving.start()
    tab.goto(f"/projects/{project}/brief")
    notes = tab.locator("[data-name=notes] textarea")
    notes.press_sequentially("A lamp")
    expect(tab.locator("#undo")).to_have_attribute("aria-label", "Undo: Changed the notes of the brief")
    notes.press_sequentially(" far out at")
    serving.kill()
    notes.press_sequentially(" sea, where nobody")
    expect(tab.locator("#save")).to_contain_text("Kept in this browser")
    notes.press_sequentially(" goes")

    serving.start()
    expect(tab.locator("#save")).to_have_text("Saved")
    expect(notes).to_have_value("A lamp far out at sea, where nobody goes")
    assert kept(project).brief.notes == "A lamp far out at sea, where nobody goes"


def test_killed_with_the_tab_at_once_what_was_typed_is_there_when_both_are_back(
    serving: Any, begun: Callable[..., uuid.UUID], kept: Callable[..., Document], tab: Any, expect: Any
) -> None:
    project = begun(scenes=1)
    serving.start()
    tab.goto(f"/projects/{project}/brief")
    tab.locator("[data-name=notes] textarea").press_sequentially("A lamp far out at sea")
    serving.kill()
    context = tab.context
    tab.close(run_before_unload=False)

    serving.start()
    again = context.new_page()
    again.goto(f"/projects/{project}/brief")
    expect(again.locator("[data-name=notes] textarea")).to_have_value("A lamp far out at sea")
    expect(again.locator("#undo")).to_have_attribute("aria-label", "Undo: Changed the notes of the brief")
    again.wait_for_function(ALL_SENT)
    assert kept(project).brief.notes == "A lamp far out at sea"


@pytest.mark.long
def test_killed_in_the_middle_of_a_render_it_goes_on_with_what_was_finished(
    serving: Any, begun: Callable[..., uuid.UUID], home: Path, tab: Any, expect: Any
) -> None:
    project = begun(scenes=6)
    serving.start()
    tab.goto(f"/projects/{project}/render")
    tab.get_by_role("button", name="Make the video").click()
    aura = Services(config.load(home, database_url="", scheduler="off")).open()
    try:
        cache = aura.settings.cache_dir / "render"
        while len([*cache.rglob("*.segment")]) < 2 and not _ended(aura):
            tab.wait_for_timeout(50)
        serving.kill()
        assert not _ended(aura)
        tab.wait_for_timeout(500)
        serving.start()
        expect(tab.locator("video").first).to_be_visible()
        with aura.reading() as unit:
            (export,) = unit.exports.list(project_id=project).items
            assert (export.status, export.attempt) == ("Completed", 2)
            assert export.segments_reused
    finally:
        aura.close()


def _ended(aura: Services) -> bool:
    with aura.reading() as unit:
        return any(each.status in ENDED for each in unit.exports.list().items)
