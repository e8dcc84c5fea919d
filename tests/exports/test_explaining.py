"""What an export would do is told beforehand, and then it does just that."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aura.actor import LOCAL
from aura.errors import Conflict, NotFound
from aura.exports.explaining import FIRST, GONE, Explained, explain
from aura.render.reasons import EARLIER
from aura.timeline.edits.drawing import NONE, DrawScene
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media
from tests.exports.test_scripts import SCRIPT


def told(studio: Any, **options: Any) -> Explained:
    return explain(studio.aura.tools, LOCAL, studio.id, **options)


def sums(found: Explained) -> tuple[int, int]:
    return found.segments_reused, found.segments_rendered


@pytest.fixture
def pictured(studios: Any, tmp_path: Path) -> Any:
    """Three scenes with pictures and no words, two seconds each, that fade into each other."""
    studio = studios(texts=("", "", ""))
    studio.bring_pictures(tmp_path)
    studio.apply(SetRender(preset="Draft 360p"))
    return studio


def test_an_export_reuses_and_renders_what_was_told_before_it(pictured: Any) -> None:
    first = told(pictured)
    assert sums(first) == (0, 5)
    assert {reason for line in first.segments for reason in line.reasons} == {FIRST}
    assert (first.against, first.frames_rendered) == (None, 156)
    assert pictured.made().segments_rendered == 5

    again = told(pictured)
    assert (sums(again), again.sound.state, again.against) == ((5, 0), "reused", 2)
    scene = pictured.scenes[1]
    pictured.apply(SetSceneMedia(scene=scene.id, media=replace(scene.media, fit="contain")))
    changed = told(pictured)

    lines = [(line.scene, line.is_passage, line.state) for line in changed.segments]
    assert lines == [
        (1, False, "reused"), (2, True, "rendered"), (2, False, "rendered"),
        (3, True, "rendered"), (3, False, "reused"),
    ]  # fmt: skip
    words = "how its picture is fitted changed"
    assert changed.segments[2].reasons[0] == words
    assert changed.segments[3].reasons[0] == f"scene 2: {words}"
    assert (changed.frames_reused, changed.frames_rendered) == (96, 60)
    export = pictured.made()
    assert (export.segments_reused, export.segments_rendered) == sums(changed)


def test_what_went_from_the_cache_or_was_made_by_an_earlier_engine_is_told(
    pictured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictured.made()
    pictured.segment_files()[0].unlink()
    found = told(pictured)
    assert sums(found) == (4, 1)
    assert [line.reasons for line in found.segments if line.state == "rendered"] == [[GONE]]

    monkeypatch.setattr("aura.exports.explaining.engine", lambda: "aura of tomorrow")
    found = told(pictured)
    assert sums(found) == (0, 5)
    assert {reason for line in found.segments for reason in line.reasons} == {EARLIER}
    assert found.sound.reasons == [EARLIER]


def test_another_preset_or_version_can_be_compared_with(pictured: Any) -> None:
    pictured.made()
    scene = pictured.scenes[2]
    pictured.apply(SetSceneMedia(scene=scene.id, media=replace(scene.media, fit="stretch")))
    with pictured.aura.writing() as unit:
        number = unit.versions.save(pictured.id, name="Stretched").version_number

    larger = told(pictured, preset_name="Standard 720p")
    assert {line.reasons[0] for line in larger.segments} == {"the preset changed"}
    assert told(pictured).segments[4].reasons[0] == "how its picture is fitted changed"
    assert told(pictured, version=number).segments[4].reasons == [GONE]


def test_what_is_to_be_made_first_is_said_in_its_place(pictured: Any) -> None:
    pictured.made()
    pictured.apply(SetSceneText(scene=pictured.scenes[0].id, text="A lamp burns."))
    pictured.apply(SetSceneMedia(scene=pictured.scenes[2].id, media=None))
    found = told(pictured)

    reasons = {(line.scene, line.is_passage): line.reasons for line in found.segments}
    assert reasons[1, False] == ["it is to be spoken first"]
    assert reasons[2, True] == ["scene 1: it is to be spoken first"]
    assert reasons[2, False] == []
    assert reasons[3, False] == ["its picture is to be made first"]
    assert found.sound.reasons == ["scene 1: it is to be spoken first"]


def test_a_project_without_scenes_has_nothing_to_explain(studios: Any) -> None:
    with pytest.raises(Conflict, match="nothing to render"):
        told(studios(texts=()))


def test_what_was_rendered_elsewhere_is_reused_all_the_same(pictured: Any) -> None:
    scene = pictured.scenes[2]
    pictured.apply(SetSceneMedia(scene=scene.id, media=Media(asset=scene.media.asset, fit="blurred")))
    previews = pictured.aura.previews()
    b"".join(previews.play(previews.of_scene(pictured.id, scene.id)))

    states = {(line.scene, line.is_passage): line.state for line in told(pictured).segments}

    assert states[3, True] == "reused"
    assert states[1, False] == "rendered"


def test_a_film_whose_script_is_not_here_any_more_can_be_compared_with(pictured: Any) -> None:
    script = pictured.aura.settings.scenes_dir / "plain_shade.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(SCRIPT)
    pictured.apply(DrawScene(scene=pictured.scenes[0].id, name="plain-shade"))
    pictured.made()
    script.unlink()
    with pytest.raises(NotFound, match="Scene 1: the script plain-shade is not installed"):
        told(pictured)

    pictured.apply(DrawScene(scene=pictured.scenes[0].id, name=NONE))

    lines = [(line.scene, line.state) for line in told(pictured).segments]
    assert lines == [(1, "rendered"), (2, "rendered"), (2, "reused"), (3, "reused"), (3, "reused")]
