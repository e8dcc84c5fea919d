"""A client, a project with something of everything, and one valid request for every route there is.

A route without an example fails the build: the examples are what the other tests vary.
"""

import io
import struct
import uuid
import wave
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.responses import Response
from starlette.testclient import TestClient

from aura import schema
from aura.exchange.manifest import DOCUMENT, Manifest, encode
from aura.exchange.zip_writing import Writing
from aura.exports.tables import ExportHistory
from aura.services import Services
from aura.timeline.codec import freeze
from aura.timeline.document import Brief, Document, Head, Timeline
from aura.timeline.edits.hearing import SetSceneNarration
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Narration

API = "/api/v1"
PROJECT = "/projects/{project_id}"
SCENE, VERSION = f"{PROJECT}/scenes/{{scene_id}}", f"{PROJECT}/versions/{{number}}"
ASSET, EXPORT = f"{PROJECT}/assets/{{digest}}", "/exports/{export_id}"


def png(shade: int = 128) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade, 40, 200]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def tone() -> bytes:
    """A sound of one second that grows louder."""
    times = np.arange(16_000) / 16_000
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.sin(times * 2 * np.pi * 300) * times * 30_000).astype("<i2").tobytes())
    return out.getvalue()


def film(path: Path) -> None:
    """A film of a second, grey, with a tone."""
    with av.open(str(path), "w") as out:
        picture = out.add_stream("mpeg4", rate=10)
        picture.width, picture.height, picture.pix_fmt = 64, 36, "yuv420p"
        sound = out.add_stream("aac", rate=16_000)
        for shade in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), 20 * shade, np.uint8), format="rgb24")
            out.mux(picture.encode(frame))
        times = np.arange(16_000) / 16_000
        samples = (np.sin(times * 2 * np.pi * 300) * 0.5).astype(np.float32).reshape(1, -1)
        heard = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        heard.sample_rate = 16_000
        out.mux(sound.encode(heard))
        for stream in (picture, sound):
            out.mux(stream.encode(None))


def project_file() -> bytes:
    """A project's file: a brief, and neither scenes nor media."""
    frozen = freeze(Document(brief=Brief(topic="Lakes"), timeline=Timeline(head=Head(title="Lakes"))))
    brief, plan, voice, render, timeline = (digest.hex() for digest in frozen.digests())
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    manifest = Manifest(
        format=1,
        aura="0.1.0",
        title="Lakes",
        created_at=moment,
        changed_at=moment,
        document=(brief, plan, voice, render, timeline),
        with_media=True,
        kept="none",
    )
    out = io.BytesIO()
    with Writing(out) as written:
        for entry, part in zip(DOCUMENT.values(), frozen, strict=True):
            written.text(entry, part)
        written.text("project.json", encode(manifest))
    return out.getvalue()


@pytest.fixture
def app(aura: Services, new_app: Callable[[Services], FastAPI]) -> FastAPI:
    return new_app(aura)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://localhost") as opened:
        yield opened


