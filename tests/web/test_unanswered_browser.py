"""What is looked for or opened while Aura does not answer, in a real browser: the page says so."""

from typing import Any

import pytest

from tests.web.holding import hold
from tests.web.scenic import Film, png

AWAY = "Aura does not answer"


@pytest.fixture
def film(page: Any, site: Any, path: str, complaints: Any) -> Film:
    """A film of two scenes, whose storyboard is shown; ``path`` sets Aura up."""
    complaints.expected |= {"ERR_FAILED", "htmx:error"}
    film = Film(site.aura, ("A lamp burns.", "No light."))
    page.goto(f"{film.path}/scenes")
    page.wait_for_selector("#inspected")
    return film


def unanswered(page: Any, address: str) -> None:
    page.route(address, lambda route: route.abort())


def refused(page: Any, address: str) -> None:
    """The server says in its own words why not."""
    toast = '<div id="toasts" hx-swap-oob="true"><p>The disk is full.</p></div>'
    page.route(address, lambda route: route.fulfill(status=507, content_type="text/html", body=toast))


def test_a_search_that_finds_nobody_says_so_and_shows_no_other_search_s_places(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 507")
    page.locator(".scene-pick").first.focus()
    page.keyboard.press("/")
    page.keyboard.type("lamp")
    expect(page.locator("#find-told")).to_have_text("1 place in 1 scene")
    unanswered(page, "**/find?*")
    page.get_by_label("Find", exact=True).fill("light")
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    expect(page.locator("#find-told")).to_have_text("")
    expect(page.locator(".hit, .scene[data-hits]")).to_have_count(0)
    page.unroute("**/find?*")
    refused(page, "**/find?*")
    page.get_by_label("Find", exact=True).fill("lights")
    expect(page.locator("#toasts")).to_contain_text("The disk is full.")
    page.unroute("**/find?*")
    page.get_by_label("Find", exact=True).fill("light")
    expect(page.locator("#find-told")).to_have_text("1 place in 1 scene")
    expect(page.locator(".scene[data-hits]")).to_have_count(1)


def test_what_a_button_asks_for_in_vain_is_told(page: Any, film: Film, expect: Any) -> None:
    unanswered(page, "**/pictures")
    page.locator("#i-choose").click()
    expect(page.locator("#picker #toasts")).to_contain_text(AWAY)


def test_a_version_that_cannot_be_looked_at_is_told(page: Any, site: Any, film: Film, expect: Any) -> None:
    with site.aura.writing() as unit:
        unit.versions.save(film.id, name="Dawn")
    page.goto(f"{film.path}/history")
    unanswered(page, "**/history?*")
    page.locator("a.version").first.click()
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    page.unroute("**/history?*")
    page.locator("a.version").first.click()
    expect(page.locator("#compare")).to_contain_text("Dawn")


def test_keys_that_open_a_dialog_say_why_there_is_none(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 507")
    refused(page, "**/keys")
    page.locator(".scene-pick").first.focus()
    page.keyboard.press("Control+s")
    expect(page.locator("#toasts")).to_contain_text("The disk is full.")
    page.unroute("**/keys")
    page.keyboard.press("Control+s")
    expect(page.locator("#keep-version")).to_be_visible()


def test_a_film_s_file_that_nothing_is_found_out_about_is_named(page: Any, film: Film, expect: Any) -> None:
    page.goto("/exports")
    unanswered(page, "**/exports/which*")
    file = {"name": "a.mp4", "mimeType": "video/mp4", "buffer": b"no film"}
    page.locator("[data-which] input").set_input_files([file])
    expect(page.locator("#which")).to_contain_text("did not say where a.mp4 comes from")
    page.unroute("**/exports/which*")
    page.locator("[data-which] input").set_input_files([file])
    expect(page.locator("#which .note")).to_be_visible()


def test_no_scene_is_shown_in_place_of_one_that_does_not_come(page: Any, film: Film, expect: Any) -> None:
    unanswered(page, "**/inspector")
    page.locator(".scene-pick").nth(1).click()
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    expect(page.locator("#inspected")).to_have_count(0)
    page.unroute("**/inspector")
    expect(page.locator("#inspected")).to_have_attribute("data-scene", film.scenes[1].id)


def test_whoever_leaves_is_asked_about_a_file_that_is_on_its_way(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    held = hold(page, "**/scenes/picture?*")
    file = {"name": "a.png", "mimeType": "image/png", "buffer": png()}
    page.locator("#scene-files").set_input_files(file)
    expect(page.locator("#sending")).to_be_visible()
    with page.expect_event("dialog"):
        page.locator("#step-voice").click(no_wait_after=True)
    expect(page.locator("#sending")).to_be_visible()
    assert complaints.found == ["dialog: "]
    complaints.found.clear()
    held.pop().continue_()
    expect(page.locator(".scene")).to_have_count(3)
    page.locator("#step-voice").click()
    page.wait_for_url("**/voice")


def test_whoever_leaves_is_asked_about_a_project_s_file_that_is_on_its_way(
    page: Any, film: Film, complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 422")
    assert film
    page.goto("/new/file")
    held = hold(page, "**/new/file")
    file = {"name": "a.aura", "mimeType": "application/octet-stream", "buffer": b"no project"}
    page.locator("[data-upload] input").set_input_files(file)
    expect(page.locator("[data-upload-state]")).to_be_visible()
    projects = page.get_by_role("navigation", name="Main").get_by_role("link", name="Projects")
    with page.expect_event("dialog"):
        projects.click(no_wait_after=True)
    assert complaints.found == ["dialog: "]
    complaints.found.clear()
    held.pop().continue_()
    expect(page.locator("#said-file .error")).to_be_visible()
    projects.click()
    page.wait_for_url(lambda url: url.endswith("/"))


def test_a_choice_among_the_settings_that_does_not_arrive_is_shown_as_it_is_stored(
    page: Any, film: Film, expect: Any
) -> None:
    assert film
    page.goto("/settings/projects")
    choice = page.locator("form.setting select").first
    was = choice.input_value()
    unanswered(page, "**/settings/values/*")
    choice.select_option(index=1)
    expect(page.locator("#toasts")).to_contain_text(AWAY)
    expect(choice).to_have_value(was)
    page.unroute("**/settings/values/*")
    choice.select_option(index=1)
    expect(page.locator("form.setting .save").filter(has_text="Saved")).to_have_count(1)
    expect(choice).not_to_have_value(was)
