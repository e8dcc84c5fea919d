"""Indexes with gaps: in between while there is room, spaced anew when there is none."""

from hypothesis import given
from hypothesis import strategies as st

from aura.projects import ordering
from aura.projects.ordering import GAP, indexed, rearranged, several

scenes = st.lists(st.sampled_from("ABCDEFGHIJKL"), unique=True)


@given(st.integers(1, 9), st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9))
def test_indexes_in_a_gap_are_in_order_and_in_it(count: int, low: int | None, high: int | None) -> None:
    if low is not None and high is not None and high <= low:
        return
    found = several(count, low, high)
    if found is None:
        assert low is not None
        assert high is not None
        assert high - low - 1 < count
        return
    bounds = [*([low] if low is not None else []), *found, *([high] if high is not None else [])]
    assert bounds == sorted(set(bounds))
    assert len(found) == count


@given(scenes, st.data())
def test_scenes_are_put_in_their_places_one_by_one(order: list[str], data: st.DataObject) -> None:
    expected = list(order)
    places = []
    for scene in data.draw(scenes):
        others = [each for each in expected if each != scene]
        after = data.draw(st.sampled_from([None, *others]))
        places.append((scene, after))
        expected = [each for each in expected if each != scene]
        expected.insert(0 if after is None else expected.index(after) + 1, scene)

    assert rearranged(order, places) == expected


@given(scenes, st.sets(st.sampled_from("ABCDEFGHIJKL")), st.integers(1, 4))
def test_those_that_keep_an_index_keep_it_while_there_is_room(
    order: list[str], some: set[str], gap: int
) -> None:
    kept = {scene: place * gap for place, scene in enumerate(each for each in order if each in some)}
    found = indexed(order, kept)
    whole = kept | found

    assert sorted(order, key=whole.__getitem__) == order
    assert len(set(whole.values())) == len(order)
    if len(found) > len(order) - len(kept):
        assert list(found.values()) == list(ordering.spread(len(order)))


def test_a_scene_among_thousands_is_one_write() -> None:
    kept = {str(number): number * GAP for number in range(5_000)}
    order = [*map(str, range(2_000)), "new", *map(str, range(2_000, 5_000))]

    assert list(indexed(order, kept)) == ["new"]
