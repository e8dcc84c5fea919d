"""Scenes are spoken by people's own recordings: from a file or the microphone, heard, taken away again."""

import math
import os
import re
import shutil
import struct
import uuid
import wave
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import av
import pytest
from starlette.testclient import TestClient

from aura.generation.missing import speech_due, timing_due
from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Scene
from aura.web.recording_lines import MOST, recordings_of

New = Callable[..., uuid.UUID]


def tone(seconds: float = 1.0, rate_hz: int = 16_000) -> bytes:
    """A sound as a WAV file."""
    samples = [round(9_000 * math.sin(n / 9)) for n in range(round(seconds * rate_hz))]
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def webm(seconds: float = 1.0) -> bytes:
    """The same as browsers record it: Opus in WebM, without a length in its head."""
    file = BytesIO()
    with (
        av.open(BytesIO(tone(seconds, 48_000)), "r") as source,
        av.open(file, "w", format="webm", options={"live": "1"}) as made,
    ):
        stream = made.add_stream("libopus", rate=48_000)
        for frame in source.decode(audio=0):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return file.getvalue()


def scene_path(document: Document, project_id: uuid.UUID, number: int = 1) -> str:
    return f"/projects/{project_id}/voice/scenes/{document.timeline.scenes[number - 1].id}"


@pytest.mark.parametrize(
    ("name", "sound", "mime"),
    [("me.wav", tone(1.5), "audio/wav"), ("me.webm", webm(1.5), "audio/webm")],
    ids=["wav", "webm"],
)
def test_a_file_becomes_the_voice_of_a_scene_in_one_step(
    client: TestClient,
    new_project: New,
    document_of: Callable[..., Document],
    name: str,
    sound: bytes,
    mime: str,
) -> None:
    mine = new_project("Lighthouses")
    path = scene_path(document_of(mine), mine)
    answer = client.post(f"{path}/recording?name={name}", content=sound)
    document = document_of(mine)
    scene = document.timeline.scenes[0]

    assert answer.status_code == 200
    assert "Scene 1 is spoken by your recording." in answer.text
    assert scene.narration is not None
    assert 44 <= scene.narration.frames <= 47
    assert scene.length_frames == scene.narration.frames + scene.narration.pause_frames
    assert speech_due(scene, document) is None  # nothing speaks in its place
    assert timing_due(scene, document)  # and its words get their times
    heard = client.get(f"{path}/sound")
    assert (heard.content, heard.headers["content-type"]) == (sound, mime)
    page = client.get(f"/projects/{mine}/voice").text
    assert "1 in your own voice" in page
    assert "Take the recording of scene 1 away" in page

    client.post(f"/projects/{mine}/undo?at=voice")
    assert document_of(mine).timeline.scenes[0].narration is None
    assert document_of(mine).timeline.assets == ()


