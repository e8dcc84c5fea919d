"""Files in and out: named by their bytes, kept whole or not at all, given back as what they are."""

import hashlib
import io
import os
import uuid
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from blake3 import blake3
from starlette.testclient import TestClient

from aura import config
from aura.app import create_app
from aura.services import Services

ASSETS = "/projects/{project_id}/assets"
CONTENT = f"{ASSETS}/{{digest}}/content"

GIF = (
    bytes.fromhex(
        "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
    )
    + bytes(range(256)) * 40
)
"""A picture, and bytes behind its end that count for nothing."""


def sound(samples: bytes) -> bytes:
    """A WAV file of these samples."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(samples)
    return data.getvalue()


def left_over(stage: Any) -> list[Path]:
    return list((stage.aura.objects.root / "incoming").iterdir())


def objects(stage: Any) -> set[str]:
    return {path.name for path in stage.aura.objects.root.glob("??/*")}


def add(stage: Any, content: Any = GIF, name: str | None = None, **request: Any) -> Any:
    params = {} if name is None else {"name": name}
    return stage.send("POST", ASSETS, content=content, params=params, **request)


def test_the_bytes_that_were_sent_come_back_the_same(stage: Any) -> None:
    big = sound(os.urandom(3_000_000))
    for content in (GIF, big):
        added = add(stage, content, "it").json()["asset"]
        assert added["digest"] == blake3(content).hexdigest()
        assert added["size_bytes"] == len(content)
        stage.ids["digest"] = added["digest"]
        back = stage.send("GET", CONTENT)
        assert hashlib.sha256(back.content).digest() == hashlib.sha256(content).digest()
        assert back.headers["etag"] == f'"{added["digest"]}"'
        assert back.headers["content-length"] == str(len(content))


def test_what_was_measured_is_told_of_each_file(stage: Any) -> None:
    measured = ("type", "mime", "width_px", "height_px", "duration_ms", "has_audio")
    for content, facts in (
        (GIF, ("Image", "image/gif", 2, 2, 0, False)),
        (sound(bytes(96_000)), ("Audio", "audio/wav", 0, 0, 1000, True)),
    ):
        stage.ids["digest"] = add(stage, content, "it").json()["asset"]["digest"]
        asset = stage.send("GET", f"{ASSETS}/{{digest}}").json()["asset"]
        assert tuple(asset[name] for name in measured) == facts


def test_a_file_larger_than_any_json_may_be_is_taken_in_pieces(stage: Any) -> None:
    def pieces() -> Iterator[bytes]:
        yield GIF
        for number in range(60):
            yield bytes([number]) * 99_991

    added = add(stage, pieces()).json()["asset"]
    assert added["size_bytes"] == len(GIF) + 60 * 99_991


def test_what_a_sender_calls_the_bytes_makes_no_difference(stage: Any) -> None:
    for number, kind in enumerate(("application/x-www-form-urlencoded", "application/json", "image/gif", "")):
        content = GIF + bytes([number])
        added = add(stage, content, "it", headers={"Content-Type": kind})
        assert added.status_code == 201, (kind, added.text)
        assert added.json()["asset"]["digest"] == blake3(content).hexdigest()
    assert left_over(stage) == []


def mp3(path: Path) -> bytes:
    """A second of sound; a decoder looks for its beginning behind whatever stands before it."""
    with av.open(str(path), "w") as out:
        heard = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), format="fltp", layout="mono")
        heard.sample_rate = 48_000
        stream = out.add_stream("mp3", rate=48_000, layout="mono")
        out.mux([*stream.encode(heard), *stream.encode(None)])
    return path.read_bytes()


def test_a_form_that_holds_a_file_is_refused_and_not_kept_as_the_file(
    stage: Any, tmp_path: Path, rows: Callable[[], Any]
) -> None:
    content = mp3(tmp_path / "me.mp3")
    before = objects(stage), rows()

    refused = stage.send("POST", ASSETS, files={"file": ("me.mp3", content, "audio/mpeg")})

    assert (refused.status_code, refused.json()["field"]) == (422, "file")
    assert "not a form" in refused.json()["detail"]
    assert (objects(stage), rows()) == before
    assert add(stage, content).json()["asset"]["digest"] == blake3(content).hexdigest()


def test_the_same_file_again_changes_nothing(stage: Any, rows: Callable[[], Any]) -> None:
    first = add(stage, GIF, "one.gif")
    before = rows()
    again = add(stage, GIF, "two.gif")
    assert again.status_code == 201
    assert again.json() == first.json()
    assert rows() == before
    assert left_over(stage) == []


NAMES = {
    "holiday.gif": "holiday.gif",
    "../../x": "x",
    "..\\..\\windows\\system32\\x.gif": "x.gif",
    "/etc/passwd": "passwd",
    "C:\\x.gif": "x.gif",
    "..": "..",
    "": "",
    "a\nb.gif": "a\nb.gif",
    '"; rm -rf /;".gif': ';".gif',
    "naïve – файл.gif": "naïve – файл.gif",
    "e\u0301.gif": "é.gif",
    "CON": "CON",
    "x.gif/": "",
    "y" * 999: "y" * 200,
    "-rf.gif": "-rf.gif",
}


def test_a_name_is_only_words_and_leads_nowhere(stage: Any) -> None:
    for number, (given, shown) in enumerate(NAMES.items()):
        content = GIF + bytes([number])
        added = add(stage, content, given)
        assert added.status_code == 201, added.text
        assert added.json()["asset"]["name"] == shown
        stage.ids["digest"] = added.json()["asset"]["digest"]
        assert stage.send("GET", CONTENT).content == content
        assert stage.ids["digest"] in objects(stage)
    outside = {path.name for path in stage.aura.settings.home.parent.iterdir()}
    assert outside <= {stage.aura.settings.home.name}


def test_a_name_that_cannot_be_stored_is_refused(stage: Any, rows: Callable[[], Any]) -> None:
    before = rows(), objects(stage)
    for name in ("a\0b.gif", "\x1b[2J.gif", "x" * 1001, "x" * 10_000):
        refused = add(stage, GIF, name)
        assert refused.status_code == 422
        assert refused.json()["field"] == "name"
    assert (rows(), objects(stage)) == before
    assert left_over(stage) == []


NO_MEDIA = [
    b"This is a letter about a film.",
    b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    b"ffconcat version 1.0\nfile /etc/passwd\n",
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    b"<!doctype html><script>alert(1)</script>",
    b"#!/bin/sh\nrm -rf /\n",
    b"PK\x03\x04" + bytes(100),
    b"%PDF-1.7\n" + bytes(100),
    b"",
    bytes(1000),
    b"\x7fELF" + bytes(100),
]


def test_what_is_no_media_is_refused_whatever_it_is_called(stage: Any, rows: Callable[[], Any]) -> None:
    before = rows(), objects(stage)
    for content in NO_MEDIA:
        for name in ("film.mp4", "sky.png"):
            refused = add(stage, content, name, headers={"Content-Type": "video/mp4"})
            assert (refused.status_code, refused.json()["field"]) == (422, "file"), (content, refused.text)
    assert (rows(), objects(stage)) == before
    assert left_over(stage) == []


def test_a_file_is_what_its_bytes_are_not_what_it_is_called(stage: Any) -> None:
    added = add(stage, GIF, "film.mp4", headers={"Content-Type": "text/html"}).json()["asset"]
    assert (added["type"], added["mime"]) == ("Image", "image/gif")
    stage.ids["digest"] = added["digest"]
    assert stage.send("GET", CONTENT).headers["content-type"] == "image/gif"


def test_a_file_is_given_as_an_attachment_that_can_run_nothing(stage: Any) -> None:
    added = add(stage, GIF, 'x"; filename=evil.html\n.gif').json()["asset"]
    stage.ids["digest"] = added["digest"]
    headers = stage.send("GET", CONTENT).headers
    assert headers["content-disposition"].startswith("attachment;")
    assert "\n" not in headers["content-disposition"]
    assert "filename=evil" not in headers["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "immutable" in headers["cache-control"]


RANGES: list[tuple[str, int, bytes | None]] = [
    ("bytes=0-9", 206, GIF[:10]),
    ("bytes=100-", 206, GIF[100:]),
    ("bytes=-5", 206, GIF[-5:]),
    ("bytes=5-5", 206, GIF[5:6]),
    ("bytes=10-99999999", 206, GIF[10:]),
    ("bytes=99999999-", 416, None),
    ("bytes=9-5", 400, None),
    ("bytes=x-y", 400, None),
    ("items=0-1", 400, None),
]


def test_a_part_of_a_file_can_be_asked_for(stage: Any) -> None:
    stage.ids["digest"] = add(stage).json()["asset"]["digest"]
    for asked, status, given in RANGES:
        part = stage.send("GET", CONTENT, headers={"Range": asked})
        assert part.status_code == status, asked
        if given is None:
            assert part.headers["content-type"] == "application/problem+json"
            assert part.json()["status"] == status
        else:
            assert part.content == given
            assert part.headers["content-range"].endswith(f"/{len(GIF)}")
        if status == 416:
            assert part.headers["content-range"] == f"bytes */{len(GIF)}"


def test_a_part_of_another_file_is_not_mixed_in(stage: Any) -> None:
    stage.ids["digest"] = add(stage).json()["asset"]["digest"]
    for tag, status in ((f'"{stage.ids["digest"]}"', 206), ('"another"', 200)):
        answer = stage.send("GET", CONTENT, headers={"Range": "bytes=0-9", "If-Range": tag})
        assert answer.status_code == status


@pytest.fixture
def small(aura: Services) -> Iterator[TestClient]:
    """A client of an Aura that takes files up to 5,000 bytes."""
    aura.settings = config.load(
        aura.settings.home, database_url=aura.settings.database_url, max_upload_bytes=5000
    )
    with TestClient(create_app(aura), base_url="http://localhost") as client:
        yield client


def test_a_file_over_the_limit_is_refused_before_or_as_it_comes(small: TestClient, aura: Services) -> None:
    made = small.post("/api/v1/projects", json={"brief": {"topic": "x"}}).json()
    path = f"/api/v1/projects/{made['id']}/assets"
    for content in (GIF, (GIF[start : start + 100] for start in range(0, len(GIF), 100))):
        refused = small.post(path, content=content)
        assert (refused.status_code, refused.json()["type"]) == (413, "/problems/too-large")
        assert refused.json()["limit_bytes"] == 5000
    assert small.post(path, content=GIF[:5000]).status_code == 201
    assert not list((aura.objects.root / "incoming").iterdir())


def test_a_file_for_a_project_that_is_not_there_is_not_received(stage: Any) -> None:
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield bytes(100_000)

    before = objects(stage)
    stage.ids["project_id"] = uuid.uuid4()
    assert add(stage, pieces()).status_code == 404
    assert objects(stage) == before


def test_a_file_that_a_scene_shows_is_not_removed(stage: Any, rows: Callable[[], Any]) -> None:
    scene = "/projects/{project_id}/scenes/{scene_id}"
    media = {"media": {"asset": stage.ids["digest"]}}
    assert stage.send("PATCH", scene, json=media, headers={"If-Match": "*"}).status_code == 200
    before = rows()
    refused = stage.send("DELETE", f"{ASSETS}/{{digest}}")
    assert (refused.status_code, refused.json()["scenes"]) == (409, [2])
    assert rows() == before
    assert stage.send("POST", "/projects/{project_id}/undo").status_code == 200
    assert stage.send("DELETE", f"{ASSETS}/{{digest}}").status_code == 200
    assert stage.send("GET", ASSETS).json()["items"] == []
    assert stage.send("DELETE", f"{ASSETS}/{{digest}}").status_code == 404
    assert stage.send("POST", "/projects/{project_id}/undo").status_code == 200
    assert [item["asset"]["digest"] for item in stage.send("GET", ASSETS).json()["items"]] == [
        stage.ids["digest"]
    ]


def test_a_file_whose_bytes_are_gone_is_not_found(stage: Any) -> None:
    stage.aura.objects.path(stage.ids["digest"]).unlink()
    gone = stage.send("GET", CONTENT)
    assert (gone.status_code, gone.json()["type"]) == (404, "/problems/not-found")
