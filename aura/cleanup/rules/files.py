"""Which files and folders beside the database may go: those not used for as long as their place says."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

OBJECTS_KEPT = timedelta(hours=24)
"""A media file that nothing names may be one whose row is still to be written."""
UNFINISHED_KEPT = timedelta(hours=24)
ABANDONED_KEPT = timedelta(days=7)
"""What an export left behind that failed or was cancelled."""
PREVIEWS_KEPT = timedelta(hours=48)
CACHE_KEPT = timedelta(days=30)
COPIES_KEPT = timedelta(days=30)
"""A copy of the database that Aura made before it changed it; the newest stays however old it is."""


class Entry(NamedTuple):
    """A file, or a folder with all in it; ``used_at`` is the latest change."""

    path: Path
    size_bytes: int
    used_at: datetime


def unused(entries: Iterable[Entry], kept: timedelta, now: datetime) -> Iterator[Entry]:
    """Those that were not used for longer than they are kept."""
    return (entry for entry in entries if entry.used_at < now - kept)
