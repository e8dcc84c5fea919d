"""Words in other scripts, typed in a real browser: with an input method, and from right to left."""

from typing import Any

import pytest

from aura.timeline.edits.scenes import SetSceneTitle
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


ENDS_LEFT = """heading => {
  const range = document.createRange();
  const letter = (at) => {
    range.setStart(heading.firstChild, at);
    range.setEnd(heading.firstChild, at + 1);
    return range.getBoundingClientRect();
  };
  return letter(heading.textContent.length - 1).left < letter(0).left;
}"""
"""Whether the last letter of a heading stands left of its first."""


def test_words_that_are_read_from_right_to_left_begin_at_the_right_and_end_with_their_full_stop(
    page: Any, film: Film, expect: Any
) -> None:
    hebrew, english = "\u05e9\u05dc\u05d5\u05dd.", "Peace."
    page.goto(f"{film.path}/brief")
    page.locator("#f-topic").fill(hebrew)
    expect(page.locator("#f-topic")).to_have_css("direction", "rtl")
    expect(page.locator("#f-goal")).to_have_css("direction", "ltr")
    page.locator("#f-goal").fill(hebrew)
    expect(page.locator("#f-goal")).to_have_css("direction", "rtl")
    page.locator("#f-goal").fill(english)
    expect(page.locator("#f-goal")).to_have_css("direction", "ltr")

    film.apply(SetSceneTitle(scene=film.scenes[0].id, title=hebrew))
    page.goto(f"{film.path}/scenes")
    page.get_by_label("Words of scene 1").fill(hebrew)
    expect(page.get_by_label("Words of scene 1")).to_have_css("direction", "rtl")
    expect(page.get_by_label("Words of scene 2")).to_have_css("direction", "ltr")
    assert page.locator(".scene h3").evaluate(ENDS_LEFT)
