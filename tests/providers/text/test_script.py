"""A finished script becomes scenes, word by word."""

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aura.errors import Invalid
from aura.providers.text.drafter import Draft
from aura.providers.text.pace import LONGEST_SCENE_S, spoken_s
from aura.providers.text.script import read_script
from aura.timeline.document import Section


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(scene.title, scene.script_text) for scene in draft.scenes]


def test_paragraphs_become_scenes_titled_by_their_first_words() -> None:
    draft = read_script(
        "The lamp is not strong.\nIt has a lens.\n\nBy day, stripes tell one tower from the next."
    )

    assert told(draft) == [
        ("The lamp is not strong", "The lamp is not strong. It has a lens."),
        ("Stripes tell one tower from the next", "By day, stripes tell one tower from the next."),
    ]


def test_headings_become_titles_and_the_first_alone_the_films() -> None:
    draft = read_script(
        "# My film\n\n## The lamp\nIt is **not** strong.\n\nIt turns.\n\n## The tower\n- tall\n- white\n"
    )

    assert draft.title == "My film"
    assert told(draft) == [("The lamp", "It is not strong.\nIt turns."), ("The tower", "tall\nwhite")]
    assert draft.sections == (Section(title="The lamp"), Section(title="The tower"))


@pytest.mark.parametrize(
    "marker",
    ["Scene 2: The tower", "## Scene 2 – The tower", "**SCENE 2**: The tower", "[Szene 2] The tower"],
)
def test_scene_lines_begin_scenes(marker: str) -> None:
    draft = read_script(f"Scene 1: The lamp\nIt turns.\n\nIt glows.\n{marker}\nIt is tall.")

    if "] The" in marker:  # no stop or colon after the number: not a marker, but words to be said
        assert "The tower" in draft.scenes[-1].script_text
    else:
        assert told(draft) == [("The lamp", "It turns.\nIt glows."), ("The tower", "It is tall.")]


def test_words_on_a_scene_line_are_said_if_they_are_all_there_is() -> None:
    assert told(read_script("Scene 1: The lamp turns.\nScene 2: It glows")) == [
        ("The lamp turns", "The lamp turns."),
        ("It glows", "It glows"),
    ]


def test_a_heading_without_words_is_a_silent_scene() -> None:
    assert told(read_script("# Film\n\n# One\nWords here.\n\n# The end\n"))[-1] == ("The end", "")


def test_a_long_paragraph_is_parted_at_the_ends_of_sentences() -> None:
    sentence = "The sea is wide and the night is long, but Dr. Moon shines on at 5 p.m. as it did before."
    draft = read_script("# Night\n\n" + " ".join([sentence] * 12))

    assert len(draft.scenes) > 2
    for scene in draft.scenes:
        assert spoken_s(scene.script_text) <= LONGEST_SCENE_S
        assert scene.script_text.startswith("The sea")
        assert scene.script_text.endswith("before.")


def test_a_sentence_longer_than_a_scene_is_parted_at_its_clauses() -> None:
    draft = read_script(
        ", ".join(f"then came number {number} of the old grey ships" for number in range(30)) + "."
    )

    assert all(spoken_s(scene.script_text) <= LONGEST_SCENE_S for scene in draft.scenes)
    assert all(scene.script_text.endswith((",", ".")) for scene in draft.scenes)


def test_text_without_blanks_still_fits_into_scenes() -> None:
    draft = read_script("灯塔很高" * 400, "zh")

    assert "".join(scene.script_text for scene in draft.scenes) == "灯塔很高" * 400
    assert all(spoken_s(scene.script_text, "zh") <= LONGEST_SCENE_S for scene in draft.scenes)


def test_a_date_at_the_start_of_a_line_is_not_a_list() -> None:
    assert "3. Oktober" in read_script("Das war am\n3. Oktober in Bremen.").scenes[0].script_text


@pytest.mark.parametrize("text", ["", " \n\n", "---\n***\n", "- \n"])
def test_a_script_without_words_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_script(text)


def test_a_script_of_too_many_scenes_is_refused() -> None:
    with pytest.raises(Invalid, match="5,000"):
        read_script("Word.\n\n" * 5_001)


def test_what_no_document_can_hold_is_refused() -> None:
    with pytest.raises(Invalid):
        read_script("A\x00B")


TOKENS = (
    "the Lamp turns. 3.5 Dr. Smith (now) “go!” - – item, sea; wide: and… why? 12 z. B. ## * _so_ **bold**"
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*TOKENS.split(), "\n", "\n\n", "\n- ", "\n# ", "\nScene 1: "]), max_size=150
    ).map(" ".join)
)
def test_no_word_is_lost_and_none_is_added(text: str) -> None:
    spoken = re.sub(r"(?m)^\s*Scene 1: ", "", text)
    try:
        draft = read_script(text)
    except Invalid:
        assert not re.search(r"[^\W_]", spoken)
        return

    found = words(draft.title) if draft.sections or draft.scenes[0].script_text else []
    headings = [section.title for section in draft.sections]
    for scene in draft.scenes:
        if headings and scene.title == headings[0]:
            found += words(headings.pop(0))
        found += words(scene.script_text or ("" if draft.sections else scene.title))
    assert found == words(spoken)
    assert msgspec.convert(msgspec.to_builtins(draft), Draft) == draft


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
