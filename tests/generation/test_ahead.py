"""What scenes lack is made for a look at them: the project stays as it is, and the export finds it made."""

import uuid
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from aura.actor import LOCAL
from aura.generation.ahead import with_made
from aura.generation.making import Job, Stage, Step, make_all
from aura.generation.shelf import Product
from aura.ids import new_id
from aura.services import Services
from aura.timeline.document import Brief, Document, Render
from aura.timeline.scene import Scene


def begun(aura: Services) -> tuple[uuid.UUID, Document]:
    with aura.writing() as unit:
        scenes = [Scene(id=str(new_id()), script_text=text) for text in ("A lamp.", "", "A lens.")]
        project_id = unit.projects.create(brief=Brief(topic="Light"), scenes=scenes).id
        return project_id, unit.live(project_id).document()


def job_of(aura: Services, project_id: uuid.UUID) -> Job:
    return Job(aura.units, aura.tools.shelf, LOCAL, project_id, new_id())


def never(*_: object) -> Product:
    raise AssertionError("It was made already.")


def test_only_what_is_wanted_is_made_and_the_export_finds_it(
    aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_id, document = begun(aura)
    first, second, _ = (scene.id for scene in document.timeline.scenes)
    stages: Sequence[Stage] = aura.tools.makers.stages(project_id, LOCAL)
    wanted: dict[str, tuple[Step, ...]] = {first: ("voice", "visuals"), second: ("visuals",)}

    made = with_made(job_of(aura, project_id), stages, document, wanted).timeline.scenes

    assert made[0].narration is not None
    assert made[0].length_frames == made[0].narration.frames + made[0].narration.pause_frames
    assert made[0].media is not None
    assert (made[1].narration, made[1].media is not None) == (None, True)
    assert made[2] == document.timeline.scenes[2]
    with aura.reading() as unit:
        assert unit.live(project_id).document() == document

    make_all(job_of(aura, project_id), stages)
    with aura.reading() as unit:
        after = unit.live(project_id).document()
    assert after.timeline.scenes[0] == made[0]
    assert after.timeline.scenes[1].media == made[1].media
    for stage in stages:
        monkeypatch.setattr(stage, "make", never)
    assert with_made(job_of(aura, project_id), stages, after, wanted) == after
    assert with_made(job_of(aura, project_id), stages, document, wanted).timeline.scenes[0] == made[0]


def test_no_server_is_asked(aura: Services) -> None:
    project_id, document = begun(aura)
    document = replace(
        document, render=Render(pictures="online"), voice=replace(document.voice, source="online")
    )
    stages = aura.tools.makers.stages(project_id, LOCAL)
    wanted: dict[str, tuple[Step, ...]] = {
        scene.id: ("voice", "visuals") for scene in document.timeline.scenes
    }
    assert with_made(job_of(aura, project_id), stages, document, wanted) == document
