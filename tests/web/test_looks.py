"""Every page, light and dark, wide and narrow: axe finds nothing, and nothing scrolls sideways.

The pages are those that the application has (``filled.documents``); ``paths`` adds the states in which some
of them look otherwise.  Each is loaded once and looked at four times: by all rules in both widths, and by the
rules about colours, which are all that depends on it, in the dark as well.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from aura.actor import LOCAL
from aura.timeline.document import Brief, Head
from tests.web.filled import documents, fill

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
WORDS = (
    "Lighthouses",
    "How they work",
    "A lamp far out at sea",
    "The keeper goes up",
    "Two lamps, three lamps",
)
LOOKS = (
    ("wide, light", WIDE, "light", {"type": "tag", "values": RULES}),
    ("wide, dark", WIDE, "dark", {"type": "rule", "values": COLOURS}),
    ("phone, dark", PHONE, "dark", {"type": "rule", "values": COLOURS}),
    ("phone, light", PHONE, "light", {"type": "tag", "values": RULES}),
)


@pytest.fixture(scope="module")
def paths(site: Any) -> list[str]:
    """The address of every page, over projects with and without a script."""
    aura = site.aura
    ids = fill(aura, WORDS)
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        full = unit.projects.create(brief=Brief(topic="Lighthouses"), head=Head(title="Lighthouses")).id
        empty = unit.projects.create(brief=Brief(topic="Salt"), head=Head(title="Why is the sea salty?")).id
    aura.studio.draft(full, LOCAL, "offline")
    steps = [f"/projects/{full}/{step}" for step in ("plan", "scenes", "render")]
    begun = [f"/projects/{empty}/{step}" for step in ("plan", "scenes", "render")]
    lists = ["/?search=zeppelin", "/nowhere"]
    past = f"/projects/{ids.names['project_id'][0]}/history"
    lists += [f"{past}?version=1", f"{past}?version=2&against=3", f"{past}?only=deleted"]
    return [*documents(site.app, ids), *lists, *steps, *begun]


class Looker:
    """Looks at a page, and writes down what is wrong with it."""

    def __init__(self, page: Any, axe: Any, expect: Any) -> None:
        self.page, self.axe, self.expect = page, axe, expect
        self.found: list[str] = []

    def look(self, path: str) -> None:
        page = self.page
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(path)
        self.expect(page.locator(".htmx-request")).to_have_count(0)
        page.evaluate(AT_ONCE)
        page.evaluate(self.axe.axe_script)
        for look, size, colours, rules in LOOKS:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            self.found += [f"{path} ({look}): {fault}" for fault in self._faults(rules)]
        self._sideways(path, NARROWEST, "on the narrowest phone")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        self._sideways(path, WIDE, "with letters twice as large")

    def _faults(self, rules: dict[str, Any]) -> Iterator[str]:
        asked = {"runOnly": rules, "resultTypes": ["violations"]}
        for violation in self.page.evaluate("options => axe.run(document, options)", asked)["violations"]:
            for node in violation["nodes"]:
                yield f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"

    def _sideways(self, path: str, size: dict[str, int], where: str) -> None:
        self.page.set_viewport_size(size)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.found.append(f"{path}: scrolls sideways {where}, because of {self.page.evaluate(WIDEST)}")


AT_ONCE = """() => {
  const rules = new CSSStyleSheet();
  rules.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets = [rules];
}"""
"""Colours change at once, so that none is looked at halfway."""

WIDEST = """() => {
  const room = (each) => {
    for (let at = each.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return false;
    return each.getBoundingClientRect().right > innerWidth + 1;
  };
  const found = [...document.body.querySelectorAll("*")].filter(room).slice(-1)[0];
  return found ? found.outerHTML.slice(0, 120) : "nothing that is seen";
}"""
"""The innermost element that reaches out of the window."""


@pytest.mark.long
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(
    page: Any, complaints: Any, paths: list[str]
) -> None:
    complaints.expected.add(("status of 404", "/nowhere"))
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    looker = Looker(page, axe, pytest.importorskip("playwright.sync_api").expect)
    for path in paths:
        looker.look(path)

    assert not looker.found, "\n".join(looker.found)
