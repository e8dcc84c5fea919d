"""The child that listens: run as ``python -m aura.media.listen_child``, and by a ``Listener`` only.

Sound is decoded, made one channel of 16 bit, and forgotten again block by block; what is kept is one level
for every ten milliseconds.
"""

import wave
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from aura.errors import Invalid
from aura.media import child
from aura.media.ffmpeg import open_media
from aura.media.voiced import STEP_MS, spans_of

MOST_HZ = 48_000
LEAST_HZ = 8_000
LONGEST_S = 4 * 3600
_FULL_SCALE = 32_768.0

Samples = NDArray[np.int16]


def hear(path: str, wav_out: str | None, alive: Callable[[], None]) -> dict[str, Any]:
    """Listen to a file; see ``Listener.hear``.  ``alive`` is called now and then."""
    with open_media(path) as container, ExitStack() as files:
        if not container.streams.audio:
            raise Invalid("The file holds no sound.")
        stream = container.streams.audio[0]
        rate_hz = min(max(stream.codec_context.sample_rate or MOST_HZ, LEAST_HZ), MOST_HZ)
        rate_hz -= rate_hz % (1000 // STEP_MS)  # so that a step is a whole number of samples
        out = files.enter_context(wave.open(wav_out, "wb")) if wav_out else None
        if out:
            out.setparams((1, 2, rate_hz, 0, "NONE", ""))
        levels = array("f")
        rest = np.zeros(0, np.int16)
        samples = 0
        for block in _blocks(container, stream, rate_hz):
            alive()
            samples += len(block)
            if samples > LONGEST_S * rate_hz:
                raise Invalid("The sound is longer than four hours.")
            if out:
                out.writeframes(block.tobytes())
            rest = _levels(np.concatenate((rest, block)), rate_hz, levels)
    if not samples:
        raise Invalid("Nothing in the file can be heard.")
    duration_ms = samples * 1000 // rate_hz
    spans = spans_of(np.frombuffer(levels, np.float32), duration_ms)
    return {"duration_ms": duration_ms, "samples": samples, "rate_hz": rate_hz, "spans": spans}


def _blocks(container: Any, stream: Any, rate_hz: int) -> Iterator[Samples]:
    """The sound in one channel; damaged parts are passed over."""
    resampler = AudioResampler(format="s16", layout="mono", rate=rate_hz)
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            continue
        except av.FFmpegError as error:
            raise Invalid("The sound is of a kind Aura does not decode.") from error
        for frame in frames:
            frame.pts = None
            for made in resampler.resample(frame):
                yield made.to_ndarray().reshape(-1).astype(np.int16, copy=False)
    for made in resampler.resample(None):
        yield made.to_ndarray().reshape(-1).astype(np.int16, copy=False)


def _levels(samples: Samples, rate_hz: int, levels: "array[float]") -> Samples:
    """Add the level of every whole step, as mean power of full scale; answers the samples left over."""
    step = rate_hz * STEP_MS // 1000
    whole = len(samples) // step * step
    if whole:
        scaled = samples[:whole].reshape(-1, step).astype(np.float32) / np.float32(_FULL_SCALE)
        levels.frombytes((scaled**2).mean(axis=1, dtype=np.float32).tobytes())
    return samples[whole:]


def _handle(request: Any, progress: Callable[[Any], None]) -> Any:
    if request is None:
        return None
    path, wav_out = request
    return hear(path, wav_out, lambda: progress(None))


if __name__ == "__main__":
    child.serve(_handle)
