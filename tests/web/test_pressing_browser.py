"""Whatever is pressed counts, in a real browser: once, for what was meant, however late the answers are."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from aura.timeline.document import Brief, Document, Head, Plan, Section
from aura.timeline.edits.fields import SetBrief, SetPlan
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.scene import Overlay, Scene
from tests.web.holding import hold

MEANWHILE_MS = 300
"""How long somebody presses, or waits between two letters."""
HELD = """
const ask = window.fetch;
const held = [];
window.isHeld = false;
window.fetch = async (to, how) => {
  if (window.isHeld) await new Promise((go) => held.push(go));
  return ask(to, how);
};
window.letGo = () => {
  window.isHeld = false;
  held.splice(0).forEach((go) => go());
};
"""
"""What is asked waits while ``isHeld``."""


@pytest.fixture
def begun(page: Any, site: Any) -> Callable[..., tuple[str, uuid.UUID]]:
    """A project with a point and a scene for each letter; its address and id."""

    def begin(letters: str = "ABCDE") -> tuple[str, uuid.UUID]:
        page.add_init_script(HELD)
        with site.aura.writing() as unit:
            unit.setup.save(tier="Offline")
            unit.setup.complete()
            scenes = [Scene(id=str(uuid.uuid4()), script_text=letter) for letter in letters]
            made = unit.projects.create(
                brief=Brief(topic="Lamps"), head=Head(title="Lamps"), scenes=scenes
            ).id
            unit.editing.apply(made, [SetPlan(sections=points(letters))])
        return f"/projects/{made}", made

    return begin


@pytest.fixture
def document(site: Any) -> Callable[[uuid.UUID], Document]:
    def read(project_id: uuid.UUID) -> Document:
        with site.aura.reading() as unit:
            found: Document = unit.live(project_id).document()
            return found

    return read


def points(letters: str) -> tuple[Section, ...]:
    return tuple(Section(title=letter) for letter in letters)


def titles(plan: Plan) -> str:
    return "".join(point.title for point in plan.sections)


def outline(page: Any) -> str:
    """The titles of the points that the page shows."""
    return "".join(page.locator(".point [name=title]").evaluate_all("all => all.map(each => each.value)"))


def test_presses_that_follow_one_another_carry_a_point_as_many_places(
    page: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun()
    page.goto(f"{path}/plan")
    page.locator("#point-0 [data-grip]").focus()
    page.evaluate("isHeld = true")
    for _ in range(3):
        page.keyboard.press("Alt+ArrowDown")
    page.evaluate("letGo()")
    expect(page.locator("#point-3 [data-grip]")).to_be_focused()
    expect(page.locator("#f-title-3")).to_have_value("A")
    assert titles(document(mine).plan) == outline(page) == "BCDAE"

    page.locator("#f-title-3").focus()
    for _ in range(9):  # further than it goes
        page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#f-title-0")).to_have_value("A")
    expect(page.locator("#point-0 [data-grip]")).to_be_focused()
    assert titles(document(mine).plan) == outline(page) == "ABCDE"
    up = page.locator("#point-4 [data-move=up]").element_handle()
    page.evaluate("isHeld = true")
    page.evaluate("up => { up.click(); up.click(); }", up)
    page.locator("#point-1 [data-remove]").dblclick()  # the page does not show it yet, and it is one point
    page.evaluate("letGo()")
    expect(page.locator(".point")).to_have_count(4)
    assert titles(document(mine).plan) == outline(page) == "AECD"


TOLD_AMID = """() => {
  const tell = () => document.body.dispatchEvent(new CustomEvent("aura:content"));
  const isContent = (event) => event.detail.ctx.sourceElement?.id === "content";
  window.swaps = 0;
  document.addEventListener("htmx:before:swap", (event) => isContent(event) && !window.swaps && tell());
  document.addEventListener("htmx:after:swap", (event) => { window.swaps += isContent(event); });
  tell();
}"""
"""The page is told to draw its content anew, and again while it is at it."""


def test_what_a_page_is_told_while_it_is_drawn_anew_is_not_missed(page: Any, begun: Any) -> None:
    path, _ = begun()
    page.goto(f"{path}/plan")
    page.evaluate(TOLD_AMID)
    page.wait_for_function("() => window.swaps === 2")


def test_a_point_is_not_moved_in_place_of_another(
    page: Any, site: Any, begun: Any, document: Any, complaints: Any, expect: Any
) -> None:
    complaints.expected.add(("status of 409", "/outline/"))
    path, mine = begun()
    page.goto(f"{path}/plan")
    page.evaluate("isHeld = true")
    page.locator("#point-0 [data-move=down]").click()
    with site.aura.writing() as unit:  # another tab was faster
        unit.editing.apply(mine, [SetPlan(sections=points("EDCBA"))])
    page.evaluate("letGo()")
    expect(page.locator("#toasts")).to_contain_text("look at it again")
    expect(page.locator("#f-title-0")).to_have_value("E")
    assert titles(document(mine).plan) == outline(page) == "EDCBA"


def test_a_button_stays_under_the_finger_that_presses_it(
    page: Any, site: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun()
    page.goto(f"{path}/plan")
    page.locator("#point-4 [data-move=up]").hover()
    page.mouse.down()
    told = page.expect_response(lambda answer: "/frame" in answer.url)
    with told, site.aura.writing() as unit:  # others change something
        unit.editing.apply(mine, [SetPlan(form="story-time")])
    page.wait_for_timeout(MEANWHILE_MS)
    page.mouse.up()
    expect(page.locator("#f-title-3")).to_have_value("E")
    expect(page.locator("#f-form")).to_have_value("story-time")
    assert titles(document(mine).plan) == "ABCED"

    page.goto(f"{path}/brief")
    page.evaluate("isHeld = true")
    page.locator("#f-goal").press_sequentially("Wonder")
    page.locator("#next").hover()
    with page.expect_response(lambda answer: "/parts/brief" in answer.url):
        page.mouse.down()  # the field is left and saved; its answer brings another button
        page.evaluate("letGo()")
    page.wait_for_timeout(MEANWHILE_MS)
    page.mouse.up()
    page.wait_for_url("**/plan")
    assert document(mine).brief.goal == "Wonder"


def test_each_press_of_undo_and_redo_is_a_step(
    page: Any, site: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun()
    for goal in ("One", "Two", "Three", "Four"):
        with site.aura.writing() as unit:
            unit.editing.apply(mine, [SetBrief(goal=goal)], merge=False)
    page.goto(f"{path}/brief")
    page.evaluate("isHeld = true")
    for _ in range(3):
        page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    page.evaluate("letGo()")
    expect(page.locator("#f-goal")).to_have_value("Two")
    expect(page.locator("#toasts")).to_contain_text("Done again")
    assert document(mine).brief.goal == "Two"

    undo = page.locator("#undo").element_handle()
    page.evaluate("isHeld = true")
    page.evaluate("undo => { undo.click(); undo.click(); undo.click(); }", undo)
    page.evaluate("letGo()")
    expect(page.locator("#undo")).to_have_attribute("aria-label", "Nothing to undo")
    expect(page.locator("#f-goal")).to_have_value("")
    assert titles(document(mine).plan) == ""  # the third one was the outline


def test_who_goes_quickly_from_scene_to_scene_sees_the_last_one(page: Any, begun: Any, expect: Any) -> None:
    path, _ = begun()
    page.goto(f"{path}/scenes")
    expect(page.locator("#inspected")).to_contain_text("Scene 1 of 5")
    page.evaluate("isHeld = true")
    for number in range(1, 5):
        page.locator(".scene-pick").nth(number).click()
    page.wait_for_timeout(MEANWHILE_MS)  # each was asked for
    page.evaluate("letGo()")
    expect(page.locator("#inspected")).to_contain_text("Scene 5 of 5")


def test_scenes_that_are_added_and_moved_in_a_hurry_are_all_there(
    page: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun("ABC")
    page.goto(f"{path}/scenes")
    page.locator(".scene-pick").first.focus()
    page.evaluate("isHeld = true")
    for _ in range(2):
        page.keyboard.press("Alt+ArrowRight")  # Alt is let go each time: two moves
    add = page.locator("#scene-last button")
    add.click()
    add.click()
    page.evaluate("letGo()")
    expect(page.locator(".scene")).to_have_count(5)
    expect(page.get_by_label("Words of scene 5")).to_be_focused()
    assert [scene.script_text for scene in document(mine).timeline.scenes] == ["B", "C", "A", "", ""]


def test_a_choice_that_is_changed_quickly_ends_as_it_is_shown(
    page: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun()
    page.goto(f"{path}/scenes")
    motion = page.get_by_label("Motion", exact=True)
    page.evaluate("isHeld = true")
    for choice in ("in", "out", "left", "up"):
        motion.select_option(choice)
    page.evaluate("letGo()")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("upwards"))
    expect(motion).to_have_value("up")
    assert document(mine).timeline.scenes[0].motion == "up"


def test_a_text_over_the_picture_is_deleted_once(
    page: Any, site: Any, begun: Any, document: Any, expect: Any
) -> None:
    path, mine = begun()
    texts = tuple(Overlay(text=word) for word in ("One", "Two", "Three"))
    with site.aura.writing() as unit:
        scene = unit.live(mine).at(1)
        unit.editing.apply(mine, [SetSceneOverlays(scene=scene, overlays=texts)])
    page.goto(f"{path}/scenes")
    delete = page.get_by_role("button", name="Delete text 1").element_handle()
    page.evaluate("isHeld = true")
    page.evaluate("delete_ => { delete_.click(); delete_.click(); }", delete)
    page.evaluate("letGo()")
    expect(page.locator(".overlay")).to_have_count(2)
    expect(page.locator(".htmx-request")).to_have_count(0)
    assert [each.text for each in document(mine).timeline.scenes[0].overlays] == ["Two", "Three"]


def test_what_is_typed_last_is_what_is_searched_for(page: Any, begun: Any, site: Any, expect: Any) -> None:
    begun()
    with site.aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="x"), head=Head(title="Lanterns"))
    page.goto("/")
    page.evaluate("isHeld = true")
    for words in ("L", "La", "Lan", "Lanterns"):
        page.locator("#q").fill(words)
        page.wait_for_timeout(MEANWHILE_MS)  # each is asked for
    page.evaluate("letGo()")
    expect(page.locator(".project")).to_have_count(1)
    expect(page.locator(".project")).to_contain_text("Lanterns")


def test_a_setting_that_is_changed_twice_is_what_it_was_changed_to_last(
    page: Any, site: Any, begun: Any, expect: Any
) -> None:
    begun()
    page.goto("/settings/projects")
    form = page.locator("#setting-defaults-aspect")
    page.evaluate("isHeld = true")
    for aspect in ("9:16", "1:1", "4:5"):
        form.locator("select").select_option(aspect)
    page.evaluate("letGo()")
    expect(form).to_contain_text("Saved")
    expect(form.locator("select")).to_have_value("4:5")
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(form.locator(".error")).to_have_count(0)
    with site.aura.reading() as unit:
        assert unit.configuration.defaults().aspect == "4:5"


def test_a_form_that_leads_to_another_page_is_sent_once(
    page: Any, site: Any, begun: Callable[..., tuple[str, uuid.UUID]], expect: Any
) -> None:
    begun()
    page.goto("/new/script")
    words = page.locator("#f-text")
    words.fill("Twins of light. They burn at night.")
    asked = hold(page, "**/new/script")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    press = "document.querySelector('main form .btn-primary').click()"
    page.evaluate(f"setTimeout(() => {press}); setTimeout(() => {press}, {MEANWHILE_MS})")
    page.wait_for_timeout(3 * MEANWHILE_MS)
    assert sent == ["POST"]
    for each in asked:
        each.continue_()
    expect(page).to_have_url(re.compile("/plan$"))

    page.go_back()
    words.fill("Twins of light. They burn at night.")
    page.locator("main form .btn-primary").click()
    expect(page).to_have_url(re.compile("/plan$"))
    with site.aura.reading() as unit:
        titles = [each.title for each in unit.projects.list().items]
    assert titles.count("Twins of light") == 2


@pytest.mark.parametrize("step", ["plan", "history"])
def test_a_version_is_saved_once_though_enter_is_pressed_twice(
    page: Any, site: Any, begun: Callable[..., tuple[str, uuid.UUID]], expect: Any, step: str
) -> None:
    path, mine = begun()
    page.goto(f"{path}/{step}")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+s")
    name = page.locator("dialog[open] input[name=name]")
    name.fill("For Marta")
    page.evaluate("window.isHeld = true")
    name.press("Enter")
    name.press("Enter")
    page.evaluate("window.letGo()")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_timeout(4 * MEANWHILE_MS)  # a second one would be sent behind the first
    with site.aura.reading() as unit:
        names = [each.name for each in unit.versions.list(mine).items]
    assert names.count("For Marta") == 1
