"""The worker: claims exports one after the other and runs each to its end.

Several may run, on one machine or many: the queue's leases keep them apart.  When asked to stop it gives
the export it is at back to the queue, with what is finished kept.
"""

import threading

import structlog

from aura.errors import AuraError
from aura.exports import running
from aura.exports.presence import departed, present
from aura.exports.queue import Queue
from aura.services import Services

POLL_S = 0.5

log = structlog.get_logger()


class Worker:
    """Runs exports over one ``Services``."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask the worker to stop; may be called from a signal handler."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def wait(self) -> None:
        """Wait a moment for something to do."""
        self._stop.wait(POLL_S)

    def run(self) -> None:
        """Work until stopped."""
        tidy = False
        while not self.stopped:
            try:
                tidy = tidy or self._tidy()
                worked = self.run_one()
            except AuraError as error:  # the database is busy, or the disk full: the queue is patient
                log.error("worker waits", error=error.message)
                worked = False
            if not worked:
                self.wait()

    def run_one(self, export_id: str | None = None) -> bool:
        """Run the export that waits longest, or this one; answers whether there was one to run."""
        self._take_from_the_departed()
        with self.services.units.reading() as work:
            if not Queue(work).waiting(export_id):
                return False
        with present(self.services.settings.run_dir) as owner:
            with self.services.units.writing() as work:
                export = Queue(work).claim(owner, export_id)
            if export is None:
                return False
            log.info("export started", export=export.id, attempt=export.attempt)
            running.run(self.services.tools, export, stopping=self._stop.is_set)
        return True

    def _tidy(self) -> bool:
        running.clear_all(self.services.settings.exports_dir, self.services.units)
        return True

    def _take_from_the_departed(self) -> None:
        """What a worker was at that has ended on this machine waits again, without waiting for its lease."""
        for owner in departed(self.services.settings.run_dir):
            log.warning("a worker ended without a word", owner=owner)
            with self.services.units.writing() as work:
                Queue(work).forsake(owner)
            running.clear(self.services.settings.exports_dir, owner)
