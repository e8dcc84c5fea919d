"""The child that listens: run as ``python -m aura.media.listen_child``, and by a ``Listener`` only.

Sound is decoded, made one channel of 16 bit, and forgotten again block by block; what is kept is one level
for every ten milliseconds.
"""

import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import numpy as np

from aura.disk import full_disk_named
from aura.errors import Invalid
from aura.media import child
from aura.media.ffmpeg import open_media
from aura.media.monaural import blocks
from aura.media.tracks import sound_of
from aura.media.voiced import STEP_MS, Meter, Samples, spans_of

MOST_HZ = 48_000
LEAST_HZ = 8_000
LONGEST_S = 4 * 3600


def hear(path: str, wav_out: str | None, alive: Callable[[], None]) -> dict[str, Any]:
    """Listen to a file; see ``Listener.hear``.  ``alive`` is called now and then."""
    with open_media(path) as container, ExitStack() as files:
        stream = sound_of(container)
        if stream is None:
            raise Invalid("The file holds no sound.")
        rate_hz = min(max(stream.codec_context.sample_rate or MOST_HZ, LEAST_HZ), MOST_HZ)
        rate_hz -= rate_hz % (1000 // STEP_MS)  # so that a step is a whole number of samples
        out = files.enter_context(wave.open(wav_out, "wb")) if wav_out else None
        if out:
            out.setparams((1, 2, rate_hz, 0, "NONE", ""))
        meter = Meter(rate_hz)
        samples = 0
        for block in _gathered(blocks(container, stream, rate_hz, "s16"), rate_hz):
            alive()
            samples += len(block)
            if samples > LONGEST_S * rate_hz:
                raise Invalid("The sound is longer than four hours.")
            if out:
                out.writeframes(block.tobytes())
            meter.hear(block)
    if not samples:
        raise Invalid("Nothing in the file can be heard.")
    duration_ms = samples * 1000 // rate_hz
    spans = spans_of(meter.levels, duration_ms)
    return {"duration_ms": duration_ms, "samples": samples, "rate_hz": rate_hz, "spans": spans}


def _gathered(blocks: Iterator[Samples], least: int) -> Iterator[Samples]:
    """The same sound in blocks of at least so many samples, but for the last: packets can be tiny."""
    kept: list[Samples] = []
    size = 0
    for block in blocks:
        kept.append(block)
        size += len(block)
        if size >= least:
            yield np.concatenate(kept)
            kept, size = [], 0
    if kept:
        yield np.concatenate(kept)


def _handle(request: Any, progress: Callable[[Any], None]) -> Any:
    if request is None:
        return None
    path, wav_out = request
    with full_disk_named("There is not enough space on the disk to listen to a sound."):
        return hear(path, wav_out, lambda: progress(None))


if __name__ == "__main__":
    child.serve(_handle)
