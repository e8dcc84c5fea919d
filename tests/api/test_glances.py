"""Thumbnails, sheets and waveforms: small, kept by their tags, made once."""

import io
import uuid
from typing import Any

import pytest
from PIL import Image

from aura.timeline.edits.drawing import DrawScene

PROJECT = "/projects/{project_id}"
SCENE = f"{PROJECT}/scenes/{{scene_id}}"


def picture(answer: Any) -> Image.Image:
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.parametrize(("asked", "side"), [(1, 160), (160, 160), (161, 320), (1280, 1280)])
def test_a_thumbnail_has_the_films_shape_and_a_size_that_is_kept(stage: Any, asked: int, side: int) -> None:
    stage.show()
    found = picture(stage.send("GET", f"{SCENE}/thumbnail?side={asked}"))
    assert found.size == (side, side * 9 // 16)
    assert found.format == "JPEG"
    webp = picture(stage.send("GET", f"{SCENE}/thumbnail?side={asked}&format=webp"))
    assert (webp.format, webp.size) == ("WEBP", found.size)


def test_whoever_has_it_already_is_told_so_and_nothing_is_made(stage: Any) -> None:
    stage.show()
    for path in (f"{SCENE}/thumbnail", f"{PROJECT}/poster", f"{PROJECT}/sheet"):
        tag = stage.tag(path)
        again = stage.send("GET", path, headers={"If-None-Match": f'W/"x", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert stage.send("GET", path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_other_words_leave_the_tag_and_another_picture_changes_it(stage: Any) -> None:
    stage.show()
    path = f"{SCENE}/thumbnail"
    tag = stage.tag(path)
    kept = stage.aura.settings.cache_dir / "glances"
    made = sorted(kept.glob("*/*"))
    stage.send("PATCH", SCENE, json={"script_text": "Other words."}, headers={"If-Match": "*"})
    assert stage.tag(path) == tag
    assert sorted(kept.glob("*/*")) == made
    fit = {"media": {"asset": stage.ids["digest"], "fit": "stretch"}}
    assert stage.send("PATCH", SCENE, json=fit, headers={"If-Match": "*"}).status_code == 200
    assert stage.tag(path) != tag


def test_what_shows_nothing_yet_has_no_picture(stage: Any) -> None:
    for path in (f"{SCENE}/thumbnail", f"{PROJECT}/poster", f"{PROJECT}/sheet", f"{SCENE}/waveform"):
        answer = stage.send("GET", path)
        assert answer.status_code == 404, path
        assert answer.json()["detail"].endswith(" yet.")


def test_what_a_script_draws_is_seen_and_one_that_is_not_installed_is_named(stage: Any) -> None:
    folder = stage.aura.settings.scenes_dir
    folder.mkdir(parents=True)
    (folder / "grey.py").write_text(
        "import numpy as np\n"
        "from msgspec import Struct\n"
        "class Parameters(Struct): pass\n"
        "class Grey:\n"
        "    def __init__(self, size): self.size = size\n"
        "    def get_frame(self, t): return np.full((*self.size[::-1], 3), 130, np.uint8)\n"
        "def scene(frame, parameters): return Grey(frame.size)\n",
        encoding="utf-8",
    )
    for name, grey in (("grey", True), ("gone", False)):
        with stage.aura.writing() as unit:
            edit = DrawScene(scene=stage.ids["scene_id"], name=name)
            unit.editing.apply(uuid.UUID(stage.ids["project_id"]), [edit])
        for path in (f"{SCENE}/thumbnail", f"{PROJECT}/poster"):
            low, high = picture(stage.send("GET", path)).convert("L").getextrema()
            assert (low > 120, high < 140) == (grey, grey)
        assert picture(stage.send("GET", f"{PROJECT}/sheet")).format == "PNG"


def test_a_versions_poster_stays_when_the_project_changes(stage: Any) -> None:
    stage.save_shown()
    path = f"{PROJECT}/versions/{{number}}/poster"
    before = stage.send("GET", path)
    stage.send("PATCH", SCENE, json={"media": None}, headers={"If-Match": "*"})
    assert stage.send("GET", path).content == before.content
    assert stage.send("GET", f"{PROJECT}/poster").status_code == 404


def test_a_narration_is_seen_to_grow_louder(stage: Any) -> None:
    stage.speak()
    wave = stage.send("GET", f"{SCENE}/waveform?parts=10").json()
    assert wave["duration_ms"] == 1000
    assert len(wave["peaks"]) == 10
    assert wave["peaks"] == sorted(wave["peaks"])
    assert wave["peaks"][0] < 150
    assert 850 < wave["peaks"][-1] <= 950
    found = picture(stage.send("GET", f"{SCENE}/waveform?format=png&width=200&height=40"))
    assert (found.size, found.mode) == ((200, 40), "RGBA")
    assert found.getchannel("A").crop((150, 0, 200, 8)).getbbox()
    assert not found.getchannel("A").crop((0, 0, 50, 8)).getbbox()


def test_a_picture_has_no_waveform(stage: Any) -> None:
    answer = stage.send("GET", f"{PROJECT}/assets/{{digest}}/waveform")
    assert answer.status_code == 422


def test_a_films_sheet_and_sound(stage: Any) -> None:
    stage.finish_film()
    sheet = picture(stage.send("GET", "/exports/{export_id}/sheet?count=4&columns=2&side=160"))
    assert sheet.format == "PNG"
    assert sheet.width > 2 * 160
    wave = stage.send("GET", "/exports/{export_id}/waveform?parts=50").json()
    assert abs(wave["duration_ms"] - 1000) < 120
    assert max(wave["peaks"]) > 300


@pytest.mark.parametrize("query", ["side=0", "side=9999", "side=x", "format=gif"])
def test_a_size_or_form_that_is_not_made_is_refused(stage: Any, query: str) -> None:
    stage.show()
    assert stage.send("GET", f"{SCENE}/thumbnail?{query}").status_code == 422
