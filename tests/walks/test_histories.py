"""Whatever is done to projects, in whatever order: the database is as the plain model, byte for byte."""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aura.services import Services
from tests.walks.histories import Histories

STEPS_A_STORY = 60


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(data=st.data())
def test_a_history_is_what_the_model_says(aura: Services, clock: Any, data: st.DataObject) -> None:
    def pick(below: int) -> int:
        return data.draw(st.integers(0, below - 1))

    histories = Histories(aura, clock)
    for _ in range(data.draw(st.integers(1, STEPS_A_STORY))):
        histories.step(pick)
    histories.require_all_same()


def dice(seed: int) -> Callable[[int], int]:
    rng = random.Random(seed)
    return rng.randrange


@pytest.mark.parametrize("seed", range(2))
def test_a_long_history_is_what_the_model_says(aura: Services, clock: Any, seed: int) -> None:
    histories, pick = Histories(aura, clock), dice(seed)
    for _ in range(700):
        histories.step(pick)
    histories.require_all_same()


@pytest.mark.soak
def test_a_soak_of_histories_is_what_the_model_says(aura: Services, clock: Any) -> None:
    """As many steps as ``AURA_SOAK_STEPS`` says, from ``AURA_SOAK_SEED`` on, a hundred projects at a time."""
    steps, seed = int(os.environ["AURA_SOAK_STEPS"]), int(os.environ.get("AURA_SOAK_SEED", "1"))
    while steps > 0:
        histories, pick = Histories(aura, clock), dice(seed)
        for number in range(min(steps, 2_000)):
            try:
                histories.step(pick)
            except BaseException:
                print(f"step {number} of seed {seed}")
                raise
        histories.require_all_same()
        for story in list(histories.stories):
            with aura.writing() as unit:
                unit.projects.delete(story.id)
        steps, seed = steps - 2_000, seed + 1
        print(f"{steps:,} steps to go", flush=True)
