"""What the wizard costs: the storyboard of a long film, and the saving of what is typed, over a bare page and
a bare form post of the same framework.

Two servers run, each in a process of its own: Aura as people start it (``aura serve``), and the bare pages of
``web_bare``.  They are asked in turn, each time another one first, and an edit comes before every storyboard,
so that no answer is one that was given before.  What was typed is read back at the end.
"""

import gzip
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.measuring import Spent, median, total
from tests.bench.options import WebOptions
from tests.bench.report import Aim, Report
from tests.bench.web_film import WebFilm
from tests.bench.web_serving import Answer, Served, require_clocks, serving

COMMANDS = {
    "aura": "python -P -m aura.cli.main --home HOME serve --no-worker --port 0",
    "bare": "python -P -m tests.bench.web_bare",
    "storyboard": "GET /projects/ID/scenes",
    "edit": "PUT /projects/ID/scenes/SCENE?at=scenes  name=script_text, value=..., was=...",
    "bare page": "GET /page",
    "bare form": "PUT /form  name=..., value=..., was=...",
}
"""What was run and asked."""

STORYBOARD: Aim = ("<=", 8)
EDIT: Aim = ("<=", 3)
TYPED = 3
"""How often one scene's words are saved before another scene's are, as by somebody who types."""


class Typist:
    """Types into one scene after the other; knows what each says by now, and what was sent last."""

    def __init__(self, film: WebFilm) -> None:
        self.film = film
        self.now = {scene.id: scene.script_text for scene in film.scenes}
        self.sent: dict[str, str] = {}
        self._ids = list(self.now)
        self._saved = 0

    def type(self) -> str:
        """Another word into a scene; answers where ``sent`` is to be sent."""
        scene_id = self._ids[self._saved // TYPED * 7 % len(self._ids)]
        self._saved += 1
        was = self.now[scene_id]
        self.now[scene_id] = value = f"{was} lamp"
        self.sent = {"name": "script_text", "key": f"text-{scene_id}", "value": value, "was": was}
        return f"{self.film.path}/scenes/{scene_id}?at=scenes"

    def check(self) -> None:
        """Every word that was sent must be there."""
        if self.film.texts() != self.now:
            raise AssertionError("what was typed is not what is kept")


def run(options: WebOptions, say: Callable[[str], None]) -> Report:
    """The whole bench; the scratch folder is removed at the end."""
    require_clocks()
    report = Report("web", options.as_plain(), COMMANDS)
    with tempfile.TemporaryDirectory(prefix="aura-bench-") as scratch:
        say(f"making a film of {options.scenes} scenes")
        film = WebFilm(Path(scratch), options.scenes, options.seed)
        typist = Typist(film)
        with ExitStack() as stack:
            served = ["aura.cli.main", "--home", scratch, "serve", "--no-worker", "--port", "0"]
            aura = stack.enter_context(serving(served, {"AURA_SCHEDULER": "off", "AURA_DATABASE_URL": ""}))
            bare = stack.enter_context(serving(["tests.bench.web_bare"]))
            asked = _asked(aura, bare, typist)
            say(f"asking {options.answers} times each, after {options.warm} that do not count")
            for _ in range(options.warm):
                _round(asked, 1)
            answers: dict[str, list[Answer]] = {name: [] for name in asked}
            for turn in range(options.answers):
                for name, answer in _round(asked, turn).items():
                    answers[name].append(answer)
        typist.check()
    _tell(report, answers)
    return report


def _asked(aura: Served, bare: Served, typist: Typist) -> dict[str, Callable[[], Answer]]:
    """What is asked of both, in an order in which an edit comes before each storyboard."""
    return {
        "edit": lambda: aura.put(typist.type(), typist.sent),
        "form": lambda: bare.put("/form", typist.sent),
        "storyboard": lambda: aura.get(f"{typist.film.path}/scenes"),
        "page": lambda: bare.get("/page"),
    }


def _round(asked: Mapping[str, Callable[[], Answer]], turn: int) -> dict[str, Answer]:
    """Everything once: an edit and its like, then a page and its like, each time the other side first."""
    order = list(asked)
    pairs = [order[:2], order[2:]]
    return {name: asked[name]() for pair in pairs for name in (pair if turn % 2 else reversed(pair))}


def _tell(report: Report, answers: Mapping[str, Sequence[Answer]]) -> None:
    spent = {name: [answer.spent for answer in each] for name, each in answers.items()}
    _ratio(report, "storyboard", "page", spent, STORYBOARD)
    _ratio(report, "edit", "form", spent, EDIT)
    page = answers["storyboard"][-1]
    plain = gzip.decompress(page.body) if page.encoding == "gzip" else page.body
    says = f"of the storyboard's page; sent {page.encoding or 'as it is'}: {len(page.body):,} bytes"
    report.add("storyboard_kb", len(plain) / 1e3, "kB", says)
    report.add("storyboard_gzip_kb", len(gzip.compress(plain, 6)) / 1e3, "kB", "the same, packed by gzip")
    bare = answers["page"][-1].body
    report.add("bare_kb", len(bare) / 1e3, "kB", "of the bare page")


def _ratio(report: Report, name: str, bare: str, spent: dict[str, list[Spent]], aim: Aim) -> None:
    """The median answer over the bare one's: by the processor, as all benches have it, and by the clock."""
    ours, theirs = median(spent[name]), median(spent[bare])
    both = {name: spent[name], bare: spent[bare]}
    says = f"median answer, processor time: {ours.cpu_s * 1e3:.2f} ms over {theirs.cpu_s * 1e3:.2f}"
    report.add(f"{name}_over_bare", ours.cpu_s / theirs.cpu_s, "x", says, aim=aim, each_s=both)
    says = f"the same by the clock: {ours.wall_s * 1e3:.2f} ms over {theirs.wall_s * 1e3:.2f}"
    report.add(f"{name}_wall_over_bare", ours.wall_s / theirs.wall_s, "x", says)
    for side in (name, bare):
        report.time(f"{side}_ms", median(spent[side]), f"{side}, median")
        all_of_them = total(spent[side])
        report.add(
            f"{side}_cpu_s",
            all_of_them.cpu_s,
            "s",
            f"{side}, all {len(spent[side])}; by the clock {all_of_them.wall_s:.2f}",
        )
