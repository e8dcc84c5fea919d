"""How much of a film's frames is left after encoding: VMAF against the same frames before it.

Each side is compared with its own frames, so what is told is the coding's doing, not how a side composes.
"""

import re
import subprocess
from pathlib import Path

import numpy as np

from aura.media import ffmpeg
from aura.render.compose import Composer
from aura.render.spec import sources
from tests.bench.render_aura import AuraFilm
from tests.bench.render_story import RATE, Size

EVERY = 10
"""Of so many frames one is compared."""
_SCORE = re.compile(rb"VMAF score: ([0-9.]+)")
_SAME = f"settb=1/{RATE},setpts=N,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def is_known() -> bool:
    """Whether this FFmpeg has VMAF."""
    words = [str(ffmpeg.find()), "-hide_banner", "-filters"]
    return b" libvmaf " in subprocess.run(words, capture_output=True, check=True).stdout


def vmaf(film: Path, frames: Path, size: Size) -> float:
    """A film's score, from 0 to 100, against raw frames."""
    raw = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size.width}x{size.height}", "-r", str(RATE))
    compare = f"[0:v]{_SAME}[film];[1:v]{_SAME}[raw];[film][raw]libvmaf=n_subsample={EVERY}:n_threads=1"
    words = [str(ffmpeg.find()), "-hide_banner", "-nostats", "-nostdin", "-i", str(film), *raw]
    done = subprocess.run(
        [*words, "-i", str(frames), "-lavfi", compare, "-f", "null", "-"], capture_output=True, check=False
    )
    found = _SCORE.search(done.stderr)
    if done.returncode or not found:
        raise AssertionError(f"VMAF could not be measured: {done.stderr[-1000:].decode(errors='replace')}")
    return float(found[1])


def aura_frames(film: AuraFilm, into: Path) -> int:
    """Write the frames that Aura gives to its encoder; how many there are."""
    made, find = film.plan()
    composer = Composer(made.canvas)
    composer.objects = {
        digest: str(find(digest)) for segment in made.segments for digest in sources(segment.spec.content)
    }
    count = 0
    with into.open("wb") as file:
        for segment in made.segments:
            for frame in composer.frames(segment.spec.content, segment.spec.mark):
                file.write(np.ascontiguousarray(frame))
                count += 1
    composer.close()
    return count
