"""What an action touched is read as it was written, in full or packed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aura.ids import new_id
from aura.projects import touched
from aura.projects.touched import CUT, MANY, Touched, agrees, read, written
from aura.timeline.codec import digest

digests = st.none() | st.binary(min_size=32, max_size=32)
names = st.sampled_from(["brief", "head", "document"]) | st.builds(
    lambda kind, name: f"{kind}:{name}", st.sampled_from(["scene", "place", "asset"]), st.integers(0, 10**9)
)


@given(st.dictionaries(names, st.tuples(digests, digests), max_size=MANY))
def test_a_few_parts_are_kept_in_full(parts: Touched) -> None:
    assert read(written(parts)) == parts


@settings(max_examples=20)
@given(st.dictionaries(names, st.tuples(digests, digests), min_size=MANY + 1, max_size=MANY + 9))
def test_many_parts_are_kept_each_with_the_beginning_of_its_digests(parts: Touched) -> None:
    found = read(written(parts))

    assert found == {part: tuple(d and d[:CUT] for d in both) for part, both in parts.items()}
    for part, (before, after) in parts.items():
        assert agrees(found[part][0], before)
        assert agrees(found[part][1], after)


def test_a_cut_digest_agrees_with_its_own_content_alone() -> None:
    one, other = digest(b"one"), digest(b"other")

    assert agrees(one[:CUT], one)
    assert not agrees(one[:CUT], other)
    assert not agrees(one[:CUT], None)
    assert not agrees(None, one)
    assert agrees(None, None)


def test_a_bulk_edit_of_many_scenes_takes_less_than_half_the_room() -> None:
    parts: Touched = {f"scene:{new_id()}": (digest(b"%d" % n), digest(b"-%d" % n)) for n in range(2_000)}
    packed = len(written(parts))
    in_full = sum(len(written({part: both})) for part, both in parts.items())

    assert packed < in_full / 2
    assert touched.is_nothing({part: (before, before) for part, (before, _) in parts.items()})
