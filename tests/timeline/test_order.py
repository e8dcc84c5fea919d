"""One order becomes another with the fewest scenes moved."""

from hypothesis import given
from hypothesis import strategies as st

from aura.timeline.order import is_reordered, moved

orders = st.lists(st.sampled_from("ABCDEFGHIJKL"), unique=True)


def carried_out(before: list[str], after: list[str]) -> list[str]:
    order = [each for each in before if each in after]
    for scene in moved(before, after):
        order = [each for each in order if each != scene]
        place = after.index(scene)
        order.insert(order.index(after[place - 1]) + 1 if place else 0, scene)
    return order


@given(orders, orders)
def test_what_is_moved_makes_one_order_the_other(before: list[str], after: list[str]) -> None:
    assert carried_out(before, after) == after


@given(orders, st.sampled_from("ABC"), st.integers(0, 12))
def test_one_that_moves_is_one_that_is_placed(before: list[str], scene: str, place: int) -> None:
    after = [each for each in before if each != scene]
    after.insert(place, scene)

    assert len(moved(before, after)) <= 1


def test_those_that_come_are_placed_and_those_that_go_are_not() -> None:
    assert moved(list("ABCD"), list("DAXC")) == ["D", "X"]
    assert moved(list("ABC"), []) == []
    assert moved([], list("AB")) == ["A", "B"]


def test_an_order_is_another_only_among_those_that_stay() -> None:
    assert not is_reordered(list("ABC"), list("AXC"))
    assert is_reordered(list("ABC"), list("CXA"))
