"""What a stream of sound holds, frame by frame.  Runs in a child: it decodes what people brought."""

from collections.abc import Callable, Iterator

from av import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError

from aura.errors import Invalid, ToolFailed


def sound_frames(
    container: InputContainer, stream: AudioStream, alive: Callable[[], None] = lambda: None
) -> Iterator[AudioFrame]:
    """The frames in order; ``alive`` is called for each packet.

    What cannot be decoded is passed over, whatever the decoder says of it: some have no word for damage.  A
    file that is damaged where it should go on ends there.  Raises Invalid for a kind that Aura does not
    decode, and ToolFailed where there is no memory for it.
    """
    decoder = stream.codec_context
    try:
        decoder.open(strict=False)
    except FFmpegError as error:
        raise Invalid("The sound is of a kind Aura does not decode.") from error
    packets = container.demux(stream)
    while True:
        alive()
        try:
            packet = next(packets, None)
        except FFmpegError:
            packet = None
        try:
            yield from decoder.decode(packet)
        except FFmpegError as error:  # also of the end, which some decoders are told twice
            if isinstance(error, MemoryError):
                raise ToolFailed("There is not enough memory to decode the sound.") from error
        if packet is None:
            return
