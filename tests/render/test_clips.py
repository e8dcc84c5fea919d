"""Video clips as shots: the right frame at the right time, in the right shape."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from av import VideoFrame
from PIL import Image

from aura.errors import Invalid
from aura.media import ffmpeg
from aura.media.processes import run
from aura.render import planes
from aura.render.clips import Footage
from aura.render.plan import plan
from aura.render.planes import Plane
from aura.render.preset import Preset
from aura.render.roll import Roll
from aura.render.spec import Canvas, Clip
from aura.render.unlacing import unlaced
from aura.timeline.document import Asset, Document, Timeline
from aura.timeline.scene import Media

CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
TINY = Preset(name="Tiny", size_px=90)


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
    """Which of a counting clip's frames are shown, each where something was laid over the one before."""
    target = planes.empty(160, 90)
    seen = []
    for frame in frames:
        target[:] = 255
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


def test_a_frame_that_is_asked_for_again_is_drawn_again(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "15", 20))
    again = [numbers(shot, range(at, at + 1))[0] for at in (0, 0, 1, 1, 1, 2, 2, 3, 3, 0, 1, 9, 9)]
    assert again == [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 4, 4]


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


def test_a_clip_that_is_coded_ahead_in_a_file_without_times_moves_evenly(tmp_path: Path) -> None:
    """AVI holds no times: it is shown as the program shows it, two frames behind as its decoder is."""
    ahead = ("-c:v", "libx264", "-qp", "4", "-g", "20", "-bf", "3", "-b_strategy", "0")
    path = counting(tmp_path / "a.avi", "30", 60, *ahead)
    through = numbers(footage(path), range(62))
    assert through == [0, 0, *range(60)]
    for start in (1, 19, 23, 41, 59):
        assert numbers(footage(path), range(start, 62)) == through[start:]
    shot = footage(path)
    assert [numbers(shot, range(at, at + 1))[0] for at in (50, 10, 51)] == [48, 8, 49]


@pytest.mark.parametrize("reordered", ["0", "3"])
def test_frames_without_times_of_their_own_follow_on_those_before(tmp_path: Path, reordered: str) -> None:
    """A transport stream may say the time of one frame in some."""
    coded = ("-c:v", "libx264", "-qp", "4", "-g", "24", "-bf", reordered, "-b_strategy", "0")
    path = untimed(counting(tmp_path / "a.ts", "30", 60, *coded), every=12)
    assert numbers(footage(path), range(62)) == [*range(60), 59, 59]
    for start in (1, 13, 30, 47, 59):
        assert numbers(footage(path), range(start, 60)) == list(range(start, 60))
    shot = footage(path)
    assert [numbers(shot, range(at, at + 1))[0] for at in (50, 10, 51)] == [50, 10, 51]


def untimed(path: Path, every: int) -> Path:
    """A transport stream of which only each so manieth frame keeps its time."""
    data = bytearray(path.read_bytes())
    frames = 0
    for packet in range(0, len(data), 188):
        head = packet + 4 + (1 + data[packet + 4] if data[packet + 3] & 0x20 else 0)
        if data[packet + 1] & 0x40 and data[head : head + 4] == b"\0\0\1\xe0":
            if frames % every:
                data[head + 7] &= 0x3F
                data[head + 9 : head + 9 + data[head + 8]] = b"\xff" * data[head + 8]
            frames += 1
    path.write_bytes(data)
    return path


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


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", ["0", "90", "180", "270"])
def test_a_clip_is_turned_and_mirrored_as_the_program_does_it(
    tmp_path: Path, turn: str, mirrored: bool
) -> None:
    flat = made(
        tmp_path / "flat.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x96:r=5:d=1", "-pix_fmt", "yuv420p"
    )
    marked = ("-display_rotation", turn, *(("-display_hflip",) if mirrored else ()))
    path = made(tmp_path / "a.mp4", *marked, "-i", str(flat), "-c", "copy")
    upright = made(tmp_path / "upright.mkv", "-i", str(path), "-c:v", "libx264", "-qp", "0")
    size = (96, 160) if turn in ("90", "270") else (160, 96)
    canvas = Canvas(width_px=size[0], height_px=size[1], rate_numerator=5, rate_denominator=1)
    shown, wanted = (
        planes.split(picture(footage(file, canvas), 2, size)).y.astype(np.int16) for file in (path, upright)
    )
    assert np.abs(shown - wanted).mean() < 1
    assert np.abs(shown - wanted[::-1, ::-1]).mean() > 10


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


