"""How what Aura makes comes into a project: all of it, or nothing.

First all that is due is made, outside any transaction, and laid on the shelf by its key.  Then the edits
that name it are carried out.  So a provider that fails leaves the project as it was, and what was made
until then is not made, or paid, again; nor is what another export is making at this moment.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.generation.shelf import Product, Shelf
from aura.projects.actions import Actions
from aura.projects.editing import Editing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.writer import Writer
from aura.timeline.document import Brief, Document, Head, Plan, Render, Timeline, Voice
from aura.timeline.edits import Edit
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.view import View

BATCH = 32
"""Edits carried out between two commits."""

Step = Literal["voice", "visuals"]


class Want(NamedTuple):
    """Something that is due: the key of what it is made from, and the scene, or none for the whole film.

    An empty key wants what is there taken away.
    """

    key: str
    scene: Scene | None


class Stage(Protocol):
    """One kind of thing that is made for a project."""

    step: Step
    kind: type[Value]
    """What names the things in a document."""

    def wants(self, document: Document) -> Iterator[Want]:
        """What is due, in order."""
        ...

    def wants_still(self, want: Want, view: View, rest: Document) -> bool:
        """Whether it is due now; ``rest`` is the document without its scenes."""
        ...

    def maker(self, document: Document) -> str:
        """Who would make it, and in which version: the shelf keeps the works of two makers apart."""
        ...

    def make(self, want: Want, document: Document) -> Product: ...

    def edit(self, want: Want, product: Product, view: View) -> Edit:
        """What gives it to the project as it is now."""
        ...


class Job(NamedTuple):
    """Whose project things are made for, as which step of undo, and who watches.

    ``progress`` is told how many of how many are made; ``stopped`` is asked between two.  ``guard`` is
    called first in every unit of work that writes, and raises when the job is nobody's any more.
    """

    units: Units
    shelf: Shelf
    actor: Actor
    project_id: uuid.UUID
    correlation_id: uuid.UUID
    progress: Callable[[Step, int, int], None] = lambda step, done, total: None
    stopped: Callable[[], bool] = lambda: False
    guard: Callable[[Work], object] = lambda work: None


class _Made(NamedTuple):
    stage: Stage
    want: Want
    product: Product


def make_all(job: Job, stages: Sequence[Stage]) -> int:
    """Make what is due in any stage and give it to the project; answers how many things that were.

    What somebody changes meanwhile keeps their change, and is looked at again.  When stopped, the project
    is left as it was.
    """
    total = 0
    while True:
        with job.units.reading(job.actor) as work:
            document = LiveView(work.session, Projects(work).get(job.project_id)).document()
        made = _made(job, stages, document)
        if not made or job.stopped():
            return total
        total += len(made)
        for start in range(0, len(made), BATCH):
            with job.units.writing(job.actor) as work:
                _take_in(work, job, made[start : start + BATCH])


def _made(job: Job, stages: Sequence[Stage], document: Document) -> list[_Made]:
    """All that is due, made; progress counts the things of each step together."""
    due = [(stage, want) for stage in stages for want in stage.wants(document)]
    totals = Counter(stage.step for stage, _ in due)
    done: Counter[Step] = Counter()
    made = []
    for stage, want in due:
        if job.stopped():
            break
        product = _product(job, stage, want, document)
        if product is None:
            break
        made.append(_Made(stage, want, product))
        done[stage.step] += 1
        job.progress(stage.step, done[stage.step], totals[stage.step])
    return made


def _product(job: Job, stage: Stage, want: Want, document: Document) -> Product | None:
    """What is wanted, from the shelf or made; ``None`` when stopped while another was making it."""
    if not want.key:
        return Product()
    maker = stage.maker(document)
    if found := job.shelf.find(want.key, maker, stage.kind):
        return found
    with job.shelf.turn(want.key, maker, job.stopped) as is_mine:
        if not is_mine:
            return None
        found = job.shelf.find(want.key, maker, stage.kind)
        return found or job.shelf.put(want.key, maker, stage.make(want, document))


def _take_in(work: Work, job: Job, made: Sequence[_Made]) -> None:
    """Carry out the edits of what is still due just so."""
    job.guard(work)
    project = Projects(work).hold(job.project_id)
    live = LiveView(work.session, project)
    rest = _without_scenes(live)
    edits = []
    for stage, want, product in made:
        if stage.wants_still(want, live, rest):
            for file in product.files:
                Writer(live).hold(file)
            edits.append(stage.edit(want, product, live))
    if edits:
        step = Actions(work, project).step_of(job.correlation_id)
        Editing(work).apply(job.project_id, edits, correlation_id=step)


def _without_scenes(live: LiveView) -> Document:
    """All that a scene's things are made from beside the scene itself: costs the same in a long film."""
    return Document(
        brief=live.part(Brief),
        plan=live.part(Plan),
        voice=live.part(Voice),
        render=live.part(Render),
        timeline=Timeline(head=live.part(Head)),
    )


class SceneStage:
    """A stage whose things are made for scenes, one each."""

    def due(self, scene: Scene, document: Document) -> str | None:
        """The key of what a scene is due, ``None`` when nothing is; without a look at other scenes.

        Each stage has its own.
        """
        raise NotImplementedError

    def wants(self, document: Document) -> Iterator[Want]:
        for scene in document.timeline.scenes:
            if (key := self.due(scene, document)) is not None:
                yield Want(key, scene)

    def wants_still(self, want: Want, view: View, rest: Document) -> bool:
        scene = view.find_scene(want.scene.id) if want.scene else None
        return scene is not None and self.due(scene, rest) == want.key
