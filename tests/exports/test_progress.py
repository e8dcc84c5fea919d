"""How far an export is: the sum of its steps, never falling, and moving while anything is made."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.exports.progress import SHARES, TURNS, Progress, Step

steps = st.sampled_from(sorted(SHARES))


def test_the_steps_fill_a_hundred_per_cent() -> None:
    assert sum(SHARES.values()) == 100
    assert TURNS.keys() == SHARES.keys()


def test_sound_that_is_finished_early_does_not_make_the_segments_look_finished() -> None:
    progress = Progress()
    progress.tell("segments", 10, 100)
    progress.tell("audio", 100, 100)

    assert progress.percent == pytest.approx(12 + 7.8 + 4)
    assert progress.stage == "Composition"


def test_every_segment_moves_it_although_the_sound_is_finished() -> None:
    progress = Progress()
    progress.tell("audio", 100, 100)
    seen = []
    for done in range(101):
        progress.tell("segments", done, 100)
        seen.append(progress.percent)

    assert all(later > earlier for earlier, later in pairwise(seen))


def test_a_pinned_export_begins_where_its_preparation_would_have_ended() -> None:
    progress = Progress()
    progress.tell("segments", 0, 1)

    assert progress.percent == 12


def test_a_step_completes_all_that_come_before_it() -> None:
    progress = Progress()
    progress.tell("verify", 0, 100)

    assert progress.percent == 97
    assert progress.stage == "Render"


def test_nothing_to_do_is_done() -> None:
    progress = Progress()
    progress.tell("voice", 0, 0)

    assert progress.percent == 4


@given(st.lists(st.tuples(steps, st.integers(0, 120), st.integers(0, 100)), max_size=40))
def test_whatever_is_told_in_whatever_order_it_stays_within_bounds_and_never_falls(
    told: list[tuple[Step, int, int]],
) -> None:
    progress = Progress()
    stages = ["Voice", "Visuals", "Composition", "Render"]
    percent, stage = 0.0, 0
    for step, done, total in told:
        progress.tell(step, done, total)
        assert percent - 1e-9 <= progress.percent <= 100 + 1e-9
        assert stages.index(progress.stage) >= stage
        percent, stage = progress.percent, stages.index(progress.stage)
