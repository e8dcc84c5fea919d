"""The engine: films that are finished whatever happens on the way, and nothing made twice."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import msgspec
import pytest
from blake3 import blake3
from msgspec.structs import replace

from aura.errors import Invalid, NoSpace, NotFound, ToolFailed
from aura.render.engine import Engine
from aura.render.events import (
    Cancelled,
    Event,
    Progress,
    Rendered,
    Retried,
    SegmentDone,
    SegmentLost,
    TrackDone,
)
from aura.render.plan import RenderPlan
from aura.render.spec import sources
from aura.timeline.document import Brief, Render
from aura.timeline.scene import Media, Narration, Scene

HERE = Path(__file__).parent

RENDERS = """
import json, sys
from pathlib import Path
import msgspec
from aura.render.engine import Engine
from aura.render.events import SegmentDone
from aura.render.plan import RenderPlan
from aura.render.spec import sources

def told(event):
    if isinstance(event, SegmentDone):
        print(event.index, flush=True)

folder = Path(sys.argv[1])
film = msgspec.json.decode((folder / "plan.json").read_bytes(), type=RenderPlan)
files = json.loads((folder / "files.json").read_text())
engine = Engine(folder / "cache", lambda digest: Path(files[digest]), workers=2, child="failing_child")
engine.render(film, out=folder / "a.mp4", on_event=told)
"""
"""An Aura of its own, which renders slowly and says what has landed."""

Engines = Callable[..., Engine]


def pictures(path: Path) -> list[str]:
    """The digest of every frame of a film."""
    with av.open(str(path)) as film:
        return [blake3(frame.to_ndarray().tobytes()).hexdigest() for frame in film.decode(video=0)]


def children(pid: int | str = "self") -> set[int]:
    """The rendering processes that a process and those it started have started, and that are still there."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            found |= {int(child) for child in task.read_text().split() if "_child" in command(child)}
    return found.union(*(children(child) for child in found))


