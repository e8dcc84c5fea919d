"""Own templates: a project saved to start others from, edited, found, one of them the default."""

import uuid
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.actor import LOCAL, Actor
from aura.errors import Conflict, Invalid, NotFound, TooLarge
from aura.ids import new_id
from aura.services import Services
from aura.templates.blueprint import Blueprint, TemplateFile, pipeline_of
from aura.templates.checking import checked
from aura.templates.custom_templates import Card, blueprint_of, columns_of
from aura.templates.filling import fill
from aura.templates.reading import read
from aura.templates.saving import saved
from aura.templates.tables import CustomTemplate
from aura.templates.using import Chosen
from aura.timeline.document import (
    Brief,
    Document,
    Head,
    Music,
    Plan,
    Pronunciation,
    Render,
    Section,
    Timeline,
    Voice,
)
from aura.timeline.scene import Scene

CONTENT: dict[str, Any] = {
    "variables": [{"name": "what", "default": "rivers"}],
    "title": "On {{what}}",
    "brief": {"topic": "{{what}}"},
    "voice": {"pause": "Long"},
    "render": {"palette": "Ember"},
    "music": {},
    "motion": "in",
    "scenes": [{"text": "All about {{what}}.", "length_ms": 3000}, {"text": "The end.", "transition": "cut"}],
    "pipeline": {
        "Script": {"model": "large", "temperature_percent": 80},
        "Voice": {"instructions": "Slowly."},
    },
}


def document(*texts: str, **parts: Any) -> Document:
    scenes = tuple(Scene(id=str(new_id()), script_text=text, transition="fade") for text in texts)
    head = parts.pop("head", Head(title="Lighthouses"))
    parts = {"brief": Brief(topic="Lighthouses")} | parts
    return Document(**parts, timeline=Timeline(head=head, scenes=scenes))


def create(aura: Services, name: str = "Own", content: Any = None, **card: Any) -> CustomTemplate:
    with aura.writing() as unit:
        return unit.custom_templates.create(Card(name=name, **card), CONTENT if content is None else content)


def change(aura: Services, verb: str, *arguments: Any) -> CustomTemplate:
    with aura.writing() as unit:
        done: CustomTemplate = getattr(unit.custom_templates, verb)(*arguments)
        return done


def names(aura: Services, **asked: Any) -> list[str]:
    with aura.reading() as unit:
        return [row.name for row in unit.custom_templates.list(**asked).items]


def test_the_four_columns_hold_each_its_share_and_together_all_of_it(aura: Services) -> None:
    row = create(aura)
    script, film, pipeline, looks = (
        msgspec.json.decode(text)
        for text in (
            row.script_structure_json,
            row.video_structure_json,
            row.llm_pipeline_json,
            row.visual_preferences_json,
        )
    )
    assert script.keys() == {"variables", "title", "brief", "scenes"}
    assert script["scenes"] == [{"text": "All about {{what}}."}, {"text": "The end."}]
    assert film["scenes"] == [{"length_ms": 3000}, {"transition": "cut"}]
    assert film.keys() == {"voice", "music", "scenes"}
    assert looks == {"motion": "in", "palette": "Ember"}
    assert pipeline == CONTENT["pipeline"]
    with aura.reading() as unit:
        assert unit.custom_templates.blueprint(row.id) == checked(CONTENT, Blueprint)


def test_a_pipeline_is_given_stage_by_stage_to_whoever_drafts() -> None:
    stages = pipeline_of(checked(CONTENT, Blueprint))
    assert list(stages) == ["Script", "Voice"]
    assert (stages["Script"].model, stages["Script"].temperature_percent) == ("large", 80)
    assert stages["Voice"].instructions == "Slowly."
    assert pipeline_of(Blueprint()) == {}


