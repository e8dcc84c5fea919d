"""Servers that write, speak and draw for a project: whoever fails, the project is unchanged or complete."""

import base64
import io
import json
import threading
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from aura.actor import LOCAL
from aura.audit.completions import Completions
from aura.errors import AuraError
from aura.generation.making import Job, make_all
from aura.ids import new_id
from aura.providers.online import tries
from aura.services import Services
from aura.templates.using import Chosen
from aura.timeline.document import Brief, Document, Plan
from aura.timeline.edits.fields import SetRender, SetVoice
from aura.timeline.edits.scenes import SetSceneText

KEY = "sk-aura-test-0123456789abcdef-WXYZ"
SENTENCE = "The lens gathers the light of a small lamp into one long beam that ships can see from far away."


def script(scenes: int = 5) -> str:
    titles = ("The tower", "The lamp", "The lens", "The rhythm", "The keeper")
    told = [
        {"title": titles[number], "script_text": f"{titles[number]} comes now. {SENTENCE}"}
        for number in range(scenes)
    ]
    sections = [{"title": title, "summary": f"About {title.lower()}."} for title in titles[:scenes]]
    return json.dumps({"title": "Lighthouses", "sections": sections, "scenes": told})


class Provider(ThreadingHTTPServer):
    """A server of the interface, on this machine; ``faults`` come first, then it does as it is asked."""

    daemon_threads = True

    def __init__(self, speak: Callable[[str], bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.speak = speak
        self.faults: list[str] = []
        self.after = 0
        self.used = {"prompt_tokens": 120, "completion_tokens": 340}
        self.unknown = ""
        """A field of a question that it does not take."""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.keys: set[str] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@cache
def noise() -> Image.Image:
    """A picture that says nothing."""
    return Image.effect_noise((640, 360), 40).convert("RGB")


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body))
        self.server.keys.add(self.headers.get("Authorization", ""))
        fault = ""
        if self.server.faults and len(self.server.asked) > self.server.after:
            fault = self.server.faults.pop(0)
        if fault.isdecimal():
            self.answer(
                int(fault), "application/json", json.dumps({"error": {"message": f"no {KEY}"}}).encode()
            )
        elif self.server.unknown in body:
            said = {"error": {"message": f"Unknown parameter: '{self.server.unknown}'.", "code": None}}
            self.answer(400, "application/json", json.dumps(said).encode())
        elif fault == "junk":
            self.answer(200, "text/html", b"<html>not what you asked for</html>")
        elif fault == "reset":
            self.connection.close()
        else:
            getattr(self, self.path.rpartition("/")[2])(body)

    def answer(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def completions(self, body: dict[str, Any]) -> None:
        text = script()
        pieces = [text[start : start + 40] for start in range(0, len(text), 40)]
        chunks = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        chunks.append({"choices": [], "usage": self.server.used})
        head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
        stream = "".join(f"data: {json.dumps(head | chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
        self.answer(200, "text/event-stream", stream.encode())

    def speech(self, body: dict[str, Any]) -> None:
        self.answer(200, "audio/wav", self.server.speak(body["input"]))

    def generations(self, body: dict[str, Any]) -> None:
        drawn, data = noise().copy(), io.BytesIO()
        drawn.putpixel((0, 0), (len(self.server.asked), 0, 0))  # each is another picture
        drawn.save(data, "PNG", compress_level=1)
        picture = base64.b64encode(data.getvalue()).decode()
        self.answer(
            200, "application/json", json.dumps({"created": 1, "data": [{"b64_json": picture}]}).encode()
        )


@pytest.fixture
def provider(speaker: Any) -> Iterator[Provider]:
    server = Provider(lambda text: speaker.speak(text, language="en").wav)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries."""
    for module in ("drafter", "speaker", "illustrator"):
        patience = tries.Patience(sleep=lambda seconds: None)
        monkeypatch.setattr(f"aura.providers.online.{module}.PATIENCE", patience)


class Desk:
    """A project that servers work for."""

    def __init__(self, aura: Services, provider: Provider) -> None:
        self.aura = aura
        self.provider = provider
        with aura.writing() as unit:
            for kind in ("text", "speech", "images"):
                unit.configuration.set(f"{kind}.base_url", provider.address)
                unit.configuration.set(f"{kind}.model", f"{kind}-model")
                unit.configuration.set(f"{kind}.api_key", KEY)
            self.id: uuid.UUID = unit.projects.create(
                brief=Brief(topic="Lighthouses", notes=f"{SENTENCE} Ships know it by its rhythm."),
                plan=Plan(target_duration_s=40),
            ).id

    @property
    def document(self) -> Document:
        with self.aura.reading() as unit:
            return unit.live(self.id).document()

    def draft(self) -> None:
        self.aura.studio.draft(self.id, LOCAL, "online")

    def drafted(self) -> "Desk":
        self.aura.studio.draft(self.id, LOCAL, "offline")
        return self

    def apply(self, *edits: Any) -> None:
        with self.aura.writing() as unit:
            unit.editing.apply(self.id, edits)

    def make(self, only: str = "", **options: Any) -> int:
        """Make what is missing; in one step only, where a test needs no other."""
        tools = self.aura.tools
        job = Job(self.aura.units, tools.shelf, LOCAL, self.id, new_id(), **options)
        stages = [stage for stage in tools.makers.stages(self.id, LOCAL) if only in ("", stage.step)]
        return make_all(job, stages)

    def speak(self) -> None:
        self.apply(SetVoice(source="online"))
        self.make("voice")

    def calls(self) -> list[Any]:
        with self.aura.reading() as unit:
            return list(Completions(unit.work).list(self.id).items)


@pytest.fixture
def desk(aura: Services, provider: Provider) -> Desk:
    return Desk(aura, provider)


def test_a_script_is_written_spoken_and_drawn_by_servers_and_every_question_is_on_record(desk: Desk) -> None:
    desk.draft()
    desk.apply(SetVoice(source="online"), SetRender(pictures="online"))
    desk.make()
    scenes = desk.document.timeline.scenes

    assert [scene.title for scene in scenes] == [
        "The tower",
        "The lamp",
        "The lens",
        "The rhythm",
        "The keeper",
    ]
    assert all(
        scene.narration and scene.narration.words_from == scene.narration.made_from for scene in scenes
    )
    assert all(scene.media and scene.media.made_from for scene in scenes)
    calls = desk.calls()
    assert {call.context_stage for call in calls} == {"Script", "Voice", "Visuals"}
    assert {call.status for call in calls} == {"Completed"}
    drafting = next(call for call in calls if call.context_stage == "Script")
    assert (drafting.input_tokens, drafting.output_tokens) == (120, 340)
    assert drafting.duration_ms is not None
    assert desk.make() == 0
    assert desk.provider.keys == {f"Bearer {KEY}"}


FAULTS = {
    "401": 1, "403": 1, "404": 1, "429": 3, "500": 3, "503": 3, "junk": 3, "reset": 3,
}  # fmt: skip
"""What goes wrong, and how often it is asked at most."""

SITES = ("draft", "speak", "draw")


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_fails_leaves_the_project_as_it_was_and_is_asked_three_times_at_most(
    desk: Desk, fault: str, site: str
) -> None:
    desk.drafted()
    if site != "draft":
        desk.apply(SetVoice(source="online") if site == "speak" else SetRender(pictures="online"))
    before = desk.document
    desk.provider.after = 0 if site == "draft" else 2  # two scenes are made before it fails
    desk.provider.faults = [fault] * 9

    def run() -> None:
        if site == "draft":
            desk.draft()
        else:
            desk.make("voice" if site == "speak" else "visuals")

    with pytest.raises(AuraError) as failed:
        run()

    assert desk.document == before
    assert len(desk.provider.asked) <= desk.provider.after + FAULTS[fault]
    assert KEY not in failed.value.message
    assert failed.value.message.endswith(".")
    assert [call.status for call in desk.calls()].count("Failed") <= FAULTS[fault]

    made = len(desk.provider.asked)
    desk.provider.faults = []
    run()

    assert desk.document != before
    if site != "draft":  # what was made before it failed is not asked for, or paid, again
        asked = [body.get("input") or body.get("prompt") for _, body in desk.provider.asked]
        assert not set(asked[: desk.provider.after]) & set(asked[made:])


def test_what_a_server_does_not_take_to_be_told_is_told_it_once_for_a_whole_film(desk: Desk) -> None:
    desk.drafted().provider.unknown = "response_format"
    desk.apply(SetRender(pictures="online"))
    desk.make("visuals")
    told = ["response_format" in body for _, body in desk.provider.asked]

    assert told == [True, *[False] * len(desk.document.timeline.scenes)]


@pytest.mark.parametrize(("tokens", "cost"), [(10**19, 2**31 * 2), (-(10**6), 0)])
def test_a_draft_is_kept_whatever_its_server_says_that_it_took(desk: Desk, tokens: int, cost: int) -> None:
    with desk.aura.writing() as unit:
        unit.configuration.set("text.input_price_micros", 1_000_000)
        unit.configuration.set("text.output_price_micros", 1_000_000)
    desk.provider.used = {"prompt_tokens": tokens, "completion_tokens": tokens}
    desk.draft()
    (call,) = desk.calls()

    assert len(desk.document.timeline.scenes) == 5
    assert cost - 2 <= call.cost_micros <= cost


def test_a_fault_that_passes_is_overcome(desk: Desk) -> None:
    desk.provider.faults = ["500", "reset"]
    desk.draft()

    assert len(desk.document.timeline.scenes) == 5
    assert [call.status for call in desk.calls()] == ["Completed", "Failed", "Failed"]


class Another:
    """A second export of the desk's project, which begins while the first one is at its first question."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.answer = threading.Event()
        self.looks = 0
        speak = desk.provider.speak

        def wait(text: str) -> bytes:
            if len(desk.provider.asked) > 1:
                self.answer.set()  # it was asked for by both
            assert self.answer.wait()
            return speak(text)

        desk.provider.speak = wait
        desk.apply(SetVoice(source="online"))

    def run(self, stop_at: int) -> int:
        """Make what is missing beside the first one; it looks ``stop_at`` times whether it is stopped."""
        first = threading.Thread(target=self.desk.make, args=("voice",))
        first.start()
        while not self.desk.provider.asked:
            first.join(0.01)
        try:
            return self.desk.make("voice", stopped=lambda: self._stopped(stop_at))
        finally:
            self.answer.set()
            first.join()

    def _stopped(self, stop_at: int) -> bool:
        self.looks += 1
        if self.looks == 4:
            self.answer.set()  # it waits for what the first one is asking for
        return self.looks >= stop_at


def test_what_two_exports_of_a_film_want_at_once_is_asked_for_and_paid_once(desk: Desk) -> None:
    Another(desk.drafted()).run(stop_at=10**6)

    asked = [body["input"] for _, body in desk.provider.asked]
    assert sorted(asked) == sorted(scene.script_text for scene in desk.document.timeline.scenes)
    assert desk.make("voice") == 0


def test_an_export_that_is_stopped_while_it_waits_for_another_does_not_go_on_waiting(desk: Desk) -> None:
    another = Another(desk.drafted())

    assert another.run(stop_at=3) == 0
    assert all(scene.narration for scene in desk.document.timeline.scenes)
    assert len(desk.provider.asked) == len(desk.document.timeline.scenes)


def test_without_a_server_online_is_refused_with_what_to_do(desk: Desk) -> None:
    with desk.aura.writing() as unit:
        unit.configuration.reset("text.base_url")
    with pytest.raises(AuraError, match=r"aura config set text\.base_url"):
        desk.draft()


def test_what_will_leave_the_machine_is_said_before_it_does(desk: Desk) -> None:
    studio = desk.aura.studio
    (script_told,) = studio.drafting_tells(desk.id, LOCAL, "online")
    desk.drafted()
    assert studio.making_tells(desk.id, LOCAL) == []
    desk.apply(SetVoice(source="online"), SetRender(pictures="online"))
    voice, pictures = studio.making_tells(desk.id, LOCAL)

    assert script_told.what.startswith("The brief and the plan (")
    assert "topic and tone" in pictures.what
    assert "127.0.0.1" in script_told.host
    said = sum(len(scene.script_text) for scene in desk.document.timeline.scenes)
    assert (voice.stage, voice.characters) == ("Voice", said)
    assert pictures.stage == "Visuals"
    assert desk.provider.asked == []

    desk.make()
    assert studio.making_tells(desk.id, LOCAL) == []
    desk.apply(SetSceneText(scene=desk.document.timeline.scenes[0].id, text="Other words."))
    assert [told.characters for told in studio.making_tells(desk.id, LOCAL) if told.stage == "Voice"] == [12]


def test_a_template_that_leaves_the_script_to_a_server_says_so_and_sends_nothing_yet(desk: Desk) -> None:
    file = b"""
id = "drafted"
name = "Drafted"
description = "Written by whoever is set up."
category = "Creative"

[brief]
topic = "Tides"
language = "en"

[plan]
target_duration_s = 40

[pipeline.Script]
model = "another-model"
instructions = "Speak like a sailor."
"""
    with desk.aura.writing() as unit:
        unit.templates.take_in(file.decode())
    gallery, chosen = desk.aura.gallery, Chosen("template", "drafted")
    (told,) = gallery.tells(chosen, {}, LOCAL)

    assert told.model == "another-model"
    assert told.characters > len("Speak like a sailor.")
    assert gallery.tells(Chosen("template", "creative-memory"), {}, LOCAL) == []
    assert desk.provider.asked == []

    gallery.start(chosen, {}, LOCAL)
    ((_, asked),) = desk.provider.asked
    assert asked["model"] == "another-model"
    assert asked["messages"][0]["content"].endswith("Speak like a sailor.\n")


def test_the_key_is_nowhere_but_in_the_requests(desk: Desk, home: Path, caplog: Any) -> None:
    """Searched as bytes, over a success, a failure and a backup."""
    desk.provider.faults = ["401"]
    with pytest.raises(AuraError):
        desk.draft()
    desk.draft()
    desk.speak()
    with desk.aura.writing() as unit:
        unit.versions.save(desk.id)
    desk.aura.close()
    searched = 0
    for path in home.rglob("*"):
        if path.is_file():
            searched += 1
            data = path.read_bytes()
            assert KEY.encode() not in data, path
            assert base64.b64encode(KEY.encode()) not in data, path

    assert searched > 5
    assert KEY not in caplog.text
    assert desk.provider.keys == {f"Bearer {KEY}"}
