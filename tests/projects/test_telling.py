"""A step of undo in words."""

import pytest

from aura.projects.telling import told


@pytest.mark.parametrize(
    ("descriptions", "words"),
    [
        (["Changed the topic of the brief"], "Changed the topic of the brief"),
        (["Spoke scene 1", "Spoke scene 2", "Spoke scene 7"], "Spoke 3 scenes"),
        (
            ["Spoke scene 1", "Spoke scene 2", "Changed the picture of scene 1", "Changed the music"],
            "Spoke 2 scenes, changed the picture of scene 1 and changed the music",
        ),
        (["Changed the text of scene 3", "Changed the text of scene 4"], "Changed the text of 2 scenes"),
        (["Moved scene 3 before scene 2"], "Moved scene 3 before scene 2"),
        (
            ["Moved scene 3 before scene 2", "Moved scene 4 before scene 2"],
            "Moved scene 3 before scene 2 and moved scene 4 before scene 2",
        ),
        (["A", "B", "C", "D"], "A, b, c and 1 more change"),
        (["A", "B", "C", *(f"Deleted scene {n}" for n in range(2_000))], "A, b, c and 2,000 more changes"),
        (["Spoke scene 1"] * 1_234, "Spoke 1,234 scenes"),
    ],
)
def test_actions_that_are_alike_are_told_as_one(descriptions: list[str], words: str) -> None:
    assert told(descriptions) == words
