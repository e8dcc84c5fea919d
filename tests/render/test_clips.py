"""Video clips as shots: the right frame at the right time, in the right shape."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aura.errors import Invalid
from aura.media import ffmpeg
from aura.media.processes import run
from aura.render import planes
from aura.render.clips import Footage
from aura.render.planes import Plane
from aura.render.spec import Canvas, Clip

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
HIGHEST = 4


def made(path: Path, *words: str) -> Path:
    done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words, str(path)], cwd=path.parent)
    assert done.returncode == 0, done.stderr_tail
    return path


def counting(path: Path, rate: str, frames: int, *words: str, size: str = "160x90") -> Path:
    """A clip whose n-th frame is as light as 20 + 2 n."""
    length_s = float(frames / Fraction(rate)) - 0.001
    source = f"nullsrc=s={size}:r={rate}:d={length_s},geq=lum=20+2*N:cb=128:cr=128"
    return made(path, "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-qp", "0", *words)


def footage(path: Path, canvas: Canvas = CANVAS, **fields: Any) -> Footage:
    return Footage(path, Clip(digest="a" * 64, **fields), canvas, lambda: None)


def numbers(shot: Footage, frames: range) -> list[int]:
    """Which of a counting clip's frames are shown."""
    target = planes.empty(160, 90)
    seen = []
    for frame in frames:
        shot.draw(frame, target)
        seen.append(round((float(planes.split(target).y.mean()) - 20) / 2))
    return seen


def picture(shot: Footage, frame: int = 0, size: tuple[int, int] = (160, 90)) -> Plane:
    target = planes.empty(*size)
    shot.draw(frame, target)
    return target


def test_a_clip_at_the_films_rate_is_shown_frame_by_frame(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 20))
    assert numbers(shot, range(20)) == list(range(20))


def test_time_stamps_in_whole_milliseconds_drop_and_repeat_no_frame(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mkv", "30", 40))
    assert numbers(shot, range(40)) == list(range(40))


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("60", [0, 2, 4, 6, 8]), ("15", [0, 0, 1, 1, 2]), ("25", [0, 1, 1, 2, 3, 4]), ("120", [0, 4, 8, 12])],
)
def test_a_clip_of_another_rate_keeps_its_speed(tmp_path: Path, rate: str, shown: list[int]) -> None:
    shot = footage(counting(tmp_path / "a.mp4", rate, 30))
    if rate == "25":
        assert numbers(shot, range(6)) == [int((n / 30 + 1 / 180) * 25) for n in range(6)]
    else:
        assert numbers(shot, range(len(shown))) == shown


def test_a_clip_that_ends_early_holds_its_last_frame(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 5))
    assert numbers(shot, range(9)) == [0, 1, 2, 3, 4, 4, 4, 4, 4]


def test_a_clip_can_start_late(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 40, "-g", "10"), trim_ms=1000)
    assert numbers(shot, range(5)) == [30, 31, 32, 33, 34]


def test_a_start_beyond_the_end_shows_the_last_frame(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 10), trim_ms=60_000)
    assert numbers(shot, range(2)) == [9, 9]


def test_a_clip_entered_in_the_middle_shows_what_it_shows_when_played_through(tmp_path: Path) -> None:
    path = counting(tmp_path / "a.mp4", "25", 100, "-g", "12", "-bf", "3")
    through = numbers(footage(path), range(110))
    assert numbers(footage(path), range(57, 110)) == through[57:]


def test_a_long_way_ahead_is_reached_by_seeking_and_shows_the_same(tmp_path: Path) -> None:
    source = "testsrc2=s=160x90:r=10:d=40"
    path = made(
        tmp_path / "a.mp4", "-f", "lavfi", "-i", source, "-g", "20", "-bf", "2", "-pix_fmt", "yuv420p"
    )
    jumped, walked = footage(path), footage(path)
    picture(jumped, 0)
    for frame in range(0, 1101, 100):
        last = picture(walked, frame)
    assert (picture(jumped, 1100) == last).all()


def test_on_a_long_way_through_a_clip_there_are_signs_of_life(tmp_path: Path) -> None:
    beats: list[None] = []
    path = counting(tmp_path / "a.mp4", "30", 60)
    shot = Footage(path, Clip(digest="a" * 64), CANVAS, lambda: beats.append(None))
    picture(shot, 59)
    assert len(beats) >= 59


def test_going_back_shows_what_was_shown_before(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 30, "-g", "10"))
    assert numbers(shot, range(25)) == list(range(25))
    assert numbers(shot, range(3)) == [0, 1, 2]


