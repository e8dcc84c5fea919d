"""Every page, light and dark, wide and narrow: axe finds nothing, and nothing scrolls sideways."""

from typing import Any

import pytest

from aura.actor import LOCAL
from aura.timeline.document import Brief, Head

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def paths(site: Any) -> list[str]:
    """The address of every page, over projects with and without a script."""
    aura = site.aura
    with aura.writing() as unit:
        unit.setup.save(tier="OwnServer")
        unit.setup.complete()
        unit.setup.save(tier="Offline")
        full = unit.projects.create(brief=Brief(topic="Lighthouses"), head=Head(title="Lighthouses")).id
        empty = unit.projects.create(brief=Brief(topic="Salt"), head=Head(title="Why is the sea salty?")).id
        gone = unit.projects.create(brief=Brief(topic="Gone"), head=Head(title="Gone")).id
        unit.projects.delete(gone)
    aura.studio.draft(full, LOCAL, "offline")
    steps = [f"/projects/{full}/{step}" for step in ("brief", "plan", "voice", "scenes", "render")]
    begun = [f"/projects/{empty}/plan", f"/projects/{empty}/scenes"]
    setup = [f"/setup/{step}" for step in ("welcome", "checks", "keys", "done")]
    ways = ["/new", "/new/script", "/new/file", "/new/template", "/new/template/youtube-explainer"]
    lists = ["/", f"/?deleted={gone}", "/?search=zeppelin", "/bin", "/settings", "/nowhere"]
    return [*setup, *lists, *ways, *steps, *begun]


@pytest.mark.parametrize("look", [WIDE, PHONE], ids=["wide-light", "phone-dark"])
def test_axe_finds_nothing_on_any_page(
    browser: Any, site: Any, complaints: Any, paths: list[str], look: dict[str, Any]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    complaints.expected.add("status of 404")
    context = browser.new_context(base_url=site.address, reduced_motion="reduce", **look)
    page = context.new_page()
    complaints.watch(page)
    found: list[str] = []
    for path in paths:
        page.goto(path, wait_until="networkidle")
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        for violation in axe.run(page, options=options).response["violations"]:
            rule = f"{path}: {violation['id']} ({violation['impact']})"
            found += [f"{rule}: {node['html'][:160]}" for node in violation["nodes"]]
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: scrolls sideways on the narrowest phone")
        page.set_viewport_size(look["viewport"])
    context.close()

    assert found == []