@pytest.mark.parametrize(
    "content",
    [
        {"pipeline": {"Render": {"model": "x"}}},
        {"pipeline": {"Script": {"temperature_percent": 1.5}}},
        {"pipeline": {"Script": {"temperature_percent": -1}}},
        {"pipeline": {"Script": {"key": "x"}}},
        {"pipeline": {"Script": {"instructions": "x" * 4_001}}},
        {"render": {"palette": "Mud"}},
        {"unknown": 1},
        {"scenes": [{"text": "{{x}}"}]},
    ],
)
def test_content_that_is_wrong_is_refused_and_nothing_is_kept(aura: Services, content: Any) -> None:
    row = create(aura)
    with pytest.raises(Invalid) as refused:
        create(aura, content=content)
    assert refused.value.data["findings"]
    with pytest.raises(Invalid):
        change(aura, "edit", row.id, Card(), content)
    assert names(aura) == ["Own"]
    with aura.reading() as unit:
        assert unit.custom_templates.blueprint(row.id) == checked(CONTENT, Blueprint)


def test_a_template_has_a_name(aura: Services) -> None:
    for card in (Card(), Card(name="  ")):
        with pytest.raises(Invalid, match="called"), aura.writing() as unit:
            unit.custom_templates.create(card, {})
    row = create(aura)
    with pytest.raises(Invalid, match="called"):
        change(aura, "edit", row.id, Card(name="\n "))
    assert names(aura) == ["Own"]


def test_a_template_that_is_too_large_is_refused(aura: Services) -> None:
    with pytest.raises(TooLarge):
        create(aura, content={"scenes": [{"text": "x" * 20_000}] * 120})


def test_what_is_changed_changes_and_the_rest_stays(aura: Services) -> None:
    row = create(aura, description="First", tags=("a", "b"), category="Business")
    changed = change(aura, "edit", row.id, Card(name="Other", author="Me"))
    assert (changed.name, changed.author, changed.description) == ("Other", "Me", "First")
    assert (changed.tags, changed.category) == ('["a","b"]', "Business")
    assert blueprint_of(changed) == checked(CONTENT, Blueprint)
    changed = change(aura, "edit", row.id, Card(), {"render": {"palette": "Sky"}})
    assert blueprint_of(changed) == checked({"render": {"palette": "Sky"}}, Blueprint)
    assert changed.name == "Other"


def test_one_at_most_is_the_default_and_a_deleted_one_is_none(aura: Services) -> None:
    first, second = create(aura, "First", is_default=True), create(aura, "Second")

    def default() -> str | None:
        with aura.reading() as unit:
            found = unit.custom_templates.default()
            return found.name if found else None

    assert default() == "First"
    change(aura, "edit", second.id, Card(is_default=True))
    assert default() == "Second"
    with aura.reading() as unit:
        assert [row.is_default for row in unit.custom_templates.list().items] == [True, False]
    change(aura, "edit", second.id, Card(is_default=False))
    assert default() is None
    change(aura, "edit", first.id, Card(is_default=True))
    change(aura, "delete", first.id)
    assert default() is None
    change(aura, "bring_back", first.id)
    assert default() is None


def test_a_search_does_not_tell_upper_and_lower_case_apart_in_any_script(aura: Services) -> None:
    create(aura, "Über uns ЖУК")
    for words in ("über uns жук", "ÜBER", "жУк"):
        assert names(aura, search=words) == ["Über uns ЖУК"]


