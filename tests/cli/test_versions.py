"""Versions on the command line: what differs can be read, and comes back in whole or in part."""

import uuid
from typing import Any

import pytest
import typer

from aura.cli import differences, state
from aura.timeline.comparing import compare
from aura.timeline.document import Brief, Document, Timeline
from aura.timeline.scene import Media, Scene


@pytest.fixture
def changed(run: Any, project: str) -> str:
    """A project in which a scene's words were changed, one went, and one was moved, since version 1."""
    run("scene", "text", project, "1", "Scene one, at length.")
    run("scene", "insert", project, "--script-text", "A fourth.")
    run("version", "save", project, "--name", "Four")
    run("scene", "delete", project, "2")
    run("scene", "move", project, "3", "start")
    run("brief", "set", project, "--tone", "calm")
    return project


def test_a_comparison_names_what_differs_and_marks_words(run: Any, changed: str) -> None:
    assert run("version", "compare", changed, 1, 2).out.splitlines() == [
        "From version 1 to version 2:",
        "Scene 1: text changed",
        "    script_text: Scene [-1-]{+one, at length+}.",
        "Scene 4 inserted: “A fourth.”",
    ]
    assert run("version", "compare", changed, 2).out.splitlines() == [
        "From version 2 to now:",
        "Brief: tone changed",
        "    tone: {+calm+}",
        "Scene 4 moved to 1",
        "Scene 2 deleted: “Scene 2.”",
    ]


def test_a_comparison_as_json_is_what_the_api_answers(run: Any, changed: str) -> None:
    found = run("version", "compare", changed, 1, 2, "--json").json

    assert found["summary"] == ["Scene 1: text changed", "Scene 4 inserted: “A fourth.”"]
    assert found["scenes"][0]["fields"][0]["before"] == "Scene 1."


def test_versions_that_are_not_there_are_not_compared(run: Any, project: str) -> None:
    for words in (("9",), ("1", "9")):
        ran = run("version", "compare", project, *words)
        assert (ran.code, ran.out) == (run("version", "restore", project, "9").code, "")
        assert "no version 9" in ran.err


def film(*scenes: Scene, topic: str = "") -> Document:
    return Document(brief=Brief(topic=topic), timeline=Timeline(scenes=scenes))


def lines(before: Document, after: Document, *, colours: bool = False) -> list[str]:
    return list(differences.lines(compare(before, after), colours=colours))


def test_on_a_terminal_words_are_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    removed = typer.style("Rivers", fg="red", strikethrough=True)
    said = ["Brief: topic changed", f"    topic: {removed}{typer.style('Lakes', fg='green')}"]
    assert lines(film(topic="Rivers"), film(topic="Lakes"), colours=True) == said

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = compare(film(topic="Rivers"), film(topic="Lakes"))
    assert list(differences.lines(found)) == said
    monkeypatch.setenv("NO_COLOR", "1")
    assert list(differences.lines(found))[1] == "    topic: [-Rivers-]{+Lakes+}"


def test_of_long_texts_only_what_is_beside_a_change_is_shown() -> None:
    scene = "00000000-0000-7000-8000-000000000001"
    words = " ".join(f"word{number}" for number in range(60))
    before = film(Scene(id=scene, script_text=f"{words} old {words}"))
    after = film(Scene(id=scene, script_text=f"{words} new {words}", media=Media(asset="0" * 64)))
    _, text, media = lines(before, after)

    assert (
        text
        == "    script_text: …5 word56 word57 word58 word59 [-old-]{+new+} word0 word1 word2 word3 word4…"
    )
    assert media.startswith('    media: none → {"asset":"000')
    assert media.endswith("…")


def test_one_scene_comes_back_by_its_number_in_the_version(run: Any, changed: str) -> None:
    done = run("version", "restore", changed, 1, "--scene", 2)
    assert done.out == "Restored scene 3 as in version 1 (Created).\n"
    listed = run("scene", "list", changed).out
    assert "Scene 2." in listed
    assert "A fourth." in listed
    again = run("version", "restore", changed, 1, "--scene", 2)
    assert again.out == "That already is as in version 1.\n"
    scene = run("version", "compare", changed, 1, "--json").json["scenes"][0]["scene"]
    assert run("version", "restore", changed, 2, "--scene", scene).code == 0


def test_one_part_comes_back(run: Any, changed: str) -> None:
    assert run("version", "restore", changed, 1, "--part", "brief").out == (
        "Restored the brief as in version 1 (Created).\n"
    )
    assert run("undo", changed).out == "Undone: Restored the brief as in version 1 (Created).\n"


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        (("--scene", "9"), "scene", "Version 1 has 3 scenes"),
        (("--scene", "0"), "scene", "Version 1 has 3 scenes"),
        (("--scene", "9" * 30), "scene", "Version 1 has 3 scenes"),
        (("--scene", "x"), "scene", "is not an id"),
        (("--part", "timeline"), "part", "The parts are brief, plan, voice, render, head."),
        (("--part", "brief", "--scene", "1"), "part", "one at a time"),
    ],
)
def test_what_cannot_be_restored_is_refused(
    run: Any, project: str, words: tuple[str, ...], field: str, said: str
) -> None:
    ran = run("version", "restore", project, 1, *words, "--json")

    assert ran.code != 0
    assert (ran.problem["field"], said in ran.problem["message"]) == (field, True)


def test_autosaves_are_listed_with_all(run: Any, project: str) -> None:
    run("scene", "text", project, "1", "Changed.")
    with state.writing() as unit:
        unit.versions.autosave(uuid.UUID(project), left=True)
    state.close()

    assert "Autosave" not in run("version", "list", project).out
    assert "Autosave" in run("version", "list", project, "--all").out


def test_copies_are_projects_of_their_own(run: Any, changed: str) -> None:
    branched = run("version", "branch", changed, 1, "--json").json
    copied = run("project", "duplicate", changed, "--json").json

    assert [branched["title"], copied["title"]] == ["Rivers (copy)", "Rivers (copy 2)"]
    assert branched["origin_version_id"] is not None
    assert copied["origin_version_id"] is None
    assert (branched["scene_count"], copied["scene_count"]) == (3, 3)
    assert "A fourth." in run("scene", "list", copied["id"]).out
    assert run("version", "compare", branched["id"], 1).out == (
        "From version 1 to now:\nProject: title changed\n    title: Rivers{+ (copy)+}\n"
    )