class Stage:
    """A project with three scenes, a picture, two versions, a step that was undone, and two exports."""

    def __init__(self, aura: Services, client: TestClient) -> None:
        self.aura, self.client = aura, client
        made = client.post(
            f"{API}/projects",
            json={
                "brief": {"topic": "Rivers"},
                "scenes": [{"script_text": f"Scene {n}."} for n in (1, 2, 3)],
            },
        ).json()
        self.ids: dict[str, Any] = {"project_id": made["id"], "number": 1, "key": "text.model"}
        self.ids["part"] = "voice"
        scenes = self.send("GET", f"{PROJECT}/scenes").json()["items"]
        self.scenes = [item["scene"]["id"] for item in scenes]
        self.ids["scene_id"] = self.scenes[1]
        self.add_picture()
        self.send("POST", f"{PROJECT}/versions", json={"name": "Second"})
        self.send("PATCH", f"{PROJECT}/brief", json={"tone": "calm"}, headers={"If-Match": "*"})
        self.send("POST", f"{PROJECT}/undo")
        self.ids["export_id"] = self.send("POST", f"{PROJECT}/exports", json={}).json()["id"]
        saved = self.send("POST", f"{PROJECT}/save-as-template", json={"name": "Own"}).json()
        self.send("PUT", "/presets/Mine", json={"like": "Draft 360p"})
        self.ids["preset_name"] = "Mine"
        self.ids |= {"template_id": "creative-memory", "custom_template_id": saved["id"]}

    def send(self, method: str, path: str, **request: Any) -> Response:
        return self.client.request(method, API + path.format(**self.ids), **request)

    def tag(self, path: str) -> str:
        """The tag of what this route gives."""
        return self.send("GET", path).headers["etag"]

    def finish(self) -> None:
        """The export as if a worker had rendered it."""
        folder = self.aura.settings.exports_dir
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rivers.mp4").write_bytes(b"film")
        self.set_export("Completed", output_file="rivers.mp4")

    def add_picture(self) -> None:
        added = self.send("POST", f"{PROJECT}/assets?name=sky.png", content=png()).json()
        self.ids["digest"] = added["asset"]["digest"]

    def show(self) -> None:
        """A scene shows the picture, whatever an example before took away."""
        self.add_picture()
        project_id, picture = uuid.UUID(self.ids["project_id"]), Media(asset=self.ids["digest"])
        with self.aura.writing() as unit:
            if unit.live(project_id).find_scene(self.ids["scene_id"]) is None:
                self.ids["scene_id"] = str(unit.live(project_id).at(1))
            scene = self.ids["scene_id"]
            unit.editing.apply(project_id, [SetSceneMedia(scene=scene, media=picture)])

    def save_shown(self) -> None:
        """A version in which the scene shows the picture."""
        self.show()
        self.ids["number"] = self.send("POST", f"{PROJECT}/versions", json={}).json()["number"]

    def speak(self) -> None:
        """The scene is spoken, by a tone of a second that is an asset too."""
        content = tone()
        added = self.send("POST", f"{PROJECT}/assets?name=tone.wav", content=content).json()
        self.ids["digest"] = added["asset"]["digest"]
        heard = Narration(audio=self.ids["digest"], frames=30)
        edit = SetSceneNarration(scene=self.ids["scene_id"], narration=heard)
        with self.aura.writing() as unit:
            unit.editing.apply(uuid.UUID(self.ids["project_id"]), [edit])

    def finish_film(self) -> None:
        """The export as if a worker had rendered it: a film of a second that can be seen and heard."""
        self.finish()
        film(self.aura.settings.exports_dir / "rivers.mp4")

    def pin(self, number: int = 1) -> None:
        """The export as if a worker had made what was missing, and pinned the version to render."""
        with self.aura.reading() as unit:
            version_id = unit.versions.get(uuid.UUID(self.ids["project_id"]), number).id
        self.set_export("InProgress", version_id=version_id)

    def show_template(self) -> None:
        """The template's previews as if they had been made."""
        folder = self.aura.settings.cache_dir / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("a.jpg", "a.mp4"):
            (folder / name).write_bytes(b"preview")
        with self.aura.writing() as unit:
            shown = {"image": "templates/a.jpg", "video": "templates/a.mp4"}
            unit.templates.shown_by(self.ids["template_id"], **shown)

    def set_export(self, status: str, **values: Any) -> None:
        with self.aura.writing() as unit:
            export = unit.work.session.get_one(ExportHistory, self.ids["export_id"])
            for name, value in {"status": status, **values}.items():
                setattr(export, name, value)


class Example(NamedTuple):
    """A valid request: its body, the route that gives the tag it needs, and what must be done before."""

    json: Any = None
    guard: str | None = None
    content: bytes | None = None
    before: Callable[[Stage], object] | None = None
    query: dict[str, str] | None = None

    def request(self, stage: Stage) -> dict[str, Any]:
        """What to send on this stage."""
        if self.before:
            self.before(stage)
        request: dict[str, Any] = {"headers": {}}
        if self.json is not None:
            request["json"] = self.json
        if self.content is not None:
            request["content"] = self.content
        if self.query is not None:
            request["params"] = self.query
        if self.guard:
            request["headers"]["If-Match"] = stage.tag(self.guard)
        return request


TEMPLATE, OWN = "/templates/{template_id}", "/custom-templates/{custom_template_id}"
TEMPLATE_FILE = 'id = "lakes"\nname = "Lakes"\ncategory = "Creative"\n[brief]\ntopic = "Lakes"\n'

FREE = str(uuid.UUID(int=9 << 64 | 7))

EXAMPLES: dict[str, Example] = {
    "GET /health": Example(),
    "GET /edits": Example(),
    "GET /presets": Example(),
    "GET /presets/{preset_name}": Example(),
    "PUT /presets/{preset_name}": Example({"like": "TikTok 9:16", "size_px": 720, "crf": None}),
    "DELETE /presets/{preset_name}": Example(),
    f"GET {PROJECT}/exports/check": Example(query={"preset": "YouTube 1080p"}),
    "GET /projects": Example(),
    "POST /projects": Example({"brief": {"topic": "Lakes"}, "scenes": [{"script_text": "Deep."}]}),
    f"GET {PROJECT}": Example(),
    f"DELETE {PROJECT}": Example(),
    f"POST {PROJECT}/bring-back": Example(before=lambda stage: stage.send("DELETE", PROJECT)),
    f"GET {PROJECT}/document": Example(),
    f"GET {PROJECT}/file": Example(query={"versions": "manual"}),
    "POST /projects/file": Example(content=project_file()),
    f"GET {PROJECT}/timeline": Example(),
    f"POST {PROJECT}/draft": Example(),
    f"GET {PROJECT}/draft/disclosures": Example(),
    f"GET {PROJECT}/exports/disclosures": Example(),
    f"GET {PROJECT}/completions": Example(),
    f"POST {PROJECT}/edits": Example(
        {"edits": [{"kind": "brief.set", "tone": "merry"}]}, guard=f"{PROJECT}/brief"
    ),
    f"GET {PROJECT}/brief": Example(),
    f"PATCH {PROJECT}/brief": Example({"tone": "merry"}, guard=f"{PROJECT}/brief"),
    f"GET {PROJECT}/plan": Example(),
    f"PATCH {PROJECT}/plan": Example({"pacing": "Fast"}, guard=f"{PROJECT}/plan"),
    f"GET {PROJECT}/voice": Example(),
    f"PATCH {PROJECT}/voice": Example({"rate_percent": 110}, guard=f"{PROJECT}/voice"),
    f"GET {PROJECT}/render": Example(),
    f"PATCH {PROJECT}/render": Example({"captions": False}, guard=f"{PROJECT}/render"),
    f"GET {PROJECT}/head": Example(),
    f"PATCH {PROJECT}/head": Example({"title": "Streams"}, guard=f"{PROJECT}/head"),
    f"GET {PROJECT}/scenes": Example(),
    f"POST {PROJECT}/scenes": Example({"id": FREE, "script_text": "More."}, guard=f"{PROJECT}/scenes"),
    f"GET {PROJECT}/scenes/find": Example(query={"text": "scene"}),
    f"GET {SCENE}": Example(),
    f"PATCH {SCENE}": Example({"script_text": "Other words.", "motion": "in"}, guard=SCENE),
    f"DELETE {SCENE}": Example(guard=SCENE),
    f"POST {SCENE}/move": Example({"after": "end"}, guard=f"{PROJECT}/scenes"),
    f"GET {PROJECT}/actions": Example(),
    f"POST {PROJECT}/undo": Example(),
    f"POST {PROJECT}/redo": Example(),
    f"GET {PROJECT}/versions": Example(),
    f"POST {PROJECT}/versions": Example({"name": "Third", "important": True}),
    f"GET {VERSION}": Example(),
    f"PATCH {VERSION}": Example({"name": "Renamed"}),
    f"DELETE {VERSION}": Example(),
    f"GET {VERSION}/document": Example(),
    f"GET {VERSION}/captions": Example(),
    f"POST {VERSION}/restore": Example(),
    f"POST {VERSION}/scenes/{{scene_id}}/restore": Example(),
    f"POST {VERSION}/parts/{{part}}/restore": Example(),
    f"POST {VERSION}/branch": Example(),
    f"GET {VERSION}/compare": Example(query={"with": "2"}),
    f"POST {PROJECT}/versions/autosave": Example(),
    f"POST {PROJECT}/duplicate": Example(),
    f"POST {VERSION}/bring-back": Example(before=lambda stage: stage.send("DELETE", VERSION)),
    f"GET {PROJECT}/assets": Example(),
    f"POST {PROJECT}/assets": Example(content=png(7)),
    f"GET {ASSET}": Example(),
    f"DELETE {ASSET}": Example(),
    f"GET {ASSET}/content": Example(),
    f"GET {PROJECT}/captions": Example(),
    f"POST {PROJECT}/captions": Example(content=b"1\n00:00:00,500 --> 00:00:01,500\nWater.\n"),
    f"DELETE {PROJECT}/captions": Example(),
    "GET /exports": Example(),
    f"POST {PROJECT}/exports": Example({"preset": "Standard 720p"}),
    f"GET {EXPORT}": Example(),
    f"DELETE {EXPORT}": Example(before=Stage.finish),
    f"GET {EXPORT}/events": Example(),
    f"GET {EXPORT}/file": Example(before=Stage.finish),
    f"GET {EXPORT}/captions": Example(before=Stage.pin),
    f"GET {EXPORT}/live": Example(before=Stage.finish),
    f"POST {EXPORT}/cancel": Example(),
    f"POST {EXPORT}/retry": Example(before=lambda stage: stage.set_export("Failed")),
    f"GET {PROJECT}/poster": Example(before=Stage.show),
    f"GET {VERSION}/poster": Example(before=Stage.save_shown),
    f"GET {PROJECT}/exports/explain": Example(before=Stage.show, query={"version": "1"}),
    f"GET {PROJECT}/preview": Example(before=Stage.show, query={"from_ms": "2000", "to_ms": "2300"}),
    f"GET {PROJECT}/frame": Example(before=Stage.show, query={"at_ms": "2100", "width": "160"}),
    f"GET {SCENE}/thumbnail": Example(before=Stage.show),
    f"GET {PROJECT}/sheet": Example(before=Stage.show),
    f"GET {SCENE}/waveform": Example(before=Stage.speak),
    f"GET {ASSET}/waveform": Example(before=Stage.speak),
    f"GET {EXPORT}/waveform": Example(before=Stage.finish_film),
    f"GET {EXPORT}/sheet": Example(before=Stage.finish_film),
    "GET /queue": Example(),
    "POST /queue/pause": Example(),
    "POST /queue/resume": Example(before=lambda stage: stage.send("POST", "/queue/pause")),
    f"POST {EXPORT}/pause": Example(),
    f"POST {EXPORT}/resume": Example(before=lambda stage: stage.send("POST", f"{EXPORT}/pause")),
    f"POST {EXPORT}/move": Example({"to": "first"}),
    "GET /settings": Example(),
    "GET /settings/{key}": Example(),
    "PUT /settings/{key}": Example({"value": "a-model"}, guard="/settings/{key}"),
    "DELETE /settings/{key}": Example(guard="/settings/{key}"),
    "GET /setup": Example(),
    "PATCH /setup": Example({"step": "keys", "tier": "Offline", "state": {"seen": ["checks"]}}),
    "POST /setup/complete": Example(
        before=lambda stage: stage.send("PATCH", "/setup", json={"tier": "Offline"})
    ),
    "GET /setup/checks": Example(),
    "GET /system": Example(),
    "GET /templates": Example(),
    "POST /templates": Example({"file": TEMPLATE_FILE}),
    f"GET {TEMPLATE}": Example(),
    f"DELETE {TEMPLATE}": Example(),
    f"POST {TEMPLATE}/bring-back": Example(before=lambda stage: stage.send("DELETE", TEMPLATE)),
    f"POST {TEMPLATE}/preview": Example({"answers": {"year": 1999}}),
    f"POST {TEMPLATE}/projects": Example({"answers": {"year": 1999}}),
    f"GET {TEMPLATE}/file": Example(),
    f"GET {TEMPLATE}/picture": Example(before=Stage.show_template),
    f"GET {TEMPLATE}/film": Example(before=Stage.show_template),
    f"PUT {TEMPLATE}/stars": Example({"stars": 4}),
    f"POST {PROJECT}/template": Example({"template": "creative-memory", "answers": {"year": 1999}}),
    f"POST {PROJECT}/save-as-template": Example({"name": "Rivers", "variables": {"what": "Rivers"}}),
    "GET /custom-templates": Example(),
    "POST /custom-templates": Example({"name": "Mine", "content": {"brief": {"topic": "Lakes"}}}),
    f"GET {OWN}": Example(),
    f"PATCH {OWN}": Example({"name": "Better", "is_default": True}),
    f"DELETE {OWN}": Example(),
    f"POST {OWN}/bring-back": Example(before=lambda stage: stage.send("DELETE", OWN)),
    f"POST {OWN}/preview": Example({"answers": {}}),
    f"POST {OWN}/projects": Example({"answers": {}}),
    f"GET {OWN}/file": Example(),
}


@pytest.fixture
def examples() -> dict[str, Example]:
    return EXAMPLES


@pytest.fixture
def new_stage(aura: Services, client: TestClient) -> Callable[[], Stage]:
    return lambda: Stage(aura, client)


@pytest.fixture
def stage(new_stage: Callable[[], Stage]) -> Stage:
    return new_stage()


@pytest.fixture
def rows(aura: Services) -> Callable[[], dict[str, Any]]:
    """All rows of all tables, to see that nothing was changed or half-written."""

    def read() -> dict[str, Any]:
        with aura.reading() as unit:
            return {
                name: sorted(map(repr, unit.work.session.execute(select(table)).all()))
                for name, table in schema.whole().tables.items()
            }

    return read
