"""Files that are brought to the storyboard in a real browser: several at once, some of which are refused."""

from typing import Any

import pytest

from tests.web.holding import hold
from tests.web.scenic import Film, png


@pytest.fixture
def film(site: Any, page: Any) -> Film:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    film = Film(site.aura, ("A",))
    page.goto(f"{film.path}/scenes")
    page.wait_for_selector("#inspected")
    return film


def picture(name: str, shade: int) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/png", "buffer": png(shade)}


WORDS = {"name": "<b>notes</b>.txt", "mimeType": "text/plain", "buffer": b"No picture at all."}


def test_a_file_that_is_refused_is_named_and_keeps_none_of_the_others_from_coming(
    page: Any, film: Film, expect: Any, complaints: Any
) -> None:
    complaints.expected.add("status of 422")
    page.locator("#scene-files").set_input_files([picture("one.png", 10), WORDS, picture("two.png", 20)])
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("<b>notes</b>.txt: ")
    expect(page.locator(".scene")).to_have_count(3)
    assert len(film.scenes) == 3


def test_files_that_aura_was_not_there_to_take_are_named(
    page: Any, film: Film, expect: Any, complaints: Any
) -> None:
    complaints.expected.add("ERR_FAILED")
    page.route("**/picture?name=two.png", lambda route: route.abort())
    some = [picture(f"{name}.png", shade) for shade, name in enumerate(("one", "two", "three"), 30)]
    page.locator("#scene-files").set_input_files(some)
    expect(page.locator(".toast[data-tone=bad]")).to_contain_text("Not added: two.png three.png")
    expect(page.locator(".scene")).to_have_count(2)


def test_files_that_are_brought_while_others_are_sent_follow_them(page: Any, film: Film, expect: Any) -> None:
    held = hold(page, "**/picture?name=one.png")
    with page.expect_request("**/picture?name=one.png"):
        page.locator("#scene-files").set_input_files([picture("one.png", 40)])
    page.locator("#scene-files").set_input_files([picture("two.png", 50)])
    expect(page.locator("#sending")).to_contain_text("one.png")
    held.pop().continue_()
    expect(page.locator(".scene")).to_have_count(3)
    expect(page.locator("#sending")).to_be_hidden()
    shown = {asset.digest: asset.name for asset in film.document.timeline.assets}

    assert [shown[scene.media.asset] for scene in film.scenes[1:] if scene.media] == ["one.png", "two.png"]
