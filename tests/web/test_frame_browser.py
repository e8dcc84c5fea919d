"""What every page does, in a real browser: dialogs open and close everywhere, keys obey their switch."""

import uuid
from typing import Any

from aura.timeline.edits.scenes import InsertScene
from aura.timeline.scene import Scene
from tests.web.holding import hold

OLD = """
delete HTMLButtonElement.prototype.commandForElement;
document.addEventListener("command", (event) => event.preventDefault(), true);
"""
"""A browser that knows no commands of buttons."""


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


def test_what_a_dialog_s_button_is_answered_is_seen_and_pressed_over_the_dialog(
    page: Any, path: str, complaints: Any, expect: Any
) -> None:
    complaints.expected |= {"ERR_FAILED", "htmx:error"}
    page.goto(f"{path}/history")
    page.locator("#save-version").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Sent to Marta")
    page.route("**/history/versions*", lambda route: route.abort())
    for _ in range(2):
        dialog.get_by_role("button", name="Save").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Aura does not answer")
        page.get_by_role("button", name="Dismiss").click()
        expect(page.get_by_role("alert")).to_have_count(0)
    page.unroute_all()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Sent to Marta")


def test_the_undo_key_undoes_nothing_behind_a_dialog(page: Any, site: Any, path: str, expect: Any) -> None:
    page.goto(f"{path}/brief")
    page.locator("#f-goal").fill("Wonder")
    expect(page.locator("#undo")).to_have_attribute("aria-label", "Undo: Changed the goal of the brief")
    page.locator("#f-goal").blur()
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Cancel").focus()
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#f-goal")).to_have_value("Wonder")
    with site.aura.reading() as unit:
        assert unit.live(uuid.UUID(path.split("/")[2])).document().brief.goal == "Wonder"


def test_a_setting_that_is_typed_and_left_with_back_is_kept(page: Any, path: str, expect: Any) -> None:
    page.goto("/")
    page.goto("/settings/providers")
    page.get_by_label("Address").first.fill("https://words.test/v2")
    page.go_back()
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    page.goto("/settings/providers")
    expect(page.get_by_label("Address").first).to_have_value("https://words.test/v2")


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


def test_a_video_is_renamed_where_its_title_is_seen_and_that_can_be_undone(
    page: Any, path: str, expect: Any
) -> None:
    page.goto(f"{path}/plan")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Rename").click()
    field = page.locator("#f-title")
    expect(field).to_have_value("Lamps")
    expect(field).to_be_focused()
    field.fill("Lamps <b>&</b> lenses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamps <b>&</b> lenses")
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")

    page.get_by_role("button", name="Undo: Changed the title of the project").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamps")
    expect(field).to_have_value("Lamps")


def test_on_the_brief_s_page_rename_leads_to_the_title(page: Any, path: str, expect: Any) -> None:
    page.goto(f"{path}/brief")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Rename").click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_role("link", name="Rename")).to_be_hidden()


def test_a_tone_that_was_chosen_is_let_go_again(page: Any, path: str, document: Any, expect: Any) -> None:
    page.goto(f"{path}/brief")
    tone = page.get_by_role("group", name="Tone")
    expect(tone.get_by_label("Any")).to_be_checked()
    tone.get_by_text("Playful").click()
    expect(page.get_by_role("button", name="Undo: Changed the tone of the brief")).to_be_visible()
    with page.expect_response("**/parts/brief?*"):
        tone.get_by_text("Any").click()
    page.reload()
    expect(tone.get_by_label("Any")).to_be_checked()
    assert document(path).brief.tone == ""
