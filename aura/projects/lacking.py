"""What a project still lacks, counted without reading its scenes."""

from typing import NamedTuple

from sqlalchemy import func, select

from aura.projects.live import LiveView
from aura.projects.tables import SceneState
from aura.timeline.document import Brief


class Lacking(NamedTuple):
    """How far a project is: whether it has a topic, how many scenes, and how many of them lack what."""

    has_topic: bool
    scenes: int
    unspoken: int
    """Scenes with words and no narration."""
    unseen: int
    """Scenes without a picture."""


def lacking(live: LiveView) -> Lacking:
    """What there is and what is missing now."""
    said = SceneState.script_text != ""
    unspoken = func.count().filter(said, SceneState.audio_file_path.is_(None))
    unseen = func.count().filter(SceneState.image_file_path.is_(None))
    row = live.session.execute(select(unspoken, unseen).where(live.mine)).one()
    return Lacking(bool(live.part(Brief).topic.strip()), live.scene_count(), *row)