def test_own_templates_are_listed_newest_first_found_by_name_and_had_again(aura: Services) -> None:
    for number in range(5):
        create(aura, f"Number {number}")
    assert names(aura) == [f"Number {number}" for number in (4, 3, 2, 1, 0)]
    assert names(aura, search="BER 3") == ["Number 3"]
    found: list[str] = []
    cursor: str | None = None
    while True:
        with aura.reading() as unit:
            page = unit.custom_templates.list(limit=2, cursor=cursor)
        found += [row.name for row in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == names(aura)
    with aura.reading() as unit:
        third = unit.custom_templates.named("Number 3")
        assert unit.custom_templates.named(third.id).id == third.id
        assert unit.custom_templates.named(third.id[-6:].upper()).id == third.id
    change(aura, "delete", third.id)
    assert (len(names(aura)), names(aura, deleted=True)) == (4, ["Number 3"])
    for verb in ("get", "blueprint", "file", "delete"):
        with pytest.raises(NotFound):
            change(aura, verb, third.id)
    assert change(aura, "bring_back", third.id).deleted_at is None
    with pytest.raises(Conflict):
        change(aura, "bring_back", third.id)
    create(aura, "Number 3")
    for name in ("Number 3", "Number 9"):
        with pytest.raises((Conflict, NotFound)):
            change(aura, "named", name)


def test_own_templates_are_their_user_s_alone(aura: Services) -> None:
    row = create(aura, is_default=True)
    with aura.reading(Actor(uuid.UUID(int=2))) as unit:
        assert unit.custom_templates.list().items == []
        assert unit.custom_templates.default() is None
        with pytest.raises(NotFound):
            unit.custom_templates.get(row.id)


def test_a_project_saved_as_a_template_makes_the_same_film_again(aura: Services) -> None:
    parts: dict[str, Any] = {
        "brief": Brief(topic="Lighthouses", audience="all", language="de", aspect="1:1", notes="A {{b}} c."),
        "plan": Plan(
            target_duration_s=90, form="tutorial", sections=(Section(title="Eins", summary="Zwei"),)
        ),
        "voice": Voice(rate_percent=110, pronunciations=(Pronunciation(written="a", spoken="b"),)),
        "render": Render(palette="Ember", captions=False),
    }
    head = Head(title="Lighthouses", music=Music(mood="bright", volume_percent=40))
    scenes = [
        Scene(id=str(new_id()), title="Eins", script_text="Text {{x}} and {{{y}.", motion="in"),
        Scene(
            id=str(new_id()), script_text="Zwei", authored_frames=45, transition="fade", transition_frames=12
        ),
        Scene(id=str(new_id()), script_text="", authored_frames=31, transition="cut"),
    ]
    with aura.writing() as unit:
        project_id = unit.projects.create(head=head, scenes=scenes, **parts).id
        row = unit.custom_templates.save(project_id, Card(name="Own"), {})
    again = aura.gallery.start(Chosen("custom_template", row.id), {}, LOCAL)
    with aura.reading() as unit:
        first, second = unit.live(project_id).document(), unit.live(again).document()
    assert (second.brief, second.plan, second.voice, second.render) == (
        first.brief,
        first.plan,
        first.voice,
        first.render,
    )
    assert second.timeline.head == first.timeline.head

    def without_ids(timeline: Timeline) -> list[dict[str, Any]]:
        return [msgspec.to_builtins(scene) | {"id": ""} for scene in timeline.scenes]

    assert without_ids(second.timeline) == without_ids(first.timeline)


def test_words_that_are_named_become_blanks_everywhere_and_nowhere_else() -> None:
    film = document(
        "Lighthouses are old. A Lighthouse keeper knows lighthouses, not Lighthouses2.",
        "In 1822 (1822!) he came.",
        brief=Brief(topic="Lighthouses of 1822", notes="See Lighthouses."),
        plan=Plan(sections=(Section(title="Lighthouses", summary="From 1822"),)),
    )
    fields = saved(film, {"topic": "Lighthouses", "keeper": "Lighthouse keeper", "year": "1822"})
    assert [scene["text"] for scene in fields["scenes"]] == [
        "{{topic}} are old. A {{keeper}} knows lighthouses, not Lighthouses2.",
        "In {{year}} ({{year}}!) he came.",
    ]
    assert (fields["title"], fields["brief"]["topic"]) == ("{{topic}}", "{{topic}} of {{year}}")
    assert fields["brief"]["notes"] == "See {{topic}}."
    assert fields["plan"]["sections"] == [{"title": "{{topic}}", "summary": "From {{year}}"}]
    assert [variable["name"] for variable in fields["variables"]] == ["topic", "keeper", "year"]
    other = fill(checked(fields, Blueprint), {"topic": "Trains", "year": "1900"})
    assert other.scenes[0].text.startswith("Trains are old. A Lighthouse keeper")
    assert other.brief.topic == "Trains of 1900"


def test_in_a_script_without_blanks_words_become_blanks_wherever_they_stand() -> None:
    film = document("猫は小さい。黒猫もいる。", brief=Brief(topic="猫の話", language="ja"))
    fields = saved(film, {"animal": "猫"})
    assert fields["scenes"][0]["text"] == "{{animal}}は小さい。黒{{animal}}もいる。"
    assert fill(checked(fields, Blueprint), {"animal": "犬"}).brief.topic == "犬の話"


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"x": "Windmills"}, "variables.x"),
        ({"x": "light"}, "variables.x"),
        ({"x": " "}, "variables.x"),
        ({"x": "Lighthouses", "y": "Lighthouses"}, "variables.x"),
    ],
)
def test_words_that_are_not_in_the_project_are_refused(variables: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        saved(document("Lighthouses are bright."), variables)
    assert refused.value.field == field


def test_a_name_that_is_none_is_refused(aura: Services) -> None:
    with aura.writing() as unit:
        project_id = unit.projects.create(brief=Brief(topic="Lighthouses")).id
    with pytest.raises(Invalid), aura.writing() as unit:
        unit.custom_templates.save(project_id, Card(name="Own"), {"Not A Name": "Lighthouses"})
    with pytest.raises(NotFound), aura.writing() as unit:
        unit.custom_templates.save(uuid.UUID(int=5), Card(name="Own"), {})


def test_files_of_one_s_own_are_not_carried() -> None:
    own = document("x", head=Head(title="x", music=Music(asset="0" * 64)))
    assert "music" not in saved(own, {})
    made = Head(title="x", music=Music(asset="0" * 64, made_from="1" * 64, mood="bright", trim_ms=5))
    assert saved(document("x", head=made), {})["music"] == {"mood": "bright"}
    online = document("x", voice=Voice(source="online", rate_percent=90), render=Render(pictures="online"))
    fields = saved(online, {})
    assert fields["voice"] == {"rate_percent": 90, "pitch_percent": 100, "pause": "Natural"}
    assert "pictures" not in fields["render"]


def test_a_saved_template_says_also_what_is_usual_and_nothing_that_is_empty() -> None:
    fields = saved(document("x"), {})
    assert fields["brief"] == {"topic": "Lighthouses", "language": "en", "aspect": "16:9"}
    assert fields["render"]["captions"] is True
    assert fields["plan"]["pacing"] == "Conversational"
    assert "sections" not in fields["plan"]
    elsewhere = Document(
        brief=Brief(language="de", aspect="1:1", tone="merry"), render=Render(captions=False)
    )
    film = fill(checked(fields, Blueprint), {}, elsewhere)
    assert (film.brief.language, film.brief.aspect, film.brief.tone) == ("en", "16:9", "merry")
    assert film.render.captions


@given(
    st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60), min_size=1, max_size=4)
)
def test_any_text_of_a_project_comes_back_from_a_template_as_it_was(texts: list[str]) -> None:
    from unicodedata import normalize

    film = fill(checked(saved(document(*texts), {}), Blueprint), {})
    assert [scene.text for scene in film.scenes] == [normalize("NFC", text).strip() for text in texts]


