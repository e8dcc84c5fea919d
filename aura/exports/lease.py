"""A worker's hold on an export while it runs: a thread that renews the lease and listens for who stops it."""

import threading
import time
from types import TracebackType
from typing import Self

from aura.db.work import Units
from aura.exports.queue import LEASE, Claim, LostLease, Queue
from aura.exports.tables import ExportHistory
from aura.logs import get_logger

LISTEN_EVERY_S = 0.5

log = get_logger()


class Lease:
    """Renewed every third of its length for as long as the block runs."""

    def __init__(self, units: Units, claim: Claim) -> None:
        self.units = units
        self.claim = claim
        self.stop_requested = False
        """Whether the export was cancelled or paused."""
        self.lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="aura-lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        renewed_at = time.monotonic()
        while not self._over.wait(LISTEN_EVERY_S):
            try:
                self._listen()
                if time.monotonic() - renewed_at >= LEASE.total_seconds() / 3:
                    with self.units.writing() as work:
                        Queue(work).renew(self.claim)
                    renewed_at = time.monotonic()
            except LostLease:
                self.lost = True
                return
            except Exception as error:  # noqa: BLE001  # the lease may run out, the work goes on and is fenced
                log.warning("lease not renewed", export=self.claim.export_id, error=str(error))

    def _listen(self) -> None:
        with self.units.reading() as work:
            export = work.session.get(ExportHistory, self.claim.export_id)
        if export is None or not self.claim.is_on(export):
            raise LostLease(self.claim.export_id)
        self.stop_requested = export.cancel_requested or export.is_paused
