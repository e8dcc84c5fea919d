"""What versions cost, against git: their bytes, saving, reading, clearing away; and what edits cost.

Both sides are given the same states of a seeded history.  Of git's two layouts the better counts, for each
figure by itself.  Ratios are of processor time, user and system; times by the clock stand beside them.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench import editing
from tests.bench.git_store import GC, GC_AGGRESSIVE, LAYOUTS, Layout, require_git
from tests.bench.measuring import Spent, mean, measured, median, total
from tests.bench.options import Options
from tests.bench.report import Aim, Report
from tests.bench.sides import FIRST, Sides, saved, young_and_old

BYTES_AIMS: dict[int, Aim] = {20: ("<=", 1.7), 200: ("<=", 1.6), 2000: ("<=", 0.5)}
TIMED = (200, 2000)
"""Sizes whose times have an aim; at 20 scenes neither side takes any time to speak of."""
COMMANDS = {
    "save": "unit.versions.save(project) | libgit2: create_blob, TreeBuilder.write, create_commit",
    "rows": "Writer.write(what differs between two states)",
    "read": "unit.live(project).frozen(version) | libgit2: Repository(folder), all blobs of a commit",
    "compare": "unit.versions.compare(project, n, n + 1)",
    "restore": "unit.versions.restore(project, n)",
    "sweep": f"unit.versions.purge(half), blobs.sweep.sweep(units, now) | {' '.join(GC)}",
    "packed": " ".join(GC),
    "packed hard": " ".join(GC_AGGRESSIVE),
    "edit": "unit.editing.apply(project, [edit]), unit.editing.undo(project)",
}
"""What was run for each figure: by Aura in a unit of work of its own, and by git."""

Costs = Mapping[str, Sequence[Spent]]


class Growth(NamedTuple):
    """Saves in an old project over the same in a young one, and what each cost."""

    times: float
    young_s: Sequence[Spent]
    old_s: Sequence[Spent]


def run(options: Options, say: Callable[[str], None]) -> Report:
    """The whole bench."""
    require_git()
    report = Report("versions", options.as_plain(), COMMANDS)
    growth: dict[int, Growth] = {}
    with tempfile.TemporaryDirectory(prefix="aura-bench-") as scratch:
        for scenes in options.scenes:
            folder = Path(scratch) / str(scenes)
            with saved(folder, scenes, options, say) as sides:
                _saving(sides, report)
                _reading(sides, report, options, say)
                growth[scenes] = _growth(sides, folder / "young")
                say(f"{scenes} scenes: comparing, restoring, clearing away")
                _comparing(sides, report, options)
                _restoring_and_clearing(sides, report, options)
        _growing(growth, report)
        editing.measure(Path(scratch), report, options, say)
    return report


def _saving(sides: Sides, report: Report) -> None:
    """Saves against commits; the first, which writes everything, apart."""
    each: dict[str, list[Spent]] = {"aura": sides.saving, **sides.commits}
    spent = {side: costs[1:] for side, costs in each.items()}
    means = {side: mean(costs) for side, costs in spent.items()}
    middles = {side: median(costs) for side, costs in spent.items()}
    better = min(LAYOUTS, key=lambda layout: means[layout].cpu_s)
    by_median = min(middles[layout].cpu_s for layout in LAYOUTS) / middles["aura"].cpu_s
    ours = means["aura"]
    report.add(
        f"save_vs_libgit2_{sides.scenes}",
        means[better].cpu_s / ours.cpu_s,
        "x",
        f"libgit2's commit ({better}) over a save, mean of all; by their medians {by_median:.2f}",
        aim=_time_aim(sides.scenes, 2),
        better=better,
        mean_s=means,
        median_s=middles,
        each_s=each,
    )
    report.time(f"save_ms_{sides.scenes}", ours, "a save")
    if rows := sides.rows:
        report.time(
            f"rows_ms_{sides.scenes}", mean(rows), "writing what differs, before each save", each_s=rows
        )


def _reading(sides: Sides, report: Report, options: Options, say: Callable[[str], None]) -> None:
    """Random versions read whole while git's objects are loose, packed, and packed hard; then the bytes."""
    costs: dict[str, list[Spent]] = {"aura": []}
    packing: dict[str, list[Spent]] = {}
    stored = {"loose": _stored(sides)}
    for form, command in (("loose", None), ("packed", GC), ("packed hard", GC_AGGRESSIVE)):
        if command:
            say(f"{sides.scenes} scenes: {' '.join(command)}")
            for layout, store in sides.git.items():
                with measured(packing.setdefault(f"{form}, {layout}", [])):
                    store.run(command)
            stored[form] = _stored(sides)
        for place in sides.sample(options.reads):
            with measured(costs["aura"]):
                sides.aura.read(FIRST + place)
            for layout, store in sides.git.items():
                with measured(costs.setdefault(f"{form}, {layout}", [])):
                    store.read(place)
            if place % 8 == 0:
                sides.check(place)
    _bytes(sides, report, stored, packing)
    middles = {side: median(spent) for side, spent in costs.items()}
    ours = middles.pop("aura")
    better = min(middles, key=lambda side: middles[side].cpu_s)
    packed = min(spent.cpu_s for side, spent in middles.items() if not side.startswith("loose"))
    report.add(
        f"read_vs_libgit2_{sides.scenes}",
        middles[better].cpu_s / ours.cpu_s,
        "x",
        f"libgit2 ({better}) over reading a random version whole; packed {packed / ours.cpu_s:.2f}",
        aim=_time_aim(sides.scenes, 1),
        better=better,
        median_s={"aura": ours, **middles},
        each_s=costs,
    )
    report.time(f"read_ms_{sides.scenes}", ours, "reading it")


