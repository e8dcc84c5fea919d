"""Which logged actions end.

An action can be undone or redone until the moment it says itself, 30 days after it was done; but while a
restore point that it needs is kept for its own 30 days, so is the action.  Then it is ``Expired``: still
in the history, and nothing that it names is kept for it.  A day later it goes, and so do those that
failed or that can be redone no more, once their time is over.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from aura.cleanup.rules.versions import RESTORE_POINTS_KEPT

LIVING = ("Applied", "Undone")
SEEN_EXPIRED = timedelta(days=1)
"""How long an action is still in the history after its time is over."""


class Logged(NamedTuple):
    """An action as the rule sees it; ``restore_point_at`` is when the one it needs last was needed."""

    id: uuid.UUID
    status: str
    expires_at: datetime
    size_bytes: int = 0
    restore_point_at: datetime | None = None


def expiring(actions: Iterable[Logged], now: datetime) -> Iterator[Logged]:
    """Those that become ``Expired``."""
    return (action for action in actions if action.status in LIVING and _over(action) <= now)


def going(actions: Iterable[Logged], now: datetime) -> Iterator[Logged]:
    """Those that go from the log."""
    return (
        action
        for action in actions
        if action.status not in LIVING and action.expires_at <= now - SEEN_EXPIRED
    )


def _over(action: Logged) -> datetime:
    if action.restore_point_at is None:
        return action.expires_at
    return max(action.expires_at, action.restore_point_at + RESTORE_POINTS_KEPT)
