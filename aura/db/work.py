"""A unit of work: what one verb needs, and commits or loses as one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from aura.actor import LOCAL, Actor
from aura.db.engine import Database
from aura.errors import AuraError


@dataclass(slots=True)
class Work:
    """A session, who acts, and the time.  Features are built on one and never commit it."""

    session: Session
    actor: Actor
    clock: Callable[[], datetime]
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.clock()

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do what must not be done for work that is lost, such as removing a file no row names any more."""
        self.afterwards.append(act)

    def fail_after_commit(self, error: AuraError) -> None:
        """Report a failure whose trace must be kept: the work is committed, then ``error`` is raised."""

        def fail() -> None:
            raise error

        self.after_commit(fail)


class Units:
    """Where units of work come from.  Long jobs take one: they are a sequence of short units."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def writing(self, actor: Actor = LOCAL) -> Iterator[Work]:
        """Committed at the end of the block; any error loses it whole."""
        with self.database.writing(actor) as session:
            work = Work(session, actor, self.database.clock)
            yield work
        for act in work.afterwards:
            act()

    @contextmanager
    def reading(self, actor: Actor = LOCAL) -> Iterator[Work]:
        """A consistent look that can change nothing."""
        with self.database.reading(actor) as session:
            yield Work(session, actor, self.database.clock)
