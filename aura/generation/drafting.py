"""Writes a script into a project: the outline, and scenes in place of those that were there."""

import uuid

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.ids import new_id
from aura.projects.editing import Applied, Editing
from aura.projects.freezing import freeze
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.providers.text.drafter import Draft, Drafter
from aura.timeline.document import Brief, Plan
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetPlan
from aura.timeline.edits.rewriting import ReplaceScenes
from aura.timeline.scene import Scene

FADE_MS = 400
"""How long a drafted scene's crossfade lasts."""


def draft(units: Units, actor: Actor, project_id: uuid.UUID, drafter: Drafter) -> Applied:
    """Draft from the project's brief and plan, as one step of undo.

    Scenes that are there are replaced; a restore point keeps them.  The drafter works outside any
    transaction.
    """
    with units.reading(actor) as work:
        live = LiveView(work.session, Projects(work).get(project_id))
        brief, plan = live.part(Brief), live.part(Plan)
    written = drafter.draft(brief, plan)
    with units.writing(actor) as work:
        return write_in(work, project_id, written)


def write_in(work: Work, project_id: uuid.UUID, written: Draft) -> Applied:
    """Put a draft into a project, in place of the scenes it has."""
    project = Projects(work).hold(project_id)
    timeline = LiveView(work.session, project).document().timeline
    if timeline.scenes:
        freeze(work, project, name="Before a new draft", version_type="RestorePoint")
    rate = timeline.head.rate
    fade_frames = round(rate * FADE_MS / 1000)
    scenes = tuple(
        Scene(
            id=str(new_id()),
            title=drafted.title,
            script_text=drafted.script_text,
            transition="fade" if number else "cut",
            transition_frames=fade_frames if number else 0,
        )
        for number, drafted in enumerate(written.scenes)
    )
    edits: list[Edit] = [ReplaceScenes(scenes=scenes)]
    if written.sections:
        edits.append(SetPlan(sections=written.sections))
    return Editing(work).apply(project_id, edits)
