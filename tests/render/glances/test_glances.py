"""Glances are made once, by a child, and kept while there is room."""

import json
import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from aura.errors import Invalid, NotFound
from aura.render.glances import glances as keeping
from aura.render.glances import waves
from aura.render.glances.glances import FilmSheet, Glances, sheet_key
from aura.render.glances.thumbnails import Thumbnail, canvas_of, poster_of, thumbnail_of
from aura.render.glances.waves import Wave
from aura.render.scripted.installed import Scripts
from aura.timeline.scene import Media, Scene, Scripted

Make = Callable[..., Glances]
A, B = "a" * 64, "b" * 64


@pytest.fixture
def made(reel: Any, tmp_path: Path) -> Iterator[Make]:
    opened: list[Glances] = []

    def make(**settings: Any) -> Glances:
        opened.append(Glances(tmp_path / "glances", reel.path, **settings))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def colour(path: Path) -> tuple[int, ...]:
    """The colour in the middle of a picture."""
    with Image.open(path) as picture:
        found = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(found, tuple)
    return found


def plain(reel: Any, name: str, rgb: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> str:
    path = reel.folder / f"{name}.png"
    Image.new("RGB", size, rgb).save(path)
    return reel.add(path)  # type: ignore[no-any-return]


def of(reel: Any, media: Media, aspect: Any = "16:9", side: int = 160) -> Thumbnail:
    return thumbnail_of(reel.scene(1, media, 60), aspect, side)


def test_its_colours_are_those_of_the_picture_and_it_is_fitted_as_in_the_film(reel: Any, made: Make) -> None:
    tall = plain(reel, "tall", (200, 60, 30), (100, 400))
    glances = made()
    cover, contain = (glances.thumbnail(of(reel, Media(asset=tall, fit=fit))) for fit in ("cover", "contain"))
    assert max(abs(a - b) for a, b in zip(colour(cover), (200, 60, 30), strict=True)) < 8
    with Image.open(contain) as picture:
        assert picture.size == (160, 90)
        corner = picture.convert("RGB").getpixel((4, 45))
    assert isinstance(corner, tuple)
    assert max(corner) < 12


def test_a_clip_is_seen_near_its_beginning(reel: Any, made: Make) -> None:
    reel.ffmpeg(
        *("-f", "lavfi", "-i", "color=blue:s=160x90:r=25:d=0.6"),
        *("-f", "lavfi", "-i", "color=red:s=160x90:r=25:d=3"),
        *("-filter_complex", "[0][1]concat=n=2", "-pix_fmt", "yuv420p", "two.mp4"),
    )
    clip = reel.add(reel.folder / "two.mp4")
    late = colour(made().thumbnail(of(reel, Media(asset=clip, type="Video"))))
    early = colour(made().thumbnail(of(reel, Media(asset=clip, type="Video", end_ms=300))))
    assert late[0] > late[2] + 150
    assert early[2] > early[0] + 150


def test_what_is_there_is_not_made_again(reel: Any, made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = of(reel, Media(asset=plain(reel, "once", (1, 2, 3))))
    path = made().thumbnail(wanted)
    os.utime(path, (1, 1))
    monkeypatch.setattr("aura.media.pool.Pool.borrow", lambda self: pytest.fail("something was made"))
    assert made().thumbnail(wanted) == path
    assert path.stat().st_mtime > 1


def test_one_that_a_loss_of_power_left_empty_is_made_anew(reel: Any, made: Make) -> None:
    wanted = of(reel, Media(asset=plain(reel, "once", (1, 2, 3))))
    path = made().thumbnail(wanted)
    whole = path.read_bytes()
    path.write_bytes(b"")
    assert made().thumbnail(wanted) == path
    assert path.read_bytes() == whole


def test_words_and_place_leave_the_key_and_what_is_shown_changes_it() -> None:
    def key(media: Media, **fields: Any) -> str:
        scene = Scene(id="00000000-0000-7000-8000-000000000001", media=media, length_frames=60)
        return thumbnail_of(scene, fields.get("aspect", "16:9"), fields.get("side", 320)).key("x")

    one = key(Media(asset=A))
    assert one == key(Media(asset=A, volume_percent=3))
    others = {
        key(Media(asset=B)),
        key(Media(asset=A, fit="contain")),
        key(Media(asset=A, type="Video")),
        key(Media(asset=A), aspect="1:1"),
        key(Media(asset=A), side=640),
    }
    assert len(others | {one}) == 6


def test_a_poster_is_that_of_the_first_scene_that_shows_something(reel: Any) -> None:
    scenes = [reel.scene(1, None, 10), reel.scene(2, Media(asset=B), 10), reel.scene(3, Media(asset=A), 10)]
    content = poster_of(scenes, "16:9", 320).content
    assert content
    assert content.shot.digest == B
    with pytest.raises(NotFound):
        poster_of(scenes[:1], "16:9", 320)


SHADES = """
import numpy as np
from msgspec import Struct

class Parameters(Struct, frozen=True):
    blue: int = 0

class Clip:
    duration = None

    def __init__(self, frame, parameters):
        self.frame, self.blue = frame, parameters.blue

    def get_frame(self, t):
        shade = 10 * round(t * 10), 60, self.blue
        return np.full((self.frame.height_px, self.frame.width_px, 3), shade, np.uint8)

def scene(frame, parameters):
    if parameters.blue == 13:
        raise ValueError("not that blue")
    return Clip(frame, parameters)
"""
"""A script whose pictures grow redder by 100 a second."""


class TestAScript:
    @pytest.fixture
    def scripts(self, tmp_path: Path) -> Scripts:
        folder = tmp_path / "scenes"
        folder.mkdir()
        (folder / "shades.py").write_text(SHADES, encoding="utf-8")
        return Scripts(folder)

    def scene(self, reel: Any, frames: int = 300, **parameters: int) -> Scene:
        drawn = Scripted(name="shades", parameters=json.dumps(parameters))
        return reel.scene(1, None, frames, drawn_by=drawn)  # type: ignore[no-any-return]

    def drawn(self, scene: Scene, scripts: Scripts, **fields: Any) -> Thumbnail:
        return thumbnail_of(scene, "16:9", 160, scripts=scripts.sources, **fields)

    def test_it_draws_its_scene_as_it_is_near_its_beginning(
        self, reel: Any, scripts: Scripts, tmp_path: Path
    ) -> None:
        with Glances(tmp_path / "glances", scripts.beside(lambda digest: None, reel.path)) as glances:
            long = glances.thumbnail(self.drawn(self.scene(reel, blue=200), scripts, rate=Fraction(30)))
            short = glances.thumbnail(self.drawn(self.scene(reel, 36, blue=90), scripts, rate=Fraction(30)))
            still = glances.thumbnail(self.drawn(self.scene(reel, 0, blue=5), scripts))
        for path, wanted in ((long, (100, 60, 200)), (short, (40, 60, 90)), (still, (0, 60, 5))):
            assert max(abs(a - b) for a, b in zip(colour(path), wanted, strict=True)) < 9

    def test_its_source_and_what_it_is_given_are_part_of_the_key(self, reel: Any, scripts: Scripts) -> None:
        keys = [self.drawn(self.scene(reel, blue=blue), scripts).key("x") for blue in (1, 1, 2)]
        (scripts.folder / "shades.py").write_text(SHADES + "# changed\n", encoding="utf-8")
        keys.append(self.drawn(self.scene(reel, blue=1), scripts).key("x"))
        assert keys[0] == keys[1]
        assert len(set(keys)) == 3

    def test_one_that_fails_is_blamed_and_others_are_drawn(
        self, reel: Any, scripts: Scripts, tmp_path: Path
    ) -> None:
        with Glances(tmp_path / "glances", scripts.beside(lambda digest: None, reel.path)) as glances:
            with pytest.raises(Invalid, match="The script shades raised ValueError: not that blue"):
                glances.thumbnail(self.drawn(self.scene(reel, blue=13), scripts))
            assert glances.thumbnail(self.drawn(self.scene(reel, blue=14), scripts)).is_file()

    def test_for_one_that_is_not_installed_a_card_with_its_name_stands(self, reel: Any, made: Make) -> None:
        card = thumbnail_of(self.scene(reel), "16:9", 320)
        assert (card.content, card.words) == (None, ("shades", "This script is not installed here."))
        with Image.open(made().thumbnail(card)) as picture:
            seen = np.asarray(picture.convert("L"), float)
        assert seen.shape == (180, 320)
        assert np.ptp(seen[:20]) < 6
        assert np.ptp(seen[60:100, 80:240]) > 100

    def test_it_is_the_poster_too_and_is_seen_in_the_place_of_media(self, reel: Any) -> None:
        scene = replace(self.scene(reel), media=Media(asset=A))
        assert poster_of([reel.scene(2, None, 10), scene], "16:9", 320).words[0] == "shades"


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:5"])
def test_the_longer_side_is_as_asked_and_both_are_even(aspect: Any) -> None:
    canvas = canvas_of(aspect, 320)
    assert max(canvas.width_px, canvas.height_px) == 320
    assert not canvas.width_px % 2
    assert not canvas.height_px % 2


def test_a_file_that_is_no_picture_is_refused_and_leaves_nothing(
    reel: Any, made: Make, tmp_path: Path
) -> None:
    path = reel.folder / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    wanted = of(reel, Media(asset=reel.add(path)))
    glances = made()
    with pytest.raises(Invalid):
        glances.thumbnail(wanted)
    assert not [each for each in (tmp_path / "glances").rglob("*") if each.is_file()]
    assert glances.thumbnail(of(reel, Media(asset=plain(reel, "good", (9, 9, 9))))).is_file()


def test_where_there_is_no_room_what_was_not_used_for_longest_goes(reel: Any, made: Make) -> None:
    glances = made(room_bytes=1)
    first = glances.thumbnail(of(reel, Media(asset=plain(reel, "first", (10, 20, 30)))))
    assert not first.exists()
    roomy = made(room_bytes=10**6)
    paths = [roomy.thumbnail(of(reel, Media(asset=plain(reel, f"n{n}", (n, 0, 0))))) for n in range(3)]
    assert all(path.exists() for path in paths)


def test_a_sheet_shows_each_scene_at_its_place_and_leaves_a_place_for_one_that_shows_nothing(
    reel: Any, made: Make
) -> None:
    shades = [(220, 40, 40), (40, 220, 40), (40, 40, 220)]
    thumbs: list[Thumbnail | None] = [
        of(reel, Media(asset=plain(reel, f"s{n}", rgb))) for n, rgb in enumerate(shades)
    ]
    tiles = [(thumb, f"{n} words") for n, thumb in enumerate([*thumbs, None])]
    path = made().sheet("A title", tiles, columns=2)
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    middles = []
    for rgb in shades:
        where = np.argwhere(np.abs(pixels - rgb).max(axis=2) < 12)
        assert len(where) > 0.9 * 160 * 90
        middles.append(where.mean(axis=0))
    assert middles[0][1] < middles[1][1]
    assert abs(middles[0][0] - middles[1][0]) < 2
    assert middles[2][0] > middles[0][0] + 90
    assert made().sheet("Another title", tiles, columns=2) != path


def test_a_sheet_is_drawn_anew_where_another_font_draws_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    tiles, letter = [(None, "1  plain"), (None, "2  \u0378")], "\u0378"

    def keys() -> set[str]:
        return {
            sheet_key("A title", tiles, 2),
            sheet_key(letter, tiles[:1], 2),
            sheet_key("A title", tiles[:1], 2),
        }

    before, plainly = keys(), sheet_key("A title", tiles[:1], 2)
    monkeypatch.setattr(keeping, "fonts_for", lambda text: "Some.ttf 7" if letter in text else "")
    assert before & keys() == {plainly}


def test_a_films_sheet_shows_it_from_beginning_to_end(reel: Any, made: Make) -> None:
    reel.ffmpeg(
        *("-f", "lavfi", "-i", "color=blue:s=160x90:r=25:d=2"),
        *("-f", "lavfi", "-i", "color=red:s=160x90:r=25:d=2"),
        *("-filter_complex", "[0][1]concat=n=2", "-pix_fmt", "yuv420p", "film.mp4"),
    )
    film = reel.folder / "film.mp4"
    path = made().film_sheet(film, "film", FilmSheet(title="", count=4, columns=4, side_px=160))
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    blue, red = ((pixels[..., part] > 200) & (pixels.sum(axis=2) < 330) for part in (2, 0))
    assert blue.sum() == pytest.approx(2 * 160 * 90, rel=0.05)
    assert red.sum() == pytest.approx(2 * 160 * 90, rel=0.05)
    assert np.argwhere(blue)[:, 1].max() < np.argwhere(red)[:, 1].min()


class TestWaves:
    def test_silence_and_sound_are_where_they_are(self, reel: Any, made: Make) -> None:
        words = "aevalsrc=if(between(t\\,1\\,2)\\,0.5*sin(2000*t)\\,0):s=44100:d=4"
        reel.ffmpeg("-f", "lavfi", "-i", words, "gap.wav")
        wave = made().wave(reel.folder / "gap.wav", "gap").in_parts(4)
        assert wave.duration_ms == pytest.approx(4000, abs=20)
        assert wave.peaks[1] == pytest.approx(500, abs=30)
        assert max(wave.peaks[0], wave.peaks[3]) < 60

    def test_a_file_without_sound_is_refused(self, reel: Any, made: Make) -> None:
        with pytest.raises(Invalid):
            made().wave(reel.path(reel.clip()), "silent")

    def test_fewer_parts_lose_no_peak(self) -> None:
        wave = Wave(duration_ms=100, peaks=(0, 900, 3, 4, 5, 600, 7))
        assert wave.in_parts(3).peaks == (900, 4, 600)
        assert wave.in_parts(1).peaks == (900,)
        assert wave.in_parts(70) is wave

    def test_a_picture_is_high_where_it_is_loud_and_never_empty(self) -> None:
        alpha = waves.picture(Wave(duration_ms=9, peaks=(0, 0, 1000, 1000)), 200, 60).getchannel("A")
        quiet, loud = (alpha.crop((left, 0, left + 90, 60)).getbbox() for left in (0, 105))
        assert quiet is not None
        assert loud is not None
        assert quiet[3] - quiet[1] < 8
        assert loud[3] - loud[1] > 50
