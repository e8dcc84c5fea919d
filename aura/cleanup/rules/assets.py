"""Which files a project holds no longer.

What the user brought and did not remove stays.  The rest - made for scenes, or taken from the list - goes
when neither the live document, nor a version, nor an action that can still be undone or redone names it,
and it has been so for a day.  A temporary one is under the same rule.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

KEPT = timedelta(hours=24)


class Held(NamedTuple):
    """A file of a project as the rule sees it."""

    id: uuid.UUID
    digest: bytes
    changed_at: datetime
    size_bytes: int = 0
    is_listed: bool = False
    is_temporary: bool = False


def may_go(held: Iterable[Held], now: datetime) -> list[Held]:
    """Those that go unless something names them."""
    old = (file for file in held if file.changed_at <= now - KEPT)
    return [file for file in old if file.is_temporary or not file.is_listed]


def going(held: Iterable[Held], named: Collection[bytes], now: datetime) -> Iterator[Held]:
    """Those that go; ``named`` are the digests that something of the project names."""
    return (file for file in may_go(held, now) if file.digest not in named)
