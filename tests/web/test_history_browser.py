"""The history in a real browser: compare, restore a scene, take that back, open a copy; by keyboard too."""

import re
import uuid
from typing import Any

from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene


def begun(aura: Services, title: str) -> uuid.UUID:
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        scenes = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number} burns.") for number in range(3)]
        return unit.projects.create(brief=Brief(topic=title), head=Head(title=title), scenes=scenes).id


def document(aura: Services, project_id: uuid.UUID) -> Document:
    with aura.reading() as unit:
        return unit.live(project_id).document()


def say(aura: Services, project_id: uuid.UUID, place: int, text: str) -> None:
    scene = document(aura, project_id).timeline.scenes[place].id
    with aura.writing() as unit:
        unit.editing.apply(project_id, [SetSceneText(scene=scene, text=text)], merge=False)


def test_a_version_is_saved_compared_and_one_scene_of_it_restored(page: Any, site: Any, expect: Any) -> None:
    mine = begun(site.aura, "Lighthouses")
    say(site.aura, mine, 1, "Lamp 1 shines.")
    page.goto(f"/projects/{mine}/scenes")
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history", wait_until="load")
    page.keyboard.press("Control+s")
    page.locator("dialog[open]").get_by_label("Name", exact=True).fill("Sent to <Marta>")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("saved as “Sent to <Marta>”")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("a.version").first).to_contain_text("Sent to <Marta>")

    say(site.aura, mine, 1, "Lamp 1 is dark.")
    page.reload()
    card = page.locator(".change")
    expect(card).to_have_count(1)
    expect(card.locator("del")).to_have_text("shines")
    expect(card.locator("ins")).to_have_text("is dark")
    card.get_by_role("button", name="Restore this scene").click()
    expect(page.get_by_text("Nothing differs").first).to_be_visible()
    assert document(site.aura, mine).timeline.scenes[1].script_text == "Lamp 1 shines."

    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator(".change ins")).to_have_text("is dark")
    assert document(site.aura, mine).timeline.scenes[1].script_text == "Lamp 1 is dark."
    page.locator("h1").click()
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_text("Nothing differs").first).to_be_visible()


def test_versions_are_walked_through_by_keyboard_and_a_copy_is_opened(
    page: Any, site: Any, expect: Any
) -> None:
    mine = begun(site.aura, "Night trains")
    for number in range(4):
        say(site.aura, mine, 0, f"Take {number}.")
        with site.aura.writing() as unit:
            unit.versions.save(mine, version_type="Autosave" if number in (1, 2) else "Manual")
    page.goto(f"/projects/{mine}/history")
    expect(page.get_by_role("heading", name="v5 and now")).to_be_visible()
    page.locator("#v5").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".fold")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#v4")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="v4 and now")).to_be_visible()
    expect(page.locator("#v4")).to_be_focused()
    assert page.url.endswith("?version=4")
    page.get_by_label("Compare with").select_option("2")
    expect(page.get_by_role("heading", name="v4 and v2")).to_be_visible()
    expect(page.locator(".change del")).to_have_text("0")
    assert page.url.endswith("?version=4&against=2")
    page.go_back()
    expect(page.get_by_role("heading", name="v4 and now")).to_be_visible()

    page.get_by_role("button", name="Open as a copy").click()
    expect(page.get_by_label("Name of the copy")).to_have_value("Night trains (v4)")
    page.get_by_label("Name of the copy").fill("Day trains")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Day trains")).to_be_visible()
    copy = uuid.UUID(page.url.split("/")[4])
    assert copy != mine
    assert document(site.aura, copy).timeline.scenes[0].script_text == "Take 2."


def test_deleting_needs_no_question_as_it_can_be_taken_back(page: Any, site: Any, expect: Any) -> None:
    mine = begun(site.aura, "Salt")
    with site.aura.writing() as unit:
        unit.versions.save(mine, name="Keep me")
    page.goto(f"/projects/{mine}/history")
    page.get_by_role("button", name="More for this version").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Delete")).press("Enter")
    expect(page.locator("#toasts")).to_contain_text("can be brought back for 30 days")
    expect(page.locator("#v2")).to_have_count(0)
    page.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#v2")).to_contain_text("Keep me")

    page.get_by_role("link", name="What was done").click()
    expect(page.get_by_text("Nothing was done yet")).to_be_visible()
    say(site.aura, mine, 0, "Lamp 0 glows.")  # another tab: the page is told
    expect(page.locator(".step-line")).to_contain_text("Changed the text of scene 1")
