"""Which presets there are for whom: those that ship, and one's own."""

from sqlalchemy import select

from aura.db.work import Work
from aura.render.preset import PRESETS
from aura.setup.tables import ExportPreset


def preset_names(work: Work) -> tuple[str, ...]:
    """The presets that the actor can name: those that ship, then their own by name."""
    mine = select(ExportPreset.name).where(ExportPreset.created_by == work.actor.user_id)
    return (*PRESETS, *work.session.scalars(mine.order_by(ExportPreset.name)))
