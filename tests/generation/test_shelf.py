"""The shelf: what was made and not yet taken in is there by its key, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aura.blobs.objects import Objects
from aura.generation.shelf import Product, Shelf
from aura.timeline.document import Asset, Music
from aura.timeline.scene import Media, Narration


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    return Objects(tmp_path / "media")


@pytest.fixture
def shelf(tmp_path: Path, objects: Objects) -> Shelf:
    return Shelf(tmp_path / "made", objects)


@pytest.fixture
def product(objects: Objects) -> Product:
    stored = objects.put([b"a sound"])
    file = Asset(digest=stored.digest, type="Audio", size_bytes=stored.size_bytes)
    return Product((file,), Narration(audio=stored.digest, frames=3, made_from="a" * 64))


def test_a_product_comes_back_by_its_key_and_its_maker(shelf: Shelf, product: Product) -> None:
    shelf.put("key", "espeak 1", product)

    assert shelf.find("key", "espeak 1", Narration) == product
    assert shelf.find("key", "espeak 2", Narration) is None
    assert shelf.find("another", "espeak 1", Narration) is None


def test_a_product_without_a_value_comes_back(shelf: Shelf, product: Product) -> None:
    shelf.put("key", "x", Product(product.files))

    assert shelf.find("key", "x", Music) == Product(product.files)


def test_a_product_whose_file_is_gone_is_as_none(shelf: Shelf, product: Product, objects: Objects) -> None:
    shelf.put("key", "x", product)
    objects.path(product.files[0].digest).unlink()

    assert shelf.find("key", "x", Narration) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-5],
        lambda data: b"",
        lambda data: b"\xff" * 40,
        lambda data: b"[]",
        lambda data: b"null",
        lambda data: data.replace(b"frames", b"flames"),
    ],
)
def test_a_damaged_entry_is_as_none(shelf: Shelf, product: Product, damage: Callable[[bytes], bytes]) -> None:
    shelf.put("key", "x", product)
    (path,) = shelf.folder.rglob("*.json")
    path.write_bytes(damage(path.read_bytes()))

    assert shelf.find("key", "x", Narration) is None


def test_another_kind_of_value_is_as_none(shelf: Shelf, product: Product) -> None:
    shelf.put("key", "x", product)

    assert shelf.find("key", "x", Media) is None


def test_nothing_half_written_lies_about(shelf: Shelf, product: Product) -> None:
    for _ in range(3):
        shelf.put("key", "x", product)

    assert [path.suffix for path in shelf.folder.rglob("*") if path.is_file()] == [".json"]