def test_an_own_template_can_be_exported_and_imported_into_the_gallery(aura: Services) -> None:
    row = create(aura, "Own “one”", description="For all.", tags=("a",), category="Business", author="Me")
    with aura.reading() as unit:
        text = unit.custom_templates.file(row.id)
    file = checked(read(text), TemplateFile)
    assert (file.name, file.description, file.category, file.tags) == (
        "Own “one”",
        "For all.",
        "Business",
        ("a",),
    )
    content = {name: getattr(file, name) for name in Blueprint.__struct_fields__}
    assert Blueprint(**content) == checked(CONTENT, Blueprint)
    with aura.writing() as unit:
        assert unit.templates.take_in(text).name == "Own “one”"


def test_a_project_of_many_scenes_can_be_saved(aura: Services) -> None:
    fields = saved(document(*(f"Scene {number}." for number in range(2_000))), {})
    blueprint = checked(fields, Blueprint)
    with aura.writing() as unit:
        row = unit.custom_templates.create(Card(name="Long"), fields)
    assert blueprint_of(row) == blueprint
    assert len(columns_of(blueprint)) == 4


def test_an_own_template_is_found_after_a_restart(aura: Services, restart: Callable[[], Services]) -> None:
    row = create(aura)
    with restart().reading() as unit:
        assert unit.custom_templates.get(row.id).name == "Own"
