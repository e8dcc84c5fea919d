"""A template put to use: a new project, or a project that is there, made as the template says.

Whatever is drafted is drafted outside any transaction.  In a project that is there, a restore point keeps
what was; its files stay; the whole is one step of undo.  A template without scenes and without a topic
changes how a film looks and sounds, and leaves its scenes.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec.structs import fields, replace

from aura.actor import Actor
from aura.db.work import Units, Work
from aura.errors import Conflict, Invalid
from aura.ids import new_id
from aura.projects.editing import Applied, Editing
from aura.projects.freezing import freeze
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.providers.online.disclosure import Disclosure
from aura.providers.text.drafter import Draft, Drafter
from aura.setup.presets import preset_names
from aura.templates.blueprint import Blueprint, Stage, StageOptions
from aura.templates.custom_templates import CustomTemplates
from aura.templates.filling import FADE_MS, Filled, FilledScene, fill
from aura.templates.templates import Templates
from aura.timeline.document import Document, Head
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetBrief, SetFields, SetHead, SetPlan, SetRender, SetVoice
from aura.timeline.edits.hearing import SetMusic
from aura.timeline.edits.rewriting import ReplaceScenes
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.time import frames_from_ms

Drafters = Callable[[Actor, uuid.UUID | None, Filled], Drafter]
"""Gives who writes scripts: for whom, for which project if it is there, and of which film."""


Tells = Callable[[Actor, Filled, Mapping[Stage, StageOptions]], Sequence[Disclosure]]
"""Says what having a film's script written would send to a server."""


class Chosen(NamedTuple):
    """Which template: one of the gallery, or one of the user's own, by its id."""

    kind: Literal["template", "custom_template"]
    id: str

    def blueprint(self, work: Work) -> Blueprint:
        """What it says; raises ``NotFound``."""
        own = self.kind == "custom_template"
        return CustomTemplates(work).blueprint(self.id) if own else Templates(work).blueprint(self.id)

    def name(self, work: Work) -> str:
        own = self.kind == "custom_template"
        return CustomTemplates(work).get(self.id).name if own else Templates(work).get(self.id).name

    def used(self, work: Work) -> None:
        """Count one more use of what others may choose too."""
        if self.kind == "template":
            Templates(work).used(self.id)


class Gallery:
    """The verbs that use templates.

    ``usual`` is what new projects of an actor begin with, where a template decides nothing.
    """

    def __init__(
        self, units: Units, drafters: Drafters, tells: Tells, usual: Callable[[Actor], Document]
    ) -> None:
        self._units = units
        self._drafters = drafters
        self._tells = tells
        self._usual = usual

    def preview(self, chosen: Chosen, answers: Mapping[str, Any], actor: Actor) -> Filled:
        """What a new project would be, without making one."""
        with self._units.reading(actor) as work:
            blueprint, presets = chosen.blueprint(work), preset_names(work)
        return fill(blueprint, answers, self._usual(actor), presets)

    def tells(
        self,
        chosen: Chosen,
        answers: Mapping[str, Any],
        actor: Actor,
        project_id: uuid.UUID | None = None,
    ) -> Sequence[Disclosure]:
        """What using a template would send to a server: nothing, unless it leaves the script to be written.

        For a new project, or for the one that it is to be applied to.
        """
        with self._units.reading(actor) as work:
            blueprint, presets = chosen.blueprint(work), preset_names(work)
            live = LiveView(work.session, Projects(work).get(project_id)) if project_id else None
            before = live.document() if live else None
        if not blueprint.is_drafted:
            return []
        film = fill(blueprint, answers, before or self._usual(actor), presets)
        return self._tells(actor, film, film.pipeline)

    def start(self, chosen: Chosen, answers: Mapping[str, Any], actor: Actor) -> uuid.UUID:
        """A new project from a template; answers its id."""
        with self._units.reading(actor) as work:
            blueprint, presets = chosen.blueprint(work), preset_names(work)
        film = fill(blueprint, answers, self._usual(actor), presets)
        film = _drafted(film, blueprint, lambda: self._drafters(actor, None, film))
        head = Head(title=film.title or film.brief.topic, music=film.music)
        with self._units.writing(actor) as work:
            project = Projects(work).create(
                brief=film.brief,
                head=head,
                plan=film.plan,
                voice=film.voice,
                render=film.render,
                scenes=list(_scenes(film.scenes, head)),
            )
            chosen.used(work)
            return project.id

    def apply(
        self, project_id: uuid.UUID, chosen: Chosen, answers: Mapping[str, Any], actor: Actor
    ) -> Applied:
        """Make a project that is there as a template says."""
        with self._units.reading(actor) as work:
            before = LiveView(work.session, Projects(work).get(project_id)).document()
            blueprint, presets = chosen.blueprint(work), preset_names(work)
        film = fill(blueprint, answers, before, presets)
        film = _drafted(film, blueprint, lambda: self._drafters(actor, project_id, film))
        with self._units.writing(actor) as work:
            project = Projects(work).hold(project_id)
            document = LiveView(work.session, project).document()
            if replace(document, timeline=before.timeline) != before:
                raise Conflict("The project was changed meanwhile; apply the template again.")
            freeze(work, project, name=f"Before “{chosen.name(work)}”", version_type="RestorePoint")
            chosen.used(work)
            edits = list(_edits(film, document, looks_only=not (blueprint.scenes or blueprint.is_drafted)))
            return Editing(work).apply(project_id, edits) if edits else Applied([], project)


def _drafted(film: Filled, blueprint: Blueprint, drafter: Callable[[], Drafter]) -> Filled:
    """The film with its script, where the template leaves it to be written."""
    if not blueprint.is_drafted:
        if blueprint.scenes and not film.scenes:
            raise Invalid("With these answers the film would have no scene.", field="answers")
        return film
    written: Draft = drafter().draft(film.brief, film.plan)
    told = [
        FilledScene(title=scene.title, text=scene.script_text, transition="fade") for scene in written.scenes
    ]
    first = [replace(scene, transition="cut") for scene in told[:1]]
    plan = replace(film.plan, sections=written.sections or film.plan.sections)
    return replace(film, title=film.title or written.title, plan=plan, scenes=(*first, *told[1:]))


def _scenes(told: tuple[FilledScene, ...], head: Head) -> Iterator[Scene]:
    fade_frames = frames_from_ms(FADE_MS, head.rate)
    for scene in told:
        yield Scene(
            id=str(new_id()),
            title=scene.title,
            script_text=scene.text,
            authored_frames=frames_from_ms(scene.length_ms, head.rate),
            motion=scene.motion,
            transition=scene.transition,
            transition_frames=0 if scene.transition == "cut" else fade_frames,
        )


def _edits(film: Filled, document: Document, *, looks_only: bool) -> Iterator[Edit]:
    """What makes a document the film; a part that is so already is left alone."""
    timeline = document.timeline
    yield from _set(SetBrief, document.brief, film.brief)
    yield from _set(SetPlan, document.plan, film.plan)
    yield from _set(SetVoice, document.voice, film.voice)
    yield from _set(SetRender, document.render, film.render)
    yield from _set(SetHead, timeline.head, replace(timeline.head, title=film.title or timeline.head.title))
    if film.music is not None:
        yield SetMusic(music=film.music)
    if looks_only:
        return
    yield ReplaceScenes(scenes=tuple(_scenes(film.scenes, timeline.head)))


def _set(setter: type[SetFields], before: Value, after: Value) -> Iterator[Edit]:
    """The edit of the fields that differ, where any does."""
    names = [
        field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)
    ]
    if names:
        yield setter(**{name: getattr(after, name) for name in names})
