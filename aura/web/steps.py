"""The five steps of a project: how far each is, and what keeps from going on.  Pure.

Steps are never locked.  Going on by Next is gated by what the steps behind it rest on: a topic, and a script.
What Aura makes by itself at an export, voices and pictures, holds nobody back; it is told.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from aura.projects.lacking import Lacking
from aura.timeline.steps import STEPS
from aura.web.words import counted

State = Literal["done", "attention", "todo"]
NAMES = {"brief": "Brief", "plan": "Plan", "voice": "Voice", "scenes": "Scenes", "render": "Render"}
SAID: dict[State, str] = {"done": "done", "attention": "needs attention", "todo": "not done yet"}


class Lack(NamedTuple):
    """Something that is missing: in a word or two, what to do about it, and the field that it belongs to."""

    word: str
    message: str
    field: str


class StepLine(NamedTuple):
    """A step in the stepper."""

    name: str
    label: str
    number: int
    state: State
    said: str
    is_here: bool


def lacks_of(step: str, lacking: Lacking) -> list[Lack]:
    """What has to be done on a step before Next."""
    if step == "brief" and not lacking.has_topic:
        return [Lack("The topic is missing", "Say what the video is about.", "topic")]
    if step == "plan" and not lacking.scenes:
        return [Lack("There is no script yet", "Draft the script first, or add a scene.", "draft")]
    return []


def told_of(step: str, lacking: Lacking) -> str:
    """What will be made at the next export, where that is worth a word."""
    if step == "voice" and lacking.unspoken:
        return f"{counted(lacking.unspoken, 'scene is', 'scenes are')} spoken when the video is made"
    if step == "scenes" and lacking.unseen:
        return f"{counted(lacking.unseen, 'picture is', 'pictures are')} drawn when the video is made"
    return ""


def step_lines(here: str, reached: int, lacking: Lacking) -> Sequence[StepLine]:
    """The stepper, seen from one step of a project that came as far as ``reached``."""
    return [
        StepLine(step, NAMES[step], number + 1, state, SAID[state], step == here)
        for number, step in enumerate(STEPS)
        for state in [_state(step, number, reached, lacking)]
    ]


def _state(step: str, number: int, reached: int, lacking: Lacking) -> State:
    if lacks_of(step, lacking):
        return "attention" if number <= reached else "todo"
    left = {"voice": lacking.unspoken, "scenes": lacking.unseen}.get(step, 0)
    rests = lacking.scenes or number < STEPS.index("voice")  # on a script, from the voice on
    return "done" if number < reached and rests and not left and step != "render" else "todo"


def next_step(step: str) -> str | None:
    """The step behind this one."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None


def previous_step(step: str) -> str | None:
    """The step before this one."""
    at = STEPS.index(step)
    return STEPS[at - 1] if at else None
