"""Recordings on their way to Aura, in a real browser: none is thrown away by another one, or by a failure."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from aura.timeline.document import Brief, Head
from aura.timeline.scene import Scene
from aura.web.recording_lines import MOST
from tests.web.holding import hold
from tests.web.scenic import Film, sound

MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const to = context.createMediaStreamDestination();
  tone.connect(to);
  tone.start();
  return to.stream;
};
"""
"""A microphone that hears one tone."""
FILE = {"name": "me.wav", "mimeType": "audio/wav", "buffer": sound()}


@pytest.fixture
def spoken(page: Any, site: Any) -> Callable[[], list[bool]]:
    """The Voice page of two scenes is open; answers which of them have a recording."""
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        scenes = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number}.") for number in (1, 2)]
        mine = unit.projects.create(brief=Brief(topic="Lights"), head=Head(title="Lights"), scenes=scenes).id
    page.add_init_script(MICROPHONE)
    page.goto(f"/projects/{mine}/voice")

    def read() -> list[bool]:
        with site.aura.reading() as unit:
            return [bool(scene.narration) for scene in unit.live(mine).document().timeline.scenes]

    return read


def start(page: Any, number: int, expect: Any) -> Any:
    """Records a scene for a second; answers the dialog."""
    page.get_by_role("button", name=f"Record scene {number}").click()
    dialog = page.get_by_role("dialog", name=f"Record scene {number}")
    dialog.get_by_role("button", name="Start recording").click()
    expect(dialog.locator("[data-clock]")).to_have_text(re.compile("0:0[1-9]"))
    return dialog


def choose(page: Any, number: int) -> None:
    page.get_by_label(f"Choose an audio file for scene {number}").set_input_files(FILE)


def test_one_upload_that_ends_leaves_the_recording_of_another_scene_alone(
    page: Any, spoken: Callable[[], list[bool]], expect: Any
) -> None:
    held = hold(page, "**/recording?*")
    with page.expect_request("**/recording?*"):
        choose(page, 1)
    dialog = start(page, 2, expect)
    held.pop().continue_()
    expect(page.locator("#toasts")).to_contain_text("Scene 1 is spoken by your recording.")
    stop = dialog.get_by_role("button", name="Stop and keep")
    expect(stop).to_be_focused()
    stop.click()
    expect(page.locator("#toasts")).to_contain_text("Scene 2 is spoken by your recording.")
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Your recording", exact=True)).to_have_count(2)
    assert spoken() == [True, True]


def test_one_upload_that_fails_leaves_the_recording_of_another_scene_alone(
    page: Any, spoken: Callable[[], list[bool]], complaints: Any, expect: Any
) -> None:
    complaints.expected.add("status of 422")
    held = hold(page, "**/recording?*")
    with page.expect_request("**/recording?*"):
        page.get_by_label("Choose an audio file for scene 1").set_input_files({**FILE, "buffer": b"none"})
    dialog = start(page, 2, expect)
    held.pop().continue_()
    expect(page.locator("#recording-said")).to_contain_text("Aura takes")
    expect(dialog.locator(".recorder-state")).to_have_attribute("data-state", "recording")
    dialog.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("#toasts")).to_contain_text("Scene 2 is spoken by your recording.")
    assert spoken() == [False, True]


@pytest.mark.parametrize("fault", ["nothing", "503"])
def test_what_was_spoken_is_kept_until_aura_has_it(
    page: Any, spoken: Callable[[], list[bool]], complaints: Any, expect: Any, fault: str
) -> None:
    complaints.expected |= {"ERR_FAILED", "status of 503"}
    broken = (lambda route: route.fulfill(status=503)) if fault == "503" else (lambda route: route.abort())
    page.route("**/recording?*", broken)
    dialog = start(page, 2, expect)
    dialog.get_by_role("button", name="Stop and keep").click()
    again = dialog.get_by_role("button", name="Send again")
    expect(again).to_be_focused()
    expect(dialog.locator("[data-said]")).to_contain_text("Aura does not answer")
    again.click()
    expect(again).to_be_focused()

    page.keyboard.press("Escape")  # it is there also for whoever looks at something else meanwhile
    page.get_by_role("button", name="Record scene 1").click()
    expect(page.get_by_role("button", name="Send again")).to_be_hidden()
    page.keyboard.press("Escape")
    page.unroute("**/recording?*")
    page.get_by_role("button", name="Record scene 2").click()
    again.click()
    expect(page.locator("#toasts")).to_contain_text("Scene 2 is spoken by your recording.")
    assert spoken() == [False, True]
    page.get_by_role("button", name="Record scene 2 again").click()
    expect(again).to_be_hidden()


