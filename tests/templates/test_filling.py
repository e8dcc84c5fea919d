"""Blanks are filled in one pass, with text and nothing else; answers are what their variables allow."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.errors import Invalid
from aura.templates.blueprint import MAX_ITEMS, Blueprint, Variable
from aura.templates.checking import checked
from aura.templates.filling import MOST_CHARACTERS, Filled, fill, filled
from aura.timeline.document import Brief, Document, Plan, Pronunciation, Section, Voice

Make = Any


def told(film: Filled) -> list[str]:
    return [scene.text for scene in film.scenes]


def asks(*variables: dict[str, Any], text: str = "", **fields: Any) -> Blueprint:
    """A template that asks, and says this in one scene."""
    used = text or " ".join(f"{{{{{variable['name']}}}}}" for variable in variables)
    tree = {"variables": list(variables), "brief": {"topic": "x"}, "scenes": [{"text": used}], **fields}
    return checked(tree, Blueprint)


def say(variable: dict[str, Any], *answers: Any) -> str:
    """What becomes of an answer; of none, what becomes of nothing."""
    name = variable["name"]
    return told(fill(asks(variable), {name: answers[0]} if answers else {}))[0]


HOSTILE = [
    "{{topic}}",
    "{{ price }} {{item}} {{braces}}",
    "'; DROP TABLE templates; --",
    "[out];movie=/etc/passwd[in]",
    "drawtext=textfile=/etc/passwd:x=(w-tw)/2",
    "%{expr:1/0} \\: \\' ${HOME} `id` $(id)",
    "<script>alert(1)</script> &amp; <b>",
    "{% for x in y %}{{ ''.__class__ }}{% endfor %}",
    "\\x00 \\u0000 \\n",
    "../../etc/passwd",
    "{{{{topic}}}}",
    "日本語 العربية 👩‍👩‍👧",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_value_is_text_whatever_it_looks_like(words: str) -> None:
    template = asks(
        {"name": "topic", "default": "x"},
        {"name": "price", "type": "Number", "default": 7},
        {"name": "list", "type": "MultiSelection", "default": ["x"]},
        text="It is {{topic}}, {{price}}: {{list}}.",
        brief={"topic": "On {{topic}}"},
        title="{{topic}}",
    )
    film = fill(template, {"topic": words, "list": [words, words]})
    assert told(film) == [f"It is {words}, 7: {words} and {words}."]
    assert (film.title, film.brief.topic) == (" ".join(words.split()), f"On {words}")


@given(
    names=st.lists(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), min_size=1, max_size=5, unique=True
    ),
    data=st.data(),
)
def test_filling_is_replacing_each_blank_once_whatever_is_around_it(names: list[str], data: Any) -> None:
    values = {name: data.draw(st.text(max_size=40), label=name) for name in names}
    around = st.text(st.characters(blacklist_characters="{}", blacklist_categories=("Cs",)), max_size=20)
    pieces = data.draw(st.lists(st.tuples(around, st.sampled_from(names)), max_size=8))
    end = data.draw(around)
    template = "".join(f"{piece}{{{{{name}}}}}" for piece, name in pieces) + end
    assert filled(template, values) == "".join(piece + values[name] for piece, name in pieces) + end


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120))
def test_any_answer_is_said_as_it_was_given(words: str) -> None:
    import unicodedata

    template = asks({"name": "words", "type": "LongText"}, text="<{{words}}>")
    assert told(fill(template, {"words": words})) == [f"<{unicodedata.normalize('NFC', words).strip()}>"]


def test_a_name_may_stand_apart_in_its_braces_and_two_braces_can_be_said() -> None:
    template = asks({"name": "x"}, text="{{ x }} {{x}} {{braces}}x}} {x} }}")
    assert told(fill(template, {"x": "y"})) == ["y y {{x}} {x} }}"]


def test_a_default_is_taken_where_nothing_is_answered_and_only_there() -> None:
    text = {"name": "x", "default": "usual"}
    assert (say(text), say(text, "other"), say(text, ""), say(text, None)) == ("usual", "other", "", "usual")
    number = {"name": "x", "type": "Number", "default": 0}
    assert (say(number), say(number, -5), say(number, "12"), say(number, " ")) == ("0", "-5", "12", "")


def test_a_list_is_said_as_people_say_one_in_the_film_s_language() -> None:
    many = {"name": "x", "type": "MultiSelection"}
    assert [say(many, ["a"]), say(many, ["a", "b"]), say(many, ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]
    assert say(many, "one\n two \n\nthree") == "one, two and three"
    german = asks(many, brief={"topic": "x", "language": "de-AT"})
    assert told(fill(german, {"x": ["a", "b"]})) == ["a und b"]
    other = asks(many, brief={"topic": "x", "language": "ja"})
    assert told(fill(other, {"x": ["a", "b", "c"]})) == ["a, b, c"]


def test_a_language_may_be_asked_for() -> None:
    language = {"name": "language", "type": "Selection", "options": ["en", "de"], "default": "en"}
    words = {"name": "x", "type": "MultiSelection", "default": ["a", "b"]}
    template = asks(language, words, text="{{x}}", brief={"topic": "x", "language": "{{language}}"})
    film = fill(template, {"language": "de"})
    assert (film.brief.language, told(film)) == ("de", ["a und b"])


def test_a_scene_is_told_once_for_each_item_and_knows_which() -> None:
    template = asks(
        {"name": "tips", "type": "MultiSelection"},
        text="{{tips_count}} tips",
        scenes=[
            {"text": "{{tips_count}} tips"},
            {
                "each": "tips",
                "title": "{{number}}/{{count}} {{item_title}}",
                "text": "{{item_text}} ({{item}})",
            },
        ],
    )
    film = fill(template, {"tips": ["Walk: Every day: rain or not.", "Sleep"]})
    assert [(scene.title, scene.text) for scene in film.scenes] == [
        ("", "2 tips"),
        ("1/2 Walk", "Every day: rain or not. (Walk: Every day: rain or not.)"),
        ("2/2 Sleep", "(Sleep)"),
    ]


def test_a_scene_may_be_told_for_each_line_of_a_text() -> None:
    lines = {"name": "lines", "type": "LongText"}
    template = asks(lines, scenes=[{"each": "lines", "text": "{{number}}. {{item}}"}])
    assert told(fill(template, {"lines": "one\n\n  two \n"})) == ["1. one", "2. two"]


def test_a_scene_is_left_out_when_what_it_needs_was_not_answered() -> None:
    for kind, some in (("Text", "x"), ("Number", 0), ("MultiSelection", ["x"]), ("LongText", "x")):
        variable = {"name": "x", "type": kind}
        template = asks(variable, scenes=[{"text": "always {{x}}"}, {"when": "x", "text": "sometimes"}])
        assert len(fill(template, {"x": some}).scenes) == 2, kind
        assert len(fill(template, {}).scenes) == 1, kind
        assert len(fill(template, {"x": "  "}).scenes) == 1, kind


REFUSED: list[tuple[dict[str, Any], Any, str]] = [
    ({"name": "x", "required": True}, "  ", "cannot be left out"),
    ({"name": "x", "required": True}, None, "cannot be left out"),
    ({"name": "x", "type": "MultiSelection", "required": True}, [], "cannot be left out"),
    ({"name": "x"}, 5, "is a text"),
    ({"name": "x"}, ["a"], "is a text"),
    ({"name": "x"}, "a\nb", "is one line"),
    ({"name": "x"}, "a\x01b", "U+0001"),
    ({"name": "x"}, "x" * 301, "at most 300 characters"),
    ({"name": "x", "max": 3}, "four", "at most 3 characters"),
    ({"name": "x", "min": 2, "max": 3}, "x", "from 2 to 3 characters"),
    ({"name": "x", "type": "LongText"}, "x" * 20_001, "at most 20,000 characters"),
    ({"name": "x", "type": "LongText", "min": 5}, "x", "from 5 to 20,000 characters"),
    ({"name": "x", "type": "Number"}, True, "is a whole number"),
    ({"name": "x", "type": "Number"}, "1.5", "is a whole number"),
    ({"name": "x", "type": "Number"}, "9" * 30, "is a whole number"),
    ({"name": "x", "type": "Number", "min": 1, "max": 5}, 6, "is a whole number from 1 to 5"),
    ({"name": "x", "type": "Number", "min": 1}, 0, "of at least 1"),
    ({"name": "x", "type": "Selection", "options": ["a", "b"]}, "c", "is one of a, b"),
    ({"name": "x", "type": "MultiSelection"}, 5, "is a list of texts"),
    ({"name": "x", "type": "MultiSelection"}, [1], "is a list of texts"),
    ({"name": "x", "type": "MultiSelection", "options": ["a", "b"]}, ["c"], "is chosen from a, b"),
    ({"name": "x", "type": "MultiSelection", "options": ["a", "b"]}, ["a", "a"], "names each choice once"),
    ({"name": "x", "type": "MultiSelection", "min": 2, "max": 3}, ["a"], "from 2 to 3 items"),
    ({"name": "x", "type": "MultiSelection"}, ["a"] * (MAX_ITEMS + 1), "at most 100 items"),
    ({"name": "x", "type": "MultiSelection"}, ["x" * 2_001], "at most 2,000 characters each"),
]


@pytest.mark.parametrize(("variable", "answer", "words"), REFUSED)
def test_an_answer_that_is_not_allowed_is_refused_and_named(
    variable: dict[str, Any], answer: Any, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        say(variable, answer)
    assert words in refused.value.message
    assert refused.value.field == "answers.x"


def test_an_answer_to_what_was_not_asked_is_refused() -> None:
    with pytest.raises(Invalid, match="no variable 'y'; there are: x"):
        fill(asks({"name": "x"}), {"y": "z"})


def test_what_a_template_does_not_decide_is_as_the_project_has_it() -> None:
    there = Document(
        brief=Brief(topic="Old", audience="children", tone="merry"),
        plan=Plan(target_duration_s=90, sections=(Section(title="One"),)),
        voice=Voice(rate_percent=120, pronunciations=(Pronunciation(written="a", spoken="b"),)),
    )
    template = asks({"name": "x"}, brief={"topic": "New", "tone": ""}, plan={"pacing": "Fast"})
    film = fill(template, {}, there)
    assert film.brief == Brief(topic="New", audience="children", tone="")
    assert film.plan == Plan(target_duration_s=90, sections=(Section(title="One"),), pacing="Fast")
    assert film.voice == there.voice
    assert film.music is None


def test_a_blank_alone_fills_a_choice_a_number_or_a_yes() -> None:
    template = asks(
        {"name": "shape", "type": "Selection", "options": ["1:1", "9:16"], "default": "1:1"},
        {"name": "length", "type": "Number", "default": 30, "min": 5, "max": 300},
        {"name": "captions", "type": "Selection", "options": ["true", "false"], "default": "true"},
        text="x",
        brief={"topic": "x", "aspect": "{{shape}}"},
        plan={"target_duration_s": "{{length}}"},
        render={"captions": "{{captions}}"},
        music={"mood": "calm", "volume_percent": "50"},
    )
    film = fill(template, {"shape": "9:16", "length": "45", "captions": "false"})
    assert (film.brief.aspect, film.plan.target_duration_s, film.render.captions) == ("9:16", 45, False)
    assert film.music is not None
    assert film.music.volume_percent == 50


def test_answers_that_would_make_too_much_are_refused_while_they_are_written() -> None:
    long = {"name": "x", "type": "LongText"}
    wide = asks(long, text="{{x}}" * 3_000)
    with pytest.raises(Invalid, match=f"{MOST_CHARACTERS:,}"):
        fill(wide, {"x": "x" * 20_000})
    deep = asks(long, scenes=[{"each": "x", "text": "y"}] * 30)
    with pytest.raises(Invalid, match="5,000 scenes"):
        fill(deep, {"x": "y\n" * 9_000})
    with pytest.raises(Invalid) as long_title:
        fill(asks(long, scenes=[{"title": "{{x}}"}]), {"x": "x" * 301})
    assert long_title.value.field == "scenes[0].title"


def test_a_film_s_length_counts_its_words_its_silences_and_what_crossfades_share() -> None:
    words = "Seven plain words are said in here."
    template = asks(scenes=[{"text": words}, {"text": words}, {"length_ms": 9_000, "transition": "cut"}])
    one = fill(asks(text=words), {}).length_s
    assert fill(template, {}).length_s == pytest.approx(2 * one + 9, abs=1)
    drafted = checked({"brief": {"topic": "x"}, "plan": {"target_duration_s": 75}}, Blueprint)
    assert fill(drafted, {}).length_s == 75


@given(st.sampled_from(["Text", "LongText", "Number", "MultiSelection"]), st.data())
def test_every_answer_is_taken_or_refused_by_name(kind: Any, data: Any) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, 60), min_size=2, max_size=2)))
    variable = Variable(name="x", type=kind, min=bounds[0], max=bounds[1], required=data.draw(st.booleans()))
    simple = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=70))
    answer = data.draw(st.one_of(simple, st.lists(simple, max_size=5)))
    refused: list[str | None] = []
    try:
        fill(Blueprint(variables=(variable,), brief={"topic": "x"}), {"x": answer})
    except Invalid as error:
        refused.append(error.field)
    assert set(refused) <= {"answers.x"}