def test_a_clip_is_seen_to_its_end_and_no_further(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 30, "-g", "10"), trim_ms=200, end_ms=400)
    assert numbers(shot, range(9)) == [6, 7, 8, 9, 10, 11, 11, 11, 11]


def test_an_end_beyond_the_clip_s_own_holds_the_last_frame(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 5), end_ms=60_000)
    assert numbers(shot, range(8)) == [0, 1, 2, 3, 4, 4, 4, 4]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_a_clip_in_a_loop_begins_again_at_its_end(tmp_path: Path, name: str) -> None:
    shot = footage(counting(tmp_path / name, "30", 12, "-g", "5", "-c:v", "libx264"), ending="loop")
    assert numbers(shot, range(40)) == [*range(12)] * 3 + [0, 1, 2, 3]


def test_a_part_of_a_clip_goes_round_too(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 40, "-g", "10"), trim_ms=500, end_ms=700, ending="loop")
    assert numbers(shot, range(14)) == [15, 16, 17, 18, 19, 20] * 2 + [15, 16]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"speed_percent": 200}, [0, 2, 4, 6, 8, 10, 12, 14]),
        ({"speed_percent": 50}, [0, 0, 1, 1, 2, 2, 3, 3]),
        ({"speed_percent": 50, "trim_ms": 100, "end_ms": 200}, [3, 3, 4, 4, 5, 5, 5, 5]),
        ({"freeze_ms": 100, "freeze_for_ms": 100}, [0, 1, 2, 3, 3, 3, 3, 4, 5, 6]),
        ({"freeze_ms": 0, "freeze_for_ms": 100}, [0, 0, 0, 0, 1, 2, 3]),
        (
            {"end_ms": 200, "ending": "loop", "speed_percent": 200, "freeze_ms": 100, "freeze_for_ms": 50},
            [0, 2, 3, 3, 5, 1, 3, 3, 4, 0, 2],
        ),
    ],
)
def test_a_clip_goes_at_its_own_pace(tmp_path: Path, fields: dict[str, Any], shown: list[int]) -> None:
    path = counting(tmp_path / "a.mp4", "30", 30, "-g", "10")
    assert numbers(footage(path, **fields), range(len(shown))) == shown
    for start in (1, 4, 6):
        entered = numbers(footage(path, **fields), range(start, len(shown)))
        assert entered == shown[start:]


@pytest.mark.parametrize("rate", ["25", "24000/1001"])
def test_a_loop_entered_anywhere_shows_what_it_shows_when_played_through(tmp_path: Path, rate: str) -> None:
    path = counting(tmp_path / "a.mp4", rate, 31, "-g", "12", "-bf", "3")
    through = numbers(footage(path, trim_ms=130, ending="loop"), range(300))
    assert len(set(through)) > 20
    for start in (1, 29, 37, 38, 250):
        entered = footage(path, trim_ms=130, ending="loop")
        assert numbers(entered, range(start, start + 20)) == through[start : start + 20]


def test_a_loop_of_nothing_holds_what_there_is(tmp_path: Path) -> None:
    shot = footage(counting(tmp_path / "a.mp4", "30", 5), trim_ms=60_000, ending="loop")
    assert numbers(shot, range(3)) == [4, 4, 4]


def test_a_recording_that_does_not_say_how_long_it_is_goes_round(tmp_path: Path) -> None:
    path = counting(tmp_path / "a.webm", "25", 10, "-c:v", "libvpx", "-crf", "4", "-b:v", "4M", "-live", "1")
    with ffmpeg.open_media(path) as container:
        assert not container.duration
    canvas = Canvas(width_px=160, height_px=90, rate_numerator=25, rate_denominator=1)
    assert numbers(footage(path, canvas, ending="loop"), range(25)) == [*range(10), *range(10), 0, 1, 2, 3, 4]


