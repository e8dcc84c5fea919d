"""A page that is seen before its scripts are there, in a real browser: nothing that is done in it is lost."""

from typing import Any

from aura.timeline.document import Brief, Head
from tests.web.holding import hold

LATE = """
const own = setTimeout;
window.setTimeout = (act, ms, ...more) => own(act, ms || 60_000, ...more);
"""
"""A machine that is so busy that what is to be done next is done much later."""


def test_what_is_typed_as_soon_as_a_page_is_there_is_looked_for(
    page: Any, site: Any, path: str, expect: Any
) -> None:
    with site.aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="Trains"), head=Head(title="Trains at dawn"))
    page.add_init_script(LATE)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("trains at d")
    expect(page.locator(".project")).to_have_count(1)


def test_what_is_typed_before_a_page_s_scripts_are_there_is_looked_for(
    page: Any, site: Any, path: str, expect: Any
) -> None:
    with site.aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="Planes"), head=Head(title="Planes at dusk"))
    held = hold(page, "**/htmx.min.js")
    page.goto("/", wait_until="commit")
    page.locator("#q").fill("planes at d")
    expect(page.locator("#q")).to_have_value("planes at d")
    held[0].continue_()
    expect(page.locator(".project")).to_have_count(1)


def test_what_is_typed_before_a_page_s_scripts_are_there_is_saved(page: Any, path: str, expect: Any) -> None:
    held = hold(page, "**/htmx.min.js")
    page.goto(f"{path}/brief", wait_until="commit")
    page.locator("#f-goal").fill("Wonder")
    expect(page.locator("#f-goal")).to_have_value("Wonder")
    held[0].continue_()
    expect(page.locator("#undo")).to_have_attribute("aria-label", "Undo: Changed the goal of the brief")


def test_what_is_chosen_before_a_page_s_scripts_are_there_is_saved(page: Any, path: str, expect: Any) -> None:
    held = hold(page, "**/htmx.min.js")
    page.goto("/settings/projects", wait_until="commit")
    line = page.locator("form.setting").filter(has=page.locator("select")).first
    line.locator("select").select_option(index=1)
    held[0].continue_()
    expect(line.get_by_role("status")).to_have_text("Saved")


def test_what_is_pressed_before_a_page_s_scripts_are_there_is_done(page: Any, path: str, expect: Any) -> None:
    held = hold(page, "**/htmx.min.js")
    page.goto(f"{path}/scenes", wait_until="commit")
    page.get_by_role("button", name="Add").last.click()
    held[0].continue_()
    expect(page.locator(".scene")).to_have_count(1)


def test_what_is_entered_before_a_page_s_scripts_are_there_is_saved_and_never_in_an_address(
    page: Any, site: Any, path: str, expect: Any
) -> None:
    held = hold(page, "**/htmx.min.js")
    page.goto("/settings/providers", wait_until="commit")
    line = page.locator("form.setting").first
    line.get_by_label("Address").fill("https://words.test/v1")
    line.get_by_label("Address").press("Enter")
    held[0].continue_()
    expect(line.get_by_role("status")).to_have_text("Saved")
    assert page.url == f"{site.address}/settings/providers"