def command(pid: int | str) -> str:
    """What a process was started as; empty if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def fade(frames: int) -> dict[str, Any]:
    return {"transition": "fade", "transition_frames": frames}


@pytest.fixture
def film(reel: Any) -> RenderPlan:
    """Pictures and clips, cuts and fades, spoken and not, moving and still: 136 frames in 8 segments."""
    scenes = (
        reel.shows(1, 30, narration=reel.narration(20, 8)),
        reel.plays(2, 28, **fade(6)),
        reel.shows(3, 24, motion="none", **fade(4)),
        reel.plays(4, 26, clip=reel.clip("30", 2, "90x160")),
        reel.shows(5, 40, **fade(2), narration=reel.narration(30, 4)),
    )
    return reel.film(*scenes)


@pytest.fixture
def failing(engines: Engines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Engine]:
    """Makes engines whose workers have a fault."""
    monkeypatch.syspath_prepend(HERE)

    def make(fault: str, **settings: Any) -> Engine:
        engine = engines(child="failing_child", **settings)
        (tmp_path / "cache").mkdir(exist_ok=True)
        (tmp_path / "cache" / "fault").write_text(fault)
        return engine

    return make


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many KiB; asked for again, it gets another size."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def make(size_kib: int) -> Path:
        options = f"{'remount,' if disk.is_mount() else ''}size={size_kib}k"
        words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        if os.geteuid() or subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount a small disk")
        return disk

    yield make
    if disk.is_mount():
        subprocess.run(["umount", str(disk)], check=True)


def left_over(tmp_path: Path) -> list[Path]:
    """Files that only a render under way may have."""
    return [path for path in tmp_path.rglob("*") if path.name.endswith(".part") or path.parent.name == "work"]


def test_a_film_has_exactly_the_frames_of_its_plan(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    made = engines().render(film, out=tmp_path / "film.mp4")

    assert made.frames == film.total_frames == 30 + 28 + 24 + 26 + 40 - 6 - 4 - 2
    assert len(pictures(tmp_path / "film.mp4")) == made.frames
    assert made.size_bytes == (tmp_path / "film.mp4").stat().st_size
    assert made.digest == blake3((tmp_path / "film.mp4").read_bytes()).hexdigest()
    assert made.duration_s == pytest.approx(136 / 30)
    assert (made.segments_rendered, made.segments_reused, made.encoder_starts) == (8, 0, 8)
    assert made.loudness_lufs == pytest.approx(-16, abs=0.5)
    assert left_over(tmp_path) == []


def test_the_same_plan_gives_the_same_bytes_however_many_make_it(
    engines: Engines, film: RenderPlan, reel: Any, tmp_path: Path
) -> None:
    engines().render(film, out=tmp_path / "a.mp4")
    with Engine(tmp_path / "elsewhere", reel.path, workers=1) as alone:
        alone.render(film, out=tmp_path / "b.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_what_was_made_is_not_made_again(engines: Engines, film: RenderPlan, tmp_path: Path) -> None:
    engines().render(film, out=tmp_path / "a.mp4")
    again = engines().render(film, out=tmp_path / "b.mp4")
    assert (again.encoder_starts, again.segments_reused) == (0, 8)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_changed_scene_costs_that_scene_and_the_fades_at_its_ends(
    engines: Engines, reel: Any, tmp_path: Path
) -> None:
    scenes = [reel.shows(number, 20, **fade(4)) for number in range(5)]
    engines().render(reel.film(*scenes), out=tmp_path / "a.mp4")
    scenes[2] = replace(scenes[2], media=Media(asset=reel.picture(99)))
    again = engines().render(reel.film(*scenes), out=tmp_path / "b.mp4")
    assert (again.segments_rendered, again.segments_reused) == (3, 6)


def test_scenes_in_another_order_cost_only_the_fades(engines: Engines, reel: Any, tmp_path: Path) -> None:
    scenes = [reel.shows(number, 20, motion="in") for number in range(4)]
    engines().render(reel.film(*scenes), out=tmp_path / "a.mp4")
    again = engines().render(reel.film(*reversed(scenes)), out=tmp_path / "b.mp4")
    assert again.encoder_starts == 0
    assert pictures(tmp_path / "b.mp4")[:20] == pictures(tmp_path / "a.mp4")[60:]


def test_a_still_that_lasts_is_made_once_and_shown_as_often_as_needed(
    engines: Engines, reel: Any, tmp_path: Path
) -> None:
    made = engines().render(reel.film(reel.shows(1, 750, motion="none")), out=tmp_path / "a.mp4")
    assert (made.frames, made.encoder_starts) == (750, 1)


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "4:5"])
def test_every_aspect_is_rendered(engines: Engines, reel: Any, tmp_path: Path, aspect: Any) -> None:
    plan = reel.film(reel.shows(1, 12), reel.plays(2, 12, **fade(4)), brief=Brief(aspect=aspect))
    engines().render(plan, out=tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as film:
        video = film.streams.video[0]
        assert (video.width, video.height) == (plan.canvas.width_px, plan.canvas.height_px)


def test_captions_are_seen_only_when_they_are_wanted(engines: Engines, reel: Any, tmp_path: Path) -> None:
    spoken = reel.shows(1, 60, motion="none", script_text="Hello there.", narration=reel.narration(50))
    engines().render(reel.film(spoken), out=tmp_path / "with.mp4")
    engines().render(reel.film(spoken, render=Render(captions=False)), out=tmp_path / "without.mp4")
    seen, bare = pictures(tmp_path / "with.mp4"), pictures(tmp_path / "without.mp4")
    assert seen[10] != bare[10]
    assert len(seen) == len(bare) == 60


def test_every_segment_is_told_of_as_it_lands_and_progress_never_falls(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    told: list[Event] = []
    engines().render(film, out=tmp_path / "a.mp4", on_event=told.append)
    landed = [event for event in told if isinstance(event, SegmentDone)]
    assert sorted(event.index for event in landed) == list(range(len(film.segments)))
    assert {(event.index, event.key) for event in landed} == {(one.index, one.key) for one in film.segments}
    assert [event.key for event in told if isinstance(event, TrackDone)] == [film.audio_key]
    for stage in ("segments", "audio", "join", "verify"):
        done = [event.done_frames for event in told if isinstance(event, Progress) and event.stage == stage]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, film.total_frames)


class TestFaults:
    def test_a_worker_killed_at_a_segment_is_replaced_and_only_that_segment_is_begun_again(
        self, failing: Callable[..., Engine], film: RenderPlan, tmp_path: Path, reel: Any
    ) -> None:
        told: list[Event] = []
        made = failing("killed once").render(film, out=tmp_path / "a.mp4", on_event=told.append)
        assert made.encoder_starts == len(film.segments)
        assert [event.failures for event in told if isinstance(event, Retried)] == [1]

        with Engine(tmp_path / "elsewhere", reel.path) as undisturbed:
            undisturbed.render(film, out=tmp_path / "b.mp4")
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    def test_a_worker_killed_in_the_middle_of_encoding_costs_one_segment(
        self, engines: Engines, reel: Any, tmp_path: Path
    ) -> None:
        film = reel.film(*(reel.shows(number, 120, motion="in") for number in range(6)))
        struck: set[int] = set()

        def strike(event: Event) -> None:
            if isinstance(event, SegmentDone) and not struck:
                struck.update(children())
                for pid in struck:
                    os.kill(pid, signal.SIGKILL)

        made = engines().render(film, out=tmp_path / "a.mp4", on_event=strike)
        assert struck
        assert made.frames == 720
        assert 6 <= made.encoder_starts <= 6 + len(struck)

    def test_a_segment_that_kills_every_worker_fails_the_render_with_the_reason(
        self, failing: Callable[..., Engine], film: RenderPlan, tmp_path: Path
    ) -> None:
        with pytest.raises(ToolFailed, match=r"Scene \d failed 3 times.*the encoder tripped"):
            failing("die").render(film, out=tmp_path / "a.mp4")
        assert not (tmp_path / "a.mp4").exists()
        assert left_over(tmp_path) == []

    def test_a_worker_that_falls_silent_is_killed_and_replaced(
        self, failing: Callable[..., Engine], film: RenderPlan, tmp_path: Path
    ) -> None:
        told: list[Event] = []
        made = failing("hang once", stall_s=1.5).render(film, out=tmp_path / "a.mp4", on_event=told.append)
        assert made.frames == film.total_frames
        assert any("silent" in event.reason for event in told if isinstance(event, Retried))

    def test_an_encoder_that_makes_something_else_of_the_picture_is_not_believed(
        self, failing: Callable[..., Engine], reel: Any, tmp_path: Path
    ) -> None:
        with pytest.raises(ToolFailed, match="not the one it was given"):
            failing("blank").render(reel.film(reel.shows(1)), out=tmp_path / "a.mp4")
        assert not (tmp_path / "a.mp4").exists()

    def test_a_segment_spoilt_after_it_was_made_is_noticed_and_made_again(
        self, failing: Callable[..., Engine], film: RenderPlan, tmp_path: Path
    ) -> None:
        told: list[Event] = []
        made = failing("junk once").render(film, out=tmp_path / "a.mp4", on_event=told.append)
        assert made.frames == film.total_frames
        assert len([event for event in told if isinstance(event, SegmentLost)]) == 1
        assert made.encoder_starts == len(film.segments) + 1

    def test_a_disk_that_spoils_every_segment_fails_the_render(
        self, failing: Callable[..., Engine], reel: Any, tmp_path: Path
    ) -> None:
        with pytest.raises(ToolFailed, match="damaged"):
            failing("junk").render(reel.film(reel.shows(1)), out=tmp_path / "a.mp4")
        assert not (tmp_path / "a.mp4").exists()

    def test_a_full_disk_is_called_so_and_what_was_there_stays(
        self, small_disk: Callable[[int], Path], reel: Any, tmp_path: Path
    ) -> None:
        disk = small_disk(64)
        film = reel.film(*(reel.shows(number, 60, motion="in") for number in range(8)))
        with Engine(disk / "cache", reel.path, workers=1) as engine, pytest.raises(NoSpace):
            engine.render(film, out=tmp_path / "a.mp4")
        assert not (tmp_path / "a.mp4").exists()
        assert left_over(disk) == []
        kept = len(list(disk.rglob("*.segment")))
        assert 0 < kept < 8

        small_disk(8000)
        with Engine(disk / "cache", reel.path, workers=1) as engine:
            made = engine.render(film, out=tmp_path / "a.mp4")
        assert (made.segments_reused, made.frames) == (kept, 480)

    @pytest.mark.parametrize("size_kib", [4, 16, 40])
    def test_a_disk_too_small_for_the_film_is_called_full_wherever_the_writing_stops(
        self, small_disk: Callable[[int], Path], engines: Engines, reel: Any, size_kib: int
    ) -> None:
        disk = small_disk(size_kib)
        film = reel.film(*(reel.shows(number, 60, motion="in") for number in range(4)))
        with pytest.raises(NoSpace):
            engines().render(film, out=disk / "a.mp4")
        assert list(disk.iterdir()) == []


class TestResume:
    def test_a_cancelled_render_goes_on_where_it_stopped_and_gives_the_same_film(
        self, failing: Callable[..., Engine], engines: Engines, film: RenderPlan, reel: Any, tmp_path: Path
    ) -> None:
        finished: dict[str, str] = {}

        def landed(event: Event) -> None:
            if isinstance(event, SegmentDone):
                finished[event.key] = event.digest

        with pytest.raises(Cancelled):
            failing("slow").render(
                film, out=tmp_path / "a.mp4", on_event=landed, cancelled=lambda: len(finished) >= 3
            )
        resumed = engines().render(film, out=tmp_path / "a.mp4", finished=finished)
        assert resumed.segments_reused >= len(finished) >= 3
        assert resumed.encoder_starts == len(film.segments) - resumed.segments_reused

        with Engine(tmp_path / "elsewhere", reel.path) as undisturbed:
            undisturbed.render(film, out=tmp_path / "b.mp4")
        assert pictures(tmp_path / "a.mp4") == pictures(tmp_path / "b.mp4")
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    def test_an_aura_killed_with_no_warning_goes_on_where_it_stopped_and_leaves_no_process(
        self, engines: Engines, film: RenderPlan, reel: Any, tmp_path: Path
    ) -> None:
        digests = {digest for one in film.segments for digest in sources(one.spec.content)}
        digests |= {clip.digest for clip in film.audio.clips}
        (tmp_path / "plan.json").write_bytes(msgspec.json.encode(film))
        (tmp_path / "files.json").write_text(
            json.dumps({digest: str(reel.path(digest)) for digest in digests})
        )
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / "fault").write_text("slow")
        aura = subprocess.Popen(
            [sys.executable, "-c", RENDERS, str(tmp_path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])},
        )
        assert aura.stdout
        with aura.stdout:
            landed = sum(1 for _ in zip(range(3), aura.stdout, strict=False))
        workers = children(aura.pid)
        aura.kill()
        aura.wait()
        assert landed == 3
        assert workers
        ended_by = time.monotonic() + 5
        while any(map(command, workers)) and time.monotonic() < ended_by:
            time.sleep(0.05)
        assert not any(map(command, workers))

        resumed = engines().render(film, out=tmp_path / "a.mp4")
        assert resumed.segments_reused >= 3
        assert resumed.encoder_starts == len(film.segments) - resumed.segments_reused
        with Engine(tmp_path / "elsewhere", reel.path) as undisturbed:
            undisturbed.render(film, out=tmp_path / "b.mp4")
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    @pytest.mark.parametrize(
        "spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[:99] + b"?" + data[100:]]
    )
    def test_a_segment_damaged_on_disk_is_reported_and_made_again(
        self, engines: Engines, film: RenderPlan, tmp_path: Path, spoil: Callable[[bytes], bytes]
    ) -> None:
        engines().render(film, out=tmp_path / "a.mp4")
        path = next((tmp_path / "cache").rglob(f"{film.segments[2].key}.segment"))
        path.write_bytes(spoil(path.read_bytes()))
        told: list[Event] = []
        made = engines().render(film, out=tmp_path / "b.mp4", on_event=told.append)
        assert made.encoder_starts == 1
        assert [event.index for event in told if isinstance(event, SegmentLost)] == [2]
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    def test_a_segment_that_the_disk_cannot_read_any_more_is_reported_and_made_again(
        self, engines: Engines, film: RenderPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engines().render(film, out=tmp_path / "a.mp4")
        worn = next((tmp_path / "cache").rglob(f"{film.segments[2].key}.segment"))
        read = Path.read_bytes

        def worn_out(path: Path) -> bytes:
            if path == worn:
                raise OSError(errno.EIO, "Input/output error")
            return read(path)

        told: list[Event] = []
        with monkeypatch.context() as disk:
            disk.setattr(Path, "read_bytes", worn_out)
            made = engines().render(film, out=tmp_path / "b.mp4", on_event=told.append)
        assert made.encoder_starts == 1
        assert [(event.index, event.reason) for event in told if isinstance(event, SegmentLost)] == [
            (2, f"The segment {worn.name} cannot be read: Input/output error.")
        ]
        assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()

    def test_a_segment_that_is_not_the_checkpoints_is_made_again(
        self, engines: Engines, film: RenderPlan, tmp_path: Path
    ) -> None:
        engines().render(film, out=tmp_path / "a.mp4")
        told: list[Event] = []
        made = engines().render(
            film, out=tmp_path / "b.mp4", finished={film.segments[1].key: "0" * 64}, on_event=told.append
        )
        assert made.encoder_starts == 1
        assert [event.index for event in told if isinstance(event, SegmentLost)] == [1]


class TestCancel:
    def test_a_cancelled_render_stops_at_once_and_leaves_nothing_half_done(
        self, failing: Callable[..., Engine], film: RenderPlan, tmp_path: Path
    ) -> None:
        engine = failing("hang")
        asked_at: list[float] = []

        def cancelled() -> bool:
            busy = bool(children())
            if busy:
                asked_at.append(time.monotonic())
            return busy

        with pytest.raises(Cancelled):
            engine.render(film, out=tmp_path / "a.mp4", cancelled=cancelled)
        assert time.monotonic() - asked_at[0] < 2
        assert left_over(tmp_path) == []
        assert not (tmp_path / "a.mp4").exists()

    def test_what_a_listener_raises_stops_the_render_and_comes_through(
        self, engines: Engines, film: RenderPlan, tmp_path: Path
    ) -> None:
        def lose_the_lease(event: Event) -> None:
            if isinstance(event, SegmentDone):
                raise KeyError("lease")

        with pytest.raises(KeyError, match="lease"):
            engines().render(film, out=tmp_path / "a.mp4", on_event=lose_the_lease)
        assert left_over(tmp_path) == []

    def test_cancelling_one_render_leaves_another_alone(
        self, engines: Engines, film: RenderPlan, reel: Any, tmp_path: Path
    ) -> None:
        engine = engines(workers=2)
        other = reel.film(*(reel.shows(number, 90, motion="out") for number in range(20, 26)))
        made: list[Rendered] = []
        thread = threading.Thread(
            target=lambda: made.append(engine.render(other, out=tmp_path / "other.mp4")), name="other"
        )
        thread.start()
        with pytest.raises(Cancelled):
            engine.render(film, out=tmp_path / "a.mp4", cancelled=lambda: True)
        thread.join()
        assert made[0].frames == 540

    def test_a_closed_engine_leaves_no_process(
        self, engines: Engines, film: RenderPlan, tmp_path: Path
    ) -> None:
        engine = engines()
        engine.render(film, out=tmp_path / "a.mp4")
        assert children()
        engine.close()
        assert not children()

    def test_a_render_that_was_called_off_leaves_no_process(
        self, engines: Engines, reel: Any, tmp_path: Path
    ) -> None:
        film = reel.film(*(reel.shows(number, 120, motion="in") for number in range(6)))
        engine, begun = engines(), threading.Event()

        def note(event: Event) -> None:
            if isinstance(event, Progress) and event.done_frames:
                begun.set()

        with pytest.raises(Cancelled):
            engine.render(film, out=tmp_path / "a.mp4", on_event=note, cancelled=begun.is_set)
        assert begun.is_set()
        assert not children()


class TestMissing:
    def test_a_picture_that_is_not_there_is_named_by_scene_before_anything_is_made(
        self, engines: Engines, film: RenderPlan, reel: Any, tmp_path: Path
    ) -> None:
        reel.forget(film.segments[0].spec.content.shot.digest)
        with pytest.raises(NotFound, match="Scene 1"):
            engines().render(film, out=tmp_path / "a.mp4")
        assert not list((tmp_path / "cache").rglob("*.segment"))

    def test_a_voice_that_is_not_there_is_named_by_scene(
        self, engines: Engines, reel: Any, tmp_path: Path
    ) -> None:
        silent = Narration(audio="f" * 64, frames=10)
        plan = reel.film(reel.shows(1), reel.shows(2, narration=silent, **fade(4)))
        with pytest.raises(NotFound, match="Scene 2"):
            engines().render(plan, out=tmp_path / "a.mp4")

    def test_a_picture_that_is_already_rendered_need_not_be_there(
        self, engines: Engines, reel: Any, tmp_path: Path
    ) -> None:
        plan = reel.film(reel.shows(1))
        engines().render(plan, out=tmp_path / "a.mp4")
        reel.forget(plan.segments[0].spec.content.shot.digest)
        assert engines().render(plan, out=tmp_path / "b.mp4").segments_reused == 1

    def test_a_picture_that_cannot_be_read_is_named_by_scene_and_not_tried_again(
        self, engines: Engines, reel: Any, tmp_path: Path
    ) -> None:
        path = reel.folder / "bad.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        bad: Scene = reel.scene(2, Media(asset=reel.add(path)), 20)
        told: list[Event] = []
        with pytest.raises(Invalid, match="Scene 2: The picture is"):
            engines().render(reel.film(reel.shows(1), bad), out=tmp_path / "a.mp4", on_event=told.append)
        assert not [event for event in told if isinstance(event, Retried)]
