"""Settings of a scene that do not reach Aura, in a real browser: what is shown is what is stored."""

import re
from typing import Any

import pytest

from tests.web.holding import hold
from tests.web.scenic import Film, clip, png

AWAY = "Aura does not answer"


@pytest.fixture
def film(page: Any, site: Any, path: str, complaints: Any) -> Film:
    """A film of two scenes, the first of which shows a clip; ``path`` sets Aura up."""
    complaints.expected |= {"ERR_FAILED", "htmx:error"}
    film = Film(site.aura, ("A lamp burns.", "No light."))
    film.show(1, film.bring(clip(), "night.mp4"))
    page.goto(f"{film.path}/scenes")
    page.wait_for_selector("#inspected")
    return film


def away(page: Any) -> None:
    page.route(re.compile("/settings$|/picture\\?"), lambda route: route.abort())


def back(page: Any) -> None:
    page.unroute(re.compile("/settings$|/picture\\?"))


def test_a_choice_that_does_not_arrive_is_not_shown_and_can_be_made_again(
    page: Any, film: Film, expect: Any
) -> None:
    motion, follows = page.locator("#i-motion"), page.locator("#i-follows")
    anchor = page.locator(".nine input")
    was, kept = motion.input_value(), page.locator(".nine input:checked").first.get_attribute("value")
    away(page)
    for change in (lambda: motion.select_option("in"), follows.click, anchor.first.click):
        change()
        expect(page.locator("#toasts")).to_contain_text(AWAY)
        page.locator("[data-dismiss]").click()
    expect(motion).to_have_value(was)
    expect(follows).to_be_checked()
    expect(page.locator(".nine input:checked").first).to_have_value(kept or "")
    back(page)
    motion.select_option("in")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("Zoomed"))
    expect(motion).to_have_value("in")
    assert film.scenes[0].motion == "in"


def test_a_number_that_does_not_arrive_is_put_back_and_one_that_cannot_be_is_there_to_be_mended(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 422")
    speed = page.locator("#i-speed_percent")
    away(page)
    speed.fill("150")
    speed.press("Enter")
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    expect(speed).to_have_value("100")
    back(page)
    speed.fill("5000")
    speed.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("from 25 to 400")
    expect(speed).to_have_value("5000")


def test_a_cut_that_does_not_arrive_is_put_back_with_its_picture(page: Any, film: Film, expect: Any) -> None:
    start = page.locator("#i-trim_s")
    away(page)
    start.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    expect(start).to_have_value("0")
    expect(page.locator('output[for="i-trim_s"]')).to_have_text("0.0 s")


def test_what_is_typed_or_cut_is_kept_when_the_page_is_loaded_anew(
    page: Any, film: Film, expect: Any
) -> None:
    page.locator("#i-trim_s").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#i-clip_volume_percent").fill("40")
    page.reload()
    expect(page.locator("#i-clip_volume_percent")).to_have_value("40")
    media = film.scenes[0].media
    assert media
    assert (media.volume_percent, media.trim_ms) == (40, 100)


def test_a_picture_that_did_not_arrive_can_be_chosen_again(page: Any, film: Film, expect: Any) -> None:
    file = {"name": "sea.png", "mimeType": "image/png", "buffer": png()}
    away(page)
    page.locator("#i-file").set_input_files(file)
    expect(page.locator("#said-i-file")).to_contain_text(AWAY)
    assert page.locator("#i-file").evaluate("input => input.files.length") == 0


def test_a_picture_that_is_refused_late_is_no_word_about_another_scene(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 422")
    held = hold(page, re.compile("/picture\\?"))  # type: ignore[arg-type]
    page.locator("#i-file").set_input_files({"name": "no.png", "mimeType": "image/png", "buffer": b"none"})
    page.locator(".scene-pick").nth(1).click()
    expect(page.locator("#inspected")).to_have_attribute("data-scene", film.scenes[1].id)
    held.pop().continue_()
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("no.png: ")
    expect(page.locator("#said-i-file")).to_have_text("")
