"""The machinery of the benches, and a bench in miniature: what it says must be true, whatever it measures."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from aura.timeline import codec, rules
from aura.timeline.document import Head
from tests.bench import versions
from tests.bench.__main__ import BENCHES, main
from tests.bench.git_store import GC, LAYOUTS, GitStore, Written
from tests.bench.history import PROPORTIONS, Author, history
from tests.bench.measuring import Spent, measured, median
from tests.bench.options import Options
from tests.bench.report import Report
from tests.bench.sides import FIRST, saved


def test_the_same_seed_gives_the_same_history_and_another_gives_another() -> None:
    once, again, other = (history(8, 40, seed) for seed in (7, 7, 8))

    assert once == again
    assert once != other


def test_a_history_keeps_to_its_proportions() -> None:
    kinds = Counter(state.kind for state in history(30, 3000, 1))

    assert kinds.pop("start") == 1
    for kind, percent in PROPORTIONS.items():
        assert kinds[kind] / 3000 == pytest.approx(percent / 100, abs=0.03)


def test_each_state_is_a_document_that_aura_would_hold() -> None:
    for state in history(12, 60, 3)[::10]:
        assert codec.thaw(codec.freeze(state.document)) == state.document
        assert len({scene.id for scene in state.scenes}) == len(state.scenes)
        for scene in state.scenes:
            assert scene.length_frames == rules.scene_length(scene, Head().rate)


def test_a_scene_is_about_as_large_as_is_said() -> None:
    author = Author(random.Random(5))
    sizes = [len(codec.canonical(author.scene())) for _ in range(400)]

    assert sum(sizes) / len(sizes) == pytest.approx(970, rel=0.1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_git_gives_back_every_state_loose_packed_and_after_half_of_them_went(
    layout: str, tmp_path: Path
) -> None:
    written = Written()
    store = GitStore(tmp_path / "repository", layout, written)  # type: ignore[arg-type]
    states = history(6, 20, 2)
    for state in states:
        written.prepare(state.document)
        store.save(state.document)
    expected = [store.expected(state.document) for state in states]

    assert [store.read(place) for place in range(20)] == expected
    loose = store.stored_bytes()
    store.run(GC)
    assert store.stored_bytes() < loose
    assert [store.read(place) for place in range(20)] == expected
    store.keep(range(0, 20, 2))
    packed = store.stored_bytes()
    store.run(GC)
    assert store.stored_bytes() < packed
    assert [store.read(place) for place in range(0, 20, 2)] == expected[::2]


def test_git_and_aura_are_given_the_same_content(tmp_path: Path) -> None:
    with saved(tmp_path, 6, Options(saves=8, seed=2), lambda _: None) as sides:
        files = sides.git["five-files"].read(7)
        frozen = sides.aura.read(FIRST + 7)

    timeline = json.loads(files["timeline.json"])
    lines = [json.loads(line) for line in frozen.timeline.split(b"\n")]
    assert timeline["scenes"] == lines[1:]
    assert timeline["head"].items() <= lines[0].items()
    assert json.loads(files["brief.json"]).items() <= json.loads(frozen.brief).items()


def test_a_store_that_lost_something_is_found_out(tmp_path: Path) -> None:
    with saved(tmp_path, 6, Options(saves=8, seed=2), lambda _: None) as sides:
        sides.states[3:5] = reversed(sides.states[3:5])  # type: ignore[index]

        with pytest.raises(AssertionError, match="does not hold state 3"):
            sides.check(3)


def test_what_is_spent_is_told_of_this_process_and_of_its_children(tmp_path: Path) -> None:
    spent: list[Spent] = []
    with measured(spent):
        time.sleep(0.05)
    with measured(spent):
        sum(range(2_000_000))
    with measured(spent):
        GitStore(tmp_path, "five-files", Written()).run(("git", "version"))
    slept, worked, child = spent

    assert slept.cpu_s < slept.wall_s
    assert worked.cpu_s > slept.cpu_s
    assert child.cpu_s > 0
    assert median([Spent(1, 9), Spent(2, 7), Spent(9, 8)]) == Spent(2, 8)


def test_a_table_marks_what_missed_its_aim() -> None:
    report = Report("lamps", {"saves": 3}, {"save": "a verb"})
    report.add("reached", 2.0, "x", "fine", aim=(">=", 2))
    report.add("missed", 1.9, "x", "not fine", aim=(">=", 2))
    report.time("free", Spent(0.001, 0.002), "a save")
    lines = report.table().splitlines()[2:]

    assert [" !" in line for line in lines] == [False, True, False]
    assert "1.00 ms" in lines[2]
    assert lines[2].endswith("a save; by the clock 2.00")


def test_a_bench_in_miniature_tells_every_figure(tmp_path: Path) -> None:
    few = Options(scenes=(6, 9), saves=12, more=2, reads=4, restores=2, comparisons=3, edits=1)
    told = versions.run(few, lambda _: None).as_json()

    each = ["bytes_vs_git", "save_vs_libgit2", "save_ms", "rows_ms", "read_vs_libgit2", "read_ms"]
    each += ["compare_ms", "restore_ms", "sweep_vs_git", "sweep_ms", "purge_ms"]
    named = {f"{name}_{scenes}" for name in each for scenes in (6, 9)}
    named |= {"save_1000th_over_10th", "edit_9_over_6", "action_log_bytes_per_edit"}
    assert named <= told["figures"].keys() == told["behind"].keys()
    assert all(value > 0 for value in told["figures"].values())
    assert len(told["behind"]["save_vs_libgit2_6"]["each_s"]["aura"]) == 12


def test_the_command_line_says_what_to_measure_and_where_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Options] = []

    def lamps(options: Options, say: Callable[[str], None]) -> Report:
        asked.append(options)
        say("lighting lamps")
        report = Report("lamps", options.as_plain(), {"lamp": "a match"})
        report.add("lamps_lit", 3.0, "lamps", "those that are lit")
        return report

    monkeypatch.setitem(BENCHES, "lamps", lamps)
    file = tmp_path / "figures.json"
    main(["lamps", "--quick", "--scenes", "20,2000", "--seed", "9", "--json", str(file)])
    told, printed = json.loads(file.read_text()), capsys.readouterr()

    assert [(each.scenes, each.seed, each.saves) for each in asked] == [((20, 2000), 9, 1000)]
    assert asked[0].reads < Options.reads
    assert told["figures"] == {"lamps_lit": 3.0}
    assert told["commands"] == {"lamp": "a match"}
    assert "lamps_lit" in printed.out
    assert "lighting lamps" in printed.err
