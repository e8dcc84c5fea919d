"""Takes files away that lie beside the database and are needed no longer (``rules.files``).

What is in the cache can be made again.  Previews of templates (``cache/templates``) stay.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from aura.cleanup.entries import entries, remove
from aura.cleanup.freeing import Freed, Ground
from aura.cleanup.rules.files import (
    ABANDONED_KEPT,
    CACHE_KEPT,
    COPIES_KEPT,
    PREVIEWS_KEPT,
    UNFINISHED_KEPT,
    Entry,
    unused,
)
from aura.config import Settings
from aura.exports.queue import Queue


class Place(NamedTuple):
    """Files of one sort in one folder, and how long they are kept when nobody uses them."""

    folder: Path
    pattern: str
    kept: timedelta


def unfinished(settings: Settings) -> tuple[Place, ...]:
    """What was being written when its writer died."""
    return (
        Place(settings.media_dir / "incoming", "*", UNFINISHED_KEPT),
        Place(settings.media_dir, "[0-9a-f][0-9a-f]/.*.partial", UNFINISHED_KEPT),
        Place(settings.backups_dir, "*.partial", UNFINISHED_KEPT),
        Place(settings.home, ".secret.key-*", UNFINISHED_KEPT),
        Place(settings.home, ".restoring-*", UNFINISHED_KEPT),
        Place(settings.cache_dir, "made/*/*.part", UNFINISHED_KEPT),
        Place(settings.cache_dir, "render/work/*", UNFINISHED_KEPT),
    )


def abandoned(settings: Settings) -> tuple[Place, ...]:
    """What exports left beside the films that failed or were cancelled."""
    return (Place(settings.exports_dir, "incoming/*", ABANDONED_KEPT),)


def previews(settings: Settings) -> tuple[Place, ...]:
    return (
        Place(settings.cache_dir, "previews/*", PREVIEWS_KEPT),
        Place(settings.cache_dir, "proxies/*", PREVIEWS_KEPT),
    )


def cache(settings: Settings) -> tuple[Place, ...]:
    """What was made for projects, and how they were seen at a glance."""
    return (
        Place(settings.cache_dir, "made/*/*.json", CACHE_KEPT),
        Place(settings.cache_dir, "glances/*/*", CACHE_KEPT),
    )


def free_places(ground: Ground, places: tuple[Place, ...]) -> Freed:
    """Take away what was not used for as long as its place keeps it."""
    return remove(ground, [each for place in places for each in _unused(place, ground)])


def free_abandoned(ground: Ground) -> Freed:
    """The same for what exports left; what somebody is at now is not left."""
    with ground.units.reading() as work:
        owners = Queue(work).owners()
    left = [each for place in abandoned(ground.settings) for each in _unused(place, ground)]
    return remove(ground, [each for each in left if each.path.name not in owners])


def free_copies(ground: Ground) -> Freed:
    """The same for copies of the database from before an upgrade or a repair, but for the newest of all."""
    copies = sorted(
        entries(ground.settings.backups_dir, "before-*.db"), key=lambda copy: (copy.used_at, copy.path)
    )
    return remove(ground, list(unused(copies[:-1], COPIES_KEPT, ground.now)))


def _unused(place: Place, ground: Ground) -> Iterator[Entry]:
    return unused(entries(place.folder, place.pattern), place.kept, ground.now)
