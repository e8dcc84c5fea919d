"""Scenes that are chosen together, in a real browser: what is done is done to those shown as chosen."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.scenic import Film


@pytest.fixture
def opened(page: Any, site: Any, path: str, complaints: Any) -> Callable[[str], Film]:
    """Opens the board of a new film with a scene for each letter."""
    # what was asked of a scene that has just been deleted
    complaints.expected |= {("status of 404", "/drawn?"), ("status of 404", "/inspector")}

    def go(letters: str) -> Film:
        film = Film(site.aura, letters)
        page.goto(f"{film.path}/scenes")
        page.wait_for_selector("#inspected")
        return film

    return go


def words(page: Any, cards: str) -> str:
    read = "all => all.map(each => each.value)"
    return "".join(page.locator(f"{cards} textarea").evaluate_all(read))


def press(page: Any, letters: str, *modifiers: str) -> None:
    """Click on the scenes that say so."""
    for letter in letters:
        number = words(page, ".scene").index(letter)
        page.locator(".scene-pick").nth(number).click(modifiers=list(modifiers))


def chosen(page: Any) -> str:
    return words(page, ".scene[data-chosen]")


def test_a_scene_that_is_taken_out_of_those_chosen_is_not_deleted_in_their_place(
    page: Any, opened: Callable[[str], Film], order: Callable[[str], str], expect: Any
) -> None:
    film = opened("ABCDE")
    press(page, "A")
    press(page, "BCA", "Control")
    assert chosen(page) == "BC"
    expect(page.locator("#board-said")).to_have_text("2 scenes are chosen.")
    expect(page.locator("#inspected")).to_have_attribute("data-scene", film.scenes[1].id)
    page.keyboard.press("Delete")
    expect(page.locator("#toasts")).to_contain_text("Deleted 2 scenes")
    assert order(film.path) == "ADE"


def test_the_last_of_those_chosen_is_where_one_is(
    page: Any, opened: Callable[[str], Film], order: Callable[[str], str], expect: Any
) -> None:
    film = opened("ABCDE")
    press(page, "D")
    press(page, "BD", "Control")
    assert chosen(page) == ""
    expect(page.locator("#board-said")).to_have_text("")
    expect(page.locator(".scene:focus-within textarea")).to_have_value("B")
    page.keyboard.press("Delete")
    expect(page.locator("#toasts")).to_contain_text("Deleted scene 2")
    assert order(film.path) == "ACDE"


def test_a_row_of_scenes_is_chosen_from_where_one_is_when_its_beginning_has_gone(
    page: Any, opened: Callable[[str], Film], site: Any, expect: Any
) -> None:
    film = opened("ABCDE")
    press(page, "A")
    press(page, "C", "Shift")
    assert chosen(page) == "ABC"
    first = film.scenes[0].id
    page.evaluate("id => auraBoard.act('/delete', { scenes: id })", first)
    expect(page.locator(".scene")).to_have_count(4)
    press(page, "E", "Shift")
    assert chosen(page) == "CDE"


def test_all_of_one_scene_is_no_choice(page: Any, opened: Callable[[str], Film], expect: Any) -> None:
    opened("A")
    press(page, "A")
    page.keyboard.press("Control+a")
    expect(page.locator("#board-said")).to_have_text("")
    assert chosen(page) == ""
