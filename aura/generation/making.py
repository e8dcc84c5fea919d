"""How a made file comes into a project: stored, registered, and named by an edit if it is still due."""

import uuid
from collections.abc import Callable, Sequence
from typing import NamedTuple

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.projects.actions import Actions
from aura.projects.editing import Editing
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.writer import Writer
from aura.timeline.document import Asset, Brief, Document, Head, Plan, Render, Scene, Timeline, Voice
from aura.timeline.edits import Edit

BATCH = 8
"""Scenes made between two commits."""

Due = Callable[[Scene, Document], str | None]
"""The key of what a scene is due, ``None`` when nothing is."""


class Made(NamedTuple):
    """Files that were made for a scene under a key, and the edit that gives them to it."""

    scene_id: str
    key: str
    files: Sequence[Asset]
    edit: Edit


class Job(NamedTuple):
    """Whose project things are made for, as which step of undo, and who watches.

    ``progress`` is told how many of how many are made; ``stopped`` is asked between scenes.  ``guard`` is
    called first in every unit of work that writes, and raises when the job is nobody's any more.
    """

    units: Units
    actor: Actor
    project_id: uuid.UUID
    correlation_id: uuid.UUID
    progress: Callable[[int, int], None] = lambda done, total: None
    stopped: Callable[[], bool] = lambda: False
    guard: Callable[[Work], object] = lambda work: None


def make_all(job: Job, due: Due, make: Callable[[Scene, Document, str], Made]) -> int:
    """Make what every scene is due and give it to the scenes; answers how many were made.

    A scene that somebody changes meanwhile keeps their change, and is looked at again.  When stopped, what
    is made is kept.
    """
    done = 0
    while True:
        with job.units.reading(job.actor) as work:
            document = LiveView(work.session, Projects(work).get(job.project_id)).document()
        wanted = [
            (scene, key) for scene in document.timeline.scenes if (key := due(scene, document)) is not None
        ]
        if not wanted:
            return done
        total = done + len(wanted)
        for start in range(0, len(wanted), BATCH):
            made: list[Made] = []
            for scene, key in wanted[start : start + BATCH]:
                if stopped := job.stopped():
                    break
                made.append(make(scene, document, key))
                done += 1
                job.progress(done, total)
            if made:
                with job.units.writing(job.actor) as work:
                    take_in(work, job, made, due)
            if stopped:
                return done


def take_in(work: Work, job: Job, made: Sequence[Made], due: Due) -> None:
    """Give files to the scenes that are still due just them."""
    job.guard(work)
    project = Projects(work).hold(job.project_id)
    live = LiveView(work.session, project)
    document = _without_scenes(live)
    edits = []
    for one in made:
        scene = live.find_scene(one.scene_id)
        if scene is not None and due(scene, document) == one.key:
            for file in one.files:
                Writer(live).hold(file)
            edits.append(one.edit)
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
