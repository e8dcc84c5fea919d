"""A person at the scenes' page in a real browser: plays, sets, brings a picture, goes along the timeline."""

import re
from typing import Any

import pytest

from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.edits.scenes import SetSceneDuration, SetSceneMotion
from aura.timeline.scene import Overlay
from tests.web.holding import hold
from tests.web.scenic import Film, clip, png

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAYS = "() => [...document.querySelectorAll('#viewer video')].some((video) => video.currentTime > 0)"


@pytest.fixture
def film(site: Any) -> Film:
    """Four scenes of two seconds: a picture, a clip, a picture, nothing yet."""
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    film = Film(site.aura, texts=("", "", "", ""))
    film.show(1, film.bring(png(), "sky.png"))
    film.show(2, film.bring(clip(), "night.mp4"))
    film.show(3, film.bring(png(160), "sea.png"))
    return film


def open_at(page: Any, film: Film, number: int) -> None:
    page.goto(f"{film.path}/scenes?scene={film.scenes[number - 1].id}")
    page.wait_for_selector("#inspected")
    page.wait_for_selector(".clip")


@pytest.mark.long
def test_space_plays_and_what_follows_plays_on(page: Any, film: Film, expect: Any) -> None:
    open_at(page, film, 3)
    still = page.locator("#viewer img.still")
    expect(still).to_be_visible()
    page.locator("#title").click()
    page.keyboard.press(" ")
    page.wait_for_function(PLAYS)
    expect(page.locator("#viewer .play")).to_have_attribute("aria-label", "Pause")
    page.keyboard.press(" ")
    expect(page.locator("#viewer")).to_have_attribute("data-state", "paused")
    page.keyboard.press(" ")
    expect(page.locator("#viewer")).to_have_attribute("data-state", "ended")

    page.get_by_role("button", name="Play on from here").click()
    expect(page.locator("[data-viewer-scene]")).to_have_text("Scene 4")  # drawn for it, and played on
    expect(page.locator("[data-strip-time]")).to_have_text(re.compile(r"0:0[67]"))
    expect(page.locator("#viewer")).to_have_attribute("data-state", "ended")
    assert film.scenes[3].media is None


def test_a_preview_that_fails_says_so_in_words(page: Any, film: Film, expect: Any, complaints: Any) -> None:
    complaints.expected |= {
        "status of 422",
        "ERR_FAILED",
        ("status of 404", "/drawn?"),
    }  # which is drawn no more
    open_at(page, film, 4)
    page.evaluate("() => { window.drawn = document.getElementById('viewer'); }")
    film.apply(SetRender(pictures="online"))
    page.wait_for_function("() => !window.drawn.isConnected")
    page.locator("#viewer .play").click()
    expect(page.locator("[data-viewer-said]")).to_contain_text("Scene 4 shows nothing yet")
    page.route("**/stretch?*", lambda route: route.abort())
    page.locator("#viewer .play").click()
    expect(page.locator("[data-viewer-said]")).to_contain_text("Aura does not answer")


def test_what_is_pressed_while_the_inspector_is_drawn_anew_plays(page: Any, film: Film, expect: Any) -> None:
    open_at(page, film, 1)
    stretch = hold(page, "**/stretch?*")
    page.locator("#viewer .play").click()
    while not stretch:
        page.wait_for_timeout(20)
    page.evaluate("() => { window.drawn = document.getElementById('viewer'); }")
    film.apply(SetSceneMotion(scene=film.scenes[0].id, motion="left"))
    page.wait_for_function("() => !window.drawn.isConnected")
    stretch[0].continue_()
    page.wait_for_function(PLAYS)
    expect(page.locator("#viewer")).to_have_attribute("data-state", re.compile("playing|ended"))


