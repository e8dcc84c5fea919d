"""Pictures as shots, whatever their shape, mode and making."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw

from aura.errors import Invalid
from aura.media.pictures import facts_of_picture
from aura.render.stills import prepare
from aura.timeline.terms import Anchor

WIDTH, HEIGHT = 160, 90


def saved(tmp_path: Path, image: Image.Image, ending: str = "png", **options: Any) -> Path:
    path = tmp_path / f"picture.{ending}"
    image.save(path, **options)
    return path


def halves(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right, with green at the top."""
    image = Image.new("RGB", (width, height), (200, 40, 40))
    pen = ImageDraw.Draw(image)
    pen.rectangle((width // 2, 0, width, height), fill=(40, 40, 200))
    pen.rectangle((0, 0, width, height // 10), fill=(40, 200, 40))
    return image


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int], within: int = 12) -> bool:
    return bool(np.abs(np.subtract(image.getpixel(place), colour)).max() <= within)


def test_cover_fills_the_frame_and_cuts_off_both_sides_alike(tmp_path: Path) -> None:
    seen = prepare(saved(tmp_path, halves(400, 90)), "cover", WIDTH, HEIGHT)
    assert seen.size == (WIDTH, HEIGHT)
    assert near(seen, (70, 50), (200, 40, 40))
    assert near(seen, (90, 50), (40, 40, 200))


@pytest.mark.parametrize(
    ("size", "focus", "place", "colour"),
    [
        ((400, 90), "left", (150, 50), (200, 40, 40)),
        ((400, 90), "bottom-right", (10, 50), (40, 40, 200)),
        ((160, 300), "top", (80, 2), (40, 200, 40)),
        ((160, 300), "bottom", (20, 2), (200, 40, 40)),
    ],
)
def test_what_is_cut_off_is_cut_off_away_from_the_focus(
    tmp_path: Path,
    size: tuple[int, int],
    focus: Anchor,
    place: tuple[int, int],
    colour: tuple[int, int, int],
) -> None:
    seen = prepare(saved(tmp_path, halves(*size)), "cover", WIDTH, HEIGHT, focus)
    assert near(seen, place, colour)


def test_contain_shows_the_whole_picture_on_black(tmp_path: Path) -> None:
    seen = prepare(saved(tmp_path, halves(90, 90)), "contain", WIDTH, HEIGHT)
    assert near(seen, (5, 45), (0, 0, 0))
    assert near(seen, (50, 2), (40, 200, 40))
    assert near(seen, (110, 80), (40, 40, 200))


def test_blurred_shows_the_whole_picture_on_itself(tmp_path: Path) -> None:
    seen = prepare(saved(tmp_path, halves(90, 90)), "blurred", WIDTH, HEIGHT)
    assert near(seen, (50, 2), (40, 200, 40))
    left, right = np.array(seen.getpixel((5, 60))), np.array(seen.getpixel((154, 60)))
    assert left[0] > left[2]
    assert right[2] > right[0]
    assert max(*left, *right) < 200


def test_stretch_shows_the_whole_picture_in_another_shape(tmp_path: Path) -> None:
    seen = prepare(saved(tmp_path, halves(400, 90)), "stretch", WIDTH, HEIGHT)
    assert near(seen, (3, 45), (200, 40, 40))
    assert near(seen, (156, 45), (40, 40, 200))


def test_a_photograph_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter, clockwise
    path = saved(tmp_path, halves(320, 180), "jpg", exif=exif, quality=95)
    seen = prepare(path, "stretch", 90, 160)
    assert near(seen, (40, 10), (200, 40, 40))
    assert near(seen, (40, 150), (40, 40, 200))
    assert near(seen, (88, 80), (40, 200, 40), within=40)


def test_a_photograph_is_turned_whatever_else_its_camera_wrote(tmp_path: Path) -> None:
    """A width of less than nothing, which cannot be written again."""
    turned, wide = (0x0112, 3, 1, b"\x06\0\0\0"), (0x0100, 9, 1, b"\xff" * 4)
    entries = b"".join(struct.pack("<HHI4s", *entry) for entry in (wide, turned))
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + entries + bytes(4)
    path = saved(tmp_path, halves(320, 180), "jpg", exif=exif, quality=95)
    with pytest.raises(struct.error), Image.open(path) as opened:
        opened.getexif().tobytes()

    facts = facts_of_picture(path)
    seen = prepare(path, "stretch", 90, 160)

    assert (facts.rotation, facts.width_px, facts.height_px) == (90, 180, 320)
    assert near(seen, (40, 10), (200, 40, 40))
    assert near(seen, (40, 150), (40, 40, 200))


def test_a_profile_is_followed_and_one_of_no_use_is_as_none(tmp_path: Path) -> None:
    useless = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    path = saved(tmp_path, halves(160, 90), icc_profile=useless.tobytes())
    assert near(prepare(path, "cover", WIDTH, HEIGHT), (20, 60), (200, 40, 40))

    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    path = saved(tmp_path, halves(160, 90), icc_profile=srgb.tobytes())
    assert near(prepare(path, "cover", WIDTH, HEIGHT), (20, 60), (200, 40, 40))


@pytest.mark.parametrize(("mode", "ending"), [("L", "png"), ("L", "jpg"), ("LA", "png"), ("I;16", "png")])
def test_a_grey_picture_is_as_light_as_its_profile_means_it(tmp_path: Path, mode: str, ending: str) -> None:
    """Where grey is light itself, a fifth of all light is seen as half of white."""
    image = Image.new("L", (160, 90), 55)
    if mode == "I;16":
        image = Image.fromarray(np.full((90, 160), 55 * 256, np.uint16))
    seen = prepare(
        saved(tmp_path, _as(image, mode), ending, icc_profile=_grey_profile(1.0)), "cover", 160, 90
    )
    assert near(seen, (80, 45), (128, 128, 128), within=3)


def test_what_can_be_seen_through_stays_so_in_a_grey_picture_with_a_profile(tmp_path: Path) -> None:
    image = Image.new("L", (160, 90), 55)
    image.paste(7, (0, 0, 80, 90))
    path = saved(tmp_path, image, icc_profile=_grey_profile(1.0), transparency=7)
    seen = prepare(path, "cover", 160, 90)
    assert near(seen, (20, 45), (255, 255, 255))
    assert near(seen, (140, 45), (128, 128, 128), within=3)


def _as(image: Image.Image, mode: str) -> Image.Image:
    return image.convert(mode) if mode == "LA" else image


def _grey_profile(gamma: float) -> bytes:
    """An ICC profile of grey whose light is this power of the signal."""
    white = struct.pack(">3i", 63_190, 65_536, 54_061)
    tags = {
        b"wtpt": b"XYZ \0\0\0\0" + white,
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(gamma * 256)),
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + bytes(79),
        b"cprt": b"text\0\0\0\0free\0\0\0\0",
    }
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += struct.pack(">4s2I", name, 132 + 12 * len(tags) + len(body), len(content))
        body += content
    about = struct.pack(">4sI4s4s4s", b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    made = struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + white + bytes(48)
    return struct.pack(">I", 4 + len(about + made + table + body)) + about + made + table + body


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_kind_of_picture_can_be_shown(tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.full((90, 160), 120 * 256, np.uint16))
    else:
        grey = Image.new("RGB", (160, 90), (120, 120, 120))
        image = grey.quantize() if mode == "P" else grey.convert(mode)
    seen = prepare(saved(tmp_path, image, "jpg" if mode == "CMYK" else "png"), "cover", 160, 90)
    assert seen.mode == "RGB"
    if mode != "1":
        assert near(seen, (80, 45), (120, 120, 120))


def test_what_can_be_seen_through_is_white(tmp_path: Path) -> None:
    seen = prepare(saved(tmp_path, Image.new("RGBA", (160, 90), (0, 0, 0, 0))), "cover", WIDTH, HEIGHT)
    assert near(seen, (80, 45), (255, 255, 255))


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"not a picture")
    with pytest.raises(Invalid, match="none of JPEG"):
        prepare(path, "cover", WIDTH, HEIGHT)


def test_a_picture_cut_short_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.effect_noise((400, 300), 80).save(data, "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(data.getvalue()[: len(data.getvalue()) // 2])
    with pytest.raises(Invalid, match="cut short"):
        prepare(path, "cover", WIDTH, HEIGHT)


def test_a_picture_too_large_to_hold_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = saved(tmp_path, Image.new("1", (12_000, 12_000)))
    with pytest.raises(Invalid, match="megapixels"):
        prepare(path, "cover", WIDTH, HEIGHT)
