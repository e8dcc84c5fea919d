"""How much of a film a sheet reads."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aura.render.glances.asking import DrawFilmSheet
from aura.render.glances.drawing import film_sheet

RATE = 10


@pytest.mark.parametrize(("seconds", "count"), [(12, 24), (60, 4)])
def test_a_sheet_of_a_film_reads_no_more_of_it_than_it_has_to(
    reel: Any, tmp_path: Path, seconds: int, count: int
) -> None:
    """Moments side by side are read on to; between those far apart nothing is read but what leads to them."""
    grey = f"color=black:s=64x36:r={RATE}:d={seconds},geq=lum='40+3*T':cb=128:cr=128"
    keys = ("-g", str(5 * RATE), "-sc_threshold", "0")
    reel.ffmpeg("-f", "lavfi", "-i", grey, *keys, "-pix_fmt", "yuv420p", "film.mp4")
    read = 0

    def beat() -> None:
        nonlocal read
        read += 1

    out = tmp_path / "sheet.png"
    film_sheet(
        DrawFilmSheet(
            title="", film=str(reel.folder / "film.mp4"), count=count, columns=count, side_px=32, out=str(out)
        ),
        beat,
    )

    assert read < 1.5 * RATE * seconds + count
    row = np.asarray(Image.open(out).convert("L"))[10]
    shown = [int(row[round((number + 0.5) * row.size / count)]) for number in range(count)]
    assert shown == sorted(set(shown))
