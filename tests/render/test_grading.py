"""HDR on an ordinary screen: light of known strength comes out as it should, and what is no HDR stays.

What is expected is worked out here from the standards, one light at a time, and not by way of the table.
"""

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from av import VideoFrame
from numpy.typing import NDArray

from aura.media import ffmpeg
from aura.media.processes import run
from aura.render import grading, planes
from aura.render.clip_layers import Layers
from aura.render.clips import Footage
from aura.render.spec import Canvas, Clip

CANVAS = Canvas(width_px=64, height_px=64, rate_numerator=25, rate_denominator=1)
LAYERS = Layers("cover", CANVAS)
BT2020, BT709 = 9, 1
WITHIN = 1.0
"""Of 255 steps."""
Three = tuple[float, float, float]


def pq(nits: float) -> float:
    """SMPTE ST 2084."""
    power = (nits / 10_000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


def nits_of_pq(signal: float) -> float:
    root = signal ** (32 / 2523)
    return 10_000 * (max(root - 3424 / 4096, 0) / (2413 / 128 - 2392 / 128 * root)) ** (16384 / 2610)


def hlg(scene: float) -> float:
    """ARIB STD-B67."""
    return (
        math.sqrt(3 * scene)
        if scene <= 1 / 12
        else 0.17883277 * math.log(12 * scene - 0.28466892) + 0.55991073
    )


def pressed(nits: float) -> float:
    """BT.2390, from 1,000 nits to 203."""
    level, most = min(1.0, pq(nits) / pq(1000)), pq(203) / pq(1000)
    knee = 1.5 * most - 0.5
    if level >= knee:
        t = (level - knee) / (1 - knee)
        level = (
            (2 * t**3 - 3 * t**2 + 1) * knee
            + (t**3 - 2 * t**2 + t) * (1 - knee)
            + (3 * t**2 - 2 * t**3) * most
        )
    return nits_of_pq(level * pq(1000))


def on_screen(nits: float) -> float:
    """The luma of a grey of so many nits."""
    return 16 + 219 * (pressed(nits) / 203) ** (1 / 2.4)


def hdr(signal: Three, transfer: int, *, full: bool = False) -> tuple[VideoFrame, Three]:
    """A frame of one colour, and the signal as it is after its parts were made whole numbers."""
    red, green, blue = signal
    luma = 0.2627 * red + 0.6780 * green + 0.0593 * blue
    chroma = (blue - luma) / 1.8814, (red - luma) / 1.4746
    low, tall, wide = (0, 1023, 1023) if full else (64, 876, 896)
    codes = round(low + tall * luma), round(512 + wide * chroma[0]), round(512 + wide * chroma[1])
    frame = VideoFrame(64, 64, "yuv420p10le")
    for plane, code in zip(frame.planes, codes, strict=True):
        np.frombuffer(memoryview(plane), np.uint16)[:] = code
    frame.color_primaries, frame.color_trc, frame.colorspace = BT2020, transfer, BT2020
    frame.color_range = 2 if full else 1
    frame.pts = 0
    luma = (codes[0] - low) / tall
    red, blue = luma + 1.4746 * (codes[2] - 512) / wide, luma + 1.8814 * (codes[1] - 512) / wide
    return frame, (red, (luma - 0.2627 * red - 0.0593 * blue) / 0.6780, blue)


def seen(frame: VideoFrame) -> NDArray[np.float64]:
    """The mean of luma and chroma that a clip of this frame is shown with."""
    drawn = planes.empty(64, 64)
    LAYERS.draw(frame, Fraction(1), drawn)
    return np.array([plane.mean() for plane in planes.split(drawn)])


def grey(level: float, transfer: int, **options: bool) -> tuple[VideoFrame, float]:
    frame, signal = hdr((level, level, level), transfer, **options)
    return frame, signal[0]


@pytest.mark.parametrize(
    "nits", [0.0, 0.1, 1, 5, 10, 26, 50, 90, 100, 203, 300, 400, 600, 1000, 4000, 10_000]
)
@pytest.mark.parametrize("full", [False, True])
def test_a_grey_of_pq_is_as_light_as_the_standards_say(nits: float, full: bool) -> None:
    frame, signal = grey(pq(nits), grading.PQ, full=full)
    luma, *chroma = seen(frame)
    assert abs(luma - on_screen(nits_of_pq(signal))) <= WITHIN
    assert np.abs(np.subtract(chroma, 128)).max() <= 0.5


@pytest.mark.parametrize("scene", [0.0, 0.001, 0.01, 0.05, 1 / 12, 0.1, 0.265, 0.5, 0.8, 1.0])
def test_a_grey_of_hlg_is_as_light_as_on_a_screen_of_1000_nits(scene: float) -> None:
    frame, _ = grey(hlg(scene), grading.HLG)
    luma, *chroma = seen(frame)
    assert abs(luma - on_screen(1000 * scene**1.2)) <= WITHIN
    assert np.abs(np.subtract(chroma, 128)).max() <= 0.5


def test_white_of_hlg_and_of_pq_is_the_same_white() -> None:
    assert abs(seen(grey(0.75, grading.HLG)[0])[0] - seen(grey(pq(203), grading.PQ)[0])[0]) <= 1


FROM_BT709 = np.array(
    [[0.627404, 0.329283, 0.043313], [0.069097, 0.919540, 0.011362], [0.016391, 0.088013, 0.895595]]
)


def bt709(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Luma and chroma of an ordinary screen's red, green and blue."""
    red, green, blue = (float(part) ** (1 / 2.4) for part in light)
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return np.array([16 + 219 * luma, 128 + 224 * (blue - luma) / 1.8556, 128 + 224 * (red - luma) / 1.5748])


def test_colours_that_an_ordinary_screen_has_come_out_as_themselves() -> None:
    """None of these is brighter than the 90 nits from which light is pressed."""
    dice = np.random.default_rng(1)
    apart = []
    for _ in range(150):
        nits = FROM_BT709 @ dice.uniform(0.02, 0.4, 3) * 203
        frame, signal = hdr(tuple(pq(part) for part in nits), grading.PQ)  # type: ignore[arg-type]
        light = np.linalg.inv(FROM_BT709) @ np.array([nits_of_pq(part) for part in signal]) / 203
        if light.min() > 0.005:
            apart.append(np.abs(seen(frame) - bt709(light)).max())
    assert len(apart) > 100
    assert np.mean(apart) <= 0.4
    assert max(apart) <= 4


@pytest.mark.parametrize("transfer", [grading.PQ, grading.HLG])
def test_a_colour_no_ordinary_screen_has_is_paled_and_keeps_its_hue(transfer: int) -> None:
    for strong, colour in enumerate([(0.6, 0.05, 0.05), (0.05, 0.6, 0.05), (0.05, 0.05, 0.6)]):
        shown = grading.shown(np.array(colour), transfer)
        assert (shown >= 0).all()
        assert (shown <= 1).all()
        assert shown.argmax() == strong
        assert shown.min() < 0.25


def test_what_is_lighter_is_never_shown_darker() -> None:
    for transfer in (grading.PQ, grading.HLG):
        levels = np.repeat(np.linspace(0, 1, 500)[:, None], 3, axis=1)
        assert (np.diff(grading.shown(levels, transfer)[:, 0]) >= -1e-9).all()


def test_a_film_in_hdr_is_graded_as_it_is_read(tmp_path: Path) -> None:
    """From the file to the frame; 573 of 1023 is 203 nits."""
    tags = "setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv"
    source = f"nullsrc=s=64x64:r=25:d=0.2,format=yuv420p10le,geq=lum=573:cb=512:cr=512,{tags}"
    coding = ("-c:v", "libx265", "-x265-params", "lossless=1:log-level=none")
    words = ("-f", "lavfi", "-i", source, *coding, str(tmp_path / "a.mp4"))
    done = run([str(ffmpeg.find()), *ffmpeg.GLOBAL_OPTIONS, *words], cwd=tmp_path)
    assert done.returncode == 0, done.stderr_tail
    for fit in ("cover", "contain", "blurred", "stretch"):
        spec = Clip(digest="a" * 64, fit=fit)  # type: ignore[arg-type]
        shot = Footage(tmp_path / "a.mp4", spec, CANVAS, lambda: None)
        drawn = planes.empty(64, 64)
        for number in (0, 2, 4):
            shot.draw(number, drawn)
            assert abs(planes.split(drawn).y.mean() - on_screen(203)) <= 1


@pytest.mark.parametrize("transfer", [1, 2, 6, 14])
def test_what_is_no_hdr_is_not_touched(transfer: int) -> None:
    noise = np.random.default_rng(1).integers(16, 235, (96, 64), dtype=np.uint8)
    frame = VideoFrame.from_ndarray(noise, format="yuv420p")
    frame.color_primaries, frame.color_trc, frame.colorspace, frame.color_range = BT709, transfer, BT709, 1
    frame.pts = 0
    drawn = planes.empty(64, 64)
    LAYERS.draw(frame, Fraction(1), drawn)
    assert (drawn == noise).all()


def test_strong_primaries_without_hdr_are_brought_to_bt709(tmp_path: Path) -> None:
    """A green of BT.2020 that BT.709 has as well."""
    light = (0.10, 0.30, 0.08)
    signal = [part ** (1 / 2.0) for part in FROM_BT709 @ np.array(light)]  # about what BT.709's curve is
    frame, _ = hdr(tuple(signal), 14)  # type: ignore[arg-type]
    plain, _ = hdr(tuple(signal), 14)  # type: ignore[arg-type]
    plain.color_primaries = BT709
    red, green = (np.array(seen(one)) for one in (frame, plain))
    wanted = [part ** (1 / 2.0) for part in light]
    luma = 0.2126 * wanted[0] + 0.7152 * wanted[1] + 0.0722 * wanted[2]
    expected = np.array(
        [16 + 219 * luma, 128 + 224 * (wanted[2] - luma) / 1.8556, 128 + 224 * (wanted[0] - luma) / 1.5748]
    )
    assert np.abs(red - expected).max() <= 4
    assert np.abs(green - expected).max() > 6
