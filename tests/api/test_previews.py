"""A preview plays while it is made, then is a file like any other; a frame is a picture."""

import io
from typing import Any

import av
from PIL import Image

PREVIEW, FRAME = "/projects/{project_id}/preview", "/projects/{project_id}/frame"


def frames(film: bytes) -> int:
    with av.open(io.BytesIO(film), "r") as opened:
        return sum(1 for _ in opened.decode(video=0))


def test_a_preview_is_streamed_first_and_a_file_with_ranges_then(stage: Any) -> None:
    stage.show()
    asked = {"scene": stage.ids["scene_id"]}
    first = stage.send("GET", PREVIEW, params=asked)
    again = stage.send("GET", PREVIEW, params=asked)
    part = stage.send("GET", PREVIEW, params=asked, headers={"Range": "bytes=4-7"})

    rest = {"Range": "bytes=8-", "If-Range": part.headers["etag"]}
    later = stage.send("GET", PREVIEW, params=asked, headers=rest)

    assert (later.status_code, part.content + later.content) == (206, again.content[4:])
    assert first.headers["content-type"] == again.headers["content-type"] == "video/mp4"
    assert "content-length" not in first.headers
    assert (first.headers["x-aura-from-ms"], first.headers["x-aura-length-ms"]) == ("2000", "2000")
    assert frames(first.content) == frames(again.content) == 60
    assert (part.status_code, part.content) == (206, b"ftyp")


def test_a_frame_is_a_png_of_the_width_asked_for(stage: Any) -> None:
    stage.show()
    answer = stage.send("GET", FRAME, params={"at_ms": 2100, "width": 160})

    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (160, 90)


def test_what_cannot_be_shown_is_a_problem_in_words(stage: Any) -> None:
    stage.show()
    for path, params, field in (
        (PREVIEW, {}, "scene"),
        (PREVIEW, {"scene": stage.ids["scene_id"], "to_ms": 5}, "scene"),
        (PREVIEW, {"scene": "no id"}, "scene"),
        (PREVIEW, {"from_ms": 100, "to_ms": 50}, "to_ms"),
        (PREVIEW, {"from_ms": 9000, "to_ms": 9100}, "from_ms"),
        (FRAME, {"at_ms": 6000}, "at_ms"),
        (FRAME, {"at_ms": 2100, "width": 5000}, "width"),
        (FRAME, {"at_ms": -1}, "at_ms"),
    ):
        answer = stage.send("GET", path, params=params)
        assert answer.status_code == 422, path
        assert answer.json()["field"].endswith(field), answer.json()
    other = stage.send("GET", PREVIEW, params={"scene": stage.scenes[0]})
    assert other.status_code == 422
    assert other.json()["detail"].startswith("Scene 1 ")