def test_settings_are_made_by_keyboard_and_the_focus_stays(page: Any, film: Film, expect: Any) -> None:
    open_at(page, film, 2)
    motion = page.get_by_label("Motion", exact=True)
    motion.focus()
    motion.select_option("left")
    expect(page.locator("#toasts")).to_contain_text("Moved to the left")
    expect(motion).to_be_focused()
    page.get_by_label("Transition in").select_option("circle-open")
    expect(page.get_by_label("Seconds", exact=True)).to_be_enabled()
    page.get_by_label("Seconds", exact=True).fill("0.6")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("over 0.6 seconds")
    page.get_by_role("switch", name="Follows the words").press(" ")
    expect(page.get_by_label("Lasts at least, in seconds")).to_have_value("2")
    page.get_by_label("Starts at").press("ArrowRight")
    expect(page.locator("#toasts")).to_contain_text("which part of its clip")
    page.locator("#i-focus-center").press("ArrowRight")
    expect(page.locator("#toasts")).to_contain_text("Kept the right")

    scene = film.scenes[1]
    assert (scene.motion, scene.transition, scene.transition_frames) == ("left", "circle-open", 18)
    assert (scene.authored_frames, scene.media.trim_ms, scene.media.focus) == (60, 100, "right")
    page.locator("#title").click()
    page.keyboard.press("Control+z")
    expect(page.locator("#i-focus-center")).to_be_checked()


def test_a_text_is_added_worded_and_deleted(page: Any, film: Film, expect: Any) -> None:
    open_at(page, film, 1)
    page.get_by_text("Texts over the picture").click()
    page.get_by_role("button", name="Title", exact=True).click()
    page.get_by_label("Words", exact=True).fill("<b>Pharos</b>")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("overlays"))
    page.get_by_label("Comes").select_option("rise")
    expect(page.get_by_label("Comes")).to_have_value("rise")
    page.locator("#i-text-0-anchor-top-left").check()
    expect(page.locator("#i-text-0-anchor-top-left")).to_be_checked()
    expect(page.get_by_label("Words", exact=True)).to_have_value("<b>Pharos</b>")
    page.get_by_role("button", name="Delete text 1").click()
    expect(page.get_by_label("Words", exact=True)).to_have_count(0)
    expect(page.locator("#i-texts-name")).to_be_focused()
    assert film.scenes[0].overlays == ()
    film.undo()
    text = film.scenes[0].overlays[0]
    assert (text.text, text.anchor, text.animation) == ("<b>Pharos</b>", "top-left", "rise")


def test_a_text_that_another_tab_moved_up_is_not_taken_for_its_neighbour(
    page: Any, film: Film, expect: Any, complaints: Any
) -> None:
    complaints.expected.add("status of 409")
    texts = tuple(Overlay(text=word) for word in ("One", "Two", "Three"))
    scene = film.scenes[0].id
    film.apply(SetSceneOverlays(scene=scene, overlays=texts))
    open_at(page, film, 1)
    deletion, placing = (hold(page, address) for address in ("**/overlays/1/delete", "**/overlays/1"))
    page.get_by_role("button", name="Delete text 2").click()
    page.locator("#i-text-1-anchor-top-left").check()
    while not (deletion and placing):
        page.wait_for_timeout(20)
    film.apply(SetSceneOverlays(scene=scene, overlays=texts[1:]))
    for request in (*deletion, *placing):
        request.continue_()
    expect(page.locator("#toasts")).to_contain_text("not there any more")
    expect(page.locator(".overlay")).to_have_count(2)
    assert (len(deletion), len(placing), film.scenes[0].overlays) == (1, 1, texts[1:])


def test_words_that_are_sent_too_late_are_put_into_no_other_text(
    page: Any, film: Film, expect: Any, complaints: Any
) -> None:
    complaints.expected.add("status of 409")
    texts = tuple(Overlay(text=word) for word in ("One", "Two"))
    film.apply(SetSceneOverlays(scene=film.scenes[0].id, overlays=texts))
    open_at(page, film, 1)
    words = hold(page, "**/overlays/0/words")
    page.get_by_label("Second line").first.fill("and more")
    page.get_by_role("button", name="Delete text 1").click()  # it waits for the words
    while not words:
        page.wait_for_timeout(20)
    film.apply(SetSceneOverlays(scene=film.scenes[0].id, overlays=texts[1:]))
    words[0].continue_()
    expect(page.locator("#toasts")).to_contain_text("not there any more")
    expect(page.locator(".overlay")).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Second line")).to_have_value("")
    assert film.scenes[0].overlays == texts[1:]