def test_a_recording_is_taken_away_and_comes_back_by_undo(
    client: TestClient, new_project: New, document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    path = scene_path(document_of(mine), mine, 2)
    client.post(f"{path}/recording?name=me.wav", content=tone())
    recorded = document_of(mine).timeline.scenes[1].narration
    answer = client.post(f"{path}/recording/delete")

    assert "The recording of scene 2 is taken away." in answer.text
    assert document_of(mine).timeline.scenes[1].narration is None
    assert client.post(f"{path}/recording/delete").status_code == 409
    assert client.get(f"{path}/sound").status_code == 404
    client.post(f"/projects/{mine}/undo?at=voice")
    assert document_of(mine).timeline.scenes[1].narration == recorded
    again = client.post(f"{path}/recording?name=me.wav", content=tone(2))
    assert again.status_code == 200
    assert len(document_of(mine).timeline.assets) == 2


def test_what_is_no_sound_is_refused_in_words_and_changes_nothing(
    client: TestClient, new_project: New, document_of: Callable[..., Document]
) -> None:
    mine = new_project("Lighthouses")
    before = document_of(mine)
    path = scene_path(before, mine)
    for body, said in (
        (b"no sound at all", "this is text"),
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n", "The picture is damaged"),
    ):
        answer = client.post(f"{path}/recording?name=x", content=body, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert said in answer.text
    nowhere = f"/projects/{mine}/voice/scenes/{uuid.uuid4()}"

    assert client.post(f"{nowhere}/recording?name=x.wav", content=tone()).status_code == 404
    assert client.get(f"{nowhere}/spoken").status_code == 404
    assert document_of(mine) == before


def test_a_scene_is_heard_as_it_will_be_spoken(client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses", scenes=1)
    page = client.get(f"/projects/{mine}/voice").text
    spoken = client.get(page.partition('data-hear="')[2].partition('"')[0])

    assert spoken.headers["content-type"] == "audio/wav"
    assert spoken.content[:4] == b"RIFF"
    silent = new_project("Silence", scenes=1, script_text=" ")
    assert "Nothing is said here." in client.get(f"/projects/{silent}/voice").text
    assert "data-hear=" not in client.get(f"/projects/{silent}/voice").text


def test_a_long_film_is_folded_and_told_whole() -> None:
    scenes = tuple(
        Scene(id=str(uuid.UUID(int=number)), script_text="A lamp.", length_frames=60)
        for number in range(MOST + 5)
    )
    document = Document()
    document = Document(timeline=type(document.timeline)(scenes=scenes))
    folded = recordings_of(document, "/p", every=False)

    assert (len(folded.lines), folded.folded) == (MOST, 5)
    assert folded.summary == "65 scenes, 2:10 in all."
    assert len(recordings_of(document, "/p", every=True).lines) == MOST + 5


def test_hostile_words_and_names_are_shown_as_text(
    client: TestClient, new_project: New, seen: Any, hostile: tuple[str, ...], document_of: Any
) -> None:
    plain = None
    for text in ("A lamp burns.", *hostile):
        mine = new_project(text, scenes=1, script_text=text)
        path = scene_path(document_of(mine), mine)
        named = client.post(f"{path}/recording", params={"name": text}, content=tone(0.3))
        page = seen(client.get(f"/projects/{mine}/voice").text + named.text)
        plain = plain or page
        assert text.strip() in page.texts
        assert page.shape == plain.shape


HEARING = """button => {
  window.heard = [];
  const states = { "true,true": "asked", "true,": "plays", "false,": "ended" };
  new MutationObserver(() => {
    const state = states[["aria-pressed", "aria-busy"].map((name) => button.getAttribute(name))];
    if (state !== heard.at(-1)) heard.push(state);
  }).observe(button, { attributes: true });
}"""
"""Notes what a button says of the sound that it plays, which is over soon."""


@pytest.fixture
def with_microphone(browser: Any, site: Any, complaints: Any) -> Iterator[Any]:
    """A page of a Chromium that has a microphone, which gives beeps, and may use it."""
    path = os.environ.get("AURA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    opened = browser.browser_type.launch(executable_path=path, args=["--no-sandbox", *fake])
    page = opened.new_context(base_url=site.address, reduced_motion="reduce").new_page()
    complaints.watch(page)
    yield page
    opened.close()


def begun(aura: Services) -> tuple[str, uuid.UUID]:
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        made = [Scene(id=str(uuid.uuid4()), script_text=f"Lamp {number}.") for number in (1, 2)]
        head = Head(title="Lights")
        mine = unit.projects.create(brief=Brief(topic="Lights"), head=head, scenes=made).id
    return f"/projects/{mine}/voice", mine


def test_a_scene_is_recorded_by_microphone_and_heard(with_microphone: Any, site: Any, expect: Any) -> None:
    path, mine = begun(site.aura)
    page = with_microphone
    page.goto(path)
    page.get_by_role("button", name="Record scene 2").click()
    dialog = page.get_by_role("dialog", name="Record scene 2")
    expect(dialog).to_contain_text("Lamp 2.")
    expect(dialog.get_by_role("button", name="Start recording")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Stop and keep")).to_be_focused()
    expect(dialog.locator("[data-clock]")).to_have_text(re.compile("0:0[1-9]"))
    page.keyboard.press("Enter")

    expect(page.locator("#toasts")).to_contain_text("Scene 2 is spoken by your recording.")
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Your recording", exact=True)).to_have_count(1)
    expect(page.get_by_role("button", name="Record scene 2 again")).to_be_focused()
    with site.aura.reading() as unit:
        scene = unit.live(mine).document().timeline.scenes[1]
    assert scene.narration
    assert scene.narration.frames >= 20
    listen = page.get_by_role("button", name="Listen to scene 2")
    listen.evaluate(HEARING)
    listen.click()
    page.wait_for_function("() => heard.join() === 'asked,plays,ended'")
    page.get_by_role("button", name="Take the recording of scene 2 away").click()
    expect(page.locator("#toasts")).to_contain_text("taken away")


def test_a_microphone_that_is_refused_is_said_in_words_and_a_file_still_works(
    page: Any, site: Any, expect: Any
) -> None:
    path, _ = begun(site.aura)
    page.goto(path)
    page.get_by_role("button", name="Record scene 1").click()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#recorder [data-said]")).to_contain_text("microphone")
    expect(page.locator("#recorder .recorder-state")).to_have_attribute("data-state", "refused")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Record scene 1")).to_be_focused()
    file = {"name": "me.wav", "mimeType": "audio/wav", "buffer": tone()}
    page.get_by_label("Choose an audio file for scene 1").set_input_files(file)

    expect(page.locator("#toasts")).to_contain_text("Scene 1 is spoken by your recording.")
    expect(page.get_by_text("Your recording", exact=True)).to_have_count(1)
