"""Moved scenes go back to where they stood, one by one, in whatever order one asks for them."""

from itertools import permutations

import pytest

from aura.errors import NotFound
from aura.projects.moving_back import move_back
from aura.timeline import order

THEN = ["a", "b", "c", "d"]


def moved(scene_id: str, now: list[str]) -> list[str]:
    after = move_back(scene_id, THEN, now).after
    rest = [each for each in now if each != scene_id]
    at = 0 if after == "start" else rest.index(after) + 1
    return [*rest[:at], scene_id, *rest[at:]]


def test_whichever_comes_back_first_one_less_is_left_and_none_in_the_end() -> None:
    todo, done = {tuple(each) for each in permutations(THEN)}, set[tuple[str, ...]]()
    while todo:
        now = todo.pop()
        done.add(now)
        left = order.moved(THEN, now)
        for scene_id in left:
            then = moved(scene_id, list(now))
            assert len(order.moved(THEN, then)) == len(left) - 1
            todo |= {tuple(then)} - done
    assert tuple(THEN) in done


def test_scenes_that_are_gone_are_passed_over_and_new_ones_left_where_they_are() -> None:
    assert moved("d", ["d", "a", "x", "c"]) == ["a", "x", "c", "d"]
    assert moved("d", ["d", "x", "b"]) == ["x", "b", "d"]


def test_a_scene_that_is_not_there_is_not_moved() -> None:
    with pytest.raises(NotFound):
        move_back("b", THEN, ["a", "c"])
    with pytest.raises(NotFound):
        move_back("x", THEN, ["a", "x"])
