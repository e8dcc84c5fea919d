"""Whatever fails, an export says why, and is never Completed without a film that plays."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from aura.errors import NoSpace
from aura.exports.tables import ExportHistory
from aura.render.engine import Engine
from aura.timeline.document import Document
from aura.timeline.edits.scenes import SetSceneText

HERE = Path(__file__).parent


@pytest.fixture
def troubled(ready: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Has the render's child processes get into trouble."""
    monkeypatch.syspath_prepend(HERE)
    folder, tools = ready.aura.settings.cache_dir / "render", ready.aura.tools
    folder.mkdir(parents=True, exist_ok=True)
    engines = []

    def get_into(trouble: str, **settings: Any) -> None:
        (folder / "trouble").write_text(trouble)
        engine = Engine(folder, ready.aura.objects.path, workers=2, child="troubled_child", **settings)
        engines.append(engine)
        monkeypatch.setitem(ready.aura.__dict__, "tools", tools._replace(engine=engine))

    yield get_into
    for engine in (*engines, tools.engine):
        engine.close()


def failed(studio: Any, meanwhile: Callable[[], object] = lambda: None) -> ExportHistory:
    """An export that must fail after what happens between its request and its turn: with a reason, and
    without a trace of a film."""
    export_id = studio.request()
    meanwhile()
    assert studio.work(export_id)
    export: ExportHistory = studio.export(export_id)
    assert export.status == "Failed"
    assert export.error_message
    assert (export.output_file, export.file_digest) == (None, None)
    assert export.completed_at
    assert studio.films() == []
    assert studio.leftovers() == []
    assert studio.kinds(export.id)[-1] == "failed"
    assert (studio.state().status, studio.state().job_id) == ("Failed", None)
    return export


def lose(studio: Any, digest: str) -> Path:
    path: Path = studio.aura.objects.path(digest)
    return path.rename(path.with_suffix(".lost"))


def test_a_picture_that_is_missing_fails_the_export_and_names_its_scene(ready: Any) -> None:
    lost = ready.aura.objects.path(ready.scenes[1].media.asset).with_suffix(".lost")

    assert "Scene 2" in failed(ready, lambda: lose(ready, ready.scenes[1].media.asset)).error_message

    lost.rename(lost.with_suffix(""))
    assert ready.made().segments_rendered == 2


@pytest.mark.parametrize("part", ["audio", "words"])
def test_a_narration_that_is_missing_fails_the_export_and_names_its_scene(studio: Any, part: str) -> None:
    studio.verb("delete", studio.made().id)
    digest = getattr(studio.scenes[1].narration, part)
    lost = studio.aura.objects.path(digest).with_suffix(".lost")

    assert "Scene 2" in failed(studio, lambda: lose(studio, digest)).error_message

    lost.rename(lost.with_suffix(""))
    assert studio.made().segments_rendered == 0


def test_word_timings_that_are_no_word_timings_fail_the_export_and_name_their_scene(studio: Any) -> None:
    studio.verb("delete", studio.made().id)
    path = studio.aura.objects.path(studio.scenes[2].narration.words)
    path.chmod(0o644)
    path.write_bytes(b"[[1, 2")

    assert "Scene 3" in failed(studio).error_message


def test_word_timings_that_the_disk_cannot_read_any_more_fail_the_export_and_name_their_scene(
    studio: Any,
) -> None:
    worn = Path("/proc/self/mem")
    if not worn.exists():
        pytest.skip("nothing else reads as a worn disk does")
    studio.verb("delete", studio.made().id)
    path = studio.aura.objects.path(studio.scenes[2].narration.words)
    path.unlink()
    path.symlink_to(worn)

    assert "Scene 3" in failed(studio).error_message


def test_a_picture_that_cannot_be_read_fails_the_export_and_names_its_scene(ready: Any) -> None:
    path = ready.aura.objects.path(ready.scenes[0].media.asset)
    path.chmod(0o644)
    path.write_bytes(os.urandom(500))

    assert "Scene 1" in failed(ready).error_message


def test_a_child_that_dies_every_time_fails_the_export_after_three(
    ready: Any, troubled: Callable[..., None]
) -> None:
    troubled("die")
    reason = failed(ready).error_message

    assert "3 times" in reason
    assert "the encoder tripped" in reason
    troubled("")
    assert ready.made().segments_rendered == 2


def test_a_child_that_stalls_every_time_fails_the_export_after_three(
    ready: Any, troubled: Callable[..., None]
) -> None:
    troubled("stall", stall_s=0.5)
    reason = failed(ready).error_message

    assert "3 times" in reason
    assert "silent" in reason


@pytest.mark.parametrize("trouble", ["junk", "cut short", "nothing"])
def test_a_joined_film_that_does_not_play_is_never_completed(
    ready: Any, troubled: Callable[..., None], trouble: str
) -> None:
    troubled(trouble)
    failed(ready)

    troubled("")
    assert ready.made().segments_rendered == 0


