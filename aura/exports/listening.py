"""Since when each hook listens: it hears of what ends from then on, and of nothing before.

A hook listens from when a worker first knew of it; it is the same hook as long as its command or its
address is.  Kept is the digest of that, as a row of ``configurations`` that is no setting: an address may be
a secret.
"""

from datetime import datetime
from typing import Literal

from blake3 import blake3

from aura.db.statements import upsert
from aura.db.work import Units, Work
from aura.exports.hooks import Hooks
from aura.setup.tables import Configuration

By = Literal["command", "webhook"]


def listening(units: Units, hooks: Hooks, began: datetime) -> dict[By, datetime]:
    """Since when each of these hooks listens; since ``began`` where no worker knew of it before."""
    places: dict[By, str] = {"command": hooks.command, "webhook": hooks.url}
    keys: dict[By, str] = {by: _key(by, place) for by, place in places.items() if place}
    with units.reading() as work:
        found = _found(work, keys)
    if found.keys() == keys.keys():
        return found
    with units.writing() as work:
        for key in keys.values():
            row = upsert(work.session, Configuration).values(
                key=key, value=began.isoformat(), category="hooks", value_type="instant"
            )
            work.session.execute(row.on_conflict_do_nothing())
        return _found(work, keys)


def _found(work: Work, keys: dict[By, str]) -> dict[By, datetime]:
    rows = {by: work.session.get(Configuration, key) for by, key in keys.items()}
    return {by: datetime.fromisoformat(row.value) for by, row in rows.items() if row is not None}


def _key(by: By, place: str) -> str:
    return f"hooks.{by}.{blake3(place.encode()).hexdigest()}"
