"""The worker: runs what waits, goes on when something fails, and takes over from one that died."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image
from structlog.testing import capture_logs

from aura.errors import Unavailable
from aura.exports.presence import departed
from aura.exports.queue import Queue
from aura.exports.running import Running
from aura.exports.tables import ExportHistory
from aura.exports.telling import Telling
from aura.ids import new_id
from aura.projects.assets import take_in
from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.worker import Worker

PATIENCE_S = 60.0


class Shop:
    """A project of one scene, which renders in a moment, and its exports."""

    def __init__(self, aura: Services, folder: Path, shade: int = 90) -> None:
        self.aura = aura
        scene = Scene(id=str(new_id()))
        path = folder / f"{shade}.png"
        Image.new("RGB", (320, 180), (40, shade, 160)).save(path)
        with aura.objects.receive() as incoming:
            incoming.write(path.read_bytes())
            asset = take_in(incoming, path.name, aura.prober)
        with aura.writing() as unit:
            self.id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=[scene]).id
            unit.assets.add(self.id, asset)
            shown = SetSceneMedia(scene=scene.id, media=Media(asset=asset.digest))
            unit.editing.apply(self.id, [shown])

    def request(self) -> str:
        with self.aura.writing() as unit:
            return unit.exports.request(self.id, "Draft 360p").id

    def export(self, export_id: str) -> ExportHistory:
        with self.aura.reading() as unit:
            return unit.exports.get(export_id)

    def wait_for(self, export_id: str, status: str) -> ExportHistory:
        wait(lambda: self.export(export_id).status == status)
        return self.export(export_id)

    def claim(self, owner: str) -> None:
        with self.aura.units.writing() as work:
            assert Queue(work).claim(owner)


def wait(there: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _one_child() -> Iterator[None]:
    """Short films need no more than one child process, and each takes half a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AURA_WORKERS", "1")
        yield


@pytest.fixture
def shop(aura: Services, tmp_path: Path) -> Shop:
    return Shop(aura, tmp_path)


@pytest.fixture
def at_work(aura: Services) -> Iterator[Callable[[], Worker]]:
    """Starts workers, each in a thread of its own."""
    started: list[tuple[Worker, threading.Thread]] = []

    def start() -> Worker:
        worker = Worker(aura)
        thread = threading.Thread(target=worker.run)
        thread.start()
        started.append((worker, thread))
        return worker

    yield start
    for worker, thread in started:
        worker.stop()
        thread.join()


def test_without_exports_there_is_nothing_to_do(aura: Services) -> None:
    assert Worker(aura).run_one() is False
    assert not aura.settings.run_dir.exists()


def test_a_worker_runs_one_export_after_the_other(shop: Shop, at_work: Any) -> None:
    first = shop.request()
    at_work()
    shop.wait_for(first, "Completed")
    second = shop.request()

    assert shop.wait_for(second, "Completed").attempt == 1


def test_two_workers_run_each_export_once(shop: Shop, at_work: Any) -> None:
    asked = [shop.request() for _ in range(8)]
    at_work()
    at_work()
    for export_id in asked:
        shop.wait_for(export_id, "Completed")

    with shop.aura.reading() as unit:
        for export_id in asked:
            kinds = [event.kind for event in unit.events.of_export(export_id)]
            assert kinds.count("export.started") == kinds.count("export.completed") == 1
    assert len(list(shop.aura.settings.exports_dir.glob("*.mp4"))) == 8


def test_one_export_can_be_run_before_its_turn(shop: Shop) -> None:
    first, second = shop.request(), shop.request()

    assert Worker(shop.aura).run_one(second)
    assert (shop.export(first).status, shop.export(second).status) == ("Queued", "Completed")
    assert not Worker(shop.aura).run_one(second)


