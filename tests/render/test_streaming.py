"""A film is seen while it is made, and is the same film."""

import io
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import av
import pytest
from blake3 import blake3

from aura.errors import Invalid
from aura.render.engine import Engine
from aura.render.plan import RenderPlan
from aura.timeline.scene import Media

Engines = Callable[..., Engine]


@pytest.fixture
def film(reel: Any) -> RenderPlan:
    made: RenderPlan = reel.film(
        reel.shows(1, 70, narration=reel.narration(50)),
        reel.plays(2, 40, transition="fade", transition_frames=8),
        reel.shows(3, 30),
    )
    return made


def pictures(film: Any) -> list[tuple[float, str]]:
    """When each frame is shown, and its digest."""
    with av.open(film) as opened:
        return [
            (float(frame.pts * frame.time_base), blake3(frame.to_ndarray().tobytes()).hexdigest())
            for frame in opened.decode(video=0)
        ]


def sounds(film: Any) -> list[tuple[float, bytes]]:
    """When each packet of sound is heard, and what it holds."""
    with av.open(film) as opened:
        return [
            (float(packet.pts * packet.time_base), bytes(packet))
            for packet in opened.demux(audio=0)
            if packet.pts is not None
        ]


def test_what_is_streamed_is_the_finished_film_a_little_later(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    streamed = b"".join(engines().stream(film, out=tmp_path / "film.mp4"))

    finished = str(tmp_path / "film.mp4")
    late_s = 2 / 30
    shown = pictures(io.BytesIO(streamed))
    assert [digest for _, digest in shown] == [digest for _, digest in pictures(finished)]
    assert [at for at, _ in shown] == pytest.approx([at + late_s for at, _ in pictures(finished)])
    heard = sounds(io.BytesIO(streamed))
    assert [packet for _, packet in heard] == [packet for _, packet in sounds(finished)]
    assert [at for at, _ in heard] == pytest.approx([at + late_s for at, _ in sounds(finished)], abs=1e-3)


def test_the_beginning_is_there_before_the_rest_is_made(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    made = tmp_path / "cache"
    stream = engines(workers=1).stream(film, out=tmp_path / "film.mp4")
    first = next(stream) + next(stream)

    assert len(list(made.glob("*/*.segment"))) < len(film.segments)
    assert b"moof" in first
    assert not (tmp_path / "film.mp4").exists()
    assert len(b"".join(stream)) > len(first)
    assert (tmp_path / "film.mp4").exists()


def test_whoever_stops_reading_stops_the_render(engines: Engines, reel: Any, tmp_path: Path) -> None:
    film = reel.film(*(reel.shows(number, 80) for number in range(12)))
    with closing(engines(workers=1).stream(film, out=tmp_path / "film.mp4")) as stream:
        next(stream)

    left = [path for path in tmp_path.rglob("*") if path.suffix == ".part" or path.parent.name == "work"]
    assert left == []
    assert not (tmp_path / "film.mp4").exists()


def test_what_the_render_fails_with_is_said_before_anything_is_sent(
    engines: Engines, reel: Any, tmp_path: Path
) -> None:
    (reel.folder / "broken").write_bytes(b"no picture")
    broken = reel.scene(1, Media(asset=reel.add(reel.folder / "broken")), 20)
    with pytest.raises(Invalid, match="Scene 1"):
        next(engines().stream(reel.film(broken), out=tmp_path / "film.mp4"))


def test_what_the_render_fails_with_in_the_end_is_said_after_all_was_sent(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").mkdir()
    sent: list[bytes] = []

    with pytest.raises(OSError, match=r"film\.mp4"):
        sent.extend(engines().stream(film, out=tmp_path / "film.mp4"))

    assert len(pictures(io.BytesIO(b"".join(sent)))) == film.total_frames


def test_a_track_that_was_damaged_on_disk_is_made_again_before_it_is_sent(
    engines: Engines, film: RenderPlan, tmp_path: Path
) -> None:
    whole = b"".join(engines().stream(film, out=tmp_path / "film.mp4"))
    (track,) = (tmp_path / "cache").glob("*/*.m4a")
    kept = track.read_bytes()
    track.write_bytes(kept[:200])

    assert b"".join(engines().stream(film, out=tmp_path / "film.mp4")) == whole
    assert track.read_bytes() == kept
