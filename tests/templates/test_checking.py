"""Everything wrong with a template is found at once, at its field, in words that say what is right."""

from collections.abc import Callable
from typing import Any

import pytest

from aura.errors import Invalid
from aura.templates.blueprint import Blueprint, TemplateFile
from aura.templates.checking import check, checked
from aura.templates.filling import fill

TEXT = {"name": "x"}

FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"id": "Not A Slug"}, "id", "small letters, digits and hyphens"),
    ({"id": "a\n"}, "id", ""),
    ({"name": ""}, "name", ""),
    ({"category": "Videos"}, "category", "YouTube, SocialMedia, Business, Creative"),
    ({"tags": ['a"b']}, "tags[0]", "without quotation marks"),
    ({"colour": "red"}, "colour", "There is no field colour"),
    ({"brief": {}}, "brief.topic", "Say what the film is about."),
    ({"brief": {"topic": "x", "topics": "y"}}, "brief.topics", "There is no field topics"),
    ({"brief": {"topic": "x", "aspect": "2:1"}}, "brief.aspect", "16:9, 9:16, 1:1, 4:5"),
    ({"brief": {"topic": "x", "aspect": "{{x}}"}, "variables": [TEXT]}, "brief.aspect", "16:9"),
    ({"brief": {"topic": 5}}, "brief.topic", "Expected `str`"),
    ({"plan": {"target_duration_s": 1.5}}, "plan.target_duration_s", "whole numbers"),
    ({"plan": {"target_duration_s": "soon"}}, "plan.target_duration_s", "Expected `int`"),
    ({"plan": {"form": "vlog"}}, "plan.form", "explainer"),
    ({"voice": {"source": "online"}}, "voice.source", "does not decide"),
    ({"render": {"pictures": "online"}}, "render.pictures", "does not decide"),
    ({"render": {"palette": "Mud"}}, "render.palette", "Dusk"),
    ({"render": {"preset": "Cinema"}}, "render.preset", "Standard 720p"),
    ({"music": {"asset": "0" * 64}}, "music.asset", "does not decide"),
    ({"music": {"mood": "angry"}}, "music.mood", "calm"),
    ({"motion": "spin"}, "motion", "auto"),
    ({"scenes": [{"words": "x"}]}, "scenes[0].words", "There is no field words"),
    (
        {"scenes": [{"text": "{{y}}"}], "variables": [TEXT]},
        "scenes[0].text",
        "{{y}} is no variable; there are: x",
    ),
    ({"scenes": [{"text": "{{item}}"}]}, "scenes[0].text", "for scenes with “each”"),
    ({"scenes": [{"title": "{{ x + 1 }}"}], "variables": [TEXT]}, "scenes[0].title", "written {{name}}"),
    ({"scenes": [{"text": "{{X}}"}], "variables": [TEXT]}, "scenes[0].text", "written {{name}}"),
    ({"scenes": [{"text": "a {{"}]}, "scenes[0].text", "{{braces}}"),
    ({"scenes": [{"each": "y"}]}, "scenes[0].each", "MultiSelection or a LongText"),
    ({"scenes": [{"each": "x"}], "variables": [TEXT]}, "scenes[0].each", "MultiSelection or a LongText"),
    ({"scenes": [{"when": "y"}]}, "scenes[0].when", "no variable 'y'"),
    ({"scenes": [{"text": "x", "transition": "explode"}]}, "scenes[0].transition", "fade"),
    ({"scenes": {}}, "scenes", ""),
    ({"variables": [{"name": "Über"}]}, "variables[0].name", "small letters, digits and _"),
    ({"variables": [{"name": "item"}]}, "variables[0].name", "fills itself"),
    (
        {"variables": [{"name": "x", "type": "MultiSelection"}, {"name": "x_count"}]},
        "variables[1].name",
        "fills itself",
    ),
    ({"variables": [TEXT, TEXT]}, "variables[1].name", "another variable x"),
    ({"variables": [{"name": "x", "type": "Date"}]}, "variables[0].type", "LongText"),
    ({"variables": [{"name": "x", "type": "Selection"}]}, "variables[0].options", "needs its options"),
    ({"variables": [{"name": "x", "options": ["a"]}]}, "variables[0].options", "has no options"),
    (
        {"variables": [{"name": "x", "type": "Selection", "options": ["a", "a"]}]},
        "variables[0].options",
        "named once",
    ),
    ({"variables": [{"name": "x", "min": 5, "max": 1}]}, "variables[0].min", "not more than the most"),
    (
        {"variables": [{"name": "x", "type": "Number", "default": 9, "max": 5}]},
        "variables[0].default",
        "of at most 5",
    ),
    (
        {"variables": [{"name": "x", "type": "Selection", "options": ["a"], "default": "b"}]},
        "variables[0].default",
        "one of a",
    ),
    ({"pipeline": {"Draft": {}}}, "pipeline.Draft", "Script, Voice, Visuals"),
    ({"pipeline": {"Script": {"temperature_percent": 201}}}, "pipeline.Script.temperature_percent", "200"),
    ({"pipeline": {"Script": {"instructions": "{{y}}"}}}, "pipeline.Script.instructions", "no variable"),
    ({"title": "a\x00b"}, "title", "U+0000"),
]


