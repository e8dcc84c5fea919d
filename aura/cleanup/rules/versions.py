"""Which versions of one project may go.

Autosaves thin out as they grow old: of each tier of age only the newest ``KEPT_OF_EACH_TIER`` stay.  The
tiers, by how long ago a version was saved:

    the last hour    less than 1 hour
    today            1 hour and more, less than 24 hours
    this week        24 hours and more, less than 7 days
    older            7 days and more

Restore points stay 30 days from when they were last needed: one may be older than what it was needed for,
as a version that held the same content already.  Manual versions and those marked important never go by
themselves; nor does the newest, nor any that an export, an unexpired action or a branch names.  But for
the newest, these take no other's place in a tier.  A version that its user deleted goes 30 days after,
whatever it is, unless something names it.
"""

import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

TIERS = (timedelta(hours=1), timedelta(hours=24), timedelta(days=7))
"""Where the second, third and fourth tier begin."""
KEPT_OF_EACH_TIER = 20
RESTORE_POINTS_KEPT = timedelta(days=30)
DELETED_KEPT = timedelta(days=30)


class Saved(NamedTuple):
    """A version as the rule sees it; ``is_named`` by something that needs it.

    ``needed_at`` is when a restore point last served as one, or was changed, if that was later than its save.
    """

    id: uuid.UUID
    number: int
    type: str
    created_at: datetime
    size_bytes: int = 0
    is_important: bool = False
    is_named: bool = False
    deleted_at: datetime | None = None
    needed_at: datetime | None = None


def going(versions: Iterable[Saved], now: datetime) -> Iterator[Saved]:
    """Those of one project's versions that may go, the newest first."""
    newest_first = sorted(versions, key=lambda version: version.number, reverse=True)
    newest = next((version for version in newest_first if version.deleted_at is None), None)
    kept: Counter[int] = Counter()
    for version in newest_first:
        if version.deleted_at is not None:
            is_over = now - version.deleted_at >= DELETED_KEPT
        elif version.type == "RestorePoint":
            is_over = now - (version.needed_at or version.created_at) >= RESTORE_POINTS_KEPT
        else:
            is_over = version.type == "Autosave"
        is_needed = version.is_named or (version.is_important and version.deleted_at is None)
        if not is_over or (is_needed and version is not newest):
            continue
        if version.type == "Autosave" and version.deleted_at is None:
            kept[tier_of(version, now)] += 1
            if kept[tier_of(version, now)] <= KEPT_OF_EACH_TIER:
                continue
        if version is not newest:
            yield version


def tier_of(version: Saved, now: datetime) -> int:
    """The tier of a version's age, from 0 for the last hour to 3 for older than a week."""
    return bisect_right(TIERS, now - version.created_at)