def test_a_film_at_a_rate_that_is_no_whole_number_keeps_up(tmp_path: Path) -> None:
    canvas = Canvas(width_px=160, height_px=90, rate_numerator=30_000, rate_denominator=1_001)
    shot = footage(counting(tmp_path / "a.mp4", "30000/1001", 60), canvas)
    assert numbers(shot, range(60)) == list(range(60))


HALVES = "color=c=red:s=80x90:r=5:d=1[a];color=c=blue:s=80x90:r=5:d=1[b];[a][b]hstack=2"


def sides(frame: Plane) -> tuple[str, str]:
    """What is on the left and on the right."""
    _, _, red = planes.split(frame)
    return tuple("red" if red[22, column] > 150 else "blue" for column in (10, 70))  # type: ignore[return-value]


def test_a_clip_of_the_films_shape_and_size_comes_through_unchanged(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=30:d=0.2", "-pix_fmt", "yuv420p",
        "-qp", "0", "-colorspace", "bt709", "-color_range", "tv",
    )  # fmt: skip
    with ffmpeg.open_media(path) as container:
        decoded = planes.empty(160, 90)
        planes.copy_video(next(container.decode(video=0)), planes.split(decoded))
    assert (picture(footage(path)) == decoded).all()


@pytest.mark.parametrize(("turn", "seen"), [("180", ("blue", "red")), ("0", ("red", "blue"))])
def test_a_clip_is_turned_as_the_camera_was_held(tmp_path: Path, turn: str, seen: tuple[str, str]) -> None:
    flat = made(tmp_path / "flat.mp4", "-f", "lavfi", "-i", HALVES, "-pix_fmt", "yuv420p")
    path = made(tmp_path / "a.mp4", "-display_rotation:v:0", turn, "-i", str(flat), "-c", "copy")
    assert sides(picture(footage(path))) == seen


def test_a_clip_turned_by_a_quarter_stands_upright(tmp_path: Path) -> None:
    flat = made(tmp_path / "flat.mp4", "-f", "lavfi", "-i", HALVES, "-pix_fmt", "yuv420p")
    path = made(tmp_path / "a.mp4", "-display_rotation:v:0", "90", "-i", str(flat), "-c", "copy")
    canvas = Canvas(width_px=90, height_px=160, rate_numerator=30, rate_denominator=1)
    red = planes.split(picture(footage(path, canvas), size=(90, 160))).v
    assert red[70, 22] > 150 > red[10, 22], "turned against the clock, the left comes to the foot"


@pytest.mark.parametrize(("fit", "dark"), [("cover", False), ("stretch", False), ("contain", True)])
def test_a_tall_clip_fills_the_frame_or_stands_on_black(tmp_path: Path, fit: str, dark: bool) -> None:
    path = counting(tmp_path / "a.mp4", "30", 3, size="90x160")
    luma = planes.split(picture(footage(path, fit=fit), 2)).y
    assert luma[45, 80] > 20
    assert (luma[45, 4] == planes.BLACK_LUMA) == dark


def test_blurred_puts_a_darker_picture_of_itself_behind(tmp_path: Path) -> None:
    source = "color=c=white:s=90x160:r=30:d=0.1"
    path = made(tmp_path / "a.mp4", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p")
    luma = planes.split(picture(footage(path, fit="blurred"))).y
    assert luma[45, 80] > 225
    assert 100 < luma[45, 4] < 180


def test_pixels_that_are_not_square_are_shown_in_their_shape(tmp_path: Path) -> None:
    source = "color=c=white:s=80x90:r=30:d=0.1,setsar=2/1"
    path = made(tmp_path / "a.mp4", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p")
    luma = planes.split(picture(footage(path, fit="contain"))).y
    assert luma[45, 3] > 200


def test_full_range_becomes_limited(tmp_path: Path) -> None:
    source = "color=c=white:s=160x90:r=30:d=0.1,format=yuvj420p"
    path = made(tmp_path / "a.mp4", "-f", "lavfi", "-i", source, "-color_range", "pc")
    assert 233 <= planes.split(picture(footage(path))).y.mean() <= 236


def test_a_clip_damaged_in_the_middle_goes_on_after_it(tmp_path: Path) -> None:
    path = counting(tmp_path / "a.ts", "30", 60, "-c:v", "libx264", "-g", "10")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(np.random.default_rng(1).integers(0, 255, 400, np.uint8))
    path.write_bytes(data)
    shown = numbers(footage(path), range(60))
    assert shown[:10] == list(range(10))
    assert shown[-5:] == [55, 56, 57, 58, 59]


def test_a_file_with_sound_only_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mp4", "-f", "lavfi", "-i", "sine=d=0.2")
    with pytest.raises(Invalid, match="no picture"):
        footage(path)
