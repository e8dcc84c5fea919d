"""The storyboard in a real browser: cards moved by mouse and by keyboard, chosen, split, filled and found."""

import io
import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from PIL import Image

from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits.scenes import DeleteScene, SetSceneText
from aura.timeline.scene import Scene
from tests.web.storyboard import shown


@pytest.fixture
def film(site: Any) -> Callable[..., str]:
    def make(words: Iterable[str] = "ABCDE") -> str:
        with site.aura.writing() as unit:
            unit.setup.save(tier="Offline")
            unit.setup.complete()
            scenes = [Scene(id=str(uuid.uuid4()), script_text=word) for word in words]
            return f"/projects/{unit.projects.create(brief=Brief(topic='x'), head=Head(), scenes=scenes).id}"

    return make


@pytest.fixture
def opened(page: Any, film: Callable[..., str], complaints: Any) -> Callable[..., str]:
    """Opens the board of a new film; answers the film's address."""

    def go(words: Iterable[str] = "ABCDE") -> str:
        path = film(words)
        page.goto(f"{path}/scenes")
        page.wait_for_load_state("networkidle")
        return path

    return go


def card(page: Any, words: str) -> Any:
    """The card that says so."""
    found = page.locator(".scene textarea").evaluate_all(
        "all => all.map(each => [each.value, each.closest('.scene').id])"
    )
    return page.locator(f"#{dict(found)[words]}")


def test_a_card_is_dragged_to_another_place_or_put_back(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], expect: Any
) -> None:
    path = opened()
    start = card(page, "D").locator(".frame").bounding_box()
    goal = card(page, "B").locator(".frame").bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 60)
    page.mouse.down()
    page.mouse.move(start["x"] + 63, start["y"] + 61)
    expect(page.locator("[data-ghost]")).to_have_count(0)
    page.mouse.move(goal["x"] + 60, goal["y"] + 60, steps=4)
    expect(page.locator("[data-ghost]")).to_have_count(1)
    assert shown(page).startswith("ADBCE")
    page.keyboard.press("Escape")
    expect(page.locator("[data-ghost]")).to_have_count(0)
    page.mouse.up()
    assert shown(page) == order(path) == "ABCDE"

    page.mouse.move(start["x"] + 60, start["y"] + 60)
    page.mouse.down()
    page.mouse.move(goal["x"] + 60, goal["y"] + 60, steps=4)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Moved scene 4 before scene 2")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("Moved scene 4"))
    assert shown(page) == order(path) == "ADBCE"
    expect(card(page, "D").locator(".tag-tl")).to_have_text("2")
    expect(page.locator(".scene:focus-within textarea")).to_have_value("D")
    page.keyboard.press("Control+z")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert order(path) == "ABCDE"
    expect(card(page, "D").locator(".tag-tl")).to_have_text("4")


def test_a_card_is_moved_by_its_grip_without_a_mouse_and_each_step_is_told(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], expect: Any
) -> None:
    path = opened()
    card(page, "B").locator(".grip").focus()
    page.keyboard.press("Space")
    expect(page.locator("#board-said")).to_contain_text("lifted")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#board-said")).to_have_text("Scene 2, position 3 of 5.")
    page.keyboard.press("ArrowRight")
    assert shown(page) == "ACDBE"
    page.keyboard.press("Escape")
    expect(page.locator("#board-said")).to_contain_text("Put back")
    assert shown(page) == order(path) == "ABCDE"
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator("#toasts")).to_contain_text("Moved scene 2 to the end")
    assert shown(page) == order(path) == "ACDEB"
    expect(page.locator(".scene:focus-within textarea")).to_have_value("B")


def test_arrows_walk_enter_edits_alt_moves_and_keys_duplicate_and_delete(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], expect: Any, complaints: Any
) -> None:
    # what was asked of a scene that has just been deleted
    complaints.expected |= {("status of 404", "/drawn?"), ("status of 404", "/inspector")}
    path = opened()
    page.locator(".scene-pick").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator(".scene:focus-within textarea")).to_have_value("B")
    expect(card(page, "B").locator(".scene-pick")).to_have_attribute("aria-current", "true")
    assert card(page, "B").get_attribute("id").removeprefix("scene-") in page.url
    page.keyboard.down("Alt")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.up("Alt")
    expect(page.locator("#toasts")).to_contain_text("Moved scene 2")
    assert order(path) == "ACDBE"  # two steps of the arrow are one move
    page.keyboard.press("Enter")
    page.keyboard.type("!")
    assert page.evaluate("document.activeElement.value") == "B!"
    page.keyboard.press("Escape")
    expect(page.locator(".scene:focus-within textarea")).to_have_value("B!")
    page.keyboard.press("Control+d")
    expect(page.locator(".scene")).to_have_count(6)
    assert order(path) == "ACDB!B!E"
    expect(page.locator("[aria-current=true] ~ .tag-tl")).to_have_text("5")
    page.keyboard.press("Delete")
    expect(page.locator(".scene")).to_have_count(5)
    expect(page.locator(".scene:focus-within textarea")).to_have_value("E")
    page.keyboard.press("End")
    page.keyboard.press("Delete")
    expect(page.locator(".scene:focus-within textarea")).to_have_value("B!")
    assert order(path) == "ACDB!"