def _bytes(sides: Sides, report: Report, stored: Mapping[str, Mapping[Layout, int]], packing: Costs) -> None:
    """What the versions added to the database, the growth of the live rows included."""
    ours = sides.aura_bytes / sides.saves
    each = {layout: stored["packed hard"][layout] / sides.saves for layout in LAYOUTS}
    better = min(LAYOUTS, key=lambda layout: each[layout])
    other = max(each.values())
    report.add(
        f"bytes_vs_git_{sides.scenes}",
        ours / each[better],
        "x",
        f"{ours:,.0f} bytes a version over {each[better]:,.0f} ({better}, packed hard; else {other:,.0f})",
        aim=BYTES_AIMS.get(sides.scenes),
        better=better,
        aura_bytes=sides.aura_bytes,
        git_bytes=stored,
        versions=sides.saves,
        tables=sides.aura.table_bytes(),
        packing_s=packing,
    )


def _growth(sides: Sides, folder: Path) -> Growth:
    young, old = young_and_old(sides, folder)
    return Growth(median(old).cpu_s / median(young).cpu_s, young, old)


def _growing(growth: Mapping[int, Growth], report: Report) -> None:
    judged = [scenes for scenes in growth if scenes in TIMED] or list(growth)
    worst = max(judged, key=lambda scenes: growth[scenes].times)
    report.add(
        "save_1000th_over_10th",
        growth[worst].times,
        "x",
        f"the next saves over the same ones in a project with ten versions; the worst: {worst} scenes",
        aim=("<=", 1.3),
        by_scenes=growth,
    )


def _comparing(sides: Sides, report: Report, options: Options) -> None:
    spent: list[Spent] = []
    for place in sides.sample(options.comparisons, last=1):
        with measured(spent):
            sides.aura.compare(FIRST + place, FIRST + place + 1)
    aim: Aim | None = ("<=", 5) if sides.scenes == 2000 else None
    name = f"compare_ms_{sides.scenes}"
    report.time(name, median(spent), "comparing neighbouring versions", aim=aim, each_s=spent)


def _restoring_and_clearing(sides: Sides, report: Report, options: Options) -> None:
    """Restores of some versions; then half of the versions go, others than those."""
    dead = set(sides.sample(sides.saves // 2))
    staying = sorted(set(range(sides.saves)) - dead)
    restores: list[Spent] = []
    for place in sides.dice.sample(staying, min(options.restores, len(staying))):
        with measured(restores):
            sides.aura.restore(FIRST + place)
    report.time(f"restore_ms_{sides.scenes}", median(restores), "restoring a random version", each_s=restores)
    _clearing(sides, report, sorted(dead), staying)
    for place in sides.dice.sample(staying, min(5, len(staying))):
        sides.check(place)


def _clearing(sides: Sides, report: Report, dead: Sequence[int], staying: Sequence[int]) -> None:
    costs: dict[str, list[Spent]] = {}
    numbers = [FIRST + place for place in dead]
    sides.aura.delete(numbers)
    with measured(costs.setdefault("purge", [])):
        sides.aura.purge(numbers)
    before = sides.aura.stored_bytes()
    with measured(costs.setdefault("aura", [])):
        swept = sides.aura.sweep()
    for layout, store in sides.git.items():
        store.keep(staying)
        with measured(costs.setdefault(layout, [])):
            store.run(GC)
    spent: dict[str, Spent] = {side: total(each) for side, each in costs.items()}
    better = min(LAYOUTS, key=lambda layout: spent[layout].cpu_s)
    ours, fastest = spent["aura"], min(spent[layout].wall_s for layout in LAYOUTS)
    report.add(
        f"sweep_vs_git_{sides.scenes}",
        spent[better].cpu_s / ours.cpu_s,
        "x",
        f"git gc ({better}) over a sweep, half the versions gone; by the clock {fastest / ours.wall_s:.2f}",
        aim=(">=", 1),
        better=better,
        spent_s=spent,
        swept_blobs=swept.blobs,
        swept_bytes=swept.bytes,
        freed_bytes=before - sides.aura.stored_bytes(),
    )
    report.time(f"purge_ms_{sides.scenes}", spent["purge"], "purging them, before the sweep")
    report.time(f"sweep_ms_{sides.scenes}", ours, "the sweep")


def _stored(sides: Sides) -> dict[Layout, int]:
    return {layout: store.stored_bytes() for layout, store in sides.git.items()}


def _time_aim(scenes: int, least: float) -> Aim | None:
    return (">=", least) if scenes in TIMED else None
