"""Drafts: scenes in place of those there were, kept as a restore point, and all of it one step of undo."""

import uuid
from collections.abc import Callable
from math import ceil
from typing import Any

import pytest

from aura.actor import LOCAL
from aura.errors import NotFound, ToolFailed
from aura.generation.drafting import draft
from aura.generation.starting import start
from aura.providers.text.drafter import Draft, DraftScene
from aura.providers.text.offline import OfflineDrafter
from aura.providers.text.pace import spoken_s
from aura.services import Services
from aura.timeline.document import Brief, Document, Plan, Section, Voice
from aura.timeline.edits.scenes import SetSceneText

WRITTEN = Draft(
    title="How lighthouses work",
    sections=(Section(title="The lamp"), Section(title="The lens")),
    scenes=tuple(DraftScene(title=f"Scene {n}", script_text=f"Sentence number {n}.") for n in range(4)),
)


class Scribe:
    """A drafter that writes what it was given, and remembers what it was asked."""

    def __init__(self, written: Draft, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.written = written
        self.meanwhile = meanwhile
        self.asked: list[tuple[Brief, Plan]] = []

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        self.asked.append((brief, plan))
        self.meanwhile()
        return self.written


def drafted(studio: Any, drafter: Any) -> Any:
    return draft(studio.aura.units, LOCAL, studio.id, drafter)


def test_a_draft_takes_the_place_of_the_scenes_there_were(studio: Any) -> None:
    scribe = Scribe(WRITTEN)
    drafted(studio, scribe)

    assert [scene.script_text for scene in studio.scenes] == [f"Sentence number {n}." for n in range(4)]
    assert [scene.title for scene in studio.scenes] == [f"Scene {n}" for n in range(4)]
    assert studio.document.plan.sections == WRITTEN.sections
    assert scribe.asked == [(studio.document.brief, Plan())]


def test_scenes_of_a_draft_fade_into_each_other_and_the_first_begins_with_a_cut(studio: Any) -> None:
    drafted(studio, Scribe(WRITTEN))

    assert [(scene.transition, scene.transition_frames) for scene in studio.scenes] == [
        ("cut", 0), ("fade", 12), ("fade", 12), ("fade", 12),
    ]  # fmt: skip


def test_one_undo_brings_back_all_there_was_and_redo_the_draft(studio: Any) -> None:
    before = studio.document
    drafted(studio, Scribe(WRITTEN))
    after = studio.document

    studio.undo()
    assert studio.document == before
    with studio.aura.writing() as unit:
        unit.editing.redo(studio.id)
    assert studio.document == after


def test_what_a_draft_replaces_is_kept_as_a_restore_point(studio: Any) -> None:
    before = studio.document
    drafted(studio, Scribe(WRITTEN))
    with studio.aura.reading() as unit:
        (point, *_) = unit.versions.list(studio.id).items

        assert (point.version_type, point.name) == ("RestorePoint", "Before a new draft")
        assert unit.versions.document(studio.id, point.version_number) == before


def test_a_draft_into_an_empty_project_needs_no_restore_point(studios: Callable[..., Any]) -> None:
    studio = studios()
    drafted(studio, Scribe(WRITTEN))
    with studio.aura.reading() as unit:
        assert [version.version_type for version in unit.versions.list(studio.id).items] == ["Manual"]


def test_an_edit_made_while_a_draft_is_written_is_in_the_restore_point(studio: Any) -> None:
    first = studio.scenes[0].id
    drafted(
        studio,
        Scribe(WRITTEN, lambda: studio.apply(SetSceneText(scene=first, text="My better beginning."))),
    )
    with studio.aura.reading() as unit:
        (point, *_) = unit.versions.list(studio.id).items
        kept = unit.versions.document(studio.id, point.version_number)

    assert kept.timeline.scenes[0].script_text == "My better beginning."
    studio.undo()
    assert studio.scenes[0].script_text == "My better beginning."


def test_a_drafter_that_fails_leaves_the_project_as_it_was(studio: Any) -> None:
    def fail() -> None:
        raise ToolFailed("No idea.")

    before, actions = studio.document, len(studio.actions())
    with pytest.raises(ToolFailed):
        drafted(studio, Scribe(WRITTEN, fail))

    assert studio.document == before
    assert len(studio.actions()) == actions


def test_a_project_that_is_not_there_cannot_be_drafted(aura: Services) -> None:
    scribe = Scribe(WRITTEN)
    with pytest.raises(NotFound):
        draft(aura.units, LOCAL, uuid.uuid4(), scribe)

    assert scribe.asked == []


def test_the_offline_drafter_drafts_a_project_from_its_brief(studio: Any) -> None:
    drafted(studio, OfflineDrafter())

    assert len(studio.scenes) >= 3
    assert all(scene.script_text for scene in studio.scenes)


BRIEF = """# Lighthouses

Audience: children
Length: 30 s

- A lighthouse is a tower with a lamp.
- Its lens gathers the light into one beam.
- Every lighthouse flashes in a rhythm of its own.
"""

SCRIPT = """# The lamp

A lamp burns in the tower.

# The lens

The lens turns slowly. It gathers the light.
"""


def test_a_project_starts_from_a_brief(aura: Services) -> None:
    project_id = start(aura.units, LOCAL, BRIEF, "brief.md", OfflineDrafter())
    with aura.reading() as unit:
        document = unit.live(project_id).document()

    assert document.brief.topic == "Lighthouses"
    assert document.brief.audience == "children"
    assert document.plan.target_duration_s == 30
    assert len(document.timeline.scenes) >= 3


@pytest.mark.parametrize(("text", "name"), [("# Te\n", "te.md"), ("# Te\n\nDrick!\n", "script.md")])
def test_what_a_text_does_not_say_is_as_new_projects_usually_are(
    aura: Services, text: str, name: str
) -> None:
    with aura.writing() as unit:
        unit.configuration.set("defaults.language", "sv")
        unit.configuration.set("defaults.aspect", "9:16")
        unit.configuration.set("defaults.voice", "sv")
    project_id = aura.studio.start(text, name, LOCAL)
    with aura.reading() as unit:
        document = unit.live(project_id).document()

    assert (document.brief.language, document.brief.aspect, document.voice.name) == ("sv", "9:16", "sv")


def test_what_a_text_says_is_taken_before_what_is_usual(aura: Services) -> None:
    usual = Document(brief=Brief(language="sv", aspect="9:16"))
    told = BRIEF.replace("Length", "Format: 1:1\nLength")
    texts = [(told, "brief.md", "1:1"), (SCRIPT, "script.md", "9:16")]
    for text, name, aspect in texts:
        project_id = start(aura.units, LOCAL, text, name, OfflineDrafter(), usual)
        with aura.reading() as unit:
            brief = unit.live(project_id).document().brief
        assert (brief.language, brief.aspect) == ("en", aspect)


def test_a_finished_script_is_taken_word_for_word(aura: Services) -> None:
    scribe = Scribe(WRITTEN)
    project_id = start(aura.units, LOCAL, SCRIPT, "lighthouse-script.md", scribe)
    with aura.reading() as unit:
        scenes = unit.live(project_id).document().timeline.scenes

    said = " ".join(scene.script_text for scene in scenes)
    assert said == "A lamp burns in the tower. The lens turns slowly. It gathers the light."
    assert scribe.asked == []


def test_a_film_of_a_finished_script_is_to_be_as_long_as_it_takes_to_say(aura: Services) -> None:
    plans = []
    for times in (1, 20):
        text = "# Lights\n\n" + "A lamp burns in the tower.\n\n" * times
        project_id = start(aura.units, LOCAL, text, "script.md", OfflineDrafter())
        with aura.reading() as unit:
            plans.append(unit.live(project_id).document().plan.target_duration_s)

    assert plans == [5, 5 * ceil(spoken_s("A lamp burns in the tower. " * 20) / 5)]


def test_a_new_project_has_its_first_version_and_its_scenes_can_be_undone(aura: Services) -> None:
    project_id = start(aura.units, LOCAL, SCRIPT, "script.md", OfflineDrafter())
    with aura.reading() as unit:
        assert [version.name for version in unit.versions.list(project_id).items] == ["Created"]
    with aura.writing() as unit:
        unit.editing.undo(project_id)
    with aura.reading() as unit:
        assert unit.projects.get(project_id).scene_count == 0


def test_a_text_that_makes_no_draft_makes_no_project(aura: Services) -> None:
    def fail() -> None:
        raise ToolFailed("No idea.")

    with pytest.raises(ToolFailed):
        start(aura.units, LOCAL, BRIEF, "brief.md", Scribe(WRITTEN, fail))
    with aura.reading() as unit:
        assert unit.projects.list().items == []


def test_a_script_is_as_long_as_planned_when_the_projects_own_voice_speaks_it(aura: Services) -> None:
    plan = Plan(target_duration_s=60)
    for rate_percent, pause_s in ((70, 1.5), (150, 0.45)):
        voice = Voice(rate_percent=rate_percent, pause="Dramatic" if rate_percent == 70 else "Natural")
        with aura.writing() as unit:
            brief = Brief(topic="How lighthouses work")
            project_id = unit.projects.create(brief=brief, plan=plan, voice=voice).id
        aura.studio.draft(project_id, LOCAL, "offline")
        with aura.reading() as unit:
            scenes = unit.live(project_id).document().timeline.scenes
        lengths_s = [spoken_s(scene.script_text, "en", rate_percent) + pause_s for scene in scenes]

        assert abs(sum(lengths_s) / 60 - 1) < 0.15