def test_the_selected_scene_is_in_the_address_and_back_goes_to_the_one_before(
    page: Any, opened: Callable[..., str], expect: Any
) -> None:
    path = opened("ABC")
    for words in "BC":
        card(page, words).locator(".scene-pick").click()
        expect(page).to_have_url(re.compile(card(page, words).get_attribute("id").removeprefix("scene-")))
    there = page.url
    page.go_back()
    expect(card(page, "B").locator(".scene-pick")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(card(page, "A").locator(".scene-pick")).to_have_attribute("aria-current", "true")
    assert page.url.endswith(f"{path}/scenes")
    page.goto(there)
    expect(card(page, "C").locator(".scene-pick")).to_have_attribute("aria-current", "true")
    second = card(page, "B").get_attribute("id").removeprefix("scene-")
    page.evaluate(  # as the strip tells it
        "id => document.body.dispatchEvent(new CustomEvent('aura:select', {detail: {scene: id}}))", second
    )
    expect(card(page, "B").locator(".scene-pick")).to_have_attribute("aria-current", "true")


def test_several_cards_are_chosen_and_changed_together(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], expect: Any
) -> None:
    path = opened()
    page.locator(".scene-pick").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".scene[data-chosen]")).to_have_count(2)
    expect(page.locator("#board-said")).to_have_text("2 scenes are chosen.")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#toasts")).to_contain_text("Moved 2 scenes")
    assert order(path) == "CABDE"
    card(page, "D").locator(".scene-pick").click(modifiers=["Control"])
    expect(page.locator(".scene[data-chosen]")).to_have_count(3)
    page.keyboard.press("Delete")
    expect(page.locator("#toasts")).to_contain_text("Deleted 3 scenes")
    expect(page.locator(".scene")).to_have_count(2)
    assert order(path) == "CE"
    page.keyboard.press("Control+z")
    expect(page.locator(".scene")).to_have_count(5)
    assert order(path) == "CABDE"


def test_a_scene_is_split_where_the_cursor_is_and_merged_again(
    page: Any, opened: Callable[..., str], document: Callable[[str], Document], expect: Any
) -> None:
    path = opened(["😀 A lamp. A tower.", "End."])
    words = page.get_by_label("Words of scene 1")
    words.focus()
    page.evaluate("document.activeElement.setSelectionRange(10, 10)")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".scene")).to_have_count(3)
    expect(page.get_by_label("Words of scene 2")).to_be_focused()
    expect(page.get_by_label("Words of scene 2")).to_have_value("A tower.")
    expect(words).to_have_value("😀 A lamp.")
    page.locator(".more").first.click()
    page.get_by_role("button", name="Merge with the next").click()
    expect(page.locator(".scene")).to_have_count(2)
    expect(words).to_have_value("😀 A lamp. A tower.")
    assert document(path).timeline.scenes[0].script_text == "😀 A lamp. A tower."


def test_the_menu_inserts_moves_by_number_and_gives_a_title(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], document: Any, expect: Any
) -> None:
    path = opened("ABC")
    card(page, "B").locator(".more").click()
    page.get_by_role("button", name="Insert before").click()
    expect(page.get_by_label("Words of scene 2")).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator("#save")).to_have_text("Saved")
    card(page, "C").locator(".more").click()
    page.get_by_role("button", name="Move to").click()
    page.get_by_label("Number").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Moved scene 4 to the start")
    assert order(path) == "CAxB"
    card(page, "A").locator(".more").click()
    page.get_by_role("button", name="Title").click()
    page.get_by_label("Title optional").fill("<b>Dawn</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".scene h3")).to_have_text("<b>Dawn</b>")
    assert document(path).timeline.scenes[1].title == "<b>Dawn</b>"


def test_what_another_change_does_to_a_text_is_seen_and_what_is_typed_stays(
    page: Any, site: Any, opened: Callable[..., str], document: Any, expect: Any
) -> None:
    path = opened("AB")
    words = page.get_by_label("Words of scene 1")
    words.fill("Typed")
    expect(page.locator("#save")).to_have_text("Saved")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("text of scene 1"))
    page.locator(".scene-pick").nth(1).focus()
    page.keyboard.press("Control+z")
    expect(words).to_have_value("A")
    words.fill("Again")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("text of scene 1"))
    assert document(path).timeline.scenes[0].script_text == "Again"
    second = document(path).timeline.scenes[1].id
    with site.aura.writing() as unit:
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [SetSceneText(scene=second, text="Theirs")])
    page.evaluate("document.body.dispatchEvent(new CustomEvent('aura:content'))")
    expect(page.get_by_label("Words of scene 2")).to_have_value("Theirs")
    expect(words).to_have_value("Again")


