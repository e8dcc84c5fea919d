"""Clips that can be seen through stand on white, as pictures do, however they are coded."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from av import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from aura.media import ffmpeg
from aura.media.processes import run
from aura.render import planes
from aura.render.clips import Footage
from aura.render.grounding import Ground
from aura.render.planes import Plane
from aura.render.spec import Canvas, Clip
from aura.timeline.terms import Fit

WIDTH, HEIGHT = 96, 64
CANVAS = Canvas(width_px=WIDTH, height_px=HEIGHT, rate_numerator=25, rate_denominator=1)
COLOURS = ((200, 40, 40), (40, 180, 60), (40, 60, 200), (0, 0, 0))
"""From the top down; each is there even where it cannot be seen."""
SOLIDITY = (255, 170, 85, 0)
"""From left to right."""
WITHIN = 5
BT709 = "scale=out_color_matrix=bt709:out_range=tv,format={},setparams=colorspace=bt709:range=tv"

Ffmpeg = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Ffmpeg:
    """Makes a file of this name with FFmpeg's words."""

    def make(name: str, *words: str) -> Path:
        program = [str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS]
        done = run([*program, *words, str(tmp_path / name)], cwd=tmp_path)
        assert done.returncode == 0, done.stderr_tail
        return tmp_path / name

    return make


