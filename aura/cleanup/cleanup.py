"""The whole of clean-up: every rule by its name, in the order in which they are carried out.

What frees little and often stands first, and what frees things for other rules behind them: a rule sees
what another freed at the next run, so that a dry run tells exactly what the next run does.  A rule that
fails (a file that cannot be removed, content that cannot be read) says so and the others go on.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from aura.blobs import sweep
from aura.cleanup import media, over, places
from aura.cleanup.actions import ActionsEnded, ActionsOver
from aura.cleanup.assets import UnusedAssets
from aura.cleanup.freeing import Freed, Ground, free
from aura.cleanup.office import StandDown
from aura.cleanup.projects import free_projects
from aura.cleanup.renders import free_renders
from aura.cleanup.rules import ages
from aura.cleanup.unnamed import UnnamedFilms
from aura.cleanup.versions import OldVersions
from aura.errors import AuraError
from aura.logs import get_logger

Pace = Literal["hourly", "daily"]

log = get_logger()


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


def _sweep(ground: Ground) -> Freed:
    cutoff = ground.now - ages.CONTENT
    if not ground.dry_run:
        return Freed(*sweep.sweep(ground.units, cutoff))
    with ground.units.reading() as work:
        return Freed(*sweep.unreferenced(work.session, cutoff))


RENDERS = Rule("cache of renders", "hourly", free_renders)
RULES: tuple[Rule, ...] = (
    Rule("events", "hourly", lambda ground: free(ground, over.events())),
    Rule("content that nothing names", "hourly", _sweep),
    Rule(
        "unfinished files",
        "hourly",
        lambda ground: places.free_places(ground, places.unfinished(ground.settings)),
    ),
    Rule(
        "temporary files",
        "hourly",
        lambda ground: free(ground, UnusedAssets(ground.objects, temporary=True)),
    ),
    RENDERS,
    Rule("ended actions", "daily", lambda ground: free(ground, ActionsEnded())),
    Rule("media that nothing names", "daily", media.free_media),
    Rule(
        "files no longer used",
        "daily",
        lambda ground: free(ground, UnusedAssets(ground.objects, temporary=False)),
    ),
    Rule("versions", "daily", lambda ground: free(ground, OldVersions())),
    Rule("actions that expire", "daily", lambda ground: free(ground, ActionsOver())),
    Rule("checkpoints", "daily", lambda ground: free(ground, over.checkpoints())),
    Rule("left by exports", "daily", places.free_abandoned),
    Rule(
        "films that no export names",
        "daily",
        lambda ground: free(ground, UnnamedFilms(ground.settings.exports_dir)),
    ),
    Rule("ends that no hook was told of", "daily", lambda ground: free(ground, over.EndsUntold())),
    Rule("deleted exports", "daily", lambda ground: free(ground, over.exports())),
    Rule("deleted templates", "daily", lambda ground: free(ground, over.templates())),
    Rule("deleted own templates", "daily", lambda ground: free(ground, over.custom_templates())),
    Rule("previews", "daily", lambda ground: places.free_places(ground, places.previews(ground.settings))),
    Rule("cache", "daily", lambda ground: places.free_places(ground, places.cache(ground.settings))),
    Rule("copies from before upgrades and repairs", "daily", places.free_copies),
    Rule("deleted projects", "daily", free_projects),
)


def clean_up(ground: Ground, *paces: Pace) -> Iterator[Result]:
    """Carry out the rules of these paces, or all of them; tells of each as it is done."""
    for rule in RULES:
        if paces and rule.pace not in paces:
            continue
        ground.pause()
        yield carry_out(rule, ground)


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
