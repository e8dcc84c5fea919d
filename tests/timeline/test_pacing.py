"""When which moment of a clip is seen: ends, loops, speeds, and standing still."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.timeline.pacing import Pace, pace_of
from aura.timeline.scene import Media

S = Fraction


def pace(**fields: int | str) -> Pace:
    return pace_of(Media(asset="a" * 64, type="Video", **fields))  # type: ignore[arg-type]


def seen(one: Pace, *passed_s: float) -> list[float]:
    return [float(one.moment(Fraction(str(at)))) for at in passed_s]


@pytest.mark.parametrize(
    ("fields", "moments"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"trim_ms": 500}, [0.5, 1.5, 2.5, 3.5, 4.5]),
        ({"end_ms": 2_500}, [0, 1, 2, 2.5, 2.5]),
        ({"speed_percent": 50, "trim_ms": 1_000}, [1, 1.5, 2, 2.5, 3]),
        ({"speed_percent": 200, "end_ms": 5_000}, [0, 2, 4, 5, 5]),
        ({"freeze_ms": 1_500, "freeze_for_ms": 2_000}, [0, 1, 1.5, 1.5, 2]),
        ({"freeze_ms": 0, "freeze_for_ms": 1_000}, [0, 0, 1, 2, 3]),
        ({"freeze_ms": 1_500, "freeze_for_ms": 1_000, "trim_ms": 500}, [0.5, 1.5, 1.5, 2.5, 3.5]),
        ({"speed_percent": 50, "freeze_ms": 1_000, "freeze_for_ms": 1_000}, [0, 0.5, 1, 1, 1.5]),
        ({"freeze_ms": 200, "freeze_for_ms": 1_000, "trim_ms": 500}, [0.5, 1.5, 2.5, 3.5, 4.5]),
        ({"freeze_ms": 2_500, "freeze_for_ms": 1_000, "end_ms": 2_000}, [0, 1, 2, 2, 2]),
    ],
)
def test_what_is_seen_after_each_second(fields: dict[str, int], moments: list[float]) -> None:
    assert seen(pace(**fields), 0, 1, 2, 3, 4) == moments


def test_a_loop_stands_still_in_every_turn_and_its_turns_are_alike() -> None:
    turning = pace(
        ending="loop", trim_ms=1_000, end_ms=3_000, speed_percent=200, freeze_ms=2_000, freeze_for_ms=1_000
    )
    assert turning.turn_s == 2
    first = seen(turning, 0.25, 0.5, 1, 1.5, 1.75)
    assert first == [1.5, 2, 2, 2, 2.5]
    assert seen(turning, 2.25, 2.5, 3, 3.5, 3.75) == first


def test_how_much_standing_still_is_yet_to_come() -> None:
    still = pace(freeze_ms=2_000, freeze_for_ms=1_000)
    assert [still.still_left_s(S(at)) for at in (0, 2, S(5, 2), 3, 9)] == [1, 1, S(1, 2), 0, 0]


@given(
    st.integers(0, 3_000),
    st.integers(0, 6_000),
    st.integers(25, 400),
    st.integers(0, 6_000),
    st.integers(0, 2_000),
    st.booleans(),
)
def test_a_clip_never_goes_back_within_a_turn_and_never_leaves_its_span(
    trim_ms: int, end_ms: int, speed_percent: int, freeze_ms: int, freeze_for_ms: int, loops: bool
) -> None:
    one = pace(
        trim_ms=trim_ms,
        end_ms=end_ms,
        speed_percent=speed_percent,
        freeze_ms=freeze_ms,
        freeze_for_ms=freeze_for_ms,
        ending="loop" if loops else "hold",
    )
    moments = [one.moment(S(at, 10)) for at in range(1, 60)]
    assert min(moments) >= one.start_s
    if one.has_end:
        assert max(moments) <= one.end_s
    turns = [S(at, 10) // one.turn_s if loops and one.turn_s else 0 for at in range(1, 60)]
    for (earlier, turn), (later, following) in pairwise(zip(moments, turns, strict=True)):
        assert later - earlier <= one.speed / 10
        assert later >= earlier or following > turn


def test_a_clip_at_its_own_speed_is_seen_as_before_there_were_speeds() -> None:
    early = S(1, 180)
    for frame in range(200):
        passed = S(frame, 30)
        assert pace(trim_ms=40).until(passed, early) == S(40, 1000) + passed + early
        turns = -(-(passed + early) // 1) - 1
        assert pace(ending="loop", end_ms=1_000).until(passed, early) == passed + early - turns
