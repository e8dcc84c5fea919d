"""The whole of clean-up: every rule by its name, in the order in which they are carried out.

What frees little and often stands first, and what frees things for other rules behind them: a rule sees
what another freed at the next run, so that a dry run tells exactly what the next run does.  A rule that
fails (a file that cannot be removed, content that cannot be read) says so and the others go on.
"""

from collections.abc import Iterator

from aura.blobs import sweep
from aura.cleanup import media, over, places
from aura.cleanup.actions import ActionsEnded, ActionsOver
from aura.cleanup.assets import UnusedAssets
from aura.cleanup.freeing import Freed, Ground, free
from aura.cleanup.projects import free_projects
from aura.cleanup.renders import RENDERS
from aura.cleanup.rule import Pace, Result, Rule, carry_out
from aura.cleanup.rules import ages
from aura.cleanup.unnamed import UnnamedFilms
from aura.cleanup.versions import OldVersions


def _sweep(ground: Ground) -> Freed:
    cutoff = ground.now - ages.CONTENT
    if not ground.dry_run:
        return Freed(*sweep.sweep(ground.units, cutoff))
    with ground.units.reading() as work:
        return Freed(*sweep.unreferenced(work.session, cutoff))


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
