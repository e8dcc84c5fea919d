"""An export as it happens: its events, each once and in order, until it is over.

What was missed is replayed from any event on.  Events are numbered under the lock of their export's row,
so that none comes to light behind one that was already seen.
"""

from collections.abc import Sequence

from aura.actor import Actor
from aura.audit.events import Events
from aura.audit.tables import Event
from aura.db.work import Units
from aura.errors import NotFound
from aura.exports.exports import ENDED
from aura.exports.tables import ExportHistory

LOOK_EVERY_S = 0.25
MOST = 500


class Following:
    """Follows one export from behind the event ``after``; each look is one short unit of work."""

    def __init__(self, units: Units, actor: Actor, export_id: str, after: int = 0) -> None:
        self._units = units
        self._actor = actor
        self._export_id = export_id
        self.last = after
        self.over = False
        """Whether the export has ended and all of its events were told."""

    def news(self) -> Sequence[Event]:
        """What happened since the last look.  Raises ``NotFound`` when the export is gone."""
        with self._units.reading(self._actor) as work:
            export = work.session.get(ExportHistory, self._export_id)
            if export is None or export.is_deleted:
                raise NotFound(f"There is no export {self._export_id} any more.", field="export")
            events = Events(work).of_export(self._export_id, after=self.last, limit=MOST)
            self.over = export.status in ENDED and len(events) < MOST
        if events:
            self.last = events[-1].id
        return events
