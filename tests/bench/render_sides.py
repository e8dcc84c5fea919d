"""One film by all sides, in turn: what each took, over what Aura took, and what their encoders left of it."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.bench import render_likeness as likeness
from tests.bench.measuring import median
from tests.bench.peers import bare, graph, melt, moviepy_side
from tests.bench.render_aura import CHECKOUT, FONT, fast_preset
from tests.bench.render_films import Films, require_frames, spent
from tests.bench.render_trees import Cost, cost_of
from tests.bench.report import Aim, Report

SLOW = ("moviepy", "melt")
"""Sides that take minutes where the others take seconds."""
PEER_FRAMES = 1
"""How many frames another side may be off: nobody promises that it is none."""
_SAYS = {
    "moviepy": "MoviePy 2.2.1, veryfast, no ducking, no loudness",
    "melt": "melt, veryfast, no ducking, no loudness",
    "graph": "one filter graph, zoompan from 2560 px",
    "limit": "the bare encoder on Aura's frames, no sound",
}
_AIMS: Mapping[str, Aim] = {
    "moviepy": (">=", 4.5), "melt": (">=", 4.1), "graph": (">=", 1.35), "limit": (">=", 0.66),
}  # fmt: skip


def measure(films: Films, report: Report) -> None:
    """All sides as often as is asked for each, every time another one first."""
    scenes = films.options.film
    film, frames = films.film(scenes), films.folder / "aura.yuv"
    films.say("writing the frames that Aura gives to its encoder")
    if likeness.aura_frames(film, frames) != film.story.frames:
        raise AssertionError("Aura composed another number of frames than the story has.")
    sides = _sides(films)
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    for turn, name in turns([*sides], films.options.runs, films.options.slow_runs):
        films.say(f"{scenes} scenes, run {turn}: {name}")
        costs[name].append(sides[name]())
    _ratios(report, costs, scenes)
    if likeness.is_known():
        _likeness(films, report)
    else:
        films.say("this FFmpeg has no libvmaf, so vmaf_minus_graph is left out")
    frames.unlink()


def turns(sides: Sequence[str], runs: int, slow_runs: int) -> Iterator[tuple[int, str]]:
    """Which run is made of which side: so many of each, of slow ones no more than so many."""
    for turn in range(runs):
        first = turn % len(sides)
        for name in (*sides[first:], *sides[:first]):
            if name not in SLOW or turn < slow_runs:
                yield turn + 1, name


def _sides(films: Films) -> Mapping[str, Callable[[], Cost]]:
    scenes, folder, files = films.options.film, films.folder, films.files
    told = films.story(scenes)
    others: dict[str, Sequence[str]] = {
        "graph": graph.command(told, files, FONT, folder / "graph.mp4"),
        "limit": bare.command(folder / "aura.yuv", told.size, told.preset.video, folder / "limit.mp4"),
    }
    if films.options.moviepy and not moviepy_side.is_there():
        films.say(f"{moviepy_side.HOW}, so moviepy_over_aura is left out")
    elif films.options.moviepy:
        others["moviepy"] = moviepy_side.command(told, files, FONT, folder / "moviepy.mp4")
    if program := melt.find():
        others["melt"] = melt.command(program, told, files, folder / "melt.mp4")
    else:
        films.say(f"{melt.HOW}, so melt_over_aura is left out")

    def other(name: str) -> Cost:
        cost = cost_of(others[name], cwd=CHECKOUT)
        require_frames(folder / f"{name}.mp4", told.frames, PEER_FRAMES)
        return cost

    def aura() -> Cost:
        cost = films.rendered(scenes)
        shutil.copyfile(films.film(scenes).exported, folder / "aura.mp4")
        return cost

    sides: dict[str, Callable[[], Cost]] = {"aura": aura}
    if fast := fast_preset(told.preset):
        sides["aura_fast"] = lambda: films.rendered(scenes, fast)
    return sides | {name: lambda name=name: other(name) for name in others}  # type: ignore[misc]


def _ratios(report: Report, costs: Mapping[str, Sequence[Cost]], scenes: int) -> None:
    each = {name: [spent(cost) for cost in some] for name, some in costs.items()}
    middles = {name: median(some) for name, some in each.items()}

    def ratio(name: str, side: str, ours: str, says: str, aim: Aim) -> None:
        cpu = middles[side].cpu_s / middles[ours].cpu_s
        wall = middles[side].wall_s / middles[ours].wall_s
        says = f"{says}: {middles[side].cpu_s:.1f} s over {middles[ours].cpu_s:.1f}; by the clock {wall:.2f}"
        report.add(name, cpu, "x", says, aim=aim, each_s={side: each[side], ours: each[ours]})

    for side, says in _SAYS.items():
        if side in middles:
            ratio(f"{side}_over_aura", side, "aura", says, _AIMS[side])
    if "aura_fast" in middles and "moviepy" in middles:
        ratio("moviepy_over_aura_fast", "moviepy", "aura_fast", "the same over the fast setting", (">=", 6))
    ours = middles["aura"]
    report.time("aura_ms", ours, f"a film of {scenes} scenes from nothing")
    says = "by the clock over by the processor; a promise for two idle cores"
    report.add("wall_over_cpu", ours.wall_s / ours.cpu_s, "x", says, aim=("<=", 0.7))
    most = {name: max(cost.memory_bytes for cost in some) / 2**20 for name, some in costs.items()}
    report.add("aura_memory_mb", most["aura"], "MB", "the most that all processes hold", sides_mb=most)


def _likeness(films: Films, report: Report) -> None:
    """Aura's film and the graph's, each against its own frames."""
    films.say("comparing films with their frames")
    folder, told, raw = films.folder, films.story(films.options.film), films.folder / "graph.yuv"
    ours = likeness.vmaf(folder / "aura.mp4", folder / "aura.yuv", told.size)
    cost_of(graph.raw_command(told, films.files, FONT, raw), cwd=CHECKOUT)
    other = likeness.vmaf(folder / "graph.mp4", raw, told.size)
    raw.unlink()
    says = f"VMAF {ours:.2f} less the graph's {other:.2f}, each against its own frames"
    report.add("vmaf_minus_graph", ours - other, "", says, aim=(">=", -0.5), aura=ours, graph=other)