def test_a_new_recording_takes_the_place_of_one_that_was_not_sent(
    page: Any, spoken: Callable[[], list[bool]], complaints: Any, expect: Any
) -> None:
    complaints.expected.add("ERR_FAILED")
    page.route("**/recording?*", lambda route: route.abort())
    dialog = start(page, 1, expect)
    dialog.get_by_role("button", name="Stop and keep").click()
    dialog.get_by_role("button", name="Start recording").click()
    expect(dialog.get_by_role("button", name="Stop and keep")).to_be_focused()
    expect(dialog.get_by_role("button", name="Send again")).to_be_hidden()
    expect(dialog.locator("[data-clock]")).to_have_text(re.compile("0:0[1-9]"))
    page.unroute("**/recording?*")
    dialog.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("#toasts")).to_contain_text("Scene 1 is spoken by your recording.")
    page.get_by_role("button", name="Record scene 1 again").click()
    expect(dialog.get_by_role("button", name="Start recording")).to_be_focused()
    expect(dialog.get_by_role("button", name="Send again")).to_be_hidden()
    assert spoken() == [True, False]


def test_a_file_that_did_not_arrive_is_sent_again(
    page: Any, spoken: Callable[[], list[bool]], complaints: Any, expect: Any
) -> None:
    complaints.expected.add("ERR_FAILED")
    page.route("**/recording?*", lambda route: route.abort())
    choose(page, 1)
    expect(page.get_by_role("alert")).to_contain_text("The recording of scene 1 was not kept")
    page.unroute("**/recording?*")
    page.get_by_role("alert").get_by_role("button", name="Send again").click()
    expect(page.locator("#toasts")).to_contain_text("Scene 1 is spoken by your recording.")
    assert spoken() == [True, False]


def test_start_that_is_pressed_twice_records_once_and_lets_go_of_the_microphone(
    page: Any, spoken: Callable[[], list[bool]], expect: Any
) -> None:
    page.evaluate(
        """() => {
          window.streams = [];
          const lend = navigator.mediaDevices.getUserMedia;
          navigator.mediaDevices.getUserMedia = async () => {
            const stream = await lend();
            await new Promise((go) => setTimeout(go, 500)); // as one is asked whether the page may have it
            window.streams.push(stream);
            return stream;
          };
        }"""
    )
    page.get_by_role("button", name="Record scene 1").click()
    dialog = page.get_by_role("dialog", name="Record scene 1")
    dialog.get_by_role("button", name="Start recording").dblclick()
    expect(dialog.locator("[data-clock]")).to_have_text(re.compile("0:0[1-9]"))
    dialog.get_by_role("button", name="Stop and keep").click()
    expect(page.locator("#toasts")).to_contain_text("Scene 1 is spoken by your recording.")
    live = "window.streams.flatMap((each) => each.getTracks()).filter((each) => each.readyState === 'live')"
    assert page.evaluate(f"{live}.length") == 0
    assert spoken() == [True, False]


def test_all_scenes_of_a_long_film_stay_listed_when_one_of_them_is_recorded(
    page: Any, site: Any, path: str, expect: Any
) -> None:
    film = Film(site.aura, ["A lamp."] * (MOST + 2))
    assert path
    page.goto(f"{film.path}/voice")
    page.get_by_role("button", name="Show 2 more scenes").click()
    expect(page.locator(".spoken-line")).to_have_count(MOST + 2)
    choose(page, MOST + 2)
    expect(page.locator(".spoken-line").last).to_contain_text("Your recording")
    page.reload()
    expect(page.locator(".spoken-line")).to_have_count(MOST + 2)
