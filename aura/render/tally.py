"""What of a film is there, and how far the rest has come."""

from collections.abc import Callable

from aura.render import messages
from aura.render.events import Progress, SegmentDone
from aura.render.messages import Piece
from aura.render.plan import RenderPlan, Segment
from aura.render.segments import Kept


class Tally:
    """The segments of one render: kept or missing, found or made.

    A key may stand for several segments of the film, such as two pieces of the same still: it is made once.
    """

    def __init__(self, plan: RenderPlan) -> None:
        self._segments = plan.segments
        self._total = plan.total_frames
        self._by_key: dict[str, list[Segment]] = {}
        for segment in plan.segments:
            self._by_key.setdefault(segment.key, []).append(segment)
        self._kept: dict[str, Kept] = {}
        self._made: set[str] = set()
        self._under_way: dict[int, int] = {}
        self._furthest = 0
        self._whole = 0
        self.encoder_starts = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key once, in the order of the film."""
        return tuple(self._by_key)

    @property
    def missing(self) -> list[Segment]:
        """One segment for each key that is not there, in the order of the film."""
        return [segments[0] for key, segments in self._by_key.items() if key not in self._kept]

    @property
    def made(self) -> int:
        """How many segments this render made."""
        return len(self._made)

    def keep(self, key: str, kept: Kept, *, made: bool) -> list[SegmentDone]:
        """Count a key as being there; the events to tell, one for each of its segments."""
        self._kept[key] = kept
        if made:
            self._made.add(key)
        done: list[SegmentDone] = []
        for segment in self._by_key[key]:
            self._under_way.pop(segment.index, None)
            self._whole += segment.frames
            done.append(
                SegmentDone(
                    index=segment.index,
                    key=key,
                    digest=kept.digest,
                    frames=kept.frames,
                    size_bytes=kept.size_bytes,
                    reused=not made or bool(done),
                )
            )
        return done

    def lose(self, key: str) -> int:
        """Count a key as missing again; the index of its first segment."""
        if self._kept.pop(key, None):
            self._whole -= sum(segment.frames for segment in self._by_key[key])
        return self._by_key[key][0].index

    def step(self, index: int, frames: int) -> None:
        """So many frames of a segment are done."""
        self._under_way[index] = frames

    def progress(self) -> Progress:
        """How far all segments are together.  A segment begun anew does not make it fall."""
        self._furthest = max(self._furthest, self._whole + sum(self._under_way.values()))
        return Progress(stage="segments", done_frames=self._furthest, total_frames=self._total)

    def pieces(self, path_of: Callable[[str], str]) -> tuple[Piece, ...]:
        """All segments, in the order of the film, once nothing is missing."""
        return tuple(
            messages.Piece(
                path=path_of(segment.key),
                digest=self._kept[segment.key].digest,
                frames=segment.frames,
                fresh=segment.key in self._made,
            )
            for segment in self._segments
        )
