"""What an edit costs in a large project over what it costs in a small one, each in a fresh unit of work.

Every edit is taken back before the next, so that each is made in the same project; the two projects take
turns.  Last come edits as people make them, for the bytes of the action log.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from aura.timeline.document import Document
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneText
from aura.timeline.scene import Scene
from tests.bench.aura_store import AuraStore
from tests.bench.history import PROPORTIONS, Author
from tests.bench.measuring import Spent, measured, median
from tests.bench.options import Options
from tests.bench.report import Report

WARM_UP = 3
"""Rounds before those that count."""
LOGGED = 5
"""So many times the measured rounds are the edits whose log is weighed."""


@dataclass
class Desk:
    """A project, who edits it, and what each kind of edit cost."""

    scenes: int
    store: AuraStore
    document: Document
    author: Author
    spent: dict[str, list[Spent]] = field(default_factory=dict)

    def edits(self) -> dict[str, Edit]:
        """One of each kind, on random scenes; each changes something."""
        dice, scenes = self.author.dice, self.document.timeline.scenes
        reworded, deleted = dice.sample(scenes, 2)
        moved = dice.randrange(1, len(scenes))
        anchor = dice.choice([scene for at, scene in enumerate(scenes) if at not in (moved - 1, moved)])
        text = self.author.reworded(reworded).script_text
        return {
            "text": SetSceneText(scene=reworded.id, text=f"{text} {len(text)}"),
            "insert at head": InsertScene(scene=_bare(self.author.scene()), after="start"),
            "move": MoveScene(scene=scenes[moved].id, after=anchor.id),
            "delete": DeleteScene(scene=deleted.id),
        }

    def round(self, *, counts: bool) -> None:
        for kind, edit in self.edits().items():
            done: list[Spent] = []
            with measured(done):
                self.store.apply(edit)
            with measured(done):
                self.store.undo()
            if counts:
                for name, spent in zip((kind, f"undo of {kind}"), done, strict=True):
                    self.spent.setdefault(name, []).append(spent)


def measure(folder: Path, report: Report, options: Options, say: Callable[[str], None]) -> None:
    """The figures of edits, in the smallest and the largest of the projects asked for."""
    small, large = min(options.scenes), max(options.scenes)
    say(f"editing {small} and {large} scenes")
    desks = [_desk(folder, scenes, options.seed) for scenes in (small, large)]
    try:
        for number in range(WARM_UP + options.edits):
            for desk in desks if number % 2 else reversed(desks):
                desk.round(counts=number >= WARM_UP)
        _ratios(desks, report)
        _log(desks[-1], report, LOGGED * options.edits)
    finally:
        for desk in desks:
            desk.store.close()


def _ratios(desks: list[Desk], report: Report) -> None:
    small, large = desks
    middle = {kind: [median(desk.spent[kind]) for desk in desks] for kind in small.spent}
    ratios = {kind: after.cpu_s / before.cpu_s for kind, (before, after) in middle.items()}
    worst = max(ratios, key=ratios.__getitem__)
    report.add(
        f"edit_{large.scenes}_over_{small.scenes}",
        ratios[worst],
        "x",
        f"an edit in the larger project over one in the smaller, the worst: {worst}",
        aim=("<=", 1.5),
        ratios=ratios,
        median_s=middle,
        each_s={desk.scenes: desk.spent for desk in desks},
    )
    for kind, (_, after) in middle.items():
        name = kind.replace(" ", "_")
        says = f"{kind}; {ratios[kind]:.2f} times that of {small.scenes} scenes"
        report.time(f"edit_ms_{large.scenes}_{name}", after, says)


def _log(desk: Desk, report: Report, count: int) -> None:
    """Bytes of the action log for edits in the proportions of the history, a new one each time."""
    before = desk.store.table_bytes().get("action_logs", 0)
    kinds = {"text": "text", "move": "move", "insert": "insert at head", "delete": "delete"}
    weights = [PROPORTIONS[kind] for kind in ("text", "move", "insert", "delete", "field")]
    for _ in range(count):
        kind = desk.author.dice.choices([*kinds, "field"], weights)[0]
        if kind == "field":
            edit: Edit = SetBrief(goal=desk.author.prose.text(12))
        else:
            edit = desk.edits()[kinds[kind]]
        desk.store.apply(edit)
        with desk.store.services.reading() as unit:
            desk.document = unit.live(desk.store.project).document()
    added = desk.store.table_bytes()["action_logs"] - before
    says = f"bytes that an edit adds to the action log, its indexes included (mean of {count})"
    report.add("action_log_bytes_per_edit", added / count, "bytes", says, added_bytes=added)


def _desk(folder: Path, scenes: int, seed: int) -> Desk:
    author = Author(random.Random(f"edits {seed} {scenes}"))
    document = author.beginning(scenes)
    store = AuraStore(folder / f"edits-{scenes}")
    store.bring_to(document)
    store.hold_files(document)
    return Desk(scenes, store, document, author)


def _bare(scene: Scene) -> Scene:
    """A scene that names no file."""
    return replace(scene, narration=None, media=None)
