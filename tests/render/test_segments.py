"""Segments: encoded, checked, and kept whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext
from msgspec.structs import replace

from aura.errors import ToolFailed
from aura.render import segments
from aura.render.encode import check, encode
from aura.render.planes import Plane, split
from aura.render.preset import VideoCoding
from aura.render.segments import Damaged, Encoded
from aura.render.spec import Canvas

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
CODING = VideoCoding()
KEY = "ab" * 32


def moving(frames: int, seed: int = 1) -> Iterator[Plane]:
    """Frames of a picture that moves sideways, all in the same array."""
    wide = np.random.default_rng(seed).integers(60, 200, (135, 60), np.uint8).repeat(8, axis=1)
    frame = np.empty((135, 160), np.uint8)
    for number in range(frames):
        frame[:] = wide[:, number : number + 160]
        yield frame


def encoded(frames: int = 12, seed: int = 1) -> Encoded:
    return encode(moving(frames, seed), CANVAS, CODING, lambda done: None)


def decoded(segment: Encoded) -> list[Plane]:
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, VideoCodecContext)
    decoder.extradata = segment.header
    start, frames = 0, []
    for size in segment.sizes:
        frames += decoder.decode(av.Packet(segment.payload[start : start + size]))
        start += size
    frames += decoder.decode(None)
    return [frame.to_ndarray() for frame in frames]


@pytest.mark.parametrize("frames", [1, 2, 3, 7, 60, 300])
def test_there_is_a_packet_for_every_frame_and_the_first_stands_alone(frames: int) -> None:
    made = encoded(frames)
    assert sorted(made.shows) == list(range(frames))
    assert made.keys[0] == 0
    assert sum(made.sizes) == len(made.payload)


def test_what_is_decoded_looks_like_what_was_encoded() -> None:
    for seen, wanted in zip(decoded(encoded(20)), moving(20), strict=True):
        assert np.abs(seen.astype(int) - wanted).mean() < 6


def test_the_same_frames_give_the_same_bytes() -> None:
    assert encoded() == encoded()


def test_frames_in_one_array_give_the_bytes_of_frames_in_many() -> None:
    apart = encode([frame.copy() for frame in moving(30)], CANVAS, CODING, lambda done: None)
    assert apart == encoded(30)


def test_every_segment_of_a_film_has_the_same_header() -> None:
    assert {encoded(frames, seed).header for frames, seed in ((1, 1), (2, 2), (40, 3))} == {encoded().header}


def test_progress_is_told_of_every_frame() -> None:
    told: list[int] = []
    encode(moving(5), CANVAS, CODING, told.append)
    assert told == [1, 2, 3, 4, 5]


def test_a_frame_missing_from_what_came_out_is_noticed() -> None:
    made = encoded(12)
    first = split(next(moving(1))).y
    with pytest.raises(ToolFailed, match="12 frames"):
        check(replace(made, shows=made.shows[:-1], sizes=made.sizes[:-1]), 12, first)


def test_a_segment_that_does_not_start_with_a_key_frame_is_noticed() -> None:
    with pytest.raises(ToolFailed, match="key frame"):
        check(replace(encoded(), keys=(3,)), 12, split(next(moving(1))).y)


def test_a_picture_that_is_not_the_one_given_is_noticed() -> None:
    with pytest.raises(ToolFailed, match="not the one it was given"):
        check(encoded(), 12, 255 - split(next(moving(1))).y)


def test_junk_is_noticed() -> None:
    made = encoded()
    junk = np.random.default_rng(1).integers(0, 255, len(made.payload), np.uint8).tobytes()
    with pytest.raises((ToolFailed, av.FFmpegError)):
        check(replace(made, payload=junk), 12, split(next(moving(1))).y)


def test_no_frames_at_all_are_refused() -> None:
    with pytest.raises(ToolFailed, match="no frames"):
        encode(iter(()), CANVAS, CODING, lambda done: None)


def kept(tmp_path: Path) -> tuple[Path, Encoded]:
    path, made = segments.path_of(tmp_path, KEY), encoded()
    segments.keep(made, path, tmp_path)
    return path, made


def test_a_segment_is_kept_under_its_key_and_comes_back_the_same(tmp_path: Path) -> None:
    path, made = kept(tmp_path)
    assert path == tmp_path / "ab" / f"{KEY}.segment"
    loaded, digest = segments.load(path)
    assert loaded == made
    assert segments.examine(path) == segments.Kept(digest, 12, path.stat().st_size)


def test_nothing_else_is_left(tmp_path: Path) -> None:
    path, _ = kept(tmp_path)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_any_flipped_byte_is_noticed(tmp_path: Path) -> None:
    path, _ = kept(tmp_path)
    whole = path.read_bytes()
    for place in (0, 20, 90, len(whole) // 2, len(whole) - 40, len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            segments.examine(path)
        with pytest.raises(Damaged):
            segments.load(path)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 50, 1000])
def test_a_segment_cut_short_is_noticed(tmp_path: Path, size: int) -> None:
    path, _ = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(Damaged):
        segments.examine(path)


def test_a_segment_that_is_not_there_is_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        segments.examine(tmp_path / "none")