def test_a_worker_goes_on_when_the_database_did_not_answer(
    shop: Shop, at_work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.worker.POLL_S", 0.01)
    troubles = [Unavailable("The database is too busy; try again.")] * 3
    waiting = Queue.waiting

    def trouble_first(self: Queue, export_id: str | None = None) -> bool:
        if troubles:
            raise troubles.pop()
        return waiting(self, export_id)

    monkeypatch.setattr(Queue, "waiting", trouble_first)
    export_id = shop.request()
    at_work()
    shop.wait_for(export_id, "Completed")

    assert troubles == []


def test_a_mistake_of_aura_s_own_ends_no_worker_and_is_in_the_log(
    shop: Shop, at_work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.worker.POLL_S", 0.01)
    mistakes: list[Exception] = [PermissionError(13, "Permission denied"), ZeroDivisionError()]

    def mistaken_first(folder: Path) -> Iterator[str]:
        if mistakes:
            raise mistakes.pop()
        return departed(folder)

    monkeypatch.setattr("aura.worker.departed", mistaken_first)
    export_id = shop.request()
    with capture_logs() as logged:
        at_work()
        shop.wait_for(export_id, "Completed")

    stumbled = [entry for entry in logged if entry["event"] == "worker stumbled"]
    assert [entry["exc_info"] for entry in stumbled] == [True, True]


def test_a_mistake_in_telling_a_hook_keeps_no_other_end_from_being_told(
    shop: Shop, at_work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aura.worker.POLL_S", 0.01)
    asked: list[int] = []

    def mistaken_first(*_: Any) -> bool:
        asked.append(1)
        if len(asked) < 3:
            raise ZeroDivisionError
        return False

    monkeypatch.setattr(Telling, "tell_one", mistaken_first)
    with capture_logs() as logged:
        at_work()
        wait(lambda: len(asked) > 3)

    assert [entry["event"] for entry in logged if entry.get("exc_info")] == ["hooks stumbled"] * 2


def test_an_export_that_fails_does_not_stop_the_worker(shop: Shop, at_work: Any, tmp_path: Path) -> None:
    broken = Shop(shop.aura, tmp_path, shade=200)
    with shop.aura.reading() as unit:
        (scene,) = unit.live(broken.id).document().timeline.scenes
    bad, good = broken.request(), shop.request()
    shop.aura.objects.path(scene.media.asset).unlink()
    at_work()

    broken.wait_for(bad, "Failed")
    shop.wait_for(good, "Completed")


def test_a_worker_that_is_stopped_gives_its_export_back(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    export_id = shop.request()
    worker = Worker(shop.aura)
    engine = shop.aura.tools.engine

    class Stopping:
        def render(self, plan: Any, **how: Any) -> Any:
            worker.stop()
            return engine.render(plan, **how)

    with monkeypatch.context() as patch:
        patch.setitem(shop.aura.__dict__, "tools", shop.aura.tools._replace(engine=Stopping()))
        worker.run()
    export = shop.export(export_id)

    assert (export.status, export.attempt, export.lease_owner) == ("Queued", 0, None)
    assert list(shop.aura.settings.run_dir.iterdir()) == []
    assert Worker(shop.aura).run_one()
    assert shop.export(export_id).status == "Completed"


def test_what_a_dead_worker_of_this_machine_was_at_is_taken_over_at_once(shop: Shop) -> None:
    export_id = shop.request()
    owner = f"{socket.gethostname()}.99999.abc"
    shop.claim(owner)
    assert not Worker(shop.aura).run_one()
    shop.aura.settings.run_dir.mkdir(exist_ok=True)
    lock = shop.aura.settings.run_dir / f"{owner}.lock"
    lock.touch()  # its lock, which nobody holds any more
    left = shop.aura.settings.exports_dir / "incoming" / owner / "film.mp4"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a film")

    assert Worker(shop.aura).run_one()

    export = shop.export(export_id)
    assert (export.status, export.attempt) == ("Completed", 2)
    assert not lock.exists()
    assert not left.exists()


def test_a_worker_that_begins_clears_away_what_nobody_works_on_any_more(shop: Shop, at_work: Any) -> None:
    desks = shop.aura.settings.exports_dir / "incoming"
    shop.request()
    shop.claim("elsewhere.1.abc")
    for owner in ("elsewhere.1.abc", "elsewhere.1.xyz"):
        (desks / owner).mkdir(parents=True)
        (desks / owner / "film.mp4").write_bytes(b"half a film")
    at_work()
    wait(lambda: not (desks / "elsewhere.1.xyz").exists())

    assert (desks / "elsewhere.1.abc" / "film.mp4").exists()


def test_a_worker_that_is_not_of_this_machine_keeps_its_export_until_its_lease_is_over(
    shop: Shop, clock: Any
) -> None:
    export_id = shop.request()
    shop.claim("elsewhere.1.abc")
    assert not Worker(shop.aura).run_one()

    clock.advance(seconds=31)

    assert Worker(shop.aura).run_one()
    assert shop.export(export_id).attempt == 2


def test_three_deaths_in_a_row_end_an_export(shop: Shop) -> None:
    export_id = shop.request()
    shop.aura.settings.run_dir.mkdir()
    for number in range(3):
        owner = f"{socket.gethostname()}.99999.{number}"
        shop.claim(owner)
        (shop.aura.settings.run_dir / f"{owner}.lock").touch()
        with shop.aura.units.writing() as work:
            Queue(work).forsake(owner)

    assert not Worker(shop.aura).run_one()
    export = shop.export(export_id)
    assert export.status == "Failed"
    assert "3 times" in (export.error_message or "")


def test_a_worker_is_seen_to_be_at_work_only_while_it_is(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.request()
    run_dir = shop.aura.settings.run_dir
    seen: list[list[str]] = []

    def look(*_: Any, **__: Any) -> None:
        seen.append([path.name for path in run_dir.iterdir()])

    monkeypatch.setattr("aura.exports.running.Running.run", look)
    Worker(shop.aura).run_one()

    (names,) = seen
    assert len(names) == 1
    assert names[0].startswith(socket.gethostname())
    assert list(run_dir.iterdir()) == []


def test_a_worker_runs_as_many_exports_at_once_as_it_is_told_to(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = msgspec.structs.replace(shop.aura.settings, exports_at_once=2)
    monkeypatch.setattr(shop.aura, "settings", settings)
    asked = [shop.request() for _ in range(4)]
    both = threading.Barrier(2)
    run = Running.run

    def meet_then_run(self: Running) -> None:
        both.wait(PATIENCE_S)  # each waits until another one is at work
        run(self)

    monkeypatch.setattr(Running, "run", meet_then_run)
    worker = Worker(shop.aura)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        for export_id in asked:
            assert shop.wait_for(export_id, "Completed").attempt == 1
    finally:
        worker.stop()
        thread.join()

    assert list(shop.aura.settings.run_dir.iterdir()) == []


@pytest.mark.parametrize(("cores", "at_once"), [(1, 1), (2, 1), (3, 1), (4, 2), (64, 2), (None, 1)])
def test_without_a_word_a_worker_runs_two_exports_at_once_where_cores_allow(
    aura: Services, monkeypatch: pytest.MonkeyPatch, cores: int | None, at_once: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)

    assert Worker(aura).at_once == at_once
