"""Words in other scripts, typed in a real browser: with an input method, and from right to left."""

from typing import Any

import pytest

from tests.web.scenic import Film


@pytest.fixture
def film(site: Any) -> Film:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    return Film(site.aura, ("The lamp, the lamps.", "A lamp."))


def test_keys_that_an_input_method_takes_find_replace_and_close_nothing(
    page: Any, film: Film, expect: Any
) -> None:
    page.goto(f"{film.path}/scenes")
    page.locator("[data-find]").first.click()
    page.locator("#find-text").press_sequentially("lamp")
    expect(page.locator(".hit")).to_have_count(3)
    method = page.context.new_cdp_session(page)
    page.locator("#find-by").focus()
    method.send("Input.imeSetComposition", {"text": "\u3042", "selectionStart": 1, "selectionEnd": 1})
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    method.send("Input.insertText", {"text": "\u706f"})
    expect(page.locator("#find-by")).to_have_value("\u706f")
    assert [scene.script_text for scene in film.scenes] == ["The lamp, the lamps.", "A lamp."]

    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_count(2)
    assert film.scenes[0].script_text == "The \u706f, the lamps."
