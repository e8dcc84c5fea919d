"""Sounds that are kept: decoded once, the same ever after, and never half of one."""

import os
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from aura.render.sound import kept
from aura.render.sound.decoding import Blocks
from aura.render.sound.kept import Store
from aura.render.sound.samples import Block

SOUND = np.random.default_rng(3).uniform(-1, 1, (2, 5000)).astype(np.float32)


class Deck:
    """A store in a folder, and a sound that counts how often it is decoded."""

    def __init__(self, folder: Path, sound: Block = SOUND, fails: bool = False) -> None:
        self.folder, self.sound, self.fails = folder, sound, fails
        self.decoded = 0
        (folder / "work").mkdir(parents=True, exist_ok=True)

    def store(self, engine: str = "x") -> Store:
        return Store(self.folder, self.folder / "work", engine)

    def decode(self) -> Blocks:
        self.decoded += 1
        yield from np.array_split(self.sound, 3, axis=1)
        if self.fails:
            raise OSError("the disk is gone")

    def play(self, store: Store, name: str = "voice") -> Block:
        return np.concatenate(list(store.keep(self.decode, name)), axis=1)

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    return Deck(tmp_path / "cache")


@pytest.mark.parametrize("channels", [1, 2])
def test_a_sound_is_decoded_once_and_then_the_same_to_the_bit(channels: int, tmp_path: Path) -> None:
    deck = Deck(tmp_path, SOUND[:channels])
    store = deck.store()
    heard = [deck.play(store), deck.play(store), deck.play(deck.store())]

    assert deck.decoded == 1
    for block in heard:
        assert block.dtype == np.float32
        assert np.array_equal(block, SOUND[:channels])


def test_another_sound_or_another_decoder_is_another_file(deck: Deck) -> None:
    deck.play(deck.store())
    deck.play(deck.store(), "music")
    deck.play(deck.store("y"))

    assert deck.decoded == 3
    assert len(deck.files()) == 3


def test_a_sound_that_is_taken_away_between_two_looks_is_still_heard(
    deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck.play(deck.store())
    touch = os.utime

    def evicted(path: Path) -> None:
        path.unlink()
        touch(path)

    monkeypatch.setattr("aura.render.sound.kept.os.utime", evicted)
    store = deck.store()

    assert np.array_equal(deck.play(store), SOUND)
    assert (deck.decoded, deck.files()) == (1, [])
    assert np.array_equal(deck.play(store), SOUND), "it is decoded anew, though it was there a moment ago"
    assert deck.decoded == 2


def test_what_is_not_heard_to_its_end_is_not_kept(deck: Deck) -> None:
    with closing(deck.store().keep(deck.decode, "voice")) as blocks:
        next(blocks)
    assert deck.files() == []


def test_what_fails_on_the_way_is_not_kept(tmp_path: Path) -> None:
    deck = Deck(tmp_path, fails=True)

    with pytest.raises(OSError, match="gone"):
        deck.play(deck.store())
    assert deck.files() == []


def test_a_sound_that_the_disk_does_not_take_is_heard_all_the_same(deck: Deck, full_disk: None) -> None:
    store = deck.store()

    assert np.array_equal(deck.play(store), SOUND)
    assert np.array_equal(deck.play(store), SOUND)
    assert (deck.decoded, deck.files()) == (2, [])


def test_a_sound_is_heard_where_nothing_can_be_written_at_all(deck: Deck) -> None:
    (deck.folder / "work").rmdir()

    assert np.array_equal(deck.play(deck.store()), SOUND)


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied"])
def test_a_file_that_was_damaged_is_made_again(harm: str, deck: Deck) -> None:
    deck.play(deck.store())
    (path,) = deck.files()
    whole = path.read_bytes()
    harmed = {"cut": whole[:-100], "changed": whole[:500] + b"?" + whole[501:], "emptied": b""}[harm]
    path.write_bytes(harmed)

    assert np.array_equal(deck.play(deck.store()), SOUND)
    assert deck.decoded == 2
    assert path.read_bytes() == whole


def test_a_sound_that_is_too_long_is_heard_but_not_kept(deck: Deck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 20_000)

    assert np.array_equal(deck.play(deck.store()), SOUND)
    assert deck.files() == []


def test_silence_that_lasts_no_sample_is_not_kept(tmp_path: Path) -> None:
    deck = Deck(tmp_path, SOUND[:, :0])
    empty = list(deck.store().keep(lambda: (block for block in ()), "voice"))

    assert empty == []
    assert deck.files() == []
