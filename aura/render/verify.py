"""A film is finished only when it has been read back.  No exit code is believed.

The whole file is demuxed: every frame must be there, at its exact time, and the sound must begin with the
picture and be as long.  The first and the last segment are decoded, and so are those made for this film, or a
quarter where they are many, these two included and the others spread evenly.  Each segment's first frame was
compared when it was made.  What is not new and was decoded as a part of an earlier film is not decoded again,
if anything else is.
A film that is sound alone is decoded whole.
"""

import os
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
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
from aura.render.codecs import codec_of
from aura.render.containers import FORMS
from aura.render.messages import Film, MakeFilm, Piece
from aura.render.preset import VideoCoding
from aura.render.segments import note_decoded, was_decoded

DECODED_FRAMES = 300
DECODED_SHARE = 0.25
"""A quarter of what was made costs about 3 % of making it."""

AAC_FRAME_SAMPLES, MP3_FRAME_SAMPLES = 1024, 1152
_CHUNK_BYTES = 2**20
_STRICT = {"err_detect": "crccheck+bitstream+buffer+explode"}
_UNSEEN = {"skip_loop_filter": "all"}
"""Nobody looks at these frames, so they need not be smoothed, which is a fifth of decoding."""


def verify(film: MakeFilm, progress: Callable[[int], None]) -> Film:
    """What is in ``film.path``, read back; ``progress`` is told how many frames were.

    Raises ToolFailed saying what is wrong with it.
    """
    try:
        with av.open(film.path, format=FORMS[film.container].demuxer) as container:
            frames = _read(film, container, progress)
        if FORMS[film.container].fast_start:
            _require_fast_start(Path(film.path))
    except FFmpegError as error:
        raise ToolFailed(f"The finished film cannot be read back: {error.strerror}.") from error
    for piece in {*film.pieces[:1], *film.pieces[-1:]}:  # each was decoded, now or before
        note_decoded(Path(piece.path), piece.digest)
    digest, size_bytes = _digest(Path(film.path))
    return Film(digest=digest, frames=frames, size_bytes=size_bytes)


def chosen(pieces: Sequence[Piece], known: Callable[[Piece], bool] = lambda piece: False) -> set[int]:
    """The indices of the segments to decode: the first, the last, and the new ones or a share of them.

    The first or the last is left out if it is not new and ``known``, as long as there is another.
    """
    picked = {index for index in (0, len(pieces) - 1) if pieces[index].fresh or not known(pieces[index])}
    made = sum(piece.frames for piece in pieces if piece.fresh)
    wanted = max(DECODED_FRAMES, round(made * DECODED_SHARE))
    others = {
        index: piece.frames for index, piece in enumerate(pieces) if piece.fresh and index not in picked
    }
    left = sum(others.values())
    owed = 0.0
    for index, frames in others.items():
        owed += frames * min(1.0, (wanted - made + left) / left)
        if owed >= frames / 2:
            picked.add(index)
            owed -= frames
    return picked or {0}


def _read(film: MakeFilm, container: InputContainer, progress: Callable[[int], None]) -> int:
    seen = 1 if film.coding else 0
    if len(container.streams.video) != seen or len(container.streams.audio) != 1:
        raise ToolFailed("The finished film does not have the picture and the sound track that it should.")
    sound = container.streams.audio[0]
    _require_chapters(film, container)
    heard = _Heard(sound, decodes=film.coding is None, exact=FORMS[film.container].exact)
    if film.coding is None:
        for packet in container.demux(sound):
            if packet.size:
                heard.take(packet)
        frames = film.frames
    else:
        frames = _watched(film, film.coding, container, heard, progress)
    heard.end(frames / film.canvas.rate, 1 / film.canvas.rate)
    return frames


def _watched(
    film: MakeFilm,
    coding: VideoCoding,
    container: InputContainer,
    heard: "_Heard",
    progress: Callable[[int], None],
) -> int:
    """The number of frames that are there, each in its place."""
    video, sound = container.streams.video[0], container.streams.audio[0]
    if (video.width, video.height) != (film.canvas.width_px, film.canvas.height_px):
        raise ToolFailed(f"The finished film is {video.width} × {video.height}.")
    codec = video.codec_context.codec.canonical_name
    if codec != codec_of(coding.codec).decoder:
        raise ToolFailed(f"The finished film's pictures are {codec}.")
    pictures = _Pictures(film, video, progress)
    for packet in container.demux(video, sound):
        if not packet.size:
            continue
        if packet.stream is video:
            pictures.take(packet)
        else:
            heard.take(packet)
    return pictures.end()


