"""The sound of a stream in one channel, block by block.  Runs in a child: it decodes what people brought."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from aura.errors import Invalid

Form = Literal["s16", "flt"]


def blocks(
    container: Any, stream: Any, rate_hz: int, form: Form, alive: Callable[[], None] = lambda: None
) -> Iterator[NDArray[Any]]:
    """Samples of 16 bit, or from -1 to 1; ``alive`` is called for each packet.

    Damaged parts are passed over; a file that is damaged where it should go on ends there.  Raises Invalid
    for sound that cannot be decoded at all.
    """
    resampler: AudioResampler | None = None
    last: tuple[object, ...] = ()
    for frame in _frames(container, stream, alive):
        its = frame.sample_rate, frame.format.name, frame.layout.name
        if resampler is None or its != last:  # as in a file that was put together from several
            yield from _resampled(resampler, None)
            resampler, last = AudioResampler(format=form, layout="mono", rate=rate_hz), its
        frame.pts = None
        yield from _resampled(resampler, frame)
    yield from _resampled(resampler, None)


def _frames(container: Any, stream: Any, alive: Callable[[], None]) -> Iterator[AudioFrame]:
    packets = container.demux(stream)
    while True:
        alive()
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            packet = None
        try:
            yield from stream.codec_context.decode(packet)
        except (av.InvalidDataError, EOFError):
            pass
        except av.FFmpegError as error:
            raise Invalid("The sound is of a kind Aura does not decode.") from error
        if packet is None:
            return


def _resampled(resampler: AudioResampler | None, frame: AudioFrame | None) -> Iterator[NDArray[Any]]:
    """What comes out when this goes in; None is the end."""
    for made in resampler.resample(frame) if resampler else ():
        yield made.to_ndarray().reshape(-1)
