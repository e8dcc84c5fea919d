"""An office that one process at a time holds: who does the work that nobody asks for.

Whoever holds it puts its end off while it lives; when it is silent for ``lease``, another takes it.  What is
done in office is done in units of work that look at the office first, and keep it until they are
committed: a process that was paused, and has lost it meanwhile, writes nothing and stands down.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update

from aura.actor import LOCAL, Actor
from aura.cleanup.rule import StandDown
from aura.cleanup.tables import Election
from aura.db.statements import upsert
from aura.db.work import Units, Work


class Office:
    """One candidate for one office."""

    def __init__(self, units: Units, name: str, holder: str, lease: timedelta) -> None:
        self.units = units
        self.name = name
        self.holder = holder
        self.lease = lease

    def take(self) -> bool:
        """Take the office if it is free, or keep it; answers whether it is held now."""
        with self.units.reading() as work:
            found = work.session.get(Election, self.name)
            if found and found.holder != self.holder and found.held_until > work.now():
                return False
        with self.units.writing() as work:
            return self._take(work)

    def leave(self) -> None:
        """Let another have it at once."""
        with self.units.writing() as work:
            mine = (Election.office == self.name, Election.holder == self.holder)
            work.session.execute(update(Election).where(*mine).values(held_until=work.now()))

    def require(self, work: Work) -> None:
        """Keep the office until the work is committed.  Raises ``StandDown`` when it is not held."""
        wanted = select(Election).where(Election.office == self.name).with_for_update(read=True)
        found = work.session.scalar(wanted.execution_options(populate_existing=True))
        if found is None or found.holder != self.holder or found.held_until <= work.now():
            raise StandDown(f"{self.holder} does not hold the office {self.name} any more")

    def _take(self, work: Work) -> bool:
        now = work.now()
        row = {"holder": self.holder, "held_until": now + self.lease}
        free = (Election.holder == self.holder) | (Election.held_until <= now)
        claim = upsert(work.session, Election).values(office=self.name, **row)
        work.session.execute(claim.on_conflict_do_update(index_elements=["office"], set_=row, where=free))
        held = select(Election.holder).where(Election.office == self.name)
        return work.session.scalar(held) == self.holder


class InOffice(Units):
    """Units of work of whoever holds an office; ``stopping`` says whether there is to be an end."""

    def __init__(self, office: Office, stopping: Callable[[], bool]) -> None:
        super().__init__(office.units.database)
        self.office = office
        self.stopping = stopping

    def pause(self) -> None:
        """Raises ``StandDown`` when there is to be an end."""
        if self.stopping():
            raise StandDown("asked to stop")

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Work]:
        self.pause()
        with super().writing(actor) as work:
            self.office.require(work)
            yield work

    @contextmanager
    def reading(self, actor: Actor = LOCAL) -> Iterator[Work]:
        self.pause()
        with super().reading(actor) as work:
            yield work
