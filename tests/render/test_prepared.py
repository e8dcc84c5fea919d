"""Prepared pictures: made once, read back to the byte, made again when damaged."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from aura.render.compose import Composer
from aura.render.planes import Plane
from aura.render.prepared import Prepared
from aura.render.spec import Canvas, Move, Picture, Stretch
from tests.render.conftest import Reel

PICTURE = np.random.default_rng(5).integers(0, 256, (90, 80), dtype=np.uint8)
CANVAS = Canvas(width_px=160, height_px=90, rate_numerator=30, rate_denominator=1)


class Evicting:
    """What another process does that makes room, between a look at a file and a touch of it."""

    @staticmethod
    def utime(path: Path) -> None:
        path.unlink()
        os.utime(path)


class Easel:
    """A folder of prepared pictures, and one that counts how often it is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "work").mkdir(parents=True)
        self.prepared = Prepared(folder, folder / "work")
        self.made = 0

    def make(self) -> Plane:
        self.made += 1
        return PICTURE

    def get(self, name: str = "a") -> Plane:
        return self.prepared.get(self.make, name, "cover 160x90")

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def easel(tmp_path: Path) -> Easel:
    return Easel(tmp_path / "cache")


def unreadable(path: Path) -> bytes:
    """What a disk says of a place that has worn out."""
    raise OSError(errno.EIO, "Input/output error")


def test_a_picture_is_prepared_once_and_another_by_itself(easel: Easel) -> None:
    assert all(np.array_equal(easel.get(), PICTURE) for _ in range(3))
    assert easel.made == 1
    easel.get("b")
    assert easel.made == 2
    assert {path.suffix for path in easel.files()} == {".picture"}


def test_a_picture_that_is_taken_away_while_it_is_read_is_still_had(
    easel: Easel, monkeypatch: pytest.MonkeyPatch
) -> None:
    easel.get()
    monkeypatch.setattr("aura.render.prepared.os", Evicting)

    assert np.array_equal(easel.get(), PICTURE)
    assert (easel.made, easel.files()) == (1, [])


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied"])
def test_a_picture_that_was_damaged_on_disk_is_prepared_again(harm: str, easel: Easel) -> None:
    easel.get()
    (path,) = easel.files()
    whole = path.read_bytes()
    harmed = {"cut": whole[:-9], "changed": whole[:99] + b"?" + whole[100:], "emptied": b""}[harm]
    path.write_bytes(harmed)

    assert np.array_equal(easel.get(), PICTURE)
    assert easel.made == 2
    assert path.read_bytes() == whole


def test_a_picture_that_the_disk_does_not_take_is_had_all_the_same(easel: Easel, full_disk: None) -> None:
    assert np.array_equal(easel.get(), PICTURE)
    assert (easel.made, easel.files()) == (1, [])


def test_a_picture_that_cannot_be_read_from_the_disk_is_prepared_again(
    easel: Easel, monkeypatch: pytest.MonkeyPatch
) -> None:
    easel.get()
    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", unreadable)
        assert np.array_equal(easel.get(), PICTURE)
    assert easel.made == 2


@pytest.mark.parametrize("move", ["none", "in", "left"])
def test_frames_are_the_same_whether_a_picture_was_prepared_now_or_before(
    move: Move, reel: Reel, easel: Easel
) -> None:
    digest = reel.picture(4, (500, 400))
    shot = Picture(digest=digest, move=move, length_frames=0 if move == "none" else 6)
    seen = []
    for prepared in (None, easel.prepared, easel.prepared):
        composer = Composer(CANVAS)
        composer.objects, composer.prepared = {digest: str(reel.path(digest))}, prepared
        seen.append([frame.copy() for frame in composer.frames(Stretch(shot=shot, frames=6))])
        composer.close()

    assert len(easel.files()) == 1
    for again in seen[1:]:
        assert all(np.array_equal(one, other) for one, other in zip(seen[0], again, strict=True))