def _require_chapters(film: MakeFilm, container: InputContainer) -> None:
    wanted = [chapter.title for chapter in film.chapters]
    found = [chapter["metadata"].get("title") for chapter in container.chapters()]
    if found != wanted:
        raise ToolFailed(f"The finished film has {len(found)} chapters, or other ones than it should.")


def _require_fast_start(path: Path) -> None:
    """Raise ToolFailed unless the index comes before what it speaks of, so that players can start at once."""
    with path.open("rb") as file:
        while head := file.read(8):
            size_bytes, kind = int.from_bytes(head[:4], "big"), head[4:]
            if kind == b"moov":
                return
            if kind == b"mdat" or size_bytes < 8:
                break
            file.seek(size_bytes - 8, os.SEEK_CUR)
    raise ToolFailed("The finished film's index is not at its start.")


class _Pictures:
    """The video packets as they come: counted, their times checked, some of them decoded."""

    def __init__(self, film: MakeFilm, video: VideoStream, progress: Callable[[int], None]) -> None:
        self._pieces, self._rate, self._progress = film.pieces, film.canvas.rate, progress
        self._chosen = chosen(film.pieces, lambda piece: was_decoded(Path(piece.path), piece.digest))
        self._exact = FORMS[film.container].exact
        self._decoder = video.codec_context
        self._decoder.options = _STRICT | _UNSEEN
        self._decoder.thread_count = 1
        self._size = video.width, video.height
        self._piece = 0
        self._done = 0
        self._shown: list[int | Fraction] = []
        self._decoded = 0
        self._tick_s = Fraction(video.time_base or 1)
        self._tick = self._tick_s * self._rate
        self._last = floor(-10 / self._tick)

    def take(self, packet: "Packet[Any]") -> None:
        """The next packet, in the order of decoding."""
        if self._piece == len(self._pieces):
            raise ToolFailed("The finished film has more frames than it should.")
        if packet.pts is None:
            raise ToolFailed(f"A packet near frame {self._done} has no time.")
        if packet.dts is not None:  # Matroska keeps none, and the first few are not to be guessed
            if packet.dts <= self._last:
                raise ToolFailed(f"Time goes backwards near frame {self._done}.")
            self._last = packet.dts
        self._shown.append(self._place(packet.pts))
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

    def _place(self, pts: int) -> int | Fraction:
        """The frame that is shown at this time; not a whole number where it is at no frame's time."""
        number, rest = divmod(pts * self._tick.numerator, self._tick.denominator)
        if not rest:
            return number
        place = pts * self._tick
        nearest = round(place)
        rounded = not self._exact and abs(pts * self._tick_s - nearest / self._rate) <= self._tick_s / 2
        return nearest if rounded else place

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
    """The sound packets as they come: where they begin and how far they reach.

    Where they are decoded, and their times are not ``exact``, what is heard counts: an encoder puts samples
    before the first and after the last, which players leave out and the times of packets do not.
    """

    def __init__(self, sound: AudioStream, *, decodes: bool, exact: bool) -> None:
        self._sample_s = Fraction(1, sound.rate)
        self._counts, self._samples = decodes and not exact, 0  # as of an MP3 file
        self._start_s = (sound.start_time or 0) * Fraction(sound.time_base or 0)
        self._tick_s = Fraction(sound.time_base or 0)
        self._end = 0
        self._decoder = sound.codec_context if decodes else None
        if self._decoder:
            self._decoder.options = _STRICT

    def take(self, packet: "Packet[Any]") -> None:
        self._listen(packet)
        if packet.pts is not None:
            self._end = max(self._end, packet.pts + (packet.duration or 0))

    def end(self, film_s: Fraction, frame_s: Fraction) -> None:
        """Raise ToolFailed unless the sound begins with the film and is as long, to a frame of either."""
        self._listen(None)
        most_s = max(frame_s, (MP3_FRAME_SAMPLES if self._counts else AAC_FRAME_SAMPLES) * self._sample_s)
        if abs(self._start_s) > most_s:
            raise ToolFailed(f"The sound starts {float(self._start_s):.2f} s after the picture.")
        long_s = self._end * self._tick_s - self._start_s
        if self._counts:
            long_s = self._samples * self._sample_s
        if abs(long_s - film_s) > most_s:
            raise ToolFailed(f"The sound is {float(long_s):.2f} s long, the film {float(film_s):.2f} s.")

    def _listen(self, packet: "Packet[Any] | None") -> None:
        if self._decoder:
            self._samples += sum(frame.samples for frame in self._decoder.decode(packet))


def _digest(path: Path) -> tuple[str, int]:
    digest = blake3()
    size_bytes = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size_bytes += len(chunk)
    return digest.hexdigest(), size_bytes
