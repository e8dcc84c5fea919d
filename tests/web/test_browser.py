"""A person's way through the wizard in a real browser: by keyboard, in two tabs, with Aura away a while."""

import re
import uuid
from typing import Any

from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

ALL_SENT = "() => !Object.keys(localStorage).some((key) => key.startsWith('aura.unsaved'))"
UNTOLD = "window.EventSource = class { addEventListener() {} close() {} };"
"""A tab that no word of others has come to yet."""


def begun(aura: Services, topic: str = "How lighthouses work", scenes: int = 0, title: str = "") -> str:
    """A project's address; the set-up is done."""
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        made = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number}.") for number in range(scenes)]
        head = Head(title=title or topic)
        return f"/projects/{unit.projects.create(brief=Brief(topic=topic), head=head, scenes=made).id}"


def document(aura: Services, path: str) -> Document:
    with aura.reading() as unit:
        return unit.live(uuid.UUID(path.split("/")[2])).document()


def test_from_the_set_up_to_a_script_that_can_be_rendered(page: Any, site: Any, expect: Any) -> None:
    page.goto("/")
    assert page.url.endswith("/setup/welcome")
    page.get_by_role("button", name="Next: Checks").click()
    expect(page.get_by_role("status").first).to_contain_text("things are fine")
    page.get_by_role("button", name="Next: Providers").click()
    page.get_by_role("button", name="Next: Done").click()
    page.get_by_role("button", name="Make your first video").click()

    page.get_by_label("Topic").fill("How lighthouses work")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="How lighthouses work")).to_be_visible()
    page.locator("#f-audience").press_sequentially("Sailors")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("audience"))
    page.get_by_label("Playful").check(force=True)
    page.locator("#f-audience").press("End")
    page.locator("#f-audience").press_sequentially(" and children")
    page.locator("#next").click()  # waits for what is unsaved

    expect(page.locator("#gate")).to_contain_text("There is no script yet")
    page.locator("#next").click()
    expect(page.locator("#f-draft")).to_be_focused()
    expect(page.locator("#said-draft")).to_contain_text("Draft the script first")
    page.locator("#f-draft").click()
    expect(page.locator(".point").nth(2)).to_be_visible()
    page.locator("#next").click()

    expect(page.get_by_role("heading", name="Who speaks?")).to_be_visible()
    before = page.locator("#listen audio").get_attribute("src")
    page.get_by_label("Speed").press("ArrowRight")
    expect(page.locator("#listen audio")).not_to_have_attribute("src", before)
    page.locator("#next").click()
    expect(page.locator("main textarea").nth(2)).to_be_visible()
    page.locator("#next").click()
    expect(page.get_by_role("button", name="Make the video")).to_be_visible()
    written = document(site.aura, page.url.removeprefix(site.address))

    assert written.brief.audience == "Sailors and children"
    assert written.brief.tone == "playful"
    assert written.voice.rate_percent == 105
    assert len(written.timeline.scenes) >= 3


def test_what_is_typed_while_aura_is_away_is_kept_and_sent_when_it_is_back(
    page: Any, site: Any, complaints: Any, expect: Any
) -> None:
    path = begun(site.aura)
    page.goto(f"{path}/brief")
    complaints.expected |= {"ERR_INTERNET_DISCONNECTED", "ERR_FAILED"}
    page.context.set_offline(True)
    page.locator("#f-goal").press_sequentially("Wonder")
    expect(page.locator("#save")).to_contain_text("Offline")
    page.context.set_offline(False)
    expect(page.locator("#save")).to_have_text("Saved")
    assert document(site.aura, path).brief.goal == "Wonder"

    page.route("**/parts/brief*", lambda route: route.abort())
    page.locator("#f-goal").press_sequentially(" and awe")
    expect(page.locator("#save")).to_contain_text("Offline")
    page.unroute_all()
    page.reload()  # as after a crash of the browser: what never arrived is put back, and sent
    expect(page.locator("#f-goal")).to_have_value("Wonder and awe")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("goal"))
    page.wait_for_function(ALL_SENT)
    assert document(site.aura, path).brief.goal == "Wonder and awe"


