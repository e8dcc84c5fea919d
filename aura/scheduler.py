"""The scheduler: what Aura does unasked, in one elected process.

Every process that stands for the office may be given it; whoever holds it saves what was left open,
cleans up and checks what is stored, each in its time.  The jobs are kept in memory and their times come
from ``chores``, so that whoever takes over goes on where another left off.  A scheduler stops within one
unit of work, and keeps no process alive.
"""

import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from aura.cleanup import chores
from aura.cleanup.autosaves import Autosaves
from aura.cleanup.office import InOffice, Office
from aura.cleanup.rule import StandDown
from aura.errors import AuraError
from aura.logs import get_logger
from aura.services import Services

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

    from aura.cleanup.rule import Pace, Result

OFFICE = "scheduler"
LEASE = timedelta(seconds=30)
"""Renewed every third of its length."""
SETTLING = timedelta(seconds=20)
"""Nothing is begun sooner: whoever starts Aura wants to work with it."""
MISFIRE_GRACE_S = 3600

log = get_logger()


class Job(NamedTuple):
    """What is done again and again."""

    name: str
    every: timedelta
    work_off: Callable[[], object]


class Scheduler:
    """One candidate for the office, and the scheduler while it is elected."""

    def __init__(
        self,
        services: Services,
        *,
        lease: timedelta = LEASE,
        settling: timedelta = SETTLING,
        jobs: Sequence[Job] | None = None,
    ) -> None:
        self.services = services
        self.settling = settling
        holder = f"{socket.gethostname()}.{os.getpid()}.{uuid.uuid4().hex[:12]}"
        self.office = Office(services.units, OFFICE, holder, lease)
        self.units = InOffice(self.office, self._is_over)
        self.autosaves = Autosaves(self.units)
        self.jobs = self._jobs() if jobs is None else jobs
        self._stop, self._lost = threading.Event(), threading.Event()
        self._held = False
        self._running: BackgroundScheduler | None = None
        self._thread = threading.Thread(target=self._stand, name="aura-scheduler", daemon=True)

    @property
    def is_elected(self) -> bool:
        return self._running is not None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop, and let another have the office; a unit of work that is open is finished first."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _jobs(self) -> Sequence[Job]:
        return (
            Job("autosave", timedelta(minutes=1), self._autosave),
            Job("clean-up hourly", timedelta(hours=1), lambda: self._clean_up("hourly")),
            Job("clean-up daily", timedelta(days=1), lambda: self._clean_up("daily")),
            Job("check", timedelta(days=7), self._check),
        )

    def _autosave(self) -> None:
        """It is not written down when nothing was due: a minute is soon over, and the disk sleeps."""
        if due := self.autosaves.due():
            chores.do(self.units, "autosave", lambda: self.autosaves.save(due))

    def _clean_up(self, pace: "Pace") -> None:
        from aura.cleanup.cleanup import clean_up
        from aura.cleanup.freeing import Ground

        def results() -> "list[Result]":
            now = self.services.database.clock()
            ground = Ground(
                self.units, self.services.objects, self.services.settings, now, pause=self.units.pause
            )
            return list(clean_up(ground, pace))

        chores.do(self.units, f"clean-up {pace}", results)

    def _check(self) -> None:
        from aura.upkeep.checking import scheduled as check

        units, objects = self.units, self.services.objects
        chores.do(units, "check", lambda: check(units, objects, units.pause))

    def _stand(self) -> None:
        """Stand for the office until stopped; work while it is held."""
        try:
            while not self._stop.is_set():
                self._look()
                self._stop.wait(self.office.lease.total_seconds() / 3)
        finally:
            self._end()
            if self._held:
                self._leave()

    def _look(self) -> None:
        """Take the office, or keep it, and work while it is held; what fails is tried again.

        The office may run out meanwhile: whoever works in it notices.
        """
        try:
            self._held = self.office.take()
            if self._held and self._running is None:
                self._begin()
            elif not self._held:
                self._end()
        except StandDown:
            pass  # it was asked to stop meanwhile
        except AuraError as error:
            log.warning("the scheduler waits", error=error.message)
        except Exception:
            log.exception("the scheduler stumbled")

    def _leave(self) -> None:
        try:
            self.office.leave()
        except AuraError as error:
            log.warning("office not left", error=error.message)

    def _begin(self) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.interval import IntervalTrigger

        self._lost.clear()
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_GRACE_S}
        running = BackgroundScheduler(timezone=UTC, job_defaults=options)
        now = self.services.database.clock()
        for job in self.jobs:
            wait = chores.next_due(chores.last_done(self.units, job.name), job.every, now) - now
            running.add_job(
                self._work_off,
                IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
                args=[job],
                name=job.name,
                next_run_time=datetime.now(UTC) + max(wait, self.settling),
            )
        running.start()
        self._running = running
        log.info("elected", office=self.office.name, holder=self.office.holder)

    def _end(self) -> None:
        """Stop working; what is at work notices before its next unit of work."""
        if self._running is not None:
            self._lost.set()
            self._running.shutdown(wait=True)
            self._running = None
            log.info("stood down", office=self.office.name, holder=self.office.holder)

    def _work_off(self, job: Job) -> None:
        try:
            job.work_off()
        except StandDown as reason:
            log.info("left undone", job=job.name, reason=str(reason))
        except AuraError as error:
            log.warning("not done", job=job.name, error=error.message)
        except Exception:
            log.exception("not done", job=job.name)

    def _is_over(self) -> bool:
        return self._stop.is_set() or self._lost.is_set()


@contextmanager
def scheduled(services: Services) -> Iterator[None]:
    """Stand for the office for the length of the block, unless it is set otherwise."""
    if services.settings.scheduler == "off":
        yield
        return
    scheduler = Scheduler(services)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.stop()
