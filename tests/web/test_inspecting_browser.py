"""Beside the board in a real browser: what is typed there stays, and a preview that stops says so."""

import re
from typing import Any

import pytest

from tests.web.holding import hold
from tests.web.scenic import Film, png

SPEED, PITCH = "#i-voice_rate", "#i-voice_pitch"


@pytest.fixture
def film(site: Any) -> Film:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    return Film(site.aura, texts=("A lamp burns.", ""))


@pytest.fixture
def panel(page: Any, film: Film) -> Any:
    """The inspector of the first scene, the part about its voice open."""
    page.goto(f"{film.path}/scenes")
    page.locator("#i-voice summary").click()
    page.wait_for_selector("#i-voice_name option:nth-child(3)", state="attached")
    return page.locator("#inspector")


def mark(page: Any) -> None:
    """Lets one see whether the inspector is drawn anew."""
    page.evaluate("document.getElementById('inspected').dataset.old = ''")


def test_what_is_typed_in_the_next_field_stays_while_the_one_before_is_saved(
    page: Any, film: Film, panel: Any, expect: Any
) -> None:
    held = hold(page, "**/inspector")
    page.locator(SPEED).fill("110")
    with page.expect_request("**/inspector"):
        page.keyboard.press("Tab")
    expect(page.locator(PITCH)).to_be_focused()
    page.keyboard.type("12")
    mark(page)
    with page.expect_response("**/inspector"):
        held.pop().continue_()
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(page.locator(PITCH)).to_have_value("12")
    expect(page.locator(PITCH)).to_be_focused()
    page.keyboard.type("0")
    page.keyboard.press("Tab")
    expect(page.locator("[data-old]")).to_have_count(0)  # and what waited is drawn
    expect(page.locator(PITCH)).to_have_value("120")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("voice"))
    voice = film.scenes[0].voice
    assert voice
    assert (voice.rate_percent, voice.pitch_percent) == (110, 120)


def test_whoever_only_came_to_the_next_field_stays_there(
    page: Any, film: Film, panel: Any, expect: Any
) -> None:
    mark(page)
    page.locator(SPEED).fill("110")
    page.keyboard.press("Tab")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(page.locator(PITCH)).to_be_focused()
    page.keyboard.type("90")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.keyboard.press("Enter")
    expect(page.locator(PITCH)).to_be_focused()
    assert film.scenes[0].voice
    assert film.scenes[0].voice.pitch_percent == 90


def test_what_waited_is_drawn_when_somebody_leaves_a_field_as_it_was(
    page: Any, film: Film, panel: Any, expect: Any
) -> None:
    page.locator(PITCH).press_sequentially("1")
    mark(page)
    with page.expect_response("**/inspector"):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('aura:content'))")
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(page.locator(PITCH)).to_have_value("1")
    page.keyboard.press("Backspace")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(page.locator(SPEED)).to_be_focused()


def test_another_scene_is_shown_at_once_also_while_somebody_types(
    page: Any, film: Film, panel: Any, expect: Any
) -> None:
    page.locator(PITCH).press_sequentially("1")
    second = film.scenes[1].id
    page.evaluate(
        "id => document.body.dispatchEvent(new CustomEvent('aura:select', {detail: {scene: id}}))", second
    )
    expect(page.locator("#inspected")).to_have_attribute("data-scene", second)


def test_a_preview_whose_next_stretch_cannot_be_played_says_so(
    page: Any, site: Any, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 404")
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    film = Film(site.aura, texts=("", ""))
    for number in (1, 2):
        film.show(number, film.bring(png(40 * number), f"{number}.png"))

    def break_off(route: Any) -> None:
        found = route.fetch()
        route.fulfill(response=found, json={**found.json(), "film": "/nowhere.mp4"})

    page.route(re.compile("/stretch\\?.*later=true"), break_off)
    page.goto(f"{film.path}/scenes")
    page.wait_for_selector("#inspected")
    page.get_by_role("button", name="Play on from here").click()
    expect(page.locator("#viewer")).to_have_attribute("data-state", "playing")
    expect(page.locator("[data-viewer-said]")).to_contain_text("The preview stopped")
    expect(page.locator("#viewer")).to_have_attribute("data-state", "failed")
    page.unroute(re.compile("/stretch\\?.*later=true"))
    page.locator("#viewer .play").click()
    expect(page.locator("#viewer")).to_have_attribute("data-state", "playing")
