"""The bench of films in miniature: what it says must be there, and be of the film it says it is of."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from aura.render.preset import get_preset
from tests.bench import render, render_sides
from tests.bench.options import FilmOptions
from tests.bench.peers import bare, graph, melt, moviepy_side
from tests.bench.render_aura import CHECKOUT, FONT, fast_preset
from tests.bench.render_films import require_frames
from tests.bench.render_media import Material
from tests.bench.render_motion import tremble
from tests.bench.render_story import FADE_FRAMES, SCENE_FRAMES, Size, story, zoom_at, zoomed
from tests.bench.render_trees import Cost, cost_of, middle

MEGABYTE = 2**20


@pytest.fixture
def files(tmp_path: Path) -> Material:
    """Files that are there in name only, but for the pictures."""
    pictures = [tmp_path / f"{number}.png" for number in range(12)]
    for path in pictures:
        Image.new("RGB", (400, 300)).save(path)
    clips = [tmp_path / f"{number}.mp4" for number in range(8)]
    voices = [tmp_path / f"{number}.wav" for number in range(20)]
    return Material(pictures, clips, voices, tmp_path / "music.wav", pictures[0], voices[0])


def test_scenes_stand_one_after_another_and_share_their_fades() -> None:
    told = story(11)

    assert told.frames == 11 * SCENE_FRAMES - 5 * FADE_FRAMES
    for before, part in zip(told.parts, told.parts[1:], strict=False):
        assert part.start == before.start + SCENE_FRAMES - part.lead
        assert part.lead == before.tail
    assert [part.kind for part in told.parts[:5]] == ["picture", "picture", "clip", "picture", "clip"]
    assert [len(pair) for pair in told.pairs] == [2] * 5 + [1]


def test_all_sides_zoom_as_aura_does() -> None:
    for frame in (0, 17, 60, 119):
        assert eval(zoom_at(f"({frame}/119)")) == pytest.approx(zoomed(frame))
    assert zoomed(0) == 1
    assert zoomed(SCENE_FRAMES - 1) == pytest.approx(1.1)


def test_every_side_is_told_every_scene_text_and_file(files: Material, tmp_path: Path) -> None:
    told, out = story(7), tmp_path / "film.mp4"
    graph.command(told, files, FONT, out)
    melt.command("melt", told, files, out)
    moviepy_side.command(told, files, FONT, out)
    scripts = [out.with_suffix(ending).read_text() for ending in (".graph", ".mlt", ".json")]

    for part in told.parts:
        for text in (part.title, *part.captions):
            assert all(text.text in script for script in scripts)
        shown = files.clips if part.kind == "clip" else files.pictures
        assert all(str(shown[part.source]) in script for script in scripts[1:])
    assert scripts[0].count("zoompan") == sum(part.kind == "picture" for part in told.parts)
    assert scripts[0].count("xfade") == scripts[1].count('"luma"') == 3


def test_the_bare_encoder_is_set_as_aura_sets_its_own(tmp_path: Path) -> None:
    coding = get_preset("Standard 720p").video
    assert coding
    words = bare.command(tmp_path / "frames", Size(1280, 720), coding, tmp_path / "film.mp4")

    assert words[words.index("-preset") + 1] == coding.speed
    assert words[words.index("-crf") + 1] == str(coding.crf)
    assert words[words.index("-x264-params") + 1] == coding.params


def test_the_fast_preset_differs_in_nothing_but_its_coding() -> None:
    standard = get_preset("Standard 720p")
    name = fast_preset(standard)
    assert name
    fast = get_preset(name)
    assert fast.video
    assert standard.video
    assert (fast.size_px, fast.video.crf) == (standard.size_px, standard.video.crf)
    assert fast.video.speed != standard.video.speed


def test_what_a_command_costs_is_told_with_its_children() -> None:
    work = "x = bytearray(60 * 2**20); t = __import__('time'); e = t.process_time() + 0.5\n"
    work += "while t.process_time() < e: x[::4096] = x[::4096]"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    cost = cost_of([sys.executable, "-c", child], cwd=CHECKOUT)

    assert cost.cpu_s >= 0.5
    assert cost.memory_bytes > 40 * MEGABYTE


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(AssertionError, match="no lamp"):
        cost_of([sys.executable, "-c", "raise SystemExit('no lamp')"], cwd=CHECKOUT)


def test_a_run_beside_other_work_does_not_count() -> None:
    usual, lucky, beside = Cost(23.3, 14.2, 4), Cost(22.4, 13.2, 5), Cost(32.1, 19.1, 6)

    assert middle([beside, usual, lucky]) == usual
    assert middle([usual, lucky]) == usual
    assert middle([lucky]) == lucky


def test_a_dot_that_moves_is_found_where_it_is(tmp_path: Path) -> None:
    found = tremble(tmp_path, "in", Size(640, 360), 12)

    assert 0 < found.rms_px < 0.02
    assert found.step_px < 0.05


@pytest.mark.long
def test_a_bench_of_films_in_miniature_tells_every_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_sides.melt, "find", lambda: None)
    few = FilmOptions(
        film=3, runs=1, changed=(1,), voiced=1, grown=(1, 3), moviepy=False, preset="Draft 360p", large_px=480
    )
    said: list[str] = []
    told = render.run(few, said.append).as_json()

    named = {"graph_over_aura", "limit_over_aura", "aura_ms", "wall_over_cpu", "aura_memory_mb"}
    named |= {"one_scene_of_1", "one_voice_of_1", "memory_3_over_1", "cpu_3_over_1"}
    named |= {"jitter_rms_px", "jitter_step_px", "vmaf_minus_graph"}
    assert named == told["figures"].keys() == told["behind"].keys()
    assert all(value > 0 for name, value in told["figures"].items() if name != "vmaf_minus_graph")
    assert told["behind"]["one_scene_of_1"]["each_s"].keys() == {"picture", "caption", "text"}
    assert {"moviepy", "melt", "graph", "limit", "aura"} <= told["commands"].keys()
    assert any("melt is not installed" in words for words in said)


def test_sides_take_turns_in_being_first_and_slow_ones_run_less_often() -> None:
    told = [*render_sides.turns(["aura", "graph", "melt"], 3, 1)]

    assert told == [
        (1, "aura"),
        (1, "graph"),
        (1, "melt"),
        (2, "graph"),
        (2, "aura"),
        (3, "aura"),
        (3, "graph"),
    ]
    assert len([*render_sides.turns(["aura", "moviepy"], 2, 2)]) == 4


def test_a_film_of_another_length_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    source = ("-f", "lavfi", "-i", "testsrc2=s=64x64:r=30:d=1", str(path))
    cost_of([str(graph.ffmpeg.find()), "-v", "error", *source], cwd=tmp_path)

    require_frames(path, 30)
    with pytest.raises(AssertionError, match="30 frames, not 31"):
        require_frames(path, 31)
