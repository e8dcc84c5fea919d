"""What a project still lacks, counted without reading its scenes."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from aura.db.prepared import Prepared
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
    """Scenes without a picture; one that a script draws is counted until it is spoken."""


def lacking(live: LiveView) -> Lacking:
    """What there is and what is missing now."""
    unspoken, unseen = _COUNTED.first(live.session, project=live.project.id) or (0, 0)
    return Lacking(bool(live.part(Brief).topic.strip()), live.scene_count(), unspoken, unseen)


_COUNTED = Prepared(
    select(
        func.count().filter(
            SceneState.script_text != "", SceneState.audio_file_path.is_(None), ~SceneState.is_completed
        ),
        func.count().filter(SceneState.image_file_path.is_(None), ~SceneState.is_completed),
    ).where(SceneState.project_id == bindparam("project"))
)
