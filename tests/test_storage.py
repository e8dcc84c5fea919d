"""How much room a project takes.  Run with -s to see the size of each table."""

import random
import sqlite3
from contextlib import closing

import pytest

from aura.ids import new_id
from aura.projects.assets import take_in
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

LIMIT_BYTES = 250 * 1024


def prose(rng: random.Random, words: int) -> str:
    """Text that packs about as well as a person's: words from a vocabulary, not random letters."""
    syllables = [
        "light",
        "house",
        "ing",
        "er",
        "ships",
        "the",
        "and",
        "sea",
        "of",
        "tower",
        "lamp",
        "beam",
        "a",
        "in",
    ]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 3))) for _ in range(2_000)]
    return " ".join(rng.choice(vocabulary) for _ in range(words))


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63d0"
    "885a000001d001231c12b62c0000000049454e44ae426082"
)
"""A picture of one pixel; what follows it counts for nothing."""


def make_the_example(aura: Services) -> None:
    """10 scenes of about 1 KB, 10 assets, 5 versions, with three edits before each save."""
    rng = random.Random(7)
    with aura.writing() as unit:
        scenes = [Scene(id=str(new_id()), script_text=prose(rng, 130)) for _ in range(10)]
        project_id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id
    for number in range(10):
        with aura.objects.receive() as incoming:
            incoming.write(PNG + number.to_bytes(64, "big"))
            asset = take_in(incoming, f"picture {number}.png", aura.prober)
        with aura.writing() as unit:
            unit.assets.add(project_id, asset)
    for _ in range(4):
        for scene in rng.sample(scenes, 3):
            with aura.writing() as unit:
                unit.editing.apply(project_id, [SetSceneText(scene=scene.id, text=prose(rng, 130))])
        with aura.writing() as unit:
            unit.versions.save(project_id)


def bytes_by_table(connection: sqlite3.Connection) -> dict[str, int]:
    """The bytes in use of each table, its indexes counted with it."""
    rows = connection.execute(
        "SELECT m.tbl_name, SUM(s.pgsize - s.unused) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name "
        "GROUP BY m.tbl_name ORDER BY 2 DESC"
    )
    return dict(rows.fetchall())


def test_the_example_of_the_schema_stays_under_250_kb(aura: Services) -> None:
    if not aura.database.is_sqlite:
        pytest.skip("the figure is about SQLite's file")
    make_the_example(aura)
    aura.close()
    assert aura.database.file is not None
    with closing(sqlite3.connect(aura.database.file)) as connection:
        (versions,) = connection.execute("SELECT COUNT(*) FROM project_versions").fetchone()
        pages, page_bytes = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
        )
        try:
            tables = bytes_by_table(connection)
        except sqlite3.OperationalError:  # SQLite was built without dbstat: the file's size still counts
            tables = {}
    for table, size in tables.items():
        print(f"{table:<22} {size:>9,}")
    print(f"{'the whole file':<22} {pages * page_bytes:>9,}")

    assert versions == 5
    assert sum(tables.values()) < LIMIT_BYTES
    assert pages * page_bytes < LIMIT_BYTES