def test_a_moving_gif_plays_at_its_own_speed_and_goes_round(tmp_path: Path) -> None:
    """Each of its pictures says only what has changed; the second stands twice as long."""
    pictures = [Image.new("L", (160, 90), 40) for _ in range(4)]
    for number, image in enumerate(pictures[1:]):
        for column in range(number + 1):
            image.paste(200, (40 * column, 0, 40 * column + 40, 90))
    path = tmp_path / "a.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=[100, 200, 100, 100])
    wanted = [*[0] * 3, *[1] * 6, *[2] * 3, *[3] * 3] * 2
    shot = footage(path, ending="loop")
    assert [bars(picture(shot, number)) for number in range(30)] == wanted
    assert [bars(picture(footage(path, ending="loop"), number)) for number in range(17, 30)] == wanted[17:]
    assert [bars(picture(shot, number)) for number in range(14, 0, -1)] == wanted[14:0:-1]


def bars(frame: Plane) -> int:
    """How many quarters of the picture are light, from the left."""
    return int((planes.split(frame).y[45, 20::40] > 100).sum())


def test_what_is_shown_of_a_damaged_clip_is_always_a_whole_frame_of_it(tmp_path: Path) -> None:
    source = "testsrc2=s=160x90:r=30:d=3"
    words = ("-f", "lavfi", "-i", source, "-c:v", "libx264", "-g", "15", "-bf", "0", "-pix_fmt", "yuv420p")
    whole = made(tmp_path / "whole.ts", *words)
    frames = [picture(footage(whole), number).astype(np.int16) for number in range(90)]
    data = bytearray(whole.read_bytes())
    for place in (len(data) // 3, len(data) // 2):
        data[place : place + 1200] = bytes(np.random.default_rng(place).integers(0, 255, 1200, np.uint8))
    (tmp_path / "a.ts").write_bytes(data)
    shot = footage(tmp_path / "a.ts")
    shown = []
    for number in range(90):
        seen = picture(shot, number)
        apart = [float(np.abs(seen - frame).mean()) for frame in frames[: number + 1]]
        shown.append(int(np.argmin(apart)))
        assert min(apart) == 0, f"frame {number} is none of the clip's"
    assert 5 < sum(one != number for number, one in enumerate(shown)) < 60
    assert shown[-1] == 89
    assert (picture(footage(tmp_path / "a.ts"), 50) == frames[shown[50]]).all(), "the same when entered there"


def test_a_clip_of_which_only_the_beginning_is_there_holds_what_there_is(tmp_path: Path) -> None:
    whole = counting(tmp_path / "whole.mp4", "30", 60, "-g", "5", "-movflags", "+faststart")
    data = whole.read_bytes()
    (tmp_path / "a.mp4").write_bytes(data[: data.index(b"mdat") + (len(data) - data.index(b"mdat")) // 2])
    shown = numbers(footage(tmp_path / "a.mp4"), range(60))
    assert shown[:10] == list(range(10))
    assert shown[-20:] == [shown[-1]] * 20


def interlaced(path: Path, *words: str) -> Path:
    """A film of 25 pictures of two moments each, in which a white bar goes to the right."""
    source = "nullsrc=s=160x96:r=50:d=2,geq=lum='if(lt(mod(X+160-N*4\\,160)\\,24)\\,235\\,16)':cb=128:cr=128"
    return made(
        path, "-f", "lavfi", "-i", source, "-vf", "interlace=lowpass=off", "-flags", "+ildct+ilme", *words
    )


SQUARE = Canvas(width_px=160, height_px=96, rate_numerator=25, rate_denominator=1)


def test_lines_of_two_moments_become_one_picture(tmp_path: Path) -> None:
    path = interlaced(tmp_path / "a.ts", "-c:v", "mpeg2video", "-q:v", "1")
    luma = planes.split(picture(footage(path, SQUARE), 12, (160, 96))).y.astype(np.int16)
    with ffmpeg.open_media(path) as container:
        raw = next(frame for number, frame in enumerate(container.decode(video=0)) if number == 12)
    combed = planes.rows_of(raw.planes[0]).astype(np.int16)
    apart = [float(np.abs(np.diff(rows, axis=0)).mean()) for rows in (combed, luma)]
    assert raw.interlaced_frame
    assert apart[1] < apart[0] / 4


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.webm", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-g", "8")),
        ("a.webm", ("-c:v", "libvpx", "-pix_fmt", "yuva420p", "-g", "8", "-auto-alt-ref", "0")),
        ("a.mov", ("-c:v", "qtrle", "-pix_fmt", "argb", "-g", "8")),
        ("a.mov", ("-c:v", "prores_ks", "-pix_fmt", "yuva444p10le")),
        ("a.mp4", ("-c:v", "libx265", "-x265-params", "keyint=8:log-level=none", "-pix_fmt", "yuv420p10le")),
        ("a.mp4", ("-c:v", "libsvtav1", "-g", "8")),
        ("a.avi", ("-c:v", "mpeg4", "-g", "8", "-bf", "2")),
    ],
)
def test_going_back_in_a_clip_of_any_kind_does_not_begin_anew_and_shows_the_same(
    tmp_path: Path, name: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / name, "-f", "lavfi", "-i", "testsrc2=s=64x48:r=30:d=1.5", *words)
    shot = footage(path)
    wanted = [picture(shot, number) for number in range(45)]
    again: list[None] = []
    monkeypatch.setattr(Roll, "rewind", lambda roll: again.append(roll._container.close() or roll._open()))
    for start in range(44, 8, -3):
        assert (picture(shot, start) == wanted[start]).all()
    assert len(again) < 3


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.ts", ("-c:v", "mpeg2video", "-q:v", "1")), ("a.mp4", ("-c:v", "libx264", "-qp", "4"))],
)
def test_an_interlaced_clip_entered_anywhere_shows_what_it_shows_when_played_through(
    tmp_path: Path, name: str, words: tuple[str, ...]
) -> None:
    path = interlaced(tmp_path / name, *words, "-g", "6", "-bf", "2")
    shot = footage(path, SQUARE)
    wanted = [picture(shot, number, (160, 96)) for number in range(50)]
    for start in range(48, 0, -1):
        assert (picture(shot, start, (160, 96)) == wanted[start]).all()
    turning = footage(path, SQUARE, trim_ms=11 * 40, ending="loop", end_ms=31 * 40)
    assert (picture(turning, 25, (160, 96)) == wanted[16]).all()


