"""What an export would render now and why: each segment reused, or rendered because of which change.

A segment is reused when it lies in the cache, whoever made it.  What is not there is compared with the newest
finished film, planned anew from the version it was made of, or with the film that a version would give.  A
scene for which something must be made first is told by that.
"""

import uuid
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select

from aura.actor import Actor
from aura.db.work import Work
from aura.errors import Conflict
from aura.exports.checkpoints import STAGE, Data
from aura.exports.due import Due
from aura.exports.presets import Presets, used
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.exports.tools import Tools
from aura.exports.words import timings
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.projects.tables import ProjectVersion
from aura.projects.versions import Versions
from aura.render.faces import fonts_for
from aura.render.plan import plan
from aura.render.preset import Preset
from aura.render.reasons import EARLIER, Reasons, Story
from aura.render.revision import engine
from aura.render.sound_reasons import sound_reasons
from aura.render.spec import Crossfade
from aura.render.window import NOTHING
from aura.timeline.document import Document
from aura.timeline.time import ms_from_frames

State = Literal["reused", "rendered"]
FIRST = "no film was made before"
GONE = "it is not in the cache any more"


class SegmentLine(Struct, frozen=True):
    """A segment of the film: the scene it shows, or into which it leads, and what becomes of it and why."""

    scene: int
    title: str
    is_passage: bool
    from_ms: int
    frames: int
    state: State
    reasons: list[str]


class SoundLine(Struct, frozen=True):
    """The sound of the film."""

    state: State
    reasons: list[str]


class Explained(Struct, frozen=True):
    """A film as it would be made now; ``against`` is the version it is compared with, if there is one."""

    preset: str
    against: int | None
    segments: list[SegmentLine]
    sound: SoundLine
    segments_reused: int
    segments_rendered: int
    frames_reused: int
    frames_rendered: int


class _Base(NamedTuple):
    """A film to compare with; ``engine`` made it, as far as that is known."""

    document: Document
    preset: Preset
    version: int
    engine: str | None = None


def explain(
    tools: Tools,
    actor: Actor,
    project_id: uuid.UUID,
    *,
    preset_name: str | None = None,
    version: int | None = None,
) -> Explained:
    """What an export with this preset would reuse and render, against the newest film or a version.

    Raises ``Conflict`` for a project without scenes; nothing is made, and no transaction left open.
    """
    with tools.units.reading(actor) as work:
        document = LiveView(work.session, Projects(work).get(project_id)).document()
        preset = Presets(work).preset(preset_name or document.render.preset, "preset")
        base = _base(work, project_id, preset, version)
    if not document.timeline.scenes:
        raise Conflict("There is nothing to render yet: draft the script, or add a scene.")
    now = _story(tools, document, preset)
    before = _story(tools, base.document, base.preset, is_over=True) if base else None
    told = Reasons(now, before).segments() if before else ((one, [FIRST]) for one in now.plan.segments)
    is_earlier = base is not None and base.engine not in (None, engine())
    due = Due(document, is_seen=preset.video is not None)
    lines = []
    for segment, reasons in told:
        is_passage = isinstance(segment.spec.content, Crossfade)
        wanted = due.of(segment.scene, passage=is_passage)
        is_there = not wanted and tools.engine.is_there(segment.key)
        why = wanted or reasons or [EARLIER if is_earlier else GONE]
        lines.append(
            SegmentLine(
                scene=segment.scene,
                title=document.timeline.scenes[segment.scene - 1].title,
                is_passage=is_passage,
                from_ms=ms_from_frames(segment.start_frame, now.plan.rate),
                frames=segment.frames,
                state="reused" if is_there else "rendered",
                reasons=[] if is_there else why,
            )
        )
    reused = [line for line in lines if line.state == "reused"]
    rendered = [line for line in lines if line.state == "rendered"]
    return Explained(
        preset=preset.name,
        against=base.version if base else None,
        segments=lines,
        sound=_sound(tools, now, before, due, is_earlier=is_earlier),
        segments_reused=len(reused),
        segments_rendered=len(rendered),
        frames_reused=sum(line.frames for line in reused),
        frames_rendered=sum(line.frames for line in rendered),
    )


def _sound(tools: Tools, now: Story, before: Story | None, due: Due, *, is_earlier: bool) -> SoundLine:
    wanted = due.sound()
    if not wanted and tools.engine.is_there(now.plan.audio_key, "m4a"):
        return SoundLine("reused", [])
    reasons = sound_reasons(now, before) if before else [FIRST]
    return SoundLine("rendered", wanted or reasons or [EARLIER if is_earlier else GONE])


def _story(tools: Tools, document: Document, preset: Preset, *, is_over: bool = False) -> Story:
    """The plan of a document, with stand-ins for what is not made yet, and, of a film that ``is_over``, for
    scripts that are not here any more."""
    timeline = document.timeline
    scenes = tuple(
        replace(
            scene,
            media=scene.media if scene.media or scene.drawn_by else NOTHING,
            length_frames=max(1, scene.length_frames),
        )
        for scene in timeline.scenes
    )
    head = timeline.head
    if head.music and head.music.asset is None:
        head = replace(head, music=None)
    whole = replace(document, timeline=replace(timeline, scenes=scenes, head=head))
    words = timings(whole, tools.objects)
    drawn = [scene.drawn_by.name for scene in scenes if scene.drawn_by] if is_over else []
    scripts = dict.fromkeys(drawn, ("", "")) | tools.scripts.sources()
    return Story(whole, plan(whole, preset, engine=engine(), words=words, fonts=fonts_for, scripts=scripts))


def _base(work: Work, project_id: uuid.UUID, preset: Preset, version: int | None) -> _Base | None:
    """The film to compare with: a version's, or the newest that was finished."""
    if version is not None:
        document = Versions(work).document(project_id, version)
        return _Base(document, preset, version)
    newest = (
        select(ExportHistory)
        .where(
            ExportHistory.project_id == project_id,
            ExportHistory.status == "Completed",
            ExportHistory.is_deleted.is_(False),
            ExportHistory.version_id.is_not(None),
        )
        .order_by(ExportHistory.completed_at.desc(), ExportHistory.id.desc())
        .limit(1)
    )
    export = work.session.scalar(newest)
    if export is None:
        return None
    made_of = work.session.get_one(ProjectVersion, export.version_id)
    document = LiveView(work.session, Projects(work).get(project_id)).thaw(made_of)
    return _Base(document, used(export), made_of.version_number, _engine_of(work, export))


def _engine_of(work: Work, export: ExportHistory) -> str | None:
    """Which engine made a film; its checkpoint knows, for as long as that is kept."""
    mine = (RenderCheckpoint.export_id == export.id, RenderCheckpoint.stage_name == STAGE)
    data = work.session.scalar(select(RenderCheckpoint.checkpoint_data).where(*mine))
    return msgspec.json.decode(data, type=Data).engine if data else None
