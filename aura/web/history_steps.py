"""What was done to a project, step by step, as one reads it.  Pure.

A step is one or more actions that are taken back together.  ``number`` is that of its last action: all that
was done after it can be taken back, and what was taken back up to it can be done again.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from msgspec import Struct

from aura.projects.tables import ActionLog
from aura.projects.telling import told
from aura.web.history_lines import Moment, heading_of

State = Literal["done", "undone", "gone"]


class StepLine(Struct, frozen=True, kw_only=True):
    """A step: what it did, who did it and when, and how many of the actor's own stand after it."""

    number: int
    words: str
    who: str
    at: Moment
    state: State
    note: str = ""
    is_now: bool = False
    """Whether the project is as this step left it."""
    later: int = 0
    newest: int = 0
    """The last action of those after it: whoever takes them back does not mean a newer one."""
    again: int = 0
    """How many steps it takes to have it done again; 0 where it cannot be."""


class StepDay(Struct, frozen=True):
    """A day, and what was done on it, the newest first."""

    heading: str
    steps: list[StepLine]


def steps_of(actions: Sequence[ActionLog], *, is_whole: bool) -> list[list[ActionLog]]:
    """The actions, newest first, in steps; a last one that may go on on the next page is left out."""
    steps = [list(group) for _, group in groupby(actions, lambda action: action.correlation_id)]
    return steps if is_whole or len(steps) == 1 else steps[:-1]


def days_of(
    steps: Sequence[Sequence[ActionLog]], now: datetime, actor: uuid.UUID, names: dict[uuid.UUID, str]
) -> list[StepDay]:
    """The steps by day; ``names`` are those of the people who did them."""
    mine = [step for step in steps if step[0].user_id == actor]
    done = [step for step in mine if _state(step) == "done"]
    newest = max((step[0].number for step in done), default=0)
    again = [step for step in reversed(mine) if _state(step) == "undone" and step[-1].number > newest]
    stops = _stops(done)
    later = {step[0].number: place for place, step in enumerate(done)}
    steps_to = {step[0].number: place + 1 for place, step in enumerate(again)}

    def line(step: Sequence[ActionLog]) -> StepLine:
        state, number = _state(step), step[0].number
        return StepLine(
            number=number,
            words=told([action.description for action in step[::-1]]),
            who="You" if step[0].user_id == actor else names.get(step[0].user_id, "Somebody"),
            at=Moment.of(step[0].timestamp),
            state=state,
            note=_note(step[0].status, state),
            is_now=state == "done" and number == newest,
            later=later.get(number, 0) if number >= stops else 0,
            newest=newest,
            again=steps_to.get(number, 0),
        )

    return [
        StepDay(heading, [line(step) for step in some])
        for heading, some in groupby(steps, lambda step: heading_of(step[0].timestamp, now))
    ]


def _state(step: Sequence[ActionLog]) -> State:
    states = {action.status for action in step}
    if "Failed" in states or any(action.undone_at and action.status == "Expired" for action in step):
        return "gone"
    return "undone" if "Undone" in states else "done"


def _stops(done: Sequence[Sequence[ActionLog]]) -> int:
    """The newest step that cannot be taken back any more: none before it can be gone back to."""
    return max((step[0].number for step in done if any(a.status == "Expired" for a in step)), default=0)


def _note(status: str, state: State) -> str:
    if state == "undone":
        return "Taken back"
    if state == "gone":
        return "Could not be taken back" if status == "Failed" else "Taken back"
    return "Older than 30 days" if status == "Expired" else ""
