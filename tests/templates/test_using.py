"""A template makes a project, word for word; in one that is there, what was can be had back in one step."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from aura.actor import LOCAL
from aura.errors import Conflict, Invalid, NotFound
from aura.exports.presets import Changes
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.projects.editing import Applied
from aura.providers.text.drafter import Draft, DraftScene
from aura.services import Services
from aura.templates.blueprint import StageOptions
from aura.templates.custom_templates import Card, blueprint_of
from aura.templates.reading import written
from aura.templates.using import Chosen, Gallery
from aura.timeline import codec
from aura.timeline.document import Brief, Document, Music, Plan, Render, Section, Voice
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene

MEMORY = Chosen("template", "creative-memory")


class Writer:
    """A drafter that says what it was asked, and may be interrupted."""

    def __init__(self) -> None:
        self.asked: list[tuple[Brief, Plan]] = []
        self.pipelines: list[dict[Any, StageOptions]] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def draft(self, brief: Brief, plan: Plan) -> Draft:
        self.asked.append((brief, plan))
        self.meanwhile()
        scenes = tuple(DraftScene(title=f"Part {n}", script_text=f"On {brief.topic}, {n}.") for n in (1, 2))
        return Draft(title="Drafted", sections=(Section(title="All"),), scenes=scenes)


class Desk:
    """A gallery with a drafter to look at, and ways to make templates and projects."""

    def __init__(self, aura: Services) -> None:
        self.aura = aura
        self.writer = Writer()
        assert aura.gallery  # what ships is there
        self.gallery = Gallery(
            aura.units, self._drafter, lambda *_: [], lambda _: Document(voice=Voice(pitch_percent=90))
        )

    def _drafter(self, actor: Any, project_id: Any, film: Any) -> Writer:
        self.writer.pipelines.append(film.pipeline)
        return self.writer

    def own(self, **content: Any) -> Chosen:
        with self.aura.writing() as unit:
            return Chosen("custom_template", unit.custom_templates.create(Card(name="Own"), content).id)

    def start(self, chosen: Chosen, **answers: Any) -> uuid.UUID:
        return self.gallery.start(chosen, answers, LOCAL)

    def project(self, scenes: Sequence[Scene] = (), **parts: Any) -> uuid.UUID:
        with self.aura.writing() as unit:
            scenes = scenes or [Scene(id=str(new_id()), script_text=word) for word in ("one", "two")]
            return unit.projects.create(**({"brief": Brief(topic="Old")} | parts), scenes=scenes).id

    def apply(self, project_id: uuid.UUID, chosen: Chosen, **answers: Any) -> Applied:
        return self.gallery.apply(project_id, chosen, answers, LOCAL)

    def edit(self, project_id: uuid.UUID, *edits: Edit) -> None:
        with self.aura.writing() as unit:
            unit.editing.apply(project_id, edits)

    def undo(self, project_id: uuid.UUID) -> None:
        with self.aura.writing() as unit:
            unit.editing.undo(project_id)

    def document(self, project_id: uuid.UUID) -> Document:
        with self.aura.reading() as unit:
            return unit.live(project_id).document()

    def versions(self, project_id: uuid.UUID) -> list[tuple[str, str | None]]:
        with self.aura.reading() as unit:
            return [(v.version_type, v.name) for v in unit.versions.list(project_id).items]

    def uses(self, template_id: str) -> int:
        with self.aura.reading() as unit:
            return unit.templates.get(template_id).usage_count


@pytest.fixture
def desk(aura: Services) -> Desk:
    return Desk(aura)


def test_a_new_project_has_the_template_s_words_parts_and_timings(desk: Desk) -> None:
    project_id = desk.start(MEMORY, year=1999, moments="The dog: It waited.\nThe sea", dedication="Anna")
    document = desk.document(project_id)
    assert (document.brief.topic, document.timeline.head.title) == ("The summer of 1999",) * 2
    assert (document.plan.form, document.plan.pacing, document.voice.pause) == ("story-time", "Chill", "Long")
    assert (document.render.palette, document.voice.pitch_percent) == ("Dusk", 90)
    assert document.timeline.head.music is not None
    assert document.timeline.head.music.mood == "wistful"
    scenes = document.timeline.scenes
    assert [scene.title for scene in scenes] == [
        "The summer of 1999",
        "The dog",
        "The sea",
        "What stayed",
        "For Anna",
    ]
    assert scenes[1].script_text == "It waited."
    assert scenes[-1].authored_frames == scenes[-1].length_frames == 120
    assert [scene.transition for scene in scenes] == ["cut", *["fade"] * 4]
    assert [scene.transition_frames for scene in scenes] == [0, *[12] * 4]
    assert (scenes[0].motion, scenes[1].motion) == ("in", "auto")
    assert desk.versions(project_id) == [("Manual", "Created")]
    assert desk.writer.asked == []


def test_a_use_is_counted_and_a_failed_one_is_not(desk: Desk) -> None:
    project_id = desk.start(MEMORY)
    desk.apply(project_id, MEMORY)
    for answers in ({"year": 5}, {"no": 1}):
        with pytest.raises(Invalid):
            desk.start(MEMORY, **answers)
    assert desk.uses("creative-memory") == 2
    with pytest.raises(NotFound):
        desk.start(Chosen("template", "not-there"))


def test_previewing_makes_nothing(desk: Desk) -> None:
    film = desk.gallery.preview(MEMORY, {"year": 1800}, LOCAL)
    assert film.scenes[0].title == "The summer of 1800"
    assert film.voice.pitch_percent == 90
    with desk.aura.reading() as unit:
        assert unit.projects.list().items == []
    assert desk.uses("creative-memory") == 0


@pytest.mark.parametrize("template_id", ["youtube-explainer", "social-top-list", "business-product-showcase"])
def test_applying_to_a_project_is_one_step_with_a_restore_point_and_undo_is_exact(
    desk: Desk, template_id: str
) -> None:
    project_id = desk.project()
    before = codec.digest_of(desk.document(project_id))
    applied = desk.apply(project_id, Chosen("template", template_id))
    after = desk.document(project_id)
    assert len({action.correlation_id for action in applied.actions}) == 1
    with desk.aura.reading() as unit:
        name = unit.templates.get(template_id).name
    assert desk.versions(project_id) == [("RestorePoint", f"Before “{name}”"), ("Manual", "Created")]
    desk.undo(project_id)
    assert codec.digest_of(desk.document(project_id)) == before
    with desk.aura.writing() as unit:
        unit.editing.redo(project_id)
    assert desk.document(project_id) == after
    with desk.aura.writing() as unit:
        unit.versions.restore(project_id, 2)
    assert codec.digest_of(desk.document(project_id)) == before


def test_applying_makes_the_same_film_as_starting_anew(desk: Desk) -> None:
    fresh = desk.document(desk.start(MEMORY, year=1950))
    project_id = desk.project(voice=Voice(pitch_percent=90))
    desk.apply(project_id, MEMORY, year=1950)
    there = desk.document(project_id)
    assert (there.brief, there.plan, there.voice, there.render) == (
        fresh.brief,
        fresh.plan,
        fresh.voice,
        fresh.render,
    )
    assert there.timeline.head == fresh.timeline.head
    told = [[(scene.title, scene.script_text) for scene in each.timeline.scenes] for each in (there, fresh)]
    assert told[0] == told[1]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63d0"
    "885a000001d001231c12b62c0000000049454e44ae426082"
)
"""A picture of one pixel."""


def test_applying_keeps_the_user_s_files_and_what_the_template_does_not_decide(desk: Desk) -> None:
    project_id = desk.project(brief=Brief(topic="Old", notes="Facts"), voice=Voice(name="en-gb"))
    with desk.aura.objects.receive() as incoming:
        incoming.write(PNG)
        asset = take_in(incoming, "sky.png", desk.aura.prober)
    with desk.aura.writing() as unit:
        unit.assets.add(project_id, asset)
    scene = desk.document(project_id).timeline.scenes[0]
    desk.edit(project_id, SetSceneMedia(scene=scene.id, media=Media(asset=asset.digest)))
    desk.apply(project_id, MEMORY)
    document = desk.document(project_id)
    assert document.timeline.assets == (asset,)
    assert (document.brief.notes, document.voice.name) == ("Facts", "en-gb")
    desk.undo(project_id)
    shown = desk.document(project_id).timeline.scenes[0].media
    assert shown is not None
    assert shown.asset == asset.digest


def test_a_template_without_scenes_is_drafted_outside_any_transaction(desk: Desk) -> None:
    chosen = desk.own(
        variables=[{"name": "what", "default": "rivers"}],
        brief={"topic": "All about {{what}}"},
        plan={"form": "listicle"},
        pipeline={
            "Script": {"model": "large", "temperature_percent": 70, "instructions": "Be brief on {{what}}."}
        },
    )
    desk.writer.meanwhile = desk.project  # a second writer gets its turn
    project_id = desk.start(chosen, what="lakes")
    document = desk.document(project_id)
    assert [scene.script_text for scene in document.timeline.scenes] == [
        "On All about lakes, 1.",
        "On All about lakes, 2.",
    ]
    assert document.timeline.head.title == "Drafted"
    assert document.plan.sections == (Section(title="All"),)
    assert desk.writer.pipelines == [
        {"Script": StageOptions(model="large", temperature_percent=70, instructions="Be brief on lakes.")}
    ]


def test_a_drafted_template_in_a_project_that_is_there_is_one_step_too(desk: Desk) -> None:
    chosen = desk.own(brief={"topic": "New"}, plan={"form": "listicle"})
    project_id = desk.project()
    before = codec.digest_of(desk.document(project_id))
    desk.apply(project_id, chosen)
    assert [scene.title for scene in desk.document(project_id).timeline.scenes] == ["Part 1", "Part 2"]
    desk.undo(project_id)
    assert codec.digest_of(desk.document(project_id)) == before


def test_who_changes_the_brief_while_a_template_is_drafted_keeps_the_change(desk: Desk) -> None:
    project_id = desk.project()
    desk.writer.meanwhile = lambda: desk.edit(project_id, SetBrief(tone="merry"))
    with pytest.raises(Conflict, match="again"):
        desk.apply(project_id, desk.own(brief={"topic": "New"}))
    document = desk.document(project_id)
    assert (document.brief.topic, document.brief.tone, len(document.timeline.scenes)) == ("Old", "merry", 2)
    assert desk.versions(project_id) == [("Manual", "Created")]


def test_a_template_of_looks_leaves_the_words(desk: Desk) -> None:
    looks = desk.own(
        render={"palette": "Ember", "captions": False}, music={"mood": "bright"}, voice={"pause": "Long"}
    )
    project_id = desk.project(render=Render(palette="Sky", preset="Draft 360p"))
    scenes = desk.document(project_id).timeline.scenes
    desk.apply(project_id, looks)
    document = desk.document(project_id)
    assert document.timeline.scenes == scenes
    assert document.render == Render(palette="Ember", preset="Draft 360p", captions=False)
    assert document.timeline.head.music == Music(mood="bright")
    assert desk.writer.asked == []
    with pytest.raises(Invalid, match="what the film is about"):
        desk.start(looks)


def test_music_of_one_s_own_is_replaced_only_by_a_template_that_has_music(desk: Desk) -> None:
    project_id = desk.project()
    desk.edit(project_id, SetMusic(music=Music(mood="driving", volume_percent=30)))
    desk.apply(project_id, desk.own(render={"palette": "Ember"}))
    assert desk.document(project_id).timeline.head.music == Music(mood="driving", volume_percent=30)
    desk.apply(project_id, MEMORY)
    music = desk.document(project_id).timeline.head.music
    assert music is not None
    assert music.mood == "wistful"


def test_answers_that_leave_no_scene_are_refused(desk: Desk) -> None:
    chosen = desk.own(
        variables=[{"name": "x"}], brief={"topic": "x"}, scenes=[{"when": "x", "text": "Only with {{x}}."}]
    )
    with pytest.raises(Invalid, match="no scene"):
        desk.start(chosen)
    assert len(desk.document(desk.start(chosen, x="y")).timeline.scenes) == 1


def test_an_exported_template_imported_elsewhere_makes_the_same_film(desk: Desk, template: Any) -> None:
    made = template(
        variables=[{"name": "x", "type": "MultiSelection", "default": ["a: b", "c"]}],
        scenes=[{"each": "x", "title": "{{item_title}}", "text": "{{item_text}}", "length_ms": 1500}],
        voice={"pronunciations": [{"written": "a", "spoken": "b"}]},
        plan={"sections": [{"title": "One", "summary": "Two\nlines"}]},
    )
    with desk.aura.writing() as unit:
        unit.templates.take_in(written(made))
    with desk.aura.reading() as unit:
        assert unit.templates.blueprint("a-template") == made
    document = desk.document(desk.start(Chosen("template", "a-template")))
    assert [scene.authored_frames for scene in document.timeline.scenes] == [45, 45]
    assert document.plan.sections[0].summary == "Two\nlines"


def test_the_usual_drafter_of_an_aura_writes_where_a_template_has_no_scenes(aura: Services) -> None:
    with aura.writing() as unit:
        content = {"brief": {"topic": "How lighthouses work"}, "plan": {"target_duration_s": 40}}
        row = unit.custom_templates.create(Card(name="Drafted"), content)
    project_id = aura.gallery.start(Chosen("custom_template", row.id), {}, LOCAL)
    with aura.reading() as unit:
        document = unit.live(project_id).document()
    assert len(document.timeline.scenes) >= 3
    assert all(scene.script_text for scene in document.timeline.scenes)


def test_a_template_with_a_slow_voice_has_less_written_for_the_same_length(aura: Services) -> None:
    words = []
    for rate_percent in (100, 60):
        with aura.writing() as unit:
            content = {"brief": {"topic": "How lighthouses work"}, "voice": {"rate_percent": rate_percent}}
            row = unit.custom_templates.create(Card(name=f"At {rate_percent}"), content)
        project_id = aura.gallery.start(Chosen("custom_template", row.id), {}, LOCAL)
        with aura.reading() as unit:
            scenes = unit.live(project_id).document().timeline.scenes
        words.append(sum(len(scene.script_text.split()) for scene in scenes))
    assert words[1] < 0.75 * words[0]


def test_a_template_may_name_a_preset_of_one_s_own_and_says_so_when_that_has_gone(desk: Desk) -> None:
    with pytest.raises(Invalid, match=r"no preset 'Mine'; there are Standard 720p, .*") as refused:
        desk.own(brief={"topic": "Bees"}, render={"preset": "Mine"})
    with desk.aura.writing() as unit:
        unit.presets.save("Mine", Changes())
    chosen = desk.own(brief={"topic": "Bees"}, render={"preset": "Mine"}, scenes=[{"text": "Bees fly."}])
    project_id = desk.start(chosen)
    with desk.aura.writing() as unit:
        unit.presets.delete("Mine", in_use=True)

    assert refused.value.field == "render.preset"
    assert desk.document(project_id).render.preset == "Mine"
    for use in (lambda: desk.start(chosen), lambda: desk.apply(project_id, chosen)):
        with pytest.raises(Invalid, match=r"no preset 'Mine'") as missed:
            use()
        assert missed.value.field == "render.preset"
    with desk.aura.reading() as unit:
        assert "Mine" in unit.custom_templates.file(chosen.id)


def test_a_project_with_a_preset_of_one_s_own_can_be_saved_as_a_template(desk: Desk) -> None:
    with desk.aura.writing() as unit:
        unit.presets.save("Mine", Changes())
    project_id = desk.project(render=Render(preset="Mine"))
    with desk.aura.writing() as unit:
        row = unit.custom_templates.save(project_id, Card(name="Own"), {})
        assert blueprint_of(row).render["preset"] == "Mine"


def test_an_imported_file_may_name_a_preset_of_one_s_own(desk: Desk) -> None:
    file = 'id = "talk"\nname = "Talk"\ncategory = "Business"\ndescription = "A talk."\n'
    file += '[brief]\ntopic = "Bees"\n[render]\npreset = "Mine"\n[[scenes]]\ntext = "Bees fly."\n'
    with pytest.raises(Invalid, match="no preset 'Mine'"), desk.aura.writing() as unit:
        unit.templates.take_in(file)
    with desk.aura.writing() as unit:
        unit.presets.save("Mine", Changes())
        unit.templates.take_in(file)

    assert desk.document(desk.start(Chosen("template", "talk"))).render.preset == "Mine"
