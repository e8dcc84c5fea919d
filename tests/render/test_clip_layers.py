"""Clips of any size in films of any shape."""

from pathlib import Path

import pytest

from aura.media import ffmpeg
from aura.media.processes import run
from aura.render import planes
from aura.render.clips import Footage
from aura.render.spec import Canvas, Clip
from aura.timeline.terms import Anchor, Fit

FITS: tuple[Fit, ...] = ("cover", "contain", "blurred", "stretch")


@pytest.mark.parametrize("size", ["64x36", "36x64", "48x48", "63x35"])
@pytest.mark.parametrize("film", [(1280, 720), (720, 1280), (1920, 1080), (1080, 1080), (90, 160)])
def test_a_small_clip_is_drawn_in_a_film_of_any_shape(
    size: str, film: tuple[int, int], tmp_path: Path
) -> None:
    source = ("-f", "lavfi", "-i", f"color=c=white:s={size}:d=0.1", "-pix_fmt", "yuv444p")
    words = [str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *source, str(tmp_path / "a.mp4")]
    done = run(words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr_tail
    canvas = Canvas(width_px=film[0], height_px=film[1], rate_numerator=30, rate_denominator=1)
    drawn = planes.empty(*film)
    for fit in FITS:
        Footage(tmp_path / "a.mp4", Clip(digest="a" * 64, fit=fit), canvas, lambda: None).draw(0, drawn)
        luma = planes.split(drawn).y
        assert luma[film[1] // 2, film[0] // 2] > 230
        assert fit == "contain" or luma.min() > 100


@pytest.mark.parametrize("size", ["640x36", "2000x36", "64x480", "36x2000"])
def test_what_is_cut_off_a_clip_is_cut_off_away_from_the_focus(size: str, tmp_path: Path) -> None:
    """The clip grows lighter from the left top corner to the right bottom one."""
    source = f"nullsrc=s={size}:d=0.1,geq=lum=40+80*X/W+80*Y/H:cb=128:cr=128"
    words = ("-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-qp", "0", str(tmp_path / "a.mp4"))
    done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words], cwd=tmp_path)
    assert done.returncode == 0, done.stderr_tail
    canvas = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)
    light = []
    places: tuple[Anchor, ...] = ("top-left", "center", "bottom-right")
    for focus in places:
        drawn = planes.empty(160, 90)
        shot = Footage(tmp_path / "a.mp4", Clip(digest="a" * 64, focus=focus), canvas, lambda: None)
        shot.draw(0, drawn)
        light.append(float(planes.split(drawn).y.mean()))
    assert light[1] == pytest.approx(120, abs=6)
    assert light[0] == pytest.approx(240 - light[2], abs=6)
    assert light[0] < light[1] - 25