def test_a_clip_that_is_not_interlaced_is_left_as_it_is(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.mp4", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=30:d=0.2", "-pix_fmt", "yuv420p",
        "-qp", "0", "-colorspace", "bt709", "-color_range", "tv",
    )  # fmt: skip
    decoded = list(_all(path))
    assert list(unlaced(decoded)) == decoded


def _all(path: Path) -> Iterator[VideoFrame]:
    with ffmpeg.open_media(path) as container:
        yield from container.decode(video=0)


@pytest.mark.parametrize(
    ("media", "field"),
    [
        ({"trim_ms": 900, "end_ms": 900}, "media.end_ms"),
        ({"trim_ms": 900, "end_ms": 500}, "media.end_ms"),
        ({"end_ms": 2001}, "media.end_ms"),
        ({"trim_ms": 2000}, "media.trim_ms"),
    ],
)
def test_a_scene_that_would_show_nothing_of_its_clip_is_named(
    reel: Any, media: dict[str, Any], field: str
) -> None:
    digest = reel.clip()
    asset = Asset(digest=digest, type="Video", duration_ms=2000)
    scene = reel.scene(1, Media(asset=digest, type="Video", **media), 20)
    document = Document(timeline=Timeline(assets=(asset,), scenes=(scene,)))
    with pytest.raises(Invalid, match=r"Scene 1 .* its clip") as refused:
        plan(document, TINY, engine="test")
    assert refused.value.field == field


def test_how_a_clip_ends_is_part_of_what_it_is_rendered_from(reel: Any) -> None:
    digest = reel.clip()
    asset = Asset(digest=digest, type="Video", duration_ms=2000)
    keys = set()
    for media in ({}, {"end_ms": 2000}, {"ending": "loop"}, {"end_ms": 500, "ending": "loop"}):
        scene = reel.scene(1, Media(asset=digest, type="Video", **media), 90)
        keys.add(
            plan(Document(timeline=Timeline(assets=(asset,), scenes=(scene,))), TINY, engine="test")
            .segments[0]
            .key
        )
    assert len(keys) == 4


def test_segments_of_a_looped_clip_agree_with_the_uncut(tmp_path: Path) -> None:
    """A long scene is cut into segments, which different processes may draw."""
    path = counting(tmp_path / "a.mp4", "25", 60, "-g", "12", "-bf", "2")
    through = numbers(footage(path, ending="loop", trim_ms=40), range(260))
    assert numbers(footage(path, ending="loop", trim_ms=40), range(250, 260)) == through[250:]
