"""Files are read within bounds, and what is written is read back as the same fields."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.errors import Invalid, TooLarge
from aura.templates.blueprint import Blueprint, TemplateFile
from aura.templates.checking import checked
from aura.templates.reading import MAX_BYTES, read, written

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
plain = st.one_of(texts, st.integers(-(2**53), 2**53), st.booleans())
values = st.recursive(
    st.one_of(plain, st.lists(texts, max_size=4)),
    lambda inner: st.one_of(
        st.dictionaries(texts, inner, max_size=4),
        st.lists(st.dictionaries(texts, inner, max_size=3), min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=6))
def test_what_is_written_is_read_back(brief: dict[str, Any]) -> None:
    assert read(written(Blueprint(brief=brief))) == ({"brief": brief} if brief else {})


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '""',
        '"""',
        'a"""b',
        '\\"',
        '\n"',
        '"\n"',
        'a\n"""\\',
        "\n\n",
        "\\\n",
        "'''",
        "\r",
        "a\tb\n",
        "\x7f\n\x00",
    ],
)
def test_quotation_marks_backslashes_and_line_ends_survive(text: str) -> None:
    assert read(written(Blueprint(title=text)))["title"] == text


@pytest.mark.parametrize(
    "text",
    [
        "Wait for it. " * 150 + "Now.",
        "." * 1_000,
        ". " * 101,
        ' ."' * 250,
        ".\\" * 250 + ".\n" + "a.\t" * 250,
        "\u2028.\u00a0" * 150,
        ("." * 100 + "\n") * 3,
    ],
)
def test_a_line_of_more_points_than_may_stand_in_one_survives(text: str) -> None:
    told = {"title": text, "brief": {"notes": [text, "short"]}}
    assert read(written(Blueprint(**told))) == told


def test_a_shipped_file_is_the_same_template_after_writing_and_reading(shipped_file: Path) -> None:
    template = checked(read(shipped_file.read_text(encoding="utf-8")), TemplateFile)
    assert checked(read(written(template)), TemplateFile) == template


def test_what_is_written_is_for_people_to_read(template: Any) -> None:
    made = template(
        description="One\nTwo",
        tags=["a", "b"],
        variables=[{"name": "x", "default": 'say "hi"'}],
        scenes=[{"text": "{{x}}", "motion": "in"}],
        pipeline={"Script": {"model": "m"}},
    )
    assert written(made) == LINES


LINES = '''\
id = "a-template"
name = "A template"
description = """
One
Two"""
category = "Creative"
tags = ["a", "b"]

[[variables]]
name = "x"
default = "say \\"hi\\""

[brief]
topic = "Rivers"

[[scenes]]
text = "{{x}}"
motion = "in"

[pipeline.Script]
model = "m"
'''

HOSTILE = {
    "no TOML": "{",
    "a deep list": "x = " + "[" * 100_000,
    "a deep table": "x = " + "{a=" * 50_000,
    "a long dotted key": ".".join(["a"] * 100_000) + " = 1",
    "a long dotted header": "[" + ".".join(["a"] * 50_000) + "]",
    "a long quoted key": ".".join(["''"] * 50_000) + " = 1",
    "a number without end": "x = " + "9" * 200_000,
    "a date that is none": "x = 2026-02-31",
    "the same twice": "x = 1\nx = 2",
    "a control character": 'x = "\x01"',
    "NUL": "\0" * 1_000,
    "half a string": 'x = """' + "x" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str) -> None:
    with pytest.raises(Invalid):  # some take a parser minutes, and would be seen to
        checked(read(HOSTILE[name]), TemplateFile)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge) as refused:
        read("# " + "ä" * MAX_BYTES)
    assert refused.value.data == {"limit_bytes": MAX_BYTES}


def test_a_file_says_where_it_is_broken() -> None:
    with pytest.raises(Invalid, match="line 2"):
        read("a = 1\nb = five")
