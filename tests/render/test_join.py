"""Joining, and reading back what was joined: nothing lost, nothing moved, nothing believed."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av import Packet
from msgspec.structs import replace
from numpy.typing import NDArray

from aura.errors import ToolFailed
from aura.render import segments
from aura.render.audio import render_audio
from aura.render.encode import encode
from aura.render.join import in_turn, join
from aura.render.messages import MakeFilm, Piece
from aura.render.preset import VideoCoding
from aura.render.segments import Damaged
from aura.render.soundtrack import AudioClip, AudioSpec
from aura.render.spec import Canvas
from aura.render.verify import DECODED_FRAMES, chosen, verify

CODING = VideoCoding()
RATES = [Fraction(30), Fraction(25), Fraction(30_000, 1_001), Fraction(60)]


def quiet(done: int) -> None:
    """Progress that nobody follows."""


class Bench:
    """Makes the parts of a film without an engine."""

    def __init__(self, folder: Path, reel: Any, rate: Fraction = RATES[0]) -> None:
        self.folder, self.reel, self.rate = folder, reel, rate
        self.canvas = Canvas(
            width_px=160, height_px=90, rate_numerator=rate.numerator, rate_denominator=rate.denominator
        )

    def frames(self, count: int, seed: int) -> list[NDArray[np.uint8]]:
        wide = np.random.default_rng(seed).integers(60, 200, (27, 60), np.uint8).repeat(8, 1).repeat(5, 0)
        return [np.ascontiguousarray(wide[:, n % 300 : n % 300 + 160]) for n in range(count)]

    def piece(self, count: int, seed: int, coding: VideoCoding = CODING) -> Piece:
        path = self.folder / f"{seed}-{count}.segment"
        made = segments.keep(encode(self.frames(count, seed), self.canvas, coding, quiet), path, self.folder)
        return Piece(path=str(path), digest=made.digest, frames=count, fresh=True)

    def track(self, frames: int, *starts: int) -> str:
        clips = tuple(AudioClip(digest=self.reel.voice(10), start_frame=start) for start in starts)
        spec = AudioSpec(
            total_frames=frames,
            rate_numerator=self.rate.numerator,
            rate_denominator=self.rate.denominator,
            loudness_lufs=-16,
            peak_db=-2,
            clips=clips,
        )
        return str(render_audio(spec, self.reel.path, self.folder, key=f"{frames:064x}").path)

    def film(self, *counts: int, **fields: Any) -> MakeFilm:
        pieces = tuple(self.piece(count, seed) for seed, count in enumerate(counts))
        settings = {
            "pieces": pieces,
            "track": self.track(sum(counts)),
            "canvas": self.canvas,
            "coding": VideoCoding(),
            "metadata": {"comment": "projects/1/versions/2"},
            "path": str(self.folder / "film.mp4"),
        }
        return MakeFilm(**(settings | fields))

    def joined(self, *counts: int, **fields: Any) -> MakeFilm:
        film = self.film(*counts, **fields)
        join(film, quiet)
        return film


@pytest.fixture
def bench(tmp_path: Path, reel: Any) -> Bench:
    return Bench(tmp_path, reel)


def decoded(path: str) -> list[NDArray[np.uint8]]:
    with av.open(path) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.mark.parametrize("rate", RATES)
def test_every_frame_is_at_its_exact_time(tmp_path: Path, reel: Any, rate: Fraction) -> None:
    film = Bench(tmp_path, reel, rate).joined(1, 13, 2, 260, 7)
    with av.open(film.path) as container:
        times = [Fraction(frame.pts) * frame.time_base for frame in container.decode(video=0)]
        assert container.streams.video[0].average_rate == rate
        assert container.streams.video[0].duration * container.streams.video[0].time_base == 283 / rate
    assert times == [number / rate for number in range(283)]
    assert verify(film, quiet).frames == 283


def test_the_frames_of_the_film_are_those_of_its_segments(bench: Bench) -> None:
    alone = [*decoded(bench.joined(9).path), *decoded(bench.joined(30).path)]
    pieces = (bench.piece(9, 0), bench.piece(30, 0))
    together = decoded(bench.joined(39, pieces=pieces).path)
    assert len(together) == 39
    assert all((a == b).all() for a, b in zip(alone, together, strict=True))


def test_equal_parts_join_to_equal_bytes(bench: Bench) -> None:
    first = Path(bench.joined(12, 20).path).read_bytes()
    assert Path(bench.joined(12, 20).path).read_bytes() == first


def test_the_film_says_where_it_came_from_and_nothing_else(bench: Bench) -> None:
    with av.open(bench.joined(12).path) as container:
        assert container.metadata["comment"] == "projects/1/versions/2"
        assert not {"creation_time", "encoder"} & set(container.metadata)
        assert "encoder" not in container.streams.video[0].metadata


def test_a_player_can_start_before_it_has_the_whole_file(bench: Bench) -> None:
    data = Path(bench.joined(12).path).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_colour_is_named_so_that_no_player_has_to_guess(bench: Bench) -> None:
    with av.open(bench.joined(12).path) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.colorspace, codec.color_primaries, codec.color_trc, codec.color_range) == (1, 1, 1, 1)


@pytest.mark.parametrize("start", [0, 20, 47])
def test_a_voice_is_heard_at_its_frame(bench: Bench, start: int) -> None:
    film = bench.joined(30, 40, track=bench.track(70, start))
    with av.open(film.path) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    loud = np.flatnonzero(np.abs(sound) > 0.2 * np.abs(sound).max())
    assert loud[0] / 48_000 == pytest.approx(start / 30, abs=0.004)
    assert len(sound) / 48_000 == pytest.approx(70 / 30, abs=1 / 30)


def test_a_damaged_segment_is_named_by_its_place(bench: Bench) -> None:
    film = bench.film(9, 10, 11)
    path = Path(film.pieces[1].path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Damaged) as failure:
        join(film, quiet)
    assert failure.value.data["damaged"] == 1


def test_a_segment_that_has_gone_is_named_by_its_place(bench: Bench) -> None:
    film = bench.film(9, 10)
    Path(film.pieces[0].path).unlink()
    with pytest.raises(Damaged) as failure:
        join(film, quiet)
    assert failure.value.data["damaged"] == 0


def test_a_whole_segment_that_is_another_one_is_noticed(bench: Bench) -> None:
    film = bench.film(9, 10)
    Path(film.pieces[1].path).write_bytes(Path(film.pieces[0].path).read_bytes())
    with pytest.raises(Damaged):
        join(film, quiet)


def test_a_segment_encoded_with_other_settings_is_not_joined(bench: Bench) -> None:
    other = bench.piece(5, 1, VideoCoding(params="keyint=250:open-gop=0:cpu-independent=1:ref=4"))
    with pytest.raises(ToolFailed, match="other settings"):
        join(bench.film(9, pieces=(bench.piece(9, 0), other)), quiet)


class TestVerify:
    def test_a_good_film_has_its_frames_size_and_digest(self, bench: Bench) -> None:
        film = bench.joined(12, 30)
        found = verify(film, quiet)
        assert (found.frames, found.size_bytes) == (42, Path(film.path).stat().st_size)

    @pytest.mark.parametrize(
        "spoil", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: bytes(len(data))]
    )
    def test_a_file_that_is_not_whole_is_noticed(self, bench: Bench, spoil: Callable[[bytes], bytes]) -> None:
        film = bench.joined(12, 30)
        Path(film.path).write_bytes(spoil(Path(film.path).read_bytes()))
        with pytest.raises(ToolFailed):
            verify(film, quiet)

    def test_junk_in_place_of_pictures_is_noticed(self, bench: Bench) -> None:
        film = bench.joined(40)
        data = bytearray(Path(film.path).read_bytes())
        start = data.index(b"mdat") + 2000
        data[start : start + 3000] = np.random.default_rng(1).integers(0, 255, 3000, np.uint8).tobytes()
        Path(film.path).write_bytes(data)
        with pytest.raises(ToolFailed):
            verify(film, quiet)

    def test_a_missing_frame_is_noticed(self, bench: Bench) -> None:
        film = bench.joined(12, 30)
        first, second = film.pieces
        with pytest.raises(ToolFailed, match="42 frames, not 43"):
            verify(replace(film, pieces=(first, replace(second, frames=31))), quiet)

    def test_a_frame_too_many_is_noticed(self, bench: Bench) -> None:
        film = bench.joined(12, 30)
        with pytest.raises(ToolFailed, match="more frames"):
            verify(replace(film, pieces=film.pieces[:1]), quiet)

    def test_sound_that_is_too_short_is_noticed(self, bench: Bench) -> None:
        film = bench.joined(30, track=bench.track(26))
        with pytest.raises(ToolFailed, match="sound is"):
            verify(film, quiet)

    def test_a_film_of_another_size_is_noticed(self, bench: Bench) -> None:
        film = bench.joined(12)
        with pytest.raises(ToolFailed, match="160 × 90"):
            verify(replace(film, canvas=replace(film.canvas, height_px=92)), quiet)

    def test_the_first_and_last_segment_and_the_new_ones_or_a_quarter_of_them_are_decoded(self) -> None:
        def piece(fresh: bool) -> Piece:
            return Piece(path="", digest="", frames=100, fresh=fresh)

        assert chosen([piece(False)] * 10) == {0, 9}
        assert chosen([piece(False)] * 4 + [piece(True)] * 2 + [piece(False)] * 4) == {0, 4, 5, 9}
        assert chosen([piece(True)]) == {0}
        many = chosen([piece(True)] * 100)
        assert 24 <= len(many) <= 27
        assert max(b - a for a, b in pairwise(sorted(many))) <= 8

    @pytest.mark.parametrize("scenes", [6, 10, 30, 100])
    def test_the_first_and_the_last_count_towards_the_quarter(self, scenes: int) -> None:
        lengths = [15 if number % 3 == 1 else 105 for number in range(scenes * 3 // 2)]
        pieces = [Piece(path="", digest="", frames=frames, fresh=True) for frames in lengths]
        frames = sum(lengths[index] for index in chosen(pieces))

        assert abs(frames - max(DECODED_FRAMES, sum(lengths) / 4)) <= 105 / 2

    def test_what_an_earlier_film_began_or_ended_with_is_not_decoded_again_where_anything_else_is(
        self, bench: Bench
    ) -> None:
        film = bench.joined(9, 10, 11)
        known = [segments.was_decoded(Path(piece.path), piece.digest) for piece in film.pieces]
        assert known == [False] * 3
        verify(film, quiet)
        known = [segments.was_decoded(Path(piece.path), piece.digest) for piece in film.pieces]
        assert known == [True, False, True]
        assert not segments.was_decoded(Path(film.pieces[0].path), film.pieces[1].digest)

        def piece(fresh: bool) -> Piece:
            return Piece(path="", digest="", frames=100, fresh=fresh)

        old, new = piece(False), piece(True)
        assert chosen([old, old, new, old], lambda piece: True) == {2}
        assert chosen([old, old, new, old], lambda piece: piece is new) == {0, 2, 3}
        assert chosen([old, old, old], lambda piece: True) == {0}
        assert chosen([new, old, new], lambda piece: True) == {0, 2}


def test_pictures_and_sound_come_in_the_order_in_which_they_are_decoded() -> None:
    def line(second: int, times: list[int]) -> list[Packet]:
        packets = []
        for time in times:
            packet = Packet(1)
            packet.dts, packet.time_base = time, Fraction(1, second)
            packets.append(packet)
        return packets

    pictures = line(30, [-2, -1, 0, 1, 2])
    sound = line(48_000, [-1024, 0, 1024, 2048, 3072, 4096])
    found = [packet.dts * packet.time_base for packet in in_turn(iter(pictures), iter(sound))]
    assert len(found) == 11
    assert found == sorted(found)
    assert [packet.dts for packet in in_turn(iter(()), iter(sound))] == [-1024, 0, 1024, 2048, 3072, 4096]
    assert [packet.dts for packet in in_turn(iter(pictures), iter(()))] == [-2, -1, 0, 1, 2]
