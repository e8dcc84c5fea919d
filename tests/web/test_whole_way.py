"""The whole way in a browser, over a fresh database and a server with its worker: from nothing to a film that
plays in the page; then it is changed, compared, taken back, rendered again, deleted and brought back.

Nothing is asked of another host, nothing breaks the page's policy, and the browser's console stays empty.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

RENDER_MS = 300_000
"""How long a film may take on a machine that has much else to do."""
PRESET = "Draft 360p"


@pytest.fixture
def tab(browser: Any, serving: Any, complaints_of: Any, patience_ms: int) -> Iterator[Any]:
    """A page of a browser that knows nothing yet; whatever it complains of fails the test."""
    serving.start()
    context = browser.new_context(base_url=serving.address, reduced_motion="reduce")
    context.set_default_timeout(patience_ms)
    opened = context.new_page()
    watching = complaints_of(serving.address)
    watching.watch(opened)
    yield opened
    context.close()
    assert watching.found == []


def test_from_nothing_to_a_film_and_back_again(tab: Any, expect: Any) -> None:
    set_up(tab, expect)
    begin(tab, expect)
    render(tab, expect)
    play(tab, expect)
    project = tab.url.rpartition("/")[0]

    change_and_take_back(tab, expect)
    compare_and_restore(tab, expect)
    render_again(tab, expect)
    look_at_exports(tab, expect)
    delete_and_bring_back(tab, expect, project)


def set_up(tab: Any, expect: Any) -> None:
    tab.goto("/")
    expect(tab).to_have_url(re.compile("/setup/welcome"))
    tab.get_by_role("button", name="Next: Checks").click()
    expect(tab.get_by_role("status").first).to_contain_text("things are fine")
    tab.get_by_role("button", name="Next: Providers").click()
    tab.get_by_role("button", name="Next: Done").click()
    tab.get_by_role("button", name="Make your first video").click()


def begin(tab: Any, expect: Any) -> None:
    """An idea, a brief, a plan, a draft, a voice, and the scenes."""
    tab.get_by_label("Topic").fill("How lighthouses work")
    tab.get_by_role("button", name="Start").click()
    expect(tab.get_by_role("heading", name="How lighthouses work")).to_be_visible()
    tab.locator("#f-audience").fill("Sailors")
    tab.locator("#next").click()

    expect(tab).to_have_url(re.compile("/plan"))
    tab.locator("[name=target_duration_s]").fill("10")
    tab.locator("#f-draft").click()
    expect(tab.locator(".point").nth(1)).to_be_visible()
    tab.locator("#next").click()

    expect(tab.get_by_role("heading", name="Who speaks?")).to_be_visible()
    tab.locator("#next").click()

    expect(tab.get_by_label("Words of scene 2")).to_be_visible()
    tab.get_by_label("Words of scene 1").fill("A lamp far out at sea.")
    expect(tab.locator("#undo")).to_have_attribute("aria-label", re.compile("scene 1"))
    tab.locator("#next").click()


def render(tab: Any, expect: Any) -> None:
    """A small film, from the smallest preset for watching."""
    expect(tab).to_have_url(re.compile("/render"))
    tab.get_by_role("button", name="Choose another").click()
    tab.locator(f"dialog [value='{PRESET}']").first.check()
    expect(tab.locator("#before")).to_have_attribute("data-preset", PRESET)
    tab.get_by_role("button", name="Make the video").click()
    expect(tab.locator("video")).to_be_visible(timeout=RENDER_MS)


PLAYS = """film => new Promise((done, fail) => {
  const told = () => film.currentTime && done(film.currentTime);
  film.addEventListener("timeupdate", told);
  film.addEventListener("error", () => fail(film.error));
  told();
})"""
"""Waits until a film has moved; answers how far."""


def play(tab: Any, expect: Any) -> None:
    """The film plays in the page, and is downloaded under a name that says what it is."""
    film = tab.locator("video")
    film.evaluate("film => { film.muted = true; return film.play(); }")
    assert film.evaluate(PLAYS) > 0
    film.evaluate("film => film.pause()")
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name=re.compile("Download|Save")).first.click()
    assert "lighthouses" in waiting.value.suggested_filename.lower()
    assert waiting.value.suggested_filename.endswith(".mp4")


def change_and_take_back(tab: Any, expect: Any) -> None:
    tab.get_by_role("link", name=re.compile("Scenes")).first.click()
    words = tab.get_by_label("Words of scene 1")
    words.fill("A lamp near the shore.")
    expect(tab.locator("#undo")).to_have_attribute("aria-label", re.compile("scene 1"))
    expect(tab.locator("#save")).to_have_text("Saved")
    tab.locator("#undo").click()
    expect(words).to_have_value("A lamp far out at sea.")
    expect(tab.locator("#redo")).to_have_attribute("aria-label", re.compile("scene 1"))
    tab.locator("#redo").click()
    expect(words).to_have_value("A lamp near the shore.")


def compare_and_restore(tab: Any, expect: Any) -> None:
    """What differs from the version that was rendered; and one scene of it back, then changed once more."""
    tab.get_by_role("link", name="History").click()
    change = tab.locator(".change").filter(has_text="near the shore")
    expect(change.locator("ins").first).to_contain_text("near the shore")
    expect(change.locator("del").first).to_contain_text("far out at sea")
    change.get_by_role("button", name=re.compile("Restore this scene")).click()
    expect(tab.locator(".change").filter(has_text="near the shore")).to_have_count(0)

    tab.get_by_role("link", name="Back to the project").click()
    tab.get_by_role("link", name=re.compile("Scenes")).first.click()
    expect(tab.get_by_label("Words of scene 1")).to_have_value("A lamp far out at sea.")
    tab.get_by_label("Words of scene 2").fill("Its keeper climbs the stairs.")
    expect(tab.locator("#undo")).to_have_attribute("aria-label", re.compile("scene 2"))
    expect(tab.locator("#save")).to_have_text("Saved")


def render_again(tab: Any, expect: Any) -> None:
    """Only what changed is rendered; the page says how much was there already."""
    tab.get_by_role("link", name=re.compile("Render")).first.click()
    expect(tab.locator("#exports .rows > li")).to_have_count(1)
    tab.get_by_role("button", name="Make the video").click()
    expect(tab.locator("#exports .rows > li")).to_have_count(2, timeout=RENDER_MS)
    expect(tab.locator("#exports")).to_contain_text(re.compile(r"\d+ (of \d+ )?segments? reused"))


def look_at_exports(tab: Any, expect: Any) -> None:
    tab.goto("/exports")
    films = tab.locator("main .rows > li").filter(has_text=PRESET)
    expect(films).to_have_count(2)


def delete_and_bring_back(tab: Any, expect: Any, project: str) -> None:
    tab.goto("/")
    tab.get_by_role("button", name="Actions for How lighthouses work").click()
    tab.get_by_role("button", name="Delete").click()
    expect(tab.locator(".project")).to_have_count(0)
    tab.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(tab.locator(".project")).to_have_count(1)
    tab.get_by_role("button", name="Actions for How lighthouses work").click()
    tab.get_by_role("button", name="Delete").click()
    expect(tab.locator(".project")).to_have_count(0)
    tab.goto("/bin")
    tab.get_by_role("button", name="Bring back").click()
    expect(tab.locator("#toasts")).to_contain_text("How lighthouses work")
    expect(tab.get_by_role("heading", name="The bin is empty")).to_be_visible()
    tab.goto(f"{project}/scenes")
    expect(tab.get_by_label("Words of scene 2")).to_have_value("Its keeper climbs the stairs.")
