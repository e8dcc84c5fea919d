"""Projects: created whole, all listed, deleted and brought back."""

import uuid
from typing import Any

import pytest

from aura.errors import Conflict, Invalid, NotFound
from aura.projects.tables import ProjectState, ProjectVersion
from aura.services import Services
from aura.timeline.document import Brief, Head, Music, Watermark

FILE = "4" * 64


def create(aura: Services, topic: str, **parts: Any) -> uuid.UUID:
    with aura.writing() as unit:
        return unit.projects.create(brief=Brief(topic=topic), **parts).id


def test_a_project_is_created_together_with_its_first_version(studio: Any) -> None:
    with studio.aura.reading() as unit:
        versions = unit.versions.list(studio.id).items

        assert [(version.version_number, version.name) for version in versions] == [(1, "Created")]
        assert unit.versions.document(studio.id, 1) == studio.document


@pytest.mark.parametrize("topic", ["", "  \n"])
def test_a_project_without_a_topic_is_refused_and_nothing_is_written(studio: Any, topic: str) -> None:
    rows = studio.count(ProjectState), studio.count(ProjectVersion)

    with pytest.raises(Invalid) as refused:
        create(studio.aura, topic)

    assert refused.value.field == "brief.topic"
    assert (studio.count(ProjectState), studio.count(ProjectVersion)) == rows


@pytest.mark.parametrize("head", [Head(music=Music(asset=FILE)), Head(watermark=Watermark(asset=FILE))])
def test_a_project_that_would_begin_with_a_file_that_it_has_not_is_refused(studio: Any, head: Head) -> None:
    projects = studio.count(ProjectState)
    with pytest.raises(NotFound, match="add the file first") as refused, studio.aura.writing() as unit:
        unit.projects.create(brief=Brief(topic="Lighthouses"), head=head)

    assert refused.value.field == f"head.{'music' if head.music else 'watermark'}.asset"
    assert studio.count(ProjectState) == projects


def test_every_project_that_can_be_opened_is_in_the_list(aura: Services) -> None:
    made = {create(aura, f"Topic {number}") for number in range(7)}
    listed, cursor = [], None
    with aura.reading() as unit:
        while True:
            page = unit.projects.list(limit=3, cursor=cursor)
            listed += [project.id for project in page.items]
            cursor = page.cursor
            if cursor is None:
                break

    assert len(listed) == 7
    assert set(listed) == made


def test_the_latest_changed_comes_first(aura: Services) -> None:
    first, second = create(aura, "First"), create(aura, "Second")
    with aura.writing() as unit:
        unit.projects.set_step(first, "voice")
    with aura.reading() as unit:
        assert [project.id for project in unit.projects.list().items] == [first, second]


def test_a_search_looks_at_titles_and_takes_its_letters_as_they_are(aura: Services) -> None:
    found = create(aura, "100% wool", head=Head(title="100% Wool"))
    create(aura, "1000 wools", head=Head(title="1000 Wools"))
    with aura.reading() as unit:
        assert [project.id for project in unit.projects.list(search="0% wo").items] == [found]


def test_a_deleted_project_is_hidden_until_it_is_brought_back(studio: Any) -> None:
    before = studio.document
    with studio.aura.writing() as unit:
        unit.projects.delete(studio.id)
    with studio.aura.reading() as unit:
        assert list(unit.projects.list().items) == []
        assert [project.id for project in unit.projects.list(deleted=True).items] == [studio.id]
        with pytest.raises(NotFound):
            unit.projects.get(studio.id)
    with pytest.raises(NotFound):
        studio.save()
    with studio.aura.writing() as unit:
        unit.projects.bring_back(studio.id)

    assert studio.document == before
    with studio.aura.writing() as unit, pytest.raises(Conflict):
        unit.projects.bring_back(studio.id)


def test_a_project_is_found_by_its_title_the_end_of_its_id_or_as_the_latest(aura: Services) -> None:
    first, second = create(aura, "First"), create(aura, "Second")
    with aura.reading() as unit:
        assert [project.id for project in unit.projects.named("First")] == [first]
        assert [project.id for project in unit.projects.named(str(first)[-8:])] == [first]
        assert [project.id for project in unit.projects.named("latest")] == [second]
        assert list(unit.projects.named("xyz")) == []


def test_a_step_that_does_not_exist_is_refused(studio: Any) -> None:
    with studio.aura.writing() as unit, pytest.raises(Invalid, match="brief, plan, voice"):
        unit.projects.set_step(studio.id, "dance")
