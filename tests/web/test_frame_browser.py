"""What every page does, in a real browser: dialogs open and close everywhere, keys obey their switch."""

import uuid
from typing import Any

import pytest

from aura.timeline.document import Brief, Head
from aura.timeline.edits.scenes import InsertScene
from aura.timeline.scene import Scene
from tests.web.holding import hold

OLD = """
delete HTMLButtonElement.prototype.commandForElement;
document.addEventListener("command", (event) => event.preventDefault(), true);
"""
"""A browser that knows no commands of buttons."""


@pytest.fixture
def path(site: Any) -> str:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        made: uuid.UUID = unit.projects.create(brief=Brief(topic="Lamps"), head=Head(title="Lamps")).id
        return f"/projects/{made}"


def test_dialogs_open_and_close_in_a_browser_that_knows_no_commands(
    page: Any, path: str, expect: Any
) -> None:
    page.add_init_script(OLD)
    page.goto(f"{path}/history")
    dialog = page.get_by_role("dialog")
    page.locator("#save-version").click()
    expect(dialog.get_by_label("Name")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#save-version")).to_be_focused()

    page.goto(f"{path}/brief")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_no_single_key_does_anything_where_they_are_turned_off(page: Any, path: str, expect: Any) -> None:
    page.goto("/")
    search = page.locator("[data-search]")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.goto("/settings")
    page.get_by_label("Single keys").uncheck()
    page.goto("/")
    page.keyboard.press("/")
    expect(search).not_to_be_focused()
    page.goto(f"{path}/brief")
    page.keyboard.press("?")
    page.keyboard.press("Control+s")  # no single key
    expect(page.get_by_label("Name")).to_be_visible()
    expect(page.get_by_role("heading", name="Keys")).to_have_count(0)


def test_a_key_that_is_pressed_twice_opens_one_dialog(page: Any, path: str, expect: Any) -> None:
    page.goto(f"{path}/brief")
    waiting = hold(page, "**/keys")
    with page.expect_request("**/keys"):
        page.keyboard.press("?")
    page.keyboard.press("?")
    page.keyboard.press("Control+s")
    while waiting:
        waiting.pop().continue_()
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    expect(page.locator("#all-keys")).to_have_count(1)
    expect(page.locator("#keep-version")).to_have_count(1)
    expect(page.locator("dialog[open]")).to_have_count(1)

    page.goto(f"{path}/history")  # which has a dialog of its own for a version
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    expect(page.locator("#keep-version")).to_have_count(1)


def test_a_dialog_that_did_not_arrive_is_asked_for_again(
    page: Any, path: str, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("ERR_FAILED")
    page.goto(f"{path}/brief")
    page.route("**/keys", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.press("?")
    page.unroute("**/keys")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()


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


def test_who_selects_words_in_a_dialog_and_lets_go_beside_it_stays_in_it(
    page: Any, path: str, expect: Any
) -> None:
    page.goto(f"{path}/scenes")
    page.keyboard.press("Control+s")
    name = page.get_by_label("Name")
    name.fill("Sent to Marta")
    box = name.bounding_box()
    left, middle = box["x"], box["y"] + box["height"] / 2
    page.mouse.move(left + 60, middle)
    page.mouse.down()
    page.mouse.move(left - 200, middle, steps=4)
    page.mouse.up()
    expect(name).to_be_visible()
    expect(name).to_have_value("Sent to Marta")
    page.mouse.click(left - 200, middle)  # beside it, from the beginning
    expect(name).to_be_hidden()


def test_without_scripts_a_project_s_page_says_that_nothing_typed_is_saved(
    browser: Any, site: Any, path: str, expect: Any
) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    for step in ("brief", "plan", "voice", "scenes", "render"):
        page.goto(f"{path}/{step}")
        expect(page.locator("noscript .note")).to_be_visible()
        expect(page.locator("#save")).to_be_hidden()
    context.close()


def test_a_page_whose_project_was_deleted_elsewhere_leads_to_the_bin_and_what_is_typed_outlives_it(
    page: Any, site: Any, path: str, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 404")
    project_id = uuid.UUID(path.split("/")[2])
    page.goto(f"{path}/brief")
    with site.aura.writing() as unit:
        unit.projects.delete(project_id)
    toast = page.locator(".toast")
    expect(toast).to_contain_text("This project was deleted elsewhere")
    page.locator("#f-goal").press_sequentially("Wonder")
    expect(page.locator("#save")).to_have_text("Not saved yet")
    expect(toast).to_contain_text("brought back from the bin")
    page.goto("/bin")
    page.get_by_role("button", name="Bring back").first.click()
    expect(page.locator(".toast")).to_contain_text("is back")
    page.goto(f"{path}/brief")
    expect(page.locator("#undo")).to_have_attribute("aria-label", "Undo: Changed the goal of the brief")
    with site.aura.reading() as unit:
        assert unit.live(project_id).document().brief.goal == "Wonder"


INSETS = """dialog => {
  const box = dialog.getBoundingClientRect();
  const at = (selector) => dialog.querySelector(selector).getBoundingClientRect();
  const [heading, field] = [at("h2"), at(".dialog-body .field:not([hidden])")];
  const last = [...dialog.querySelectorAll("footer .btn")].at(-1).getBoundingClientRect();
  return {
    left: heading.left - field.left, top: heading.top > box.top + 8, right: last.right - field.right,
    bottom: last.bottom < box.bottom - 8,
  };
}"""
"""How a dialog's heading and buttons stand to its fields and its edge."""


def test_headings_and_buttons_of_dialogs_keep_to_the_edges_of_what_is_asked(
    page: Any, site: Any, path: str, expect: Any
) -> None:
    with site.aura.writing() as unit:
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [InsertScene(scene=Scene(id=str(uuid.uuid4())))])
    kept = {"left": 0, "top": True, "right": 0, "bottom": True}
    page.goto(f"{path}/scenes")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Name")).to_be_visible()
    assert page.locator("#keep-version").evaluate(INSETS) == kept
    page.keyboard.press("Escape")
    page.locator(".scene .more").click()
    page.get_by_role("button", name="Title").click()
    expect(page.locator("#ask-words")).to_be_visible()
    assert page.locator("#ask-scene").evaluate(INSETS) == kept

    page.goto(f"{path}/history")
    page.locator("#save-version").click()
    assert page.locator("#keep-version").evaluate(INSETS) == kept
