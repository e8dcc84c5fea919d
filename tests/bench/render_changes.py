"""What a change costs in a film that was rendered before, and how cost and memory grow with a film."""

from collections.abc import Mapping

from tests.bench.measuring import Spent, median
from tests.bench.render_films import Films, spent
from tests.bench.report import Aim, Report

_SCENE_AIMS: Mapping[int, Aim] = {20: ("<=", 0.0715), 100: ("<=", 0.02)}


def one_scene(films: Films, report: Report, scenes: int) -> None:
    """One scene is shown another way, in each kind of change by itself; the worst counts.

    The whole film and its changes are made in turn, so that both meet the same hours of the machine.
    """
    film = films.film(scenes)
    number = next(part.number for part in film.story.parts[scenes // 2 :] if part.kind == "picture")
    each: dict[str, list[Spent]] = {}
    for turn in range(films.options.runs):
        films.say(f"{scenes} scenes, run {turn + 1}: the whole film, then one scene changed")
        films.rendered(scenes)
        for kind, change in film.changes(number, turn).items():
            film.apply(change)
            each.setdefault(kind, []).append(spent(film.export()))
            film.undo()
    whole = films.whole(scenes)
    shares = {kind: median(some).cpu_s / whole.cpu_s for kind, some in each.items()}
    told = ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items())
    says = f"one scene changed, of {whole.cpu_s:.1f} s for the whole film: {told}"
    aim = _SCENE_AIMS.get(scenes)
    name, share = f"one_scene_of_{scenes}", max(shares.values())
    report.add(name, share, "x", says, aim=aim, whole_s=spent(whole), each_s=each)


def one_voice(films: Films, report: Report, scenes: int) -> None:
    """One scene is spoken anew: the sound is mixed again, and no picture is made."""
    film = films.film(scenes)
    films.say(f"{scenes} scenes: the whole film, then one voice changed")
    whole = films.whole(scenes)
    film.apply(film.another_voice(scenes // 2))
    cost = film.export()
    film.undo()
    says = f"one voice changed, of {whole.cpu_s:.1f} s for the whole film"
    share, name = cost.cpu_s / whole.cpu_s, f"one_voice_of_{scenes}"
    report.add(name, share, "x", says, aim=("<=", 0.1), whole_s=spent(whole), voice_s=spent(cost))


def growth(films: Films, report: Report) -> None:
    """Memory, and processor time a frame, of longer films over those of the shortest."""
    few, *more = films.options.grown
    short = films.whole(few)
    each_s = short.cpu_s / films.story(few).frames
    for many in more:
        films.say(f"{many} scenes: memory")
        long = films.whole(many)
        held = {few: short.memory_bytes, many: long.memory_bytes}
        ratio = held[many] / held[few] if held[few] else 1.0
        mb = " over ".join(f"{held[scenes] / 2**20:.0f}" for scenes in (many, few))
        says = f"the most that all processes hold together: {mb} MB"
        report.add(f"memory_{many}_over_{few}", ratio, "x", says, aim=("<=", 1.2), bytes=held)
        ratio = long.cpu_s / films.story(many).frames / each_s
        says = "processor time a frame, in the longer film over the shorter"
        report.add(f"cpu_{many}_over_{few}", ratio, "x", says, aim=("<=", 1.2), long_s=spent(long))
