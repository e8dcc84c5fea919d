"""A film is finished only when it has been read back.  No exit code is believed.

The whole file is demuxed: every frame must be there, at its exact time, and the sound as long as the
picture.  The first and the last segment are decoded, and so are those made for this film, or a quarter of
them where they are many, spread evenly.  Each segment's first frame was compared when it was made.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream
from blake3 import blake3

from aura.errors import ToolFailed
from aura.render.messages import Film, MakeFilm, Piece

DECODED_FRAMES = 300
DECODED_SHARE = 0.25
"""A quarter of what was made costs about 3 % of making it."""

AAC_FRAME_SAMPLES = 1024
_CHUNK_BYTES = 2**20
_STRICT = {"err_detect": "crccheck+bitstream+buffer+explode"}


def verify(film: MakeFilm, progress: Callable[[int], None]) -> Film:
    """What is in ``film.path``, read back; ``progress`` is told how many frames were.

    Raises ToolFailed saying what is wrong with it.
    """
    try:
        with av.open(film.path, format="mov") as container:
            frames = _read(film, container, progress)
    except FFmpegError as error:
        raise ToolFailed(f"The finished film cannot be read back: {error.strerror}.") from error
    digest, size_bytes = _digest(Path(film.path))
    return Film(digest=digest, frames=frames, size_bytes=size_bytes)


def chosen(pieces: Sequence[Piece]) -> set[int]:
    """The indices of the segments to decode: the first, the last, and the new ones or a share of them."""
    fresh = sum(piece.frames for piece in pieces if piece.fresh)
    wanted = max(DECODED_FRAMES, round(fresh * DECODED_SHARE))
    picked = {0, len(pieces) - 1}
    owed = 0.0
    for index, piece in enumerate(pieces):
        if piece.fresh:
            owed += piece.frames * min(1.0, wanted / fresh)
            if index in picked or owed >= piece.frames:
                picked.add(index)
                owed -= piece.frames
    return picked


def _read(film: MakeFilm, container: InputContainer, progress: Callable[[int], None]) -> int:
    if len(container.streams.video) != 1 or len(container.streams.audio) != 1:
        raise ToolFailed("The finished film does not have one picture and one sound track.")
    video, sound = container.streams.video[0], container.streams.audio[0]
    if (video.width, video.height) != (film.canvas.width_px, film.canvas.height_px):
        raise ToolFailed(f"The finished film is {video.width} × {video.height}.")
    pictures = _Pictures(film, video, progress)
    heard = _Heard(sound)
    for packet in container.demux():
        if packet.dts is None:
            continue
        if packet.stream is video:
            pictures.take(packet)
        else:
            heard.take(packet)
    frames = pictures.end()
    heard.end(frames / film.canvas.rate, 1 / film.canvas.rate)
    return frames


class _Pictures:
    """The video packets as they come: counted, their times checked, some of them decoded."""

    def __init__(self, film: MakeFilm, video: VideoStream, progress: Callable[[int], None]) -> None:
        self._pieces, self._rate, self._progress = film.pieces, film.canvas.rate, progress
        self._chosen = chosen(film.pieces)
        self._decoder = video.codec_context
        self._decoder.options = _STRICT
        self._decoder.thread_count = 1
        self._size = video.width, video.height
        self._piece = 0
        self._done = 0
        self._shown: list[Fraction] = []
        self._decoded = 0
        self._last = Fraction(-10)

    def take(self, packet: "Packet[Any]") -> None:
        """The next packet, in the order of decoding."""
        if self._piece == len(self._pieces):
            raise ToolFailed("The finished film has more frames than it should.")
        if packet.pts is None or packet.dts is None:
            raise ToolFailed(f"A packet near frame {self._done} has no time.")
        time = Fraction(packet.dts) * packet.time_base * self._rate
        if time <= self._last:
            raise ToolFailed(f"Time goes backwards near frame {self._done}.")
        self._last = time
        self._shown.append(Fraction(packet.pts) * packet.time_base * self._rate)
        if self._piece in self._chosen:
            self._look(packet)
        if len(self._shown) == self._pieces[self._piece].frames:
            self._close()

    def end(self) -> int:
        """The number of frames, when there are no more packets."""
        if self._piece != len(self._pieces):
            wanted = sum(piece.frames for piece in self._pieces)
            raise ToolFailed(f"The finished film has {self._done + len(self._shown)} frames, not {wanted}.")
        return self._done

    def _close(self) -> None:
        """A segment has come to its end: all its frames must have been there."""
        if sorted(self._shown) != list(range(self._done, self._done + len(self._shown))):
            raise ToolFailed(f"Frames are missing or misplaced after frame {self._done}.")
        if self._piece in self._chosen:
            self._look(None)
            self._decoder.flush_buffers()
            if self._decoded != len(self._shown):
                raise ToolFailed(
                    f"Only {self._decoded} of {len(self._shown)} frames after {self._done} decode."
                )
        self._done += len(self._shown)
        self._shown, self._decoded = [], 0
        self._piece += 1
        self._progress(self._done)

    def _look(self, packet: "Packet[Any] | None") -> None:
        for frame in self._decoder.decode(packet):
            if frame.is_corrupt or (frame.width, frame.height) != self._size:
                raise ToolFailed(f"A frame after {self._done} is damaged.")
            self._decoded += 1


class _Heard:
    """The sound packets as they come: only how far they reach matters."""

    def __init__(self, sound: AudioStream) -> None:
        self._sample_s = Fraction(1, sound.rate)
        self._end_s = Fraction(0)

    def take(self, packet: "Packet[Any]") -> None:
        if packet.pts is not None:
            end = Fraction(packet.pts + (packet.duration or 0)) * packet.time_base
            self._end_s = max(self._end_s, end)

    def end(self, film_s: Fraction, frame_s: Fraction) -> None:
        """Raise ToolFailed unless the sound is as long as the film, to a frame of either."""
        apart = abs(self._end_s - film_s)
        if apart > max(frame_s, AAC_FRAME_SAMPLES * self._sample_s):
            raise ToolFailed(f"The sound is {float(self._end_s):.2f} s long, the film {float(film_s):.2f} s.")


def _digest(path: Path) -> tuple[str, int]:
    digest = blake3()
    size_bytes = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes
