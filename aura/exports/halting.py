"""Whether the whole queue is paused: what runs goes on, and nothing else is begun.

Kept as a row of ``configurations``, beside what else can change while Aura runs, so that every worker on
every machine goes by it; who changed it last is on the row.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from aura.db.statements import upsert
from aura.setup.tables import Configuration

KEY = "queue.paused"


def is_halted(session: Session) -> bool:
    """Whether the whole queue is paused."""
    return session.scalar(select(Configuration.is_active).where(Configuration.key == KEY)) or False


def halt(session: Session, halted: bool) -> bool:
    """Pause the whole queue, or let it go on; answers whether that changed anything."""
    if is_halted(session) == halted:
        return False
    row = upsert(session, Configuration).values(
        key=KEY,
        value="true",
        category="queue",
        value_type="boolean",
        description="Whether the whole queue of exports is paused.",
        is_active=halted,
    )
    changed = {name: row.excluded[name] for name in ("is_active", "updated_at", "modified_by")}
    session.execute(row.on_conflict_do_update(index_elements=["key"], set_=changed))
    return True
