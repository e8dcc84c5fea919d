"""Many steps at once: back to a moment, forth again, and all or none."""

from typing import Any

import pytest

from aura.actor import Actor
from aura.errors import Conflict
from aura.projects.walking import Walking
from aura.timeline.edits.scenes import SetSceneText


def back(studio: Any, to: int) -> list[Any]:
    with studio.aura.writing() as unit:
        return Walking(unit.work, studio.id).back(to)


def forth(studio: Any, to: int) -> list[Any]:
    with studio.aura.writing() as unit:
        return Walking(unit.work, studio.id).forth(to)


def say(studio: Any, place: int, text: str) -> None:
    studio.apply(SetSceneText(scene=studio.ids[place], text=text), merge=False)


def test_one_goes_back_to_a_moment_and_forth_again(studio: Any) -> None:
    for number in range(4):
        say(studio, number % 2, f"take {number}")

    assert len(back(studio, 1)) == 3
    assert studio.texts == ["take 0", "two", "three"]
    assert len(forth(studio, 3)) == 2
    assert studio.texts == ["take 2", "take 1", "three"]
    assert len(forth(studio, 99)) == 1
    assert studio.texts == ["take 2", "take 3", "three"]
    assert len(back(studio, 0)) == 4
    assert studio.texts == ["one", "two", "three"]
    assert back(studio, 0) == []


def test_where_one_step_is_refused_none_is_taken_back(studio: Any, colleague: Actor, shared: None) -> None:
    for place, text in ((0, "mine"), (1, "mine too")):
        say(studio, place, text)
    studio.actor = colleague
    say(studio, 0, "theirs")
    with pytest.raises(Conflict, match="came after it"):
        back(studio, 0)

    assert studio.texts == ["theirs", "mine too", "three"]