@pytest.fixture
def checks(tmp_path: Path) -> tuple[str, ...]:
    """FFmpeg's words for a fifth of a second of all colours, each solid, half solid and not at all."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    for row, colour in enumerate(COLOURS):
        for column, solid in enumerate(SOLIDITY):
            pixels[row * 16 : row * 16 + 16, column * 24 : column * 24 + 24] = (*colour, solid)
    Image.fromarray(pixels).save(tmp_path / "checks.png")
    return ("-loop", "1", "-framerate", "25", "-t", "0.2", "-i", str(tmp_path / "checks.png"))


def shown(shot: Footage, number: int = 0, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Plane:
    frame = planes.empty(*size)
    shot.draw(number, frame)
    return frame


def footage(path: Path, fit: Fit = "stretch", canvas: Canvas = CANVAS) -> Footage:
    return Footage(path, Clip(digest="a" * 64, fit=fit), canvas, lambda: None)


def coloured(frame: Plane) -> NDArray[np.float64]:
    """The red, green and blue in the middle of each of 4 x 4 fields."""
    y, u, v = (plane.astype(float) for plane in planes.split(frame))
    rows, columns = ([(2 * n + 1) * side // 8 for n in range(4)] for side in y.shape)
    luma = (y[np.ix_(rows, columns)] - 16) / 219
    blueness, redness = (
        (plane[np.ix_([row // 2 for row in rows], [column // 2 for column in columns])] - 128) / 224
        for plane in (u, v)
    )
    red, blue = luma + 1.5748 * redness, luma + 1.8556 * blueness
    return np.stack((red, (luma - 0.2126 * red - 0.0722 * blue) / 0.7152, blue), axis=-1) * 255


def on_white() -> NDArray[np.float64]:
    """What is to be seen of the checks."""
    solid = np.array(SOLIDITY)[None, :, None] / 255
    return np.asarray(np.array(COLOURS)[:, None, :] * solid + 255 * (1 - solid))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vp9.webm", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-crf", "4", "-b:v", "0")),
        ("vp9.mkv", ("-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-crf", "4", "-b:v", "0")),
        (
            "vp8.webm",
            (
                "-c:v",
                "libvpx",
                "-pix_fmt",
                "yuva420p",
                "-auto-alt-ref",
                "0",
                "-b:v",
                "8M",
                "-qmin",
                "0",
                "-qmax",
                "4",
            ),
        ),
        ("prores.mov", ("-c:v", "prores_ks", "-pix_fmt", "yuva444p10le")),
        ("prores709.mov", ("-vf", BT709.format("yuva444p10le"), "-c:v", "prores_ks")),
        ("animation.mov", ("-c:v", "qtrle", "-pix_fmt", "argb")),
        ("png.mov", ("-c:v", "png", "-pix_fmt", "rgba")),
        ("deep png.mov", ("-c:v", "png", "-pix_fmt", "rgba64be")),
    ],
)
def test_what_is_half_solid_is_mixed_with_white(
    name: str, words: tuple[str, ...], made: Ffmpeg, checks: tuple[str, ...]
) -> None:
    path = made(name, *checks, *words)
    assert np.abs(coloured(shown(footage(path))) - on_white()).max() <= WITHIN
    wide = Canvas(width_px=192, height_px=128, rate_numerator=25, rate_denominator=1)
    drawn = shown(footage(path, "cover", wide), size=(192, 128))
    assert np.abs(coloured(drawn) - on_white()).max() <= WITHIN, "also when it is scaled"


@pytest.mark.parametrize("form", ["yuva420p", "yuva422p10le", "yuva444p12le"])
@pytest.mark.parametrize("matrix", [1, 2, 5, 9])
@pytest.mark.parametrize("full", [False, True])
def test_what_is_solid_keeps_its_colours_whatever_they_mean(form: str, matrix: int, full: bool) -> None:
    frame = VideoFrame(32, 32, form)
    deeper = frame.format.components[0].bits - 8
    kind = np.uint16 if deeper else np.uint8
    for plane, level in zip(frame.planes, (90, 110, 170, 255), strict=True):
        whole = level * 2**deeper + (2**deeper - 1) * (level == 255)
        np.frombuffer(memoryview(plane), kind)[:] = whole
    frame.colorspace, frame.color_range = said = matrix, 2 if full else 1
    solid = Ground(frame)(frame)
    assert [int(planes.rows_of(plane)[16, 16]) for plane in solid.planes] == [90, 110, 170]
    assert (solid.colorspace, solid.color_range) == said == (frame.colorspace, frame.color_range)


def test_greys_keep_their_range(made: Ffmpeg, tmp_path: Path) -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 2), np.uint8)
    for column, grey in enumerate([(0, 255), (120, 255), (255, 255), (0, 0)]):
        pixels[:, column * 24 : column * 24 + 24] = grey
    Image.fromarray(pixels).save(tmp_path / "greys.png")
    words = ("-loop", "1", "-t", "0.2", "-i", str(tmp_path / "greys.png"))
    path = made("a.mov", *words, "-c:v", "png", "-pix_fmt", "ya8")
    luma = planes.split(shown(footage(path))).y[32, 12::24].astype(int)
    assert np.abs(luma - (16, 119, 235, 235)).max() <= 1


def test_a_clip_of_odd_sides_stands_on_white(made: Ffmpeg, checks: tuple[str, ...]) -> None:
    path = made("a.mov", *checks, "-vf", "scale=97:65:flags=neighbor", "-c:v", "qtrle", "-pix_fmt", "argb")
    assert np.abs(coloured(shown(footage(path))) - on_white()).max() <= WITHIN


def test_around_a_clip_that_is_seen_whole_there_is_black(made: Ffmpeg, checks: tuple[str, ...]) -> None:
    """White is the ground of what the clip itself leaves open, not of the film."""
    path = made("a.mov", *checks, "-c:v", "qtrle", "-pix_fmt", "argb")
    wide = Canvas(width_px=160, height_px=HEIGHT, rate_numerator=25, rate_denominator=1)
    luma = planes.split(shown(footage(path, "contain", wide), size=(160, HEIGHT))).y
    assert luma[8, 4] == planes.BLACK_LUMA
    assert luma[8, 124] >= 234


def test_a_clip_that_moves_shows_the_same_wherever_it_is_entered(made: Ffmpeg) -> None:
    stripes = "geq=r='mod(N*3,255)':g=90:b=50:a='if(lt(mod(X+N,48),24),255,60)'"
    source = f"nullsrc=s=96x64:r=25:d=14,format=rgba,{stripes}"
    words = ("-deadline", "realtime", "-cpu-used", "8", "-g", "50", "-b:v", "1M", "-pix_fmt", "yuva420p")
    path = made("a.webm", "-f", "lavfi", "-i", source, "-c:v", "libvpx-vp9", *words)
    through = footage(path)
    frames = [shown(through, number) for number in range(349)]
    assert (frames[0] != frames[348]).any()
    for number in (348, 301, 120, 7):
        assert (shown(footage(path), number) == frames[number]).all()


@pytest.mark.parametrize("disposal", [0, 1, 2])
def test_a_moving_gif_keeps_its_holes(disposal: int, tmp_path: Path) -> None:
    images = []
    for level in (200, 120, 60):
        pixels = np.full((HEIGHT, WIDTH, 4), (level, 60, 60, 255), np.uint8)
        pixels[:, WIDTH // 2 :, 3] = 0
        images.append(Image.fromarray(pixels))
    path = tmp_path / "a.gif"
    images[0].save(path, save_all=True, append_images=images[1:], duration=100, disposal=disposal)
    shot = footage(path)
    seen = [planes.split(shown(shot, number)).y for number in (0, 3, 6)]
    assert all(luma[32, 80] == 235 for luma in seen)
    assert seen[0][32, 20] > seen[1][32, 20] > seen[2][32, 20]