def test_a_picture_comes_from_the_project_and_from_the_device(
    page: Any, film: Film, expect: Any, complaints: Any
) -> None:
    open_at(page, film, 4)
    page.get_by_role("button", name="From the project").click()
    page.get_by_role("button", name="sea.png").click()
    expect(page.locator(".picture-drop")).to_contain_text("sea.png")
    expect(page.locator("#i-choose")).to_be_focused()
    new = {"name": "coast.png", "mimeType": "image/png", "buffer": png(220)}
    page.locator("#i-file").set_input_files(new)
    expect(page.locator(".picture-drop")).to_contain_text("coast.png")
    complaints.expected.add("status of 422")
    page.locator("#i-file").set_input_files({**new, "name": "no.png", "buffer": b"no picture"})
    expect(page.locator("#said-i-file")).to_contain_text("Aura takes pictures")
    page.locator("#i-remove").click()
    expect(page.locator(".picture-drop")).to_contain_text("None of your own")


def test_the_timeline_leads_to_scenes_and_grows(page: Any, film: Film, expect: Any) -> None:
    open_at(page, film, 1)
    third = page.get_by_role("link", name="Scene 3, 2.0 seconds")
    third.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#inspected h2.panel-title")).to_have_text("Scene 3 of 4")
    expect(third).to_have_attribute("aria-current", "true")
    expect(page.locator("[data-strip-time]")).to_have_text("0:04.0")
    assert page.url.endswith(film.scenes[2].id)
    page.get_by_label("Zoom").press("End")
    expect(page.locator(".lane")).to_have_attribute("width", "800%")
    page.get_by_label("Motion", exact=True).select_option("up")
    expect(page.locator("#toasts")).to_contain_text("Moved upwards")
    expect(page.locator(".lane")).to_have_attribute("width", "800%")


def test_the_time_that_plays_is_written_as_the_length_of_the_film(page: Any, film: Film, expect: Any) -> None:
    rate = film.document.timeline.head.rate
    film.apply(*(SetSceneDuration(scene=each.id, frames=round(3_600 * rate)) for each in film.scenes[:2]))
    open_at(page, film, 1)
    told = page.locator("[data-strip-time]")
    play = "detail => document.body.dispatchEvent(new CustomEvent('aura:played', { detail }))"
    for number, share, words in ((1, 59.96 / 3_600, "1:00.0"), (2, 0.5, "1:30:00.0")):
        page.evaluate(play, {"scene": film.scenes[number - 1].id, "share": share, "state": "paused"})
        expect(told).to_have_text(words)


def test_on_a_phone_a_scene_comes_from_below(page: Any, film: Film, expect: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{film.path}/scenes")
    panel = page.locator("#inspector")
    expect(panel).to_be_hidden()
    page.locator(f"#scene-{film.scenes[1].id} .scene-pick").click()
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Scene 2 of 4")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_in_an_inspector_with_all_its_sections_open(
    page: Any, film: Film, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    text = Overlay(text="Pharos", detail="Alexandria")
    film.apply(SetSceneOverlays(scene=film.scenes[1].id, overlays=(text,)))
    page.goto(f"{film.path}/scenes")
    page.locator(f"#scene-{film.scenes[1].id} .scene-pick").click()
    page.wait_for_selector("#i-trim_s")
    for section in ("#i-voice", "#i-captions"):
        page.locator(f"{section} summary").click()
    page.wait_for_selector("#i-voice_name option:nth-child(3)", state="attached")
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in axe.run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]
    assert found == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
