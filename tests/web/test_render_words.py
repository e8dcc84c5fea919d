"""What the render page says of presets, of an export under way, and of what would be rendered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from aura.exports.charting import Cell, Chart, Course, Sample
from aura.exports.explaining import Explained, SegmentLine, SoundLine
from aura.exports.history import Entry
from aura.exports.preflight import preflight
from aura.exports.preflight_rules import Facts
from aura.exports.presets import Offer
from aura.exports.tables import ExportHistory
from aura.render.preset import PRESETS, RECIPES
from aura.render.recipe import Recipe
from aura.timeline.document import Brief, Document, Render, Timeline
from aura.timeline.scene import Scene
from aura.web.export_lines import file_name
from aura.web.render_checks import checks
from aura.web.render_choices import chosen_of, groups
from aura.web.render_foresight import foresight, pace_s
from aura.web.render_run import MOST_CELLS, run, said

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
OFFERS = [Offer(recipe, is_own=False) for recipe in RECIPES.values()]


def document(preset: str = "Standard 720p", scenes: int = 3, frames: int = 90) -> Document:
    made = tuple(
        Scene(id=f"{number}", script_text="A lamp.", length_frames=frames) for number in range(scenes)
    )
    return Document(brief=Brief(topic="x"), render=Render(preset=preset), timeline=Timeline(scenes=made))


def entry(**facts: Any) -> Entry:
    row = {
        "id": "e",
        "project_id": "p",
        "preset_name": "Draft 360p",
        "status": "InProgress",
        "progress": 40.0,
    }
    about = {"cancel_requested": False, "is_paused": False, "stage": "Composition"}
    return Entry(ExportHistory(**{**row, **about, **facts}), "Lighthouses", False, 3, None)


def chart(*states: Any) -> Chart:
    cells = tuple(Cell(number // 2 + 1, bool(number % 2), 100, state) for number, state in enumerate(states))
    return Chart(scene_ids=("a", "b", "c"), cells=cells)


def course(*percents: float, began_s: float = 20, every_s: float = 2, stage: str = "Composition") -> Course:
    last = len(percents) - 1
    samples = [
        Sample(NOW - timedelta(seconds=every_s * (last - number)), stage, percent)
        for number, percent in enumerate(percents)
    ]
    return Course(NOW - timedelta(seconds=began_s), samples)


def test_every_preset_that_ships_can_be_chosen_once() -> None:
    found = groups(OFFERS, document())
    names = [
        name
        for group in found
        for choice in group.choices
        for name in ([speed.preset for speed in choice.speeds] or [choice.name])
    ]

    assert sorted(names) == sorted(PRESETS)
    assert found[0].name == "For a platform"


def test_presets_that_differ_in_speed_alone_are_one_choice() -> None:
    chosen = chosen_of(groups(OFFERS, document("Standard 720p fast")))

    assert chosen is not None
    assert chosen.name == "Standard 720p fast"
    assert [speed.word for speed in chosen.speeds] == ["Standard", "Fast"]


def test_presets_of_one_s_own_are_apart_even_when_they_are_alike() -> None:
    own = [Offer(Recipe(name=name), is_own=True) for name in ("Mine", "Mine too")]
    last = groups([*OFFERS, *own], document("Mine"))[-1]

    assert (last.name, [choice.name for choice in last.choices]) == ("Your own", ["Mine", "Mine too"])
    assert [choice.is_chosen for choice in last.choices] == [True, False]


def test_a_choice_tells_frame_shape_and_about_the_size() -> None:
    found = {choice.name: choice for group in groups(OFFERS, document()) for choice in group.choices}

    assert found["TikTok 9:16"].height > found["TikTok 9:16"].width
    assert found["YouTube 1080p"].facts.startswith("H.264 · 1920 × 1080 · about ")
    assert (found["Podcast Audio mp3"].width, found["Podcast Audio mp3"].facts[:3]) == (0, "MP3")
    assert chosen_of(groups(OFFERS, document("Gone"))) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "5 s"), (42, "40 s"), (61, "1 min"), (160, "2 min 40 s"), (900, "15 min"), (4000, "1 h 7 min")],
)
def test_rough_times_are_said_in_steps_of_five_seconds(seconds: float, words: str) -> None:
    assert said(seconds) == words


def test_time_left_follows_how_fast_the_per_cent_rises() -> None:
    shown = run(entry(), NOW, chart=chart("working"), course=course(30.0, 35.0, 40.0))

    assert shown.left == "about 25 s left"
    assert (shown.percent, shown.version, shown.scene) == (40, "v3", "Scene 1 of 3")


@pytest.mark.parametrize(
    "gone",
    [
        course(30.0, 40.0, began_s=2),
        course(40.0),
        course(40.0, 40.0),
        Course(NOW - timedelta(minutes=9), []),
        Course(NOW - timedelta(minutes=9), [*course(4.0, stage="Voice").samples, *course(40.0).samples]),
    ],
    ids=["just begun", "one report", "standing still", "none", "another stage"],
)
def test_no_time_left_is_said_while_it_is_not_known(gone: Course) -> None:
    assert run(entry(), NOW, course=gone).left == ""


def test_what_is_reused_is_counted_with_the_time_it_would_have_taken() -> None:
    states = ("reused", "reused", "rendered", "working", "waiting")
    shown = run(entry(), NOW, chart=chart(*states), course=course(20.0, 30.0, 40.0, every_s=10))

    assert shown.reused == "2 reused, about 40 s saved"
    assert [cell.label for cell in shown.cells] == ["1", "·", "2", "·", "3"]
    assert shown.counts[0].number == 2
    assert run(entry(), NOW, chart=chart(*states), course=course(40.0)).reused == "2 reused"
    assert run(entry(), NOW, chart=chart("rendered"), course=course(40.0)).reused == ""


def test_a_map_of_very_many_segments_is_counts() -> None:
    shown = run(entry(), NOW, chart=chart(*["waiting"] * (MOST_CELLS + 1)), course=None)

    assert shown.cells == []
    assert [count.number for count in shown.counts] == [MOST_CELLS + 1]


def test_the_stages_before_the_one_that_runs_are_done() -> None:
    assert [stage.state for stage in run(entry(stage="Visuals"), NOW).stages] == ["done"] * 2 + ["now"] + [
        "todo"
    ] * 2
    waits = run(entry(status="Queued", stage=None), NOW, ahead=2)
    assert [stage.state for stage in waits.stages] == ["done"] + ["todo"] * 4
    assert waits.place == "2 exports are before it"


def test_an_export_that_is_called_off_is_stopping_until_it_ends() -> None:
    assert run(entry(cancel_requested=True), NOW).badge.word == "Stopping"
    assert run(entry(is_paused=True), NOW).is_stopping
    assert not run(entry(is_paused=True, status="Queued"), NOW).is_stopping


def test_findings_lead_to_where_they_are_mended() -> None:
    facts = Facts(free_bytes=10**12, missing=frozenset(), sizes_px={})
    made = replace(document("TikTok 9:16", frames=30_000), brief=Brief(topic="x", aspect="16:9"))
    found = checks(preflight(made, PRESETS["TikTok 9:16"], facts), "/projects/p", ["0", "1", "2"], "TikTok")
    tones = [line.tone for line in found.lines]
    shape = next(line for line in found.lines if "9:16" in line.words and line.tone == "warn")

    assert not found.can_start
    assert tones[0] == "bad"
    assert "shorten it" in found.lines[0].words
    assert [way.path for way in found.lines[0].ways] == ["/projects/p/scenes"]
    assert [way.path for way in shape.ways] == ["/projects/p/brief#f-aspect"]


def test_what_is_as_it_should_be_is_said_as_well() -> None:
    facts = Facts(free_bytes=212 * 10**9, missing=frozenset(), sizes_px={})
    found = checks(preflight(document("TikTok 9:16"), PRESETS["TikTok 9:16"], facts), "/p", ["0"], "TikTok")
    good = [line.words for line in found.lines if line.tone == "good"]

    assert found.can_start
    assert good[0].startswith("212 GB free; about ")
    assert good[1] == "0:09 is within TikTok’s 10 min."


def explained(*states: str, sound: str = "reused") -> Explained:
    lines = [SegmentLine(n + 1, "Lamp", False, 0, 100, state, ["its text"]) for n, state in enumerate(states)]  # type: ignore[arg-type]
    rendered = states.count("rendered")
    return Explained(
        preset="Draft 360p",
        against=1,
        segments=lines,
        sound=SoundLine(sound, ["a narration"]),  # type: ignore[arg-type]
        segments_reused=len(states) - rendered,
        segments_rendered=rendered,
        frames_reused=100 * (len(states) - rendered),
        frames_rendered=100 * rendered,
    )


def test_what_would_be_rendered_is_said_before_with_its_reasons_and_its_time() -> None:
    found = foresight(explained("reused", "reused", "rendered", sound="rendered"), 0.2)

    assert found.words == "2 of 3 segments are reused; the rest will be rendered, about 20 s."
    assert [tuple(line) for line in found.lines] == [
        ("Scene 3, Lamp", "its text"),
        ("The sound", "a narration"),
    ]
    assert foresight(explained("reused", "rendered"), None).words.startswith("1 of 2 segments is reused;")
    assert foresight(explained("rendered"), None).words == "All of it will be rendered."
    assert foresight(explained("reused"), 0.2).words.startswith("All of it is there already")
    assert foresight(explained(), None).words.startswith("Only sound")
    assert foresight(explained(*["rendered"] * 100), 1).left_out == 60


def test_the_pace_is_that_of_films_made_in_one_go() -> None:
    about = {"segments_reused": 1, "segments_rendered": 1, "duration_seconds": 10.0, "started_at": NOW}
    film = ExportHistory(attempt=1, completed_at=NOW + timedelta(seconds=15), **about)
    resumed = ExportHistory(attempt=2, completed_at=NOW + timedelta(hours=9), **about)

    assert pace_s([film, resumed], 30.0) == pytest.approx(0.1)
    assert pace_s([resumed], 30.0) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("How lighthouses work", "How lighthouses work - Draft 360p - v3.mp4"),
        ("光 の塔", "光 の塔 - Draft 360p - v3.mp4"),
        ("../../etc/pass\nwd\x00", "etc pass wd - Draft 360p - v3.mp4"),
        ("", "Untitled - Draft 360p - v3.mp4"),
    ],
)
def test_a_film_is_saved_under_its_title_preset_and_version(title: str, expected: str) -> None:
    assert file_name(entry(output_file="a.mp4")._replace(title=title)) == expected