def test_a_failed_export_can_be_tried_again_and_goes_on_where_it_was(
    ready: Any, troubled: Callable[..., None]
) -> None:
    troubled("junk")
    export = failed(ready)
    troubled("")
    ready.verb("retry", export.id)
    ready.work()
    again = ready.export(export.id)

    assert (again.status, again.attempt, again.error_message) == ("Completed", 1, None)
    assert (again.segments_rendered, again.segments_reused) == (0, 2)


def test_a_preset_that_is_not_there_any_more_fails_the_export_and_says_so(ready: Any) -> None:
    export_id = ready.request()
    with ready.aura.units.writing() as work:
        export = work.session.get_one(ExportHistory, export_id)
        export.preset_name, export.preset_json = "Laserdisc", None  # as Aura of old wrote it
    ready.work()

    assert ready.export(export_id).status == "Failed"
    assert "Laserdisc" in ready.export(export_id).error_message


def test_a_mistake_of_aura_s_own_fails_the_export_and_leaves_the_worker_at_work(
    ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("aura.exports.running.plan", mistake)
        assert "ZeroDivisionError" in failed(ready).error_message

    ready.made()


def test_a_folder_that_cannot_be_written_fails_the_export_and_names_it(ready: Any) -> None:
    folder = ready.aura.settings.exports_dir
    folder.write_text("a file where the folder should be")
    export = ready.make()
    folder.unlink()

    assert export.status == "Failed"
    assert str(folder) in export.error_message
    ready.made()


# A full disk.


@pytest.fixture
def small_disk() -> Iterator[Callable[[Path, int], None]]:
    """Puts a disk of so many bytes at a folder; again: changes its size."""
    mounted: list[Path] = []

    def put(folder: Path, size_bytes: int) -> None:
        options = f"size={size_bytes}" + (",remount" if folder in mounted else "")
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("a small disk can only be mounted by root, where that is allowed")
        mounted.append(folder)

    yield put
    for folder in set(mounted):
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize(
    ("name", "words"), [("cache_dir", "not enough space"), ("exports_dir", "free some, or choose a smaller")]
)
def test_a_full_disk_fails_the_export_and_room_on_it_lets_it_succeed(
    ready: Any, small_disk: Callable[[Path, int], None], name: str, words: str
) -> None:
    folder = getattr(ready.aura.settings, name)
    export_id = ready.request()
    small_disk(folder, 8_192)
    ready.work(export_id)
    export = ready.export(export_id)

    assert export.status == "Failed"
    assert words in export.error_message
    assert [path for path in folder.rglob("*") if path.suffix in (".part", ".mp4")] == []
    assert ready.leftovers() == []
    assert_intact(ready)

    small_disk(folder, 50_000_000)
    ready.verb("retry", export.id)
    ready.work()
    done = ready.export(export.id)
    assert done.status == "Completed", done.error_message
    assert ready.play(ready.film(done)).frames == round(done.duration_seconds * 30)


def test_a_disk_that_is_full_for_everything_loses_nothing_and_works_again_with_room_on_it(
    aura: Any, home: Path, new_studio: Any, small_disk: Callable[[Path, int], None], tmp_path: Path
) -> None:
    if not aura.database.is_sqlite:
        pytest.skip("PostgreSQL has its disk elsewhere")
    aura.close()
    kept = home.rename(tmp_path / "kept")
    small_disk(home, 40_000_000)
    for path in kept.iterdir():
        if path.is_file():
            (home / path.name).write_bytes(path.read_bytes())
    aura.open()
    studio = new_studio(aura)
    first = studio.scenes[0].id
    export_id = studio.request()
    filler = home / "filler"
    fill(filler)
    before = edit_until_full(studio)
    with suppress(NoSpace):  # it may not even be written down
        studio.work()
    assert studio.export(export_id).status in ("Queued", "InProgress", "Failed")
    assert studio.document == before
    assert not any(".mp4" in name for name in studio.films())

    filler.unlink()
    assert_intact(studio)
    studio.apply(SetSceneText(scene=first, text="A lamp burns."))
    done = studio.made()
    assert studio.play(studio.film(done)).frames == round(done.duration_seconds * 30)


def edit_until_full(studio: Any) -> Document:
    """Edit until an edit is refused; answers what there was before that one."""
    first = studio.scenes[0].id
    for number in range(5000):
        before: Document = studio.document
        try:
            studio.apply(SetSceneText(scene=first, text=f"{number} " + "word " * 400))
        except NoSpace:
            return before
    pytest.fail("the disk was never full")


def fill(path: Path) -> None:
    """Leave a disk 200 kB of room."""
    room = os.statvfs(path.parent)
    with path.open("wb") as file:
        file.write(bytes(room.f_bavail * room.f_frsize - 200_000))


def assert_intact(studio: Any) -> None:
    if studio.aura.database.is_sqlite:
        with sqlite3.connect(studio.aura.database.file) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        database.close()
