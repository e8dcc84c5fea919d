"""The sound of a stream in one channel, block by block.  Runs in a child: it decodes what people brought."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from av import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from aura.media.sound_frames import sound_frames

Form = Literal["s16", "flt"]


def blocks(
    container: Any, stream: Any, rate_hz: int, form: Form, alive: Callable[[], None] = lambda: None
) -> Iterator[NDArray[Any]]:
    """Samples of 16 bit, or from -1 to 1; ``alive`` is called for each packet.

    Damaged parts are passed over.  Raises as ``sound_frames`` does.
    """
    resampler: AudioResampler | None = None
    last: tuple[object, ...] = ()
    for frame in sound_frames(container, stream, alive):
        its = frame.sample_rate, frame.format.name, frame.layout.name
        if resampler is None or its != last:  # as in a file that was put together from several
            yield from _resampled(resampler, None)
            resampler, last = AudioResampler(format=form, layout="mono", rate=rate_hz), its
        frame.pts = None
        yield from _resampled(resampler, frame)
    yield from _resampled(resampler, None)


def _resampled(resampler: AudioResampler | None, frame: AudioFrame | None) -> Iterator[NDArray[Any]]:
    """What comes out when this goes in; None is the end."""
    for made in resampler.resample(frame) if resampler else ():
        yield made.to_ndarray().reshape(-1)
