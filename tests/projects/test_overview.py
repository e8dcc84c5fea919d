"""What the gallery and the steps are told by counting agrees with what the projects hold."""

import uuid
from collections.abc import Callable
from typing import Any

from aura.ids import new_id
from aura.projects.lacking import Lacking, lacking
from aura.projects.overview import Overview
from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Narration, Scene, Scripted

SOUND = "ab" * 32


def made(aura: Services, title: str, *scenes: Scene) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic="x"), head=Head(title=title), scenes=scenes).id


def scene(text: str = "A lamp burns.", narration: Narration | None = None, **more: Any) -> Scene:
    return Scene(id=str(new_id()), script_text=text, narration=narration, **more)


def test_lengths_and_counts_are_those_of_the_documents(
    aura: Services, document_of: Callable[..., Document]
) -> None:
    long = made(aura, "Long", scene(), scene("word " * 40))
    made(aura, "Empty")
    gone = made(aura, "Gone")
    with aura.writing() as unit:
        unit.projects.delete(gone)
        unit.projects.hold(long).status = "Completed"
    with aura.reading() as unit:
        overview = Overview(unit.work)
        lines = overview.page(sort="length").items
        counts = overview.counts()
        bin_lines = overview.page(deleted=True).items
    frames = sum(each.length_frames for each in document_of(long).timeline.scenes)

    assert [(line.project.title, line.length_s) for line in lines] == [("Long", frames / 30), ("Empty", 0)]
    assert not any(line.has_picture for line in lines)
    assert counts == {"Completed": 1, "Draft": 1, "deleted": 1}
    assert [line.project.title for line in bin_lines] == ["Gone"]


def test_others_projects_are_neither_listed_nor_counted(aura: Services) -> None:
    from aura.actor import Actor

    made(aura, "Mine")
    with aura.reading(Actor(uuid.uuid4())) as unit:
        assert list(Overview(unit.work).page().items) == []
        assert Overview(unit.work).counts() == {}


def test_what_is_lacking_is_counted_without_the_scenes_being_read(aura: Services) -> None:
    project_id = made(aura, "Half", scene(), scene(""), scene(narration=Narration(audio=SOUND, frames=30)))
    with aura.reading() as unit:
        found = lacking(unit.live(project_id))

    assert found == Lacking(has_topic=True, scenes=3, unspoken=1, unseen=3)


def test_a_scene_that_a_script_draws_lacks_no_picture_and_blanks_are_no_words(aura: Services) -> None:
    chart = Scripted(name="chart")
    drawn = scene(narration=Narration(audio=SOUND, frames=30), drawn_by=chart)
    project_id = made(aura, "Drawn", drawn, scene(" \n", drawn_by=chart))
    with aura.reading() as unit:
        found = lacking(unit.live(project_id))

    assert found == Lacking(has_topic=True, scenes=2, unspoken=0, unseen=0)
