"""Photographs that go straight from their files into planes look as they do by way of RGB."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from aura.errors import Invalid
from aura.render import planes
from aura.render.photographs import photograph
from aura.render.stills import prepare
from aura.timeline.terms import Anchor, Fit

SIZE = 160, 90


def scene(width: int = 480, height: int = 360) -> Image.Image:
    """Soft light, and a hard edge in each colour."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    light = np.stack([across, down, 1 - across], axis=-1) * 150 + 40
    light[height // 3 : height // 2, width // 4 : width // 2] = (200, 40, 40)
    light[height // 2 : height * 2 // 3, width // 2 : width * 3 // 4] = (40, 60, 210)
    return Image.fromarray(np.rint(light).astype(np.uint8))


def saved(folder: Path, image: Image.Image, **options: Any) -> Path:
    path = folder / "photograph.jpg"
    image.save(path, "JPEG", quality=92, **options)
    return path


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0"])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("fit", ["cover", "stretch"])
def test_it_looks_as_by_way_of_rgb(tmp_path: Path, subsampling: str, progressive: bool, fit: Fit) -> None:
    path = saved(tmp_path, scene(), subsampling=subsampling, progressive=progressive)
    straight = photograph(path, fit, *SIZE)
    assert straight is not None
    apart = straight.astype(int) - planes.from_image(prepare(path, fit, *SIZE))
    assert np.abs(apart).mean() < 1
    for plane in (apart[:90], apart[90:]):
        assert abs(plane.mean()) < 0.4  # what is cut off ends at even numbers: a shift of one of three pixels
        assert np.abs(plane).max() < 40


@pytest.mark.parametrize("focus", ["left", "right", "top", "bottom"])
def test_what_is_cut_off_is_cut_off_away_from_the_focus(tmp_path: Path, focus: Anchor) -> None:
    for size in ((800, 200), (200, 800)):
        path = saved(tmp_path, scene(*size))
        straight = photograph(path, "cover", *SIZE, focus)
        assert straight is not None
        assert (
            np.abs(straight.astype(int) - planes.from_image(prepare(path, "cover", *SIZE, focus))).mean() < 1
        )


def test_what_is_odd_about_a_file_is_left_to_pillow(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    turned = Image.Exif()
    turned[0x0112] = 6
    for image, options in (
        (scene(), {"exif": turned}),
        (scene(), {"icc_profile": profile}),
        (scene().convert("L"), {}),
        (scene().convert("CMYK"), {}),
        (scene(150, 120), {}),
    ):
        assert photograph(saved(tmp_path, image, **options), "cover", *SIZE) is None
    whole = saved(tmp_path, scene())
    assert photograph(whole, "contain", *SIZE) is None
    assert photograph(whole, "blurred", *SIZE) is None
    scene().save(tmp_path / "drawing.png")
    assert photograph(tmp_path / "drawing.png", "cover", *SIZE) is None


def test_a_file_that_is_not_whole_is_left_to_pillow_which_refuses_it(tmp_path: Path) -> None:
    path = saved(tmp_path, scene())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert photograph(path, "cover", *SIZE) is None
    path.write_bytes(whole[: len(whole) // 2] + b"\xff\xd9")
    assert photograph(path, "cover", *SIZE) is None
    path.write_bytes(whole + b"more")
    assert photograph(path, "cover", *SIZE) is None
    path.write_bytes(b"no picture at all")
    with pytest.raises(Invalid):
        photograph(path, "cover", *SIZE)
