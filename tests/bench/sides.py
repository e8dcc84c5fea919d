"""One history in three stores: Aura, and git in two layouts.  Each state is saved in all of them in turn.

Some states more are saved in Aura alone, and in a young project beside, which has a few versions so far:
then both save the same, at the same time, and only their pasts differ.
"""

import gc
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aura.timeline import codec
from tests.bench.aura_store import AuraStore
from tests.bench.git_store import LAYOUTS, GitStore, Layout, Written
from tests.bench.history import State, history
from tests.bench.measuring import Spent, measured
from tests.bench.options import Options

FIRST = 2
"""The number of the first state's version; the project was created empty as version 1."""
YOUNG = 10
"""Versions a young project has."""


@dataclass
class Sides:
    """The stores, what is in them, and what each save cost."""

    scenes: int
    saves: int
    states: Sequence[State]
    aura: AuraStore
    git: dict[Layout, GitStore]
    dice: random.Random
    aura_bytes: int = 0
    saving: list[Spent] = field(default_factory=list)
    rows: list[Spent] = field(default_factory=list)
    commits: dict[str, list[Spent]] = field(default_factory=lambda: {layout: [] for layout in LAYOUTS})

    def sample(self, count: int, *, last: int = 0) -> list[int]:
        """Random places in the history, none twice; not the ``last`` ones."""
        places = range(self.saves - last)
        return self.dice.sample(places, min(count, len(places)))

    def check(self, place: int) -> None:
        """All three must hold the state, byte for byte."""
        document = self.states[place].document
        if self.aura.read(FIRST + place) != codec.freeze(document):
            raise AssertionError(f"Aura does not hold state {place} of {self.scenes} scenes")
        for layout, store in self.git.items():
            if store.read(place) != store.expected(document):
                raise AssertionError(f"git ({layout}) does not hold state {place} of {self.scenes} scenes")


@contextmanager
def saved(folder: Path, scenes: int, options: Options, say: Callable[[str], None]) -> Iterator[Sides]:
    """A whole history, saved."""
    saves = options.saves
    say(f"{scenes} scenes: making {saves} states")
    states = history(scenes, saves + options.more, options.seed)
    written = Written()
    for state in states:
        written.prepare(state.document)
    git = {layout: GitStore(folder / layout, layout, written) for layout in LAYOUTS}
    aura = AuraStore(folder / "aura")
    try:
        aura.bring_to(states[0].document)
        sides = Sides(scenes, saves, states, aura, git, random.Random(options.seed), -aura.stored_bytes())
        gc.collect()
        gc.freeze()  # the history is not looked through again and again while its saves are measured
        say(f"{scenes} scenes: saving them in three stores")
        for place in range(saves):
            _save(sides, place)
        sides.aura_bytes += aura.stored_bytes()
        for place in sides.sample(3):
            sides.check(place)
        yield sides
    finally:
        aura.close()
        gc.unfreeze()


def _save(sides: Sides, place: int) -> None:
    """One state in all stores, each time another one first."""
    document = sides.states[place].document
    if place:
        with measured(sides.rows):
            sides.aura.bring_to(document)

    def in_aura() -> None:
        with measured(sides.saving):
            sides.aura.save()

    def in_git(layout: Layout) -> None:
        with measured(sides.commits[layout]):
            sides.git[layout].save(document)

    turns: list[Callable[[], None]] = [in_aura, *(lambda layout=layout: in_git(layout) for layout in LAYOUTS)]
    first = place % len(turns)
    for turn in turns[first:] + turns[:first]:
        turn()


def young_and_old(sides: Sides, folder: Path) -> tuple[list[Spent], list[Spent]]:
    """What the next saves cost in a project with few versions, and in the one with all of them."""
    young = AuraStore(folder)
    spent: tuple[list[Spent], list[Spent]] = ([], [])
    try:
        for place in range(max(0, sides.saves - YOUNG + 1), sides.saves):
            young.bring_to(sides.states[place].document)
            young.save()
        for state in sides.states[sides.saves :]:
            turns = list(zip((young, sides.aura), spent, strict=True))
            for store, into in turns if len(spent[0]) % 2 else reversed(turns):
                store.bring_to(state.document)
                with measured(into):
                    store.save()
    finally:
        young.close()
    return spent
