"""Several scenes are meant by numbers, ranges of them and ids, or all."""

from typing import Any

import pytest

Run = Any


def motions(run: Run, project: str) -> list[str]:
    scenes = run("scene", "list", project, "--json").json["items"]
    return ["out" if scene.get("motion") == "out" else "" for scene in scenes]


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [("1", [0]), ("1-2", [0, 1]), ("2, 1", [0, 1]), ("2-2", [1]), ("all", [0, 1]), ("ID", [0])],
)
def test_a_selection_means_the_scenes_it_names(
    run: Run, project: str, selection: str, chosen: list[int]
) -> None:
    scenes = run("scene", "list", project, "--json").json["items"]
    named = selection.replace("ID", scenes[0]["id"])
    wanted = ["out" if index in chosen else "" for index in range(len(scenes))]
    if selection == "all":
        wanted = ["out"] * len(scenes)

    assert run("scenes", "set", project, named, "--motion", "out").code == 0
    assert motions(run, project) == wanted


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ("9", "there is no scene 9"),
        ("1-9", "there is no scene 9"),
        ("2-1", "no range of scenes"),
        ("1-999999999999", "no range of scenes"),
        ("1,,2", "scene"),
        ("1,1", "named twice"),
    ],
)
def test_a_selection_of_what_is_not_there_is_refused(
    run: Run, project: str, selection: str, words: str
) -> None:
    ran = run("scenes", "set", project, selection, "--motion", "out")

    assert ran.code != 0
    assert words in ran.err
    assert "out" not in motions(run, project)


def test_what_is_cleared_is_named_with_commas(run: Run, project: str) -> None:
    run("scene", "overlays", project, "1", '[{"text": "x"}]')
    ran = run("scenes", "set", project, "all", "--clear", "overlays,voice")

    assert ran.out == "Took the overlays and the voice from 1 scene.\n"
    assert run("scenes", "set", project, "all", "--clear", "everything").code != 0