def test_a_picture_is_dropped_on_a_card_and_several_become_scenes(
    page: Any, opened: Callable[..., str], document: Any, expect: Any, complaints: Any
) -> None:
    path = opened("AB")
    files = []
    for colour in ("navy", "teal", "olive"):
        made = io.BytesIO()
        Image.new("RGB", (64, 36), colour).save(made, "PNG")
        files.append({"name": f"{colour}.png", "mimeType": "image/png", "buffer": made.getvalue()})
    drop = """([target, files]) => {
      const given = new DataTransfer();
      const type = "image/png";
      for (const [name, bytes] of files) given.items.add(new File([new Uint8Array(bytes)], name, {type}));
      const how = {bubbles: true, cancelable: true, dataTransfer: given};
      const place = document.querySelector(target);
      for (const kind of ["dragover", "drop"]) place.dispatchEvent(new DragEvent(kind, how));
    }"""
    some = [[file["name"], list(file["buffer"])] for file in files]
    page.evaluate(drop, ["#scenes > .scene:nth-child(2) .scene-pick", some[:1]])
    expect(page.locator('.scene img[src*="/thumbnail"]')).to_have_count(1)
    expect(page.locator("#toasts")).to_contain_text("Changed the picture of scene 2")
    page.evaluate(drop, ["#board-main", some[1:]])
    expect(page.locator('.scene img[src*="/thumbnail"]')).to_have_count(3)
    assert [bool(scene.media) for scene in document(path).timeline.scenes] == [False, True, True, True]
    complaints.expected.add("status of 422")
    page.locator(".more").first.click()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose a picture").click()
    chosen.value.set_files([{"name": "no.png", "mimeType": "image/png", "buffer": b"none"}])
    expect(page.locator(".toast[data-tone=bad]")).to_be_visible()
    expect(page.locator("#sending")).to_be_hidden()


def test_a_text_is_found_gone_to_and_replaced(
    page: Any, opened: Callable[..., str], order: Callable[[str], str], expect: Any
) -> None:
    path = opened(["A lamp burns. ", "No light. ", "The Lamp, the lamps. "])
    page.locator(".scene-pick").first.focus()
    page.keyboard.press("/")
    expect(page.get_by_label("Find", exact=True)).to_be_focused()
    page.keyboard.type("lamp")
    expect(page.locator("#find-told")).to_have_text("3 places in 2 scenes")
    expect(page.locator(".scene[data-hits]")).to_have_count(2)
    page.get_by_role("button", name="Whole words only").click()
    expect(page.locator("#find-told")).to_have_text("2 places in 2 scenes")
    page.locator(".hit").nth(1).click()
    expect(page.get_by_label("Words of scene 3")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "Lamp"
    page.get_by_label("Replace by").fill("fire")
    page.get_by_role("button", name="Replace", exact=True).click()
    expect(page.locator("#find-told")).to_have_text("1 place in 1 scene")
    assert order(path) == "A lamp burns. No light. The fire, the lamps. "
    page.get_by_role("button", name="Whole words only").click()
    expect(page.locator("#find-told")).to_have_text("2 places in 2 scenes")
    page.get_by_role("button", name="Replace all").click()
    expect(page.locator("#toasts")).to_contain_text("Replaced “lamp” by “fire” in 2 scenes")
    assert order(path) == "A fire burns. No light. The fire, the fires. "
    expect(page.locator("#find-told")).to_have_text("Nothing is found")
    page.locator("#undo").click()
    expect(page.locator("#find-told")).to_have_text("2 places in 2 scenes")
    assert order(path) == "A lamp burns. No light. The fire, the lamps. "
    page.get_by_label("Find", exact=True).press("Escape")
    expect(page.locator("#find")).to_be_hidden()


def test_keys_name_a_version_go_a_step_and_show_their_map_and_can_be_turned_off(
    page: Any, site: Any, opened: Callable[..., str], expect: Any
) -> None:
    path = opened("AB")
    page.locator(".scene-pick").first.focus()
    page.keyboard.press("Control+s")
    page.get_by_label("Name").fill("Sent to Marta")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("is saved as “Sent to Marta”")
    expect(page.locator("#keep-version")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    page.wait_for_url(f"**{path}/voice")
    page.keyboard.press("]")
    page.wait_for_url(f"**{path}/scenes")
    page.locator("[data-keys]").click()
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("[")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_hidden()
    assert page.url.partition("?")[0].endswith("/scenes")


def test_a_change_that_is_refused_leaves_the_board_as_the_server_has_it(
    page: Any, site: Any, opened: Callable[..., str], document: Any, expect: Any, complaints: Any
) -> None:
    complaints.expected.add("status of 404")
    path = opened("ABC")
    second = document(path).timeline.scenes[1].id
    page.route("**/live*", lambda route: route.abort())
    page.locator(f"#scene-{second} .grip").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    with site.aura.writing() as unit:  # another tab deletes what is being moved
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [DeleteScene(scene=second)])
    page.keyboard.press("Space")
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator(".scene")).to_have_count(2)
    assert shown(page) == "AC"
