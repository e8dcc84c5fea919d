"""The sound of a stream in one channel, block by block.  Runs in a child: it decodes what people brought."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import av
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from aura.errors import Invalid


def blocks(
    container: Any,
    stream: Any,
    rate_hz: int,
    form: Literal["s16", "flt"],
    alive: Callable[[], None] = lambda: None,
) -> Iterator[NDArray[Any]]:
    """Samples of 16 bit, or from -1 to 1; ``alive`` is called for each packet.

    Damaged parts are passed over.  Raises Invalid for sound that cannot be decoded at all.
    """
    resampler = AudioResampler(format=form, layout="mono", rate=rate_hz)
    for packet in container.demux(stream):
        alive()
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            continue
        except av.FFmpegError as error:
            raise Invalid("The sound is of a kind Aura does not decode.") from error
        for frame in frames:
            frame.pts = None
            for made in resampler.resample(frame):
                yield made.to_ndarray().reshape(-1)
    for made in resampler.resample(None):
        yield made.to_ndarray().reshape(-1)
