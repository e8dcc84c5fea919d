"""How far a render came, on record: one row for each export and stage, updated as segments land.

Its data lists segments by key, each with its digest and frames, and the engine that made them.  A
checkpoint of another engine, or one that names a segment which is not there as named, is not valid
until it is next saved.
"""

import msgspec
from msgspec import Struct
from sqlalchemy import select

from aura.db.work import Work
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.ids import new_id

STAGE = "Render"


class Finished(Struct, frozen=True, omit_defaults=True):
    """A segment that is safely in the cache; ``reused`` when it was there before this export."""

    digest: str
    frames: int
    reused: bool = False


class Data(Struct):
    """A checkpoint's data."""

    engine: str
    segments: dict[str, Finished]


class Checkpoints:
    """The checkpoint of one export."""

    def __init__(self, work: Work, export: ExportHistory) -> None:
        self.work = work
        self.export = export

    def load(self, engine: str) -> dict[str, Finished]:
        """The finished segments by key; none when there is no valid checkpoint of this engine."""
        row = self._find()
        if row is None or not row.is_valid:
            return {}
        data = msgspec.json.decode(row.checkpoint_data, type=Data)
        if data.engine != engine:
            self.doubt()
            return {}
        return data.segments

    def doubt(self) -> None:
        """What the checkpoint says does not hold."""
        if (row := self._find()) is not None:
            row.is_valid = False

    def save(self, engine: str, segments: dict[str, Finished], *, scenes_done: int, scenes: int) -> None:
        """Write down what is finished now."""
        row = self._find()
        if row is None:
            row = RenderCheckpoint(
                id=new_id(),
                project_id=self.export.project_id,
                export_id=self.export.id,
                stage_name=STAGE,
                checkpoint_time=self.work.now(),
            )
            self.work.session.add(row)
        row.checkpoint_time = self.work.now()
        row.checkpoint_data = msgspec.json.encode(Data(engine, segments)).decode()
        row.completed_scenes, row.total_scenes, row.is_valid = scenes_done, scenes, True
        self.work.session.flush()

    def done(self, output_file: str) -> None:
        """The film is published: name it."""
        if (row := self._find()) is not None:
            row.output_file_path = output_file

    def _find(self) -> RenderCheckpoint | None:
        mine = select(RenderCheckpoint).where(
            RenderCheckpoint.export_id == self.export.id, RenderCheckpoint.stage_name == STAGE
        )
        return self.work.session.scalar(mine)
