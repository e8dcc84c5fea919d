"""Exports of scenes that a script draws."""

from typing import Any

from msgspec import json

from aura.timeline.edits.drawing import DrawScene
from aura.timeline.edits.fields import SetRender

SCRIPT = """
import numpy as np
from msgspec import Struct

class Parameters(Struct, forbid_unknown_fields=True):
    shade: int = 90

class Clip:
    duration = None

    def __init__(self, frame, shade):
        self.picture = np.full((frame.height_px, frame.width_px, 3), shade, np.uint8)

    def get_frame(self, t):
        return self.picture

def scene(frame, parameters):
    return Clip(frame, parameters.shade)
"""


def install(studio: Any, code: str = SCRIPT) -> None:
    folder = studio.aura.settings.scenes_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plain_shade.py").write_text(code)


def draw(studio: Any, number: int, name: str = "plain-shade", **parameters: Any) -> None:
    text = json.encode(parameters).decode()
    studio.apply(DrawScene(scene=studio.scenes[number].id, name=name, parameters=text))


def test_a_scene_by_script_needs_no_picture_and_only_it_is_rendered_again_when_the_script_changes(
    studio: Any,
) -> None:
    install(studio)
    studio.apply(SetRender(captions=False))
    draw(studio, 1, shade=200)
    first = studio.made()
    assert [bool(scene.media) for scene in studio.scenes] == [True, False, True]
    again = studio.made()
    assert again.segments_rendered == 0

    install(studio, SCRIPT + "# another\n")

    changed = studio.made()
    assert 0 < changed.segments_rendered < first.segments_rendered
    assert changed.segments_reused > 0


def test_undo_gives_a_scene_back_what_it_showed(studio: Any) -> None:
    before = studio.scenes[0]
    draw(studio, 0, shade=7)
    assert studio.scenes[0].drawn_by.parameters == '{"shade":7}'
    assert studio.actions()[-1].description == "Had scene 1 drawn by the script plain shade"
    studio.undo()

    assert studio.scenes[0] == before


def test_an_export_with_a_script_that_is_not_here_or_does_not_take_its_parameters_fails_and_says_why(
    studio: Any,
) -> None:
    draw(studio, 1)
    export = studio.make()
    assert export.status == "Failed"
    assert export.error_message == (
        "Scene 2: the script plain-shade is not installed here; see `aura scripts list`."
    )
    install(studio)
    draw(studio, 1, shade="dark")
    export = studio.make()
    assert export.status == "Failed"
    assert "Scene 2: The script plain-shade does not take these parameters" in export.error_message
    assert "at shade" in export.error_message

    draw(studio, 1, shade=3)
    with studio.aura.writing() as unit:
        unit.exports.retry(export.id)
    assert studio.work(export.id)
    assert studio.export(export.id).status == "Failed", "its version is what was asked for"
    assert studio.made()