@pytest.mark.parametrize(("fields", "field", "words"), FAULTS)
def test_a_fault_is_found_at_its_field(
    card: dict[str, Any], fields: dict[str, Any], field: str, words: str
) -> None:
    result = check(card | fields, TemplateFile)
    assert result.template is None
    assert field in [finding.field for finding in result.errors], result.findings
    said = [finding.message for finding in result.errors if finding.field == field]
    assert any(words in message for message in said), said
    assert len(result.errors) == 1


def test_all_faults_are_found_at_once(card: dict[str, Any]) -> None:
    wrong = {
        "category": "Videos",
        "variables": [{"name": "X"}, {"name": "y", "type": "Date"}, {"name": "z"}],
        "scenes": [{"text": "fine"}, {"words": "x"}, {"motion": "spin"}],
    }
    found = {finding.field for finding in check(card | wrong, TemplateFile).errors}
    assert found == {
        "category",
        "variables[0].name",
        "variables[1].type",
        "scenes[1].words",
        "scenes[2].motion",
    }
    wrong = {
        "variables": [{"name": "x"}, {"name": "x"}],
        "title": "{{a}} {{b}}",
        "scenes": [{"text": "{{c}}"}, {"when": "d"}],
    }
    found = {finding.field for finding in check(card | wrong, TemplateFile).errors}
    assert found == {"variables[1].name", "title", "scenes[0].text", "scenes[1].when"}


def test_every_choice_is_tried_so_that_what_was_let_in_can_be_filled(card: dict[str, Any]) -> None:
    look = {"name": "look", "type": "Selection", "options": ["Dusk", "Mud"], "default": "Dusk"}
    length = {"name": "length", "type": "Number", "default": 60, "min": 1, "max": 90}
    fields = {
        "variables": [look, length],
        "render": {"palette": "{{look}}"},
        "plan": {"target_duration_s": "{{length}}"},
    }
    found = check(card | fields, TemplateFile).errors
    assert [finding.field for finding in found] == ["render.palette", "plan.target_duration_s"]
    assert "With look = 'Mud'" in found[0].message
    assert "With length = 1" in found[1].message


def test_what_its_author_could_do_better_is_told_and_keeps_nothing_out(card: dict[str, Any]) -> None:
    fields = {
        "variables": [{"name": "x"}, {"name": "y", "type": "MultiSelection"}],
        "plan": {"target_duration_s": 600},
        "scenes": [{"text": "Short. {{y_count}}"}],
    }
    result = check(card | fields, TemplateFile)
    assert result.template is not None
    assert [(found.level, found.field) for found in result.findings] == [
        ("warning", "variables[0]"),
        ("warning", "brief.language"),
        ("warning", "plan.target_duration_s"),
    ]


def test_an_error_names_the_template_and_carries_all_that_was_found(card: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        checked(card | {"category": "Videos", "motion": "spin"}, TemplateFile)
    assert refused.value.message.startswith("a-template: ")
    assert refused.value.field in ("category", "motion")
    assert len(refused.value.data["findings"]) >= 1


@pytest.mark.parametrize("tree", [None, [], "x", 5, {"brief": None}, {"variables": [None]}, {"scenes": [[]]}])
def test_what_is_no_template_at_all_is_refused_as_one(tree: Any) -> None:
    assert check(tree, TemplateFile).errors
    assert check(tree, Blueprint).errors or tree == {}


def test_a_template_that_asks_for_all_kinds_of_answers_can_be_filled_with_made_up_ones(
    template: Callable[..., TemplateFile],
) -> None:
    kinds: list[dict[str, Any]] = [
        {"name": "a", "required": True, "min": 10, "max": 12},
        {"name": "b", "type": "LongText", "required": True, "min": 30},
        {"name": "c", "type": "Number", "required": True, "min": 3},
        {"name": "d", "type": "Selection", "required": True, "options": ["one", "two"]},
        {"name": "e", "type": "MultiSelection", "required": True, "min": 2},
        {"name": "f", "type": "MultiSelection", "required": True, "min": 2, "options": ["1", "2", "3"]},
        {"name": "g", "type": "Number", "required": True, "max": -3},
    ]
    text = " ".join(f"{{{{{kind['name']}}}}}" for kind in kinds)
    made = template(variables=kinds, scenes=[{"text": text}])
    with pytest.raises(Invalid, match="cannot be left out"):
        fill(made, {})
