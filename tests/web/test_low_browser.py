"""Windows that are low: a phone on its side, and pages that are shown twice or four times as large."""

from collections.abc import Callable
from typing import Any

import pytest

from aura.timeline.edits.scenes import SetSceneTitle
from tests.web.scenic import Film
from tests.web.storyboard import shown

LOW = ({"width": 844, "height": 390}, {"width": 720, "height": 450}, {"width": 320, "height": 256})

IS_SEEN = """name => {
  const field = document.querySelector(`[aria-label="${name}"]`);
  field.scrollIntoView({ block: "nearest" });
  const box = field.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const [wide, high] = [box.width / 2 - 2, box.height / 2 - 2];
  const near = [[0, 0], [0, -high], [0, high], [-wide, 0], [wide, 0]];
  return near.every(([dx, dy]) => document.elementFromPoint(x + dx, y + dy) === field);
}"""
"""Whether all of a field comes into the window, with nothing over it."""


@pytest.fixture
def begun(site: Any) -> Callable[..., Film]:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    return lambda *texts: Film(site.aura, texts)


@pytest.mark.parametrize("size", LOW, ids=lambda size: f"{size['width']}x{size['height']}")
def test_the_words_of_a_scene_are_seen_whole_while_they_are_typed_in_a_low_window(
    page: Any, begun: Callable[..., Film], size: dict[str, int], expect: Any
) -> None:
    film = begun(*["A lamp burns far out at sea. " * 20] * 8)
    page.set_viewport_size(size)
    page.goto(f"{film.path}/scenes")
    expect(page.locator(".clip").first).to_be_attached()
    for number in (1, 8):
        words = f"Words of scene {number}"
        page.get_by_label(words).focus()
        page.wait_for_function(IS_SEEN, arg=words)
    page.locator("#next").scroll_into_view_if_needed()
    expect(page.locator("#next")).to_be_in_viewport(ratio=1)


def test_a_card_is_dragged_further_than_a_low_window_shows(
    page: Any, begun: Callable[..., Film], order: Callable[[str], str], expect: Any
) -> None:
    film = begun(*"ABCDEFGH")
    page.set_viewport_size({"width": 844, "height": 390})
    page.goto(f"{film.path}/scenes")
    grip = page.locator(".scene .grip").first
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(400, 380, steps=4)
    expect(page.locator(".scene:nth-child(n + 5)[data-drag=slot]")).to_have_count(1)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("Moved scene 1")
    assert shown(page) == order(film.path)
    assert order(film.path).startswith("BCDE")


def test_a_title_of_one_long_word_stays_within_the_script(page: Any, begun: Callable[..., Film]) -> None:
    film = begun("A lamp.")
    film.apply(SetSceneTitle(scene=film.scenes[0].id, title="Leuchtturmwärter" * 18))
    page.set_viewport_size({"width": 844, "height": 390})
    page.goto(f"{film.path}/plan")
    fits = """title => {
      const [word, card] = [title, title.closest(".card")].map((each) => each.getBoundingClientRect());
      return word.right <= card.right;
    }"""
    assert page.locator(".script strong").evaluate(fits)
