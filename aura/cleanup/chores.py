"""When scheduled work was last done, so that a restart neither repeats nor forgets it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from aura.cleanup.tables import Chore
from aura.db.work import Units


def next_due(last: Chore | None, every: timedelta, now: datetime) -> datetime:
    """When a chore is next due: at once when it was never done, or was begun and not finished.

    Never later than an interval from now: the clock may have been set back since.
    """
    if last is None or last.finished_at is None:
        return now
    return max(now, min(last.started_at, now) + every)


def last_done(units: Units, name: str) -> Chore | None:
    with units.reading() as work:
        return work.session.get(Chore, name)


def do(units: Units, name: str, work_off: Callable[[], Any]) -> None:
    """Do a chore and write down that it was done, and with what result.

    One that fails is written down as not finished, and is tried again when it is next due.
    """
    with units.writing() as work:
        row = work.session.get(Chore, name) or Chore(name=name)
        row.started_at, row.finished_at, row.result_json = work.now(), None, "{}"
        work.session.add(row)
    result = work_off()
    with units.writing() as work:
        row = work.session.get_one(Chore, name)
        row.finished_at, row.result_json = work.now(), msgspec.json.encode(result).decode()