def test_two_tabs_on_one_scene_are_told_and_lose_nothing(
    page: Any, site: Any, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 409")
    path = begun(site.aura, scenes=2)
    page.add_init_script(UNTOLD)
    page.goto(f"{path}/scenes")
    scene = document(site.aura, path).timeline.scenes[0]
    with site.aura.writing() as unit:  # the other tab
        theirs = SetSceneText(scene=scene.id, text="Lamp 0 glows.")
        unit.editing.apply(uuid.UUID(path.split("/")[2]), [theirs], merge=False)
    words = page.get_by_label("Words of scene 1")
    words.fill("Lamp 0 burns.")
    panel = page.locator("[data-conflict]")
    expect(panel).to_contain_text("changed in another tab")
    expect(panel).to_contain_text("Lamp 0 glows.")
    expect(page.locator("#save")).to_have_text("Changed in another tab")
    expect(words).to_have_value("Lamp 0 burns.")
    page.get_by_label("Words of scene 2").fill("Undisturbed.")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("scene 2"))
    panel.get_by_role("button", name="Keep the other").click()
    expect(words).to_have_value("Lamp 0 glows.")
    expect(page.locator("#save")).to_have_text("Saved")
    assert document(site.aura, path).timeline.scenes[0].script_text == "Lamp 0 glows."
    assert document(site.aura, path).timeline.scenes[1].script_text == "Undisturbed."

    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(words).to_have_value("Lamp 0 burns.")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    page.keyboard.press("Control+Shift+z")
    expect(words).to_have_value("Lamp 0 glows.")


def test_an_outline_is_put_in_order_by_keyboard_and_by_mouse(page: Any, site: Any, expect: Any) -> None:
    path = begun(site.aura)
    page.goto(f"{path}/plan")
    page.locator("#f-draft").click()
    expect(page.locator(".point").nth(2)).to_be_visible()
    titles = [point.title for point in document(site.aura, path).plan.sections]
    page.locator("#point-0 [data-grip]").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#f-title-1")).to_have_value(titles[0])
    expect(page.locator("#point-1 [data-grip]")).to_be_focused()
    page.locator("#point-1 [data-move=up]").click()
    expect(page.locator("#f-title-0")).to_have_value(titles[0])
    expect(page.locator("#point-0 [data-grip]")).to_be_focused()  # the first one goes no further up
    page.locator("#point-0 [data-grip]").drag_to(
        page.locator("#point-2"), target_position={"x": 200, "y": 60}
    )
    expect(page.locator("#f-title-2")).to_have_value(titles[0])
    assert [point.title for point in document(site.aura, path).plan.sections][:3] == [
        titles[1],
        titles[2],
        titles[0],
    ]


def test_a_project_is_found_deleted_and_brought_back_without_a_mouse(
    page: Any, site: Any, expect: Any
) -> None:
    begun(site.aura, title="Night trains")
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("night tr")
    expect(page.locator(".project")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"search=night\+tr&sort=changed$"))
    page.get_by_role("button", name="Actions for Night trains").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Open")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("“Night trains” is in the bin.")
    expect(page.locator(".project")).to_have_count(0)
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".project")).to_have_count(1)


def test_a_project_s_file_is_chosen_sent_and_opened(page: Any, site: Any, expect: Any) -> None:
    path = begun(site.aura, title="Old days", scenes=1)
    file = page.request.get(f"/api/v1{path}/file").body()
    page.goto("/new/file")
    named = {"name": "old.aura", "mimeType": "application/octet-stream", "buffer": file}
    page.locator("input[type=file]").set_input_files(named)
    expect(page.get_by_role("heading", name="Old days")).to_be_visible()
    assert path not in page.url


def test_a_file_that_is_none_is_refused_in_words(page: Any, complaints: Any, expect: Any) -> None:
    complaints.expected.add("status of 422")
    page.goto("/new/file")
    wrong = {"name": "photo.aura", "mimeType": "application/octet-stream", "buffer": b"no project"}
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.locator("#said-file")).not_to_be_empty()
