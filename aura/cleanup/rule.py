"""A rule of the clean-up, and how one is carried out."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from aura.cleanup.freeing import Freed, Ground
from aura.errors import AuraError
from aura.logs import get_logger

Pace = Literal["hourly", "daily"]

log = get_logger()


class StandDown(Exception):
    """There is to be no more of this: the office was lost, or the process is to stop."""


class Rule(Struct, frozen=True):
    """A rule by its name, and how it is carried out."""

    name: str
    pace: Pace
    free: Callable[[Ground], Freed]


class Result(Struct, frozen=True):
    """What a rule freed, or would free; ``problem`` says why it could not do all of it."""

    rule: str
    items: int = 0
    bytes: int = 0
    problem: str = ""


def carry_out(rule: Rule, ground: Ground) -> Result:
    """Carry out one rule.  Raises ``StandDown`` alone."""
    try:
        freed = rule.free(ground)
    except StandDown:
        raise
    except (AuraError, OSError) as error:
        log.error("clean-up failed", rule=rule.name, error=str(error))
        return Result(rule.name, problem=str(error))
    except Exception as error:
        log.exception("clean-up failed", rule=rule.name)
        problem = f"Aura met an error of its own ({type(error).__name__}); the log has the details."
        return Result(rule.name, problem=problem)
    return Result(rule.name, freed.items, freed.bytes)
