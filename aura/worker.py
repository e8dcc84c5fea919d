"""The worker: claims exports, one or a few at a time, and runs each to its end.

Several may run, on one machine or many: the queue's leases keep them apart.  When asked to stop it gives
the export it is at back to the queue, with what is finished kept.  Nothing but that ends it: what fails is
in the log, and after a moment it looks for work again.
"""

import os
import threading

from aura.errors import AuraError
from aura.exports import running
from aura.exports.hooks import Hooks
from aura.exports.presence import departed, present
from aura.exports.queue import Queue
from aura.exports.telling import Telling
from aura.logs import get_logger
from aura.services import Services

POLL_S = 0.5
HOOK_GRACE_S = 15.0
"""How long a hook that runs is waited for at the end; what it leaves undone, another worker does."""
CORES_FOR_TWO = 4
"""From so many cores on, two exports at once leave each of them two."""

log = get_logger()


class Worker:
    """Runs exports over one ``Services``."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.at_once = services.settings.exports_at_once or (
            2 if (os.cpu_count() or 1) >= CORES_FOR_TWO else 1
        )
        self.telling = Telling(services.units, Hooks.of(services.settings), services.settings.exports_dir)
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
        others = [threading.Thread(target=self._work, name="aura-worker") for _ in range(1, self.at_once)]
        teller = threading.Thread(target=self._tell, name="aura-hooks", daemon=True)
        for other in (*others, teller):
            other.start()
        try:
            self._work()
        finally:
            self.stop()
            for other in others:
                other.join()
            teller.join(HOOK_GRACE_S)

    def _work(self) -> None:
        """Run one export after the other until stopped."""
        tidy = False
        while not self.stopped:
            try:
                tidy = tidy or self._tidy()
                worked = self.run_one()
            except AuraError as error:  # the database is busy, or the disk full: the queue is patient
                log.error("worker waits", error=error.message)
                worked = False
            except Exception:
                log.exception("worker stumbled")
                worked = False
            if not worked:
                self.wait()

    def run_one(self, export_id: str | None = None) -> bool:
        """Run the export whose turn it is, or this one; answers whether there was one to run.

        Who asks for one by name waits until the hooks were told as well.
        """
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
        if export_id is not None:
            self.telling.tell_one(export_id)
        self.services.trim_cache()
        return True

    def _tell(self) -> None:
        """Tell the hooks of what has ended, until stopped."""
        while not self.stopped:
            try:
                told = self.telling.tell_one()
            except AuraError as error:
                log.error("hooks wait", error=error.message)
                told = False
            except Exception:
                log.exception("hooks stumbled")
                told = False
            if not told:
                self.wait()

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
