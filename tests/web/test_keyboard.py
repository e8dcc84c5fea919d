"""Everything can be done by keyboard: Tab comes to every control of every page, and one sees where one is.

A control that Tab does not come to is one of a group that arrows walk through: another radio button of the
same name, or an item of a toolbar, a list, a grid or tabs, whose others are reached by arrows.
"""

import re
import uuid
from typing import Any

import pytest

from aura.services import Services
from aura.timeline.document import Brief, Document
from tests.web.filled import documents, fill

WORDS = (
    "Lighthouses",
    "How they work",
    "A lamp far out at sea",
    "The keeper goes up",
    "Two lamps, three lamps",
)
MOST_STOPS = 400
IN_TURN = 20
ROVING = "[role=toolbar], [role=listbox], [role=grid], [role=menu], [role=tablist], #scenes"
"""Groups that are one stop, or the stops of one of their items; arrows go to the others."""

WATCH = """() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], " +
    "video[controls], [tabindex]:not([tabindex='-1']), [role=button], [role=option], [role=tab]";
  const shown = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
    !each.closest("[inert]") && !each.matches(":disabled") && each.getClientRects().length > 0 &&
    !(each.tabIndex < 0 && each.getBoundingClientRect().width < 3);
  const look = (each) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(each, part);
    const line = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "" : style.outline;
    const drawn = [style.borderColor, style.backgroundColor, style.stroke, style.strokeDasharray];
    return [line, style.boxShadow, ...drawn].join("|");
  }).join("|");
  const around = (each) => [each, each.parentElement, each.closest("label"), each.closest("li, article, tr"),
    ...[...each.querySelectorAll("rect")].slice(0, 4)].filter((one) => one && one !== document.body);
  const before = new Map();
  const controls = [...document.querySelectorAll(CONTROLS)].filter(shown);
  controls.forEach((each) => around(each).forEach((one) => before.set(one, look(one))));
  const reached = new Set();
  const faults = new Set();
  const told = (each) => each.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
  const covered = (each) => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    if (box.width < 3 || box.height < 3) return false;
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    return points.every(([x, y]) => {
      const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      if (!there) return true;
      return !each.contains(there) && !there.contains(each) && !there.closest("label")?.contains(each);
    });
  };
  document.addEventListener("focusin", ({ target }) => {
    reached.add(target);
    const rings = around(target).some((one) => look(one) !== before.get(one));
    if (!rings) faults.add("no focus ring: " + told(target));
    requestAnimationFrame(() => { // it is scrolled to by then
      if (document.activeElement !== target) return;
      if (covered(target)) faults.add("covered while focused: " + told(target));
    });
  });
  window.proof = {
    count: () => reached.size,
    missed: () => controls.filter((each) => each.isConnected && shown(each) && !reached.has(each) &&
      !(each.type === "radio" && [...reached].some((one) => one.type === "radio" && one.name === each.name &&
        one.form === each.form))),
    tell: () => [...faults, ...window.proof.missed().map((each) => "not reached: " + told(each))],
    nameless: () => {
      axe.setup(document);
      const named = (each) => each.matches("audio, video") || axe.commons.text.accessibleText(each).trim();
      const found = controls.filter((each) => each.isConnected && !named(each));
      axe.teardown();
      return found.map((each) => "no name: " + told(each));
    },
  };
}"""
ROVE = """(roving) => {
  const group = window.proof.missed().map((each) => each.closest(roving)).find(Boolean);
  const start = group && [...group.querySelectorAll("[tabindex]")].find((each) => each.tabIndex === 0);
  start?.focus();
  return Boolean(start);
}"""


def walk(page: Any) -> None:
    """Tab until nothing new is reached; then arrows in the groups that have them."""
    known = -1
    for _ in range(MOST_STOPS // IN_TURN):
        for _ in range(IN_TURN):
            page.keyboard.press("Tab")
        if (count := page.evaluate("proof.count()")) == known:
            break
        known = count
    while any(_goes_on(page, key) for key in ("ArrowRight", "ArrowDown", "Home")):
        pass


def _goes_on(page: Any, key: str) -> bool:
    """Whether an arrow leads to another item of a group, whose controls Tab then comes to."""
    before = page.evaluate("proof.count()")
    if page.evaluate(ROVE, ROVING):
        page.keyboard.press(key)
        for _ in range(IN_TURN // 2):
            page.keyboard.press("Tab")
    return bool(page.evaluate("proof.count()") > before)


@pytest.mark.long
def test_tab_comes_to_every_control_of_every_page(page: Any, site: Any, complaints: Any, expect: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    ids = fill(site.aura, WORDS)
    found = []
    for path in documents(site.app, ids):
        page.goto(path)
        expect(page.locator(".htmx-request")).to_have_count(0)
        page.evaluate(axe.axe_script)
        page.evaluate(WATCH)
        walk(page)
        faults = page.evaluate("[...proof.tell(), ...proof.nameless()]")
        found += [f"{path}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def reach(page: Any, name: str) -> None:
    """Tab until the control of this name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; return (e.getAttribute('aria-label') || "
            "e.labels?.[0]?.textContent || e.textContent || '').trim().replace(/\\s+/g, ' ') }"
        )
        if re.match(name, here):
            return
    raise AssertionError(f"Tab came to nothing that is called {name!r} on {page.url}")


def made(aura: Services, url: str) -> tuple[Document, list[str]]:
    """A project's content, and how its exports stand."""
    project = uuid.UUID(re.findall(r"/projects/([^/]+)", url)[0])
    with aura.reading() as unit:
        exports = unit.exports.list(project_id=project).items
        return unit.live(project).document(), [export.status for export in exports]


def test_a_video_is_made_by_keyboard_alone(page: Any, site: Any, expect: Any) -> None:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    page.goto("/new")
    reach(page, "Topic")
    page.keyboard.type("How lighthouses work")
    reach(page, "Start")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("How lighthouses work")
    reach(page, "Audience")
    page.keyboard.type("Sailors")
    reach(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan")
    reach(page, "Draft the script")
    page.keyboard.press("Enter")
    expect(page.locator(".point").nth(2)).to_be_visible()
    reach(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/voice")
    reach(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenes")
    reach(page, "Scene 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # from the card into its words
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The keeper climbs the stairs.")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("scene 2"))
    reach(page, "Next")
    page.keyboard.press("Enter")
    page.wait_for_url("**/render")
    reach(page, "Make the video")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waiting").first).to_be_visible()
    document, exports = made(site.aura, page.url)

    assert document.brief.audience == "Sailors"
    assert document.timeline.scenes[1].script_text == "The keeper climbs the stairs."
    assert exports == ["Queued"]


def test_a_menu_is_opened_walked_and_left_by_keyboard(page: Any, site: Any, expect: Any) -> None:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    with site.aura.writing() as unit:
        project = unit.projects.create(brief=Brief(topic="Lighthouses")).id
    page.goto(f"/projects/{project}/brief")
    reach(page, "More")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Rename")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Delete")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Delete")).to_be_hidden()
    expect(page.get_by_role("button", name="More")).to_be_focused()
