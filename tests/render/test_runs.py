"""Runs: who makes which segments."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aura.render.plan import Segment
from aura.render.preset import VideoCoding
from aura.render.runs import RUN_SEGMENTS, runs
from aura.render.spec import Canvas, Clip, SegmentSpec, Stretch

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)


def segment(index: int, frames: int = 100, shows: str | None = None) -> Segment:
    content = Stretch(shot=Clip(digest=shows or f"{index:064x}"), frames=frames)
    spec = SegmentSpec(canvas=CANVAS, coding=VideoCoding(), content=content, engine="x")
    return Segment(index=index, start_frame=0, frames=frames, scene=1, key=f"{index:064x}", spec=spec)


def shape(made: list[tuple[Segment, ...]]) -> list[list[int]]:
    return [[one.index for one in run] for run in made]


@given(st.sets(st.integers(0, 60)), st.integers(1, 8), st.data())
def test_every_segment_is_in_one_run_and_runs_are_of_neighbours(
    indices: set[int], workers: int, data: Any
) -> None:
    missing = [segment(index, data.draw(st.integers(1, 300))) for index in sorted(indices)]
    made = runs(missing, workers)
    assert [one for run in made for one in run] == missing
    for run in made:
        assert 1 <= len(run) <= RUN_SEGMENTS
        assert [one.index for one in run] == list(range(run[0].index, run[0].index + len(run)))


def test_the_work_is_shared_out_evenly() -> None:
    made = runs([segment(index) for index in range(12)], workers=2)
    assert shape(made) == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]


def test_a_run_goes_on_a_little_rather_than_open_the_same_clip_twice() -> None:
    made = runs([segment(index, shows=f"{index // 4:064x}") for index in range(12)], workers=2)
    assert shape(made) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]


def test_one_long_clip_is_still_shared_out() -> None:
    made = runs([segment(index, shows="a" * 64) for index in range(40)], workers=2)
    assert max(len(run) for run in made) == RUN_SEGMENTS
    assert len(made) == 5


def test_nothing_is_no_run() -> None:
    assert runs([], workers=2) == []
