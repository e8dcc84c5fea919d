"""A unit of work: what one verb needs, and commits or loses as one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from aura.actor import Actor
from aura.errors import AuraError


@dataclass(slots=True)
class Work:
    """A session, who acts, and the time.  Features are built on one and never commit it."""

    session: Session
    actor: Actor
    clock: Callable[[], datetime]
    failures: list[AuraError] = field(default_factory=list)

    def now(self) -> datetime:
        return self.clock()

    def fail_after_commit(self, error: AuraError) -> None:
        """Report a failure whose trace must be kept: the work is committed, then ``error`` is raised."""
        self.failures.append(error)
