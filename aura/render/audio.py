"""The film's sound track: voices, clips' own sound and music in their places, at one loudness, made once and
kept by key.

It is measured before and after limiting, and again as it is heard from the finished file; the last figures
are the ones that count.  A film in which nothing is heard gets a silent track of its length.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from msgspec import Struct

from aura.errors import Invalid
from aura.media.ffmpeg import library_build
from aura.render.disk import full_disk_named
from aura.render.events import Cancelled
from aura.render.preset import AudioCoding
from aura.render.segments import path_of, publish
from aura.render.sound import seal, track
from aura.render.sound.kept import Store
from aura.render.sound.limiter import limited
from aura.render.sound.loudness import Loudness, measure
from aura.render.sound.mastering import mastered
from aura.render.sound.mix import Mix
from aura.render.sound.samples import RATE_HZ, Block
from aura.render.sound.seal import Sealed
from aura.render.soundtrack import AudioSpec

CODING = AudioCoding()
CODING_DB = 1.0
"""How far peaks may stand above the ceiling after AAC; if one does, the track is made again, lower."""
MARGIN_DB = 0.3
LOST_LU = 0.3
"""How much quieter AAC may make a track."""
ATTEMPTS = 3
MEASURING_SHARE = 0.15
"""How much of the work it is taken to be to measure all that lies beside the voices."""


class AudioTrack(Struct, frozen=True):
    """A sound track that is safely on disk: stereo AAC in an MP4 file.

    What is played of it is ``samples`` long at 48 kHz and measures so many LUFS and dBTP; silence measures
    -70 and -120.  ``digest`` is the BLAKE3 that the file ends with.
    """

    path: Path
    digest: str
    samples: int
    loudness_lufs: float
    true_peak_db: float


def render_audio(
    spec: AudioSpec,
    objects: Callable[[str], Path],
    cache: Path,
    *,
    key: str,
    coding: AudioCoding = CODING,
    work_dir: Path | None = None,
    progress: Callable[[float], None] = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AudioTrack:
    """The sound track of this key, from the cache or made.

    ``objects`` gives the file of a digest.  ``work_dir`` is where the file is while it is made, on the
    cache's disk; by default beside where it will be.  ``progress`` is told shares of 1, never falling;
    ``cancelled`` is asked about ten times a CPU second.

    The same spec gives the same bytes.  Raises Cancelled; NotFound, Invalid or ToolFailed with the digest
    of a file that cannot be heard; Invalid for a film or a coding that cannot be; ToolFailed when the
    encoder fails; NoSpace.  Then nothing is left but sounds that were decoded to their end.
    """
    if coding.sample_rate_hz != RATE_HZ:
        raise Invalid(f"Sound is made at {RATE_HZ} Hz only.", field="sample_rate_hz")
    if spec.total_frames < 1:
        raise Invalid("A film has at least one frame.", field="total_frames")
    target = path_of(cache, key, "m4a")
    kept = seal.examine(target)
    if kept is None:
        pace = _Pace(progress, cancelled)
        with full_disk_named(), _new(target, work_dir or target.parent) as file:
            store = Store(cache, Path(file.name).parent, library_build())
            kept = _make(spec, objects, coding, file, pace, store)
    progress(1.0)
    return AudioTrack(target, kept.digest, kept.samples, *kept.loudness)


def _make(
    spec: AudioSpec,
    objects: Callable[[str], Path],
    coding: AudioCoding,
    file: BinaryIO,
    pace: "_Pace",
    store: Store,
) -> Sealed:
    """Write a track.  Encoding may raise peaks, and take away from noise: then it is made again, so that in
    the end it is heard as it should be."""
    share_each = MEASURING_SHARE / (2 + len(spec.own))
    mix = Mix(spec, objects, lambda blocks, samples: pace.through(blocks, samples, share_each), store=store)

    def listen(share: float = 0.15) -> Iterator[Block]:
        return pace.through(mix.blocks(), mix.samples, share)

    ceiling_db, wanted_lufs = float(spec.peak_db), float(spec.loudness_lufs)
    for _ in range(ATTEMPTS):
        gain_db, reached_lufs = mastered(listen, wanted_lufs, ceiling_db)
        file.seek(0)
        file.truncate()
        track.write(file, limited(listen(0.8), gain_db, ceiling_db), coding)
        file.flush()
        loudness = _loudness_of(Path(file.name), mix, pace)
        above_db = loudness.true_peak_db - spec.peak_db - CODING_DB
        lost_lu = reached_lufs - loudness.integrated_lufs
        if above_db <= 0 and lost_lu <= LOST_LU:
            break
        if above_db > 0:
            ceiling_db -= above_db + MARGIN_DB
        if lost_lu > LOST_LU:
            wanted_lufs = spec.loudness_lufs + lost_lu
    return seal.seal(file, mix.samples, loudness)


def _loudness_of(path: Path, mix: Mix, pace: "_Pace") -> Loudness:
    """How loud a file is.  Of one whose sides are the same still, one is enough."""
    try:
        one = track.heard(path, mix.samples, mix.channels)
        return measure(pace.through(one, mix.samples, 0.8))
    except track.Apart:
        return measure(pace.through(track.heard(path, mix.samples), mix.samples, 0.8))


@contextmanager
def _new(target: Path, work_dir: Path) -> Iterator[BinaryIO]:
    """A file to write, which is there as ``target``, whole and synced, when all went well, and else gone."""
    work_dir.mkdir(parents=True, exist_ok=True)
    part = work_dir / f"{target.name}.{uuid4().hex}.part"
    try:
        with part.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        publish(part, target)
    finally:
        part.unlink(missing_ok=True)


class _Pace:
    """Tells how far the work is and whether it is still wanted.

    How many passes over the film it will take is not known, so each takes a share of what is left.
    """

    def __init__(self, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = 0.0

    def through(self, blocks: Iterable[Block], samples: int, share: float) -> Iterator[Block]:
        """Pass blocks on.  Raises Cancelled."""
        start, passed = self._done, 0
        for block in blocks:
            if self._cancelled():
                raise Cancelled
            passed += block.shape[1]
            self._done = start + (1 - start) * share * passed / samples
            self._progress(self._done)
            yield block
