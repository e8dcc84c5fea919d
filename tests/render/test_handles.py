"""What a clip gives to a passage far into it: kept when it is drawn, and the clip not needed for it again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.errors import NotFound
from aura.render.compose import Composer
from aura.render.planes import Plane
from aura.render.prepared import Prepared
from aura.render.spec import Canvas, Caption, Clip, Crossfade, Picture, Stretch
from tests.render.conftest import Reel

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
FAR = 40
"""A frame of a clip that is more than a second into it."""


class Bench:
    """A cutter's: a cache, a clip and a picture, and passages from the one to the other."""

    def __init__(self, reel: Reel, cache: Path) -> None:
        self._reel, self.cache = reel, cache
        (cache / "work").mkdir(parents=True)
        self.clip = Clip(digest=reel.clip())
        self.picture = Picture(digest=reel.picture(3))

    def passage(self, first: int = FAR, frames: int = 8, clip: Clip | None = None, **after: Any) -> Crossfade:
        before = Stretch(shot=clip or self.clip, frames=frames, first_frame=first)
        return Crossfade(before=before, after=Stretch(shot=self.picture, frames=frames, **after))

    def drawn(
        self, content: Crossfade | Stretch, *, canvas: Canvas = CANVAS, kept: bool = True, clips: bool = True
    ) -> list[Plane]:
        composer = self.composer(canvas, kept=kept, clips=clips)
        try:
            return [frame.copy() for frame in composer.frames(content)]
        finally:
            composer.close()

    def composer(self, canvas: Canvas = CANVAS, *, kept: bool = True, clips: bool = True) -> Composer:
        """As a fresh process has it: with the cache or without, with the clip or without."""
        composer = Composer(canvas)
        shots = (self.picture, self.clip) if clips else (self.picture,)
        composer.objects = {shot.digest: str(self._reel.path(shot.digest)) for shot in shots}
        composer.prepared = Prepared(self.cache, self.cache / "work") if kept else None
        return composer

    def files(self) -> list[Path]:
        return sorted(self.cache.rglob("*.handle"))


@pytest.fixture
def bench(reel: Reel, tmp_path: Path) -> Bench:
    return Bench(reel, tmp_path / "cache")


def same(some: list[Plane], others: list[Plane]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(some, others, strict=True))


@pytest.mark.parametrize(
    "canvas", [CANVAS, Canvas(width_px=202, height_px=114, rate_numerator=25, rate_denominator=1)]
)
def test_a_passage_is_drawn_again_to_the_byte_without_its_clip(bench: Bench, canvas: Canvas) -> None:
    plain = bench.drawn(bench.passage(), canvas=canvas, kept=False)
    assert same(bench.drawn(bench.passage(), canvas=canvas), plain)
    assert same(bench.drawn(bench.passage(), canvas=canvas, clips=False), plain)


def test_what_is_laid_over_a_passage_is_not_kept_with_its_clip(bench: Bench) -> None:
    said = (Caption(start_frame=0, end_frame=8, text="Hello"),)
    over = bench.passage()
    over = Crossfade(
        before=Stretch(shot=bench.clip, frames=8, first_frame=FAR, captions=said), after=over.after
    )
    captioned = bench.drawn(over)
    assert not same(captioned, bench.drawn(bench.passage(), kept=False))
    assert same(bench.drawn(bench.passage(), clips=False), bench.drawn(bench.passage(), kept=False))
    assert same(bench.drawn(over, clips=False), captioned)


def test_the_other_side_may_be_shown_another_way(bench: Bench) -> None:
    bench.drawn(bench.passage())
    bench.picture = Picture(digest=bench.picture.digest, fit="contain")
    assert same(bench.drawn(bench.passage(), clips=False), bench.drawn(bench.passage(), kept=False))
    assert len(bench.files()) == 1


def test_other_frames_of_a_clip_another_pace_or_another_size_are_not_those_that_were_kept(
    bench: Bench,
) -> None:
    bench.drawn(bench.passage())
    others = [
        bench.passage(first=FAR + 1),
        bench.passage(frames=7),
        bench.passage(clip=Clip(digest=bench.clip.digest, speed_percent=50)),
        bench.passage(clip=Clip(digest=bench.clip.digest, trim_ms=100)),
    ]
    for other in others:
        with pytest.raises(NotFound):
            bench.drawn(other, clips=False)
    with pytest.raises(NotFound):
        bench.drawn(
            bench.passage(),
            canvas=Canvas(width_px=80, height_px=44, rate_numerator=30, rate_denominator=1),
            clips=False,
        )


@pytest.mark.parametrize(("trim_ms", "first", "kept"), [(0, 29, 0), (0, 30, 1), (1000, 0, 1), (900, 2, 0)])
def test_only_what_lies_a_second_or_more_into_a_clip_is_kept(
    bench: Bench, trim_ms: int, first: int, kept: int
) -> None:
    bench.drawn(bench.passage(first=first, clip=Clip(digest=bench.clip.digest, trim_ms=trim_ms)))
    assert len(bench.files()) == kept


@pytest.mark.parametrize(("spare", "kept"), [(0, 1), (-1, 0)])
def test_a_passage_of_more_than_memory_should_hold_is_not_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, spare: int, kept: int
) -> None:
    monkeypatch.setattr("aura.render.handles.MOST_BYTES", 8 * 160 * 90 * 3 // 2 + spare)
    bench.drawn(bench.passage(frames=8))
    assert len(bench.files()) == kept


def test_the_body_of_a_scene_is_not_kept(bench: Bench) -> None:
    bench.drawn(Stretch(shot=bench.clip, frames=8, first_frame=FAR))
    assert bench.files() == []


def test_a_passage_that_was_broken_off_leaves_nothing(bench: Bench) -> None:
    composer = bench.composer()
    frames = composer.frames(bench.passage(frames=8))
    for _ in range(7):
        next(frames)
    composer.close()
    assert bench.files() == [*(bench.cache / "work").iterdir()] == []


def test_a_handle_that_was_damaged_on_disk_is_made_anew(bench: Bench) -> None:
    plain = bench.drawn(bench.passage())
    (path,) = bench.files()
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])

    assert same(bench.drawn(bench.passage()), plain)
    assert path.read_bytes() == whole
