"""Tells the hooks of every export that has ended, whoever ended it, and writes down how that went.

An end leaves a mark on the export's row, in its own transaction; any worker may take it up, one at a time,
and holds it for as long as a hook may take.  So nothing is forgotten when a process dies, and none of it is
told by two.  An end whose export is asked for again before it was told is told all the same, before the next
(``untold``).  The command is run once at most; the webhook is tried again, each time later, with the same id.
That a hook fails is written in the events and the log, and changes nothing about the export.

A process that knows of no hook leaves the marks to those that do: it may be a command in another shell.
So does a hook with those of what ended before it was set up (``listening``).  Clean-up takes away those that
nobody took up for days.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import or_, select
from sqlalchemy.sql import Select

from aura.audit.events import Events
from aura.db.work import Units, Work
from aura.exports.facts import Facts, end_id, facts_of
from aura.exports.hooks import Hooks, Unheard
from aura.exports.listening import By, listening
from aura.exports.tables import ExportHistory
from aura.exports.untold import Untold, keep, untold
from aura.logs import get_logger

PAUSES_S = (10, 60, 300, 1_800)
"""How long is waited before each further try of the webhook."""

log = get_logger()


class Outcome(Struct, frozen=True):
    """How one hook took it."""

    by: By
    failure: Unheard | None


class Told(NamedTuple):
    """An end by its id, and the try at which it was told."""

    id: str
    tries: int


class Telling:
    """The teller of one Aura."""

    def __init__(self, units: Units, hooks: Hooks, folder: Path) -> None:
        self.units = units
        self.hooks = hooks
        self.folder = folder
        self.began = units.database.clock()

    @cached_property
    def since(self) -> dict[By, datetime]:
        """Since when each hook listens."""
        return listening(self.units, self.hooks, self.began)

    def tell_one(self, export_id: str | None = None) -> bool:
        """Tell of one end that is due (or of this export's); answers whether there was one."""
        if not (self.hooks.command or self.hooks.url) or not self._is_due(export_id):
            return False
        with self.units.writing() as work:
            export = work.session.scalar(self._due(work, export_id).with_for_update(skip_locked=True))
            if export is None:
                return False
            export.hook_due_at = work.now() + timedelta(seconds=self.hooks.hold_s)
            facts, tries = self._taken_up(work, export)
        outcomes = self._tell(facts, first=tries == 1)
        with self.units.writing() as work:
            self._write_down(work, facts, tries, outcomes)
        return True

    def _taken_up(self, work: Work, export: ExportHistory) -> tuple[Facts, int]:
        """The end that is told next, the oldest first, and the how many-th try that is."""
        waiting = untold(export)
        if waiting:
            first = Untold(waiting[0].facts, waiting[0].tries + 1)
            keep(export, [first, *waiting[1:]])
            return first.facts, first.tries
        export.hook_tries += 1
        return facts_of(work, export, self.folder), export.hook_tries

    def _is_due(self, export_id: str | None) -> bool:
        with self.units.reading() as work:
            return work.session.scalar(self._due(work, export_id)) is not None

    def _due(self, work: Work, export_id: str | None) -> Select[ExportHistory]:
        """The exports of which something is due that a hook listened to; of ends set aside each is asked."""
        heard = ExportHistory.completed_at >= min(self.since.values())
        due = select(ExportHistory).where(
            ExportHistory.hook_due_at <= work.now(), or_(heard, ExportHistory.untold_json.is_not(None))
        )
        if export_id is not None:
            due = due.where(ExportHistory.id == export_id)
        return due.order_by(ExportHistory.hook_due_at).limit(1)

    def _tell(self, facts: Facts, *, first: bool) -> list[Outcome]:
        outcomes = []
        heard = {by for by, since in self.since.items() if facts.at >= since}
        if "command" in heard and first:
            outcomes.append(Outcome("command", _failure(lambda: self.hooks.run_command(facts))))
        if "webhook" in heard:
            now = self.units.database.clock
            outcomes.append(
                Outcome("webhook", _failure(lambda: self.hooks.post(facts, lambda: now().timestamp())))
            )
        return outcomes

    def _write_down(self, work: Work, facts: Facts, tries: int, outcomes: list[Outcome]) -> None:
        export = work.session.get(
            ExportHistory, facts.export_id, with_for_update=True, populate_existing=True
        )
        if export is None:
            return
        again = self._again(work, tries, outcomes)
        self._go_on(work, export, Told(facts.id, tries), again)
        for outcome in outcomes:
            data: dict[str, object] = {"by": outcome.by, "try": tries}
            kind = "export.told"
            if outcome.failure:
                kind = "export.not_told"
                later = again if outcome.failure.passes else None
                data |= {"reason": outcome.failure.message, "again_at": later.isoformat() if later else None}
                log.warning("hook failed", export=export.id, by=outcome.by, reason=outcome.failure.message)
            Events(work).record(kind, data, project_id=export.project_id, export_id=export.id)

    def _go_on(self, work: Work, export: ExportHistory, told: Told, again: datetime | None) -> None:
        """When the export's hooks are told next: the same again, or what comes after it."""
        waiting = untold(export)
        if any(Told(end.facts.id, end.tries) == told for end in waiting):
            rest = [end for end in waiting if end.facts.id != told.id]
            if again is None:
                keep(export, rest)
                again = work.now() if rest or export.completed_at else None
            export.hook_due_at = again
        elif export.completed_at and Told(end_id(export), export.hook_tries) == told:
            export.hook_due_at = again

    @staticmethod
    def _again(work: Work, tries: int, outcomes: list[Outcome]) -> datetime | None:
        """When the webhook is tried again, if it is."""
        passing = any(outcome.failure and outcome.failure.passes for outcome in outcomes)
        if not passing or tries > len(PAUSES_S):
            return None
        return work.now() + timedelta(seconds=PAUSES_S[tries - 1])


def _failure(tell: Callable[[], None]) -> Unheard | None:
    try:
        tell()
    except Unheard as error:
        return error
    return None
