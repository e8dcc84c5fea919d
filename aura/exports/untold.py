"""Ends of an export that are still to be told after it was asked for again.

They are kept with the export, each with its facts as they were and how often it was tried, the oldest first:
a hook hears of them in their order, and of the export's last end after them.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from aura.db.work import Work
from aura.exports.facts import Facts, facts_of
from aura.exports.tables import ExportHistory

MOST = 20
"""So many of one export are kept: the newest."""


class Untold(Struct, frozen=True):
    """One end."""

    facts: Facts
    tries: int


def set_aside(work: Work, export: ExportHistory, folder: Path) -> None:
    """Keep an end that is still to be told, before its export forgets of it."""
    if export.hook_due_at is not None:
        keep(export, [*untold(export), Untold(facts_of(work, export, folder), export.hook_tries)])


def untold(export: ExportHistory) -> tuple[Untold, ...]:
    """The ends that wait, the oldest first."""
    if export.untold_json is None:
        return ()
    return msgspec.json.decode(export.untold_json, type=tuple[Untold, ...])


def keep(export: ExportHistory, ends: Sequence[Untold]) -> None:
    """Have these wait, and no others."""
    export.untold_json = msgspec.json.encode(ends[-MOST:]).decode() if ends else None
