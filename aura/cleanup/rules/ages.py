"""How long what is over is kept.

deleted projects, templates, exports   30 days, in which they can be brought back (exports cannot)
progress of exports that ended          7 days, in which a retry takes up from it
ends of exports, to be told to a hook   3 days
events                                 24 hours
content that nothing names              1 hour
"""

from datetime import datetime, timedelta

DELETED = timedelta(days=30)
CHECKPOINTS = timedelta(days=7)
ENDS = timedelta(days=3)
EVENTS = timedelta(hours=24)
CONTENT = timedelta(hours=1)


def is_over(since: datetime | None, kept: timedelta, now: datetime) -> bool:
    """Whether what ended at ``since`` may go; what has not ended may not."""
    return since is not None and since <= now - kept
