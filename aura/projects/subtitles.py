"""Subtitles of a film, out of and into a project.

Out: what the film shows, to the frame, whether or not it is burned in: the captions of scenes that have their
own, else those made from the narration, in their phrases whatever the style they are drawn in.

In: each cue goes to the scene in which most of it lies, and is cut to it.  Where two scenes are seen at once,
the one before counts until the fade is over.  What lies behind the film's end, or finds no frame of its own,
is left out and told.  A scene no cue falls into loses the captions it had of its own, so it shows those made
from its narration again, if it has one.

Units: milliseconds of the film, on whole frames.
"""

import uuid
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from aura.db.work import Work
from aura.errors import Conflict, Invalid
from aura.projects.editing import Applied, Editing
from aura.projects.live import LiveView
from aura.render.captioning import Words, captions_of
from aura.render.preset import Preset, frame_size
from aura.render.spec import Canvas
from aura.render.timing import Placed, place
from aura.timeline.document import Document, Timeline
from aura.timeline.edits.captions import SetSceneCaptions
from aura.timeline.scene import Cue, Scene
from aura.timeline.time import clock, ms_from_frames

MOST_IN_A_SCENE = 1_000


class Loaded(Struct, frozen=True):
    """What a load did: how many cues how many scenes took, and those it left out."""

    applied: Applied
    cues: int
    scenes: int
    left_out: tuple[Cue, ...]


def subtitles_of(document: Document, words: Mapping[str, Words], preset: Preset) -> list[Cue]:
    """The captions of a film, in its time.  ``words`` are the timings of its narrations.

    Raises ``NotFound`` naming a scene whose word timings were not given.
    """
    head = document.timeline.head
    width_px, height_px = frame_size(preset, document.brief.aspect)
    canvas = Canvas(
        width_px=width_px,
        height_px=height_px,
        rate_numerator=head.rate_numerator,
        rate_denominator=head.rate_denominator,
    )
    found = [
        Cue(
            start_ms=ms_from_frames(scene.start_frame + caption.start_frame, head.rate),
            end_ms=ms_from_frames(scene.start_frame + caption.end_frame, head.rate),
            text=caption.text,
        )
        for scene in place(document.timeline.scenes, head.rate)
        for caption in captions_of(scene, canvas, words, lambda _: "")
        if caption.text.strip()
    ]
    return sorted(found, key=lambda cue: (cue.start_ms, cue.end_ms))


def shared_out(cues: Sequence[Cue], timeline: Timeline) -> tuple[dict[str, tuple[Cue, ...]], list[Cue]]:
    """The captions that each scene of a timeline gets, by its id, and the cues that none gets.

    ``cues`` are in order and do not overlap.
    """
    rate = timeline.head.rate
    placed = place(timeline.scenes, rate)
    ends = [scene.start_frame + scene.frames for scene in placed]
    found: dict[str, list[Cue]] = {}
    left_out: list[Cue] = []
    latest = 0
    for cue in cues:
        start = max(latest, _frame(cue.start_ms, rate))
        end = max(start + 1, _frame(cue.end_ms, rate))
        scene = _scene_of(placed, ends, start, end)
        if scene is None:
            left_out.append(cue)
            continue
        latest = min(end, scene.start_frame + scene.frames)
        since = max(start, scene.start_frame) - scene.start_frame
        until = latest - scene.start_frame
        own = Cue(start_ms=_ms(since, rate), end_ms=_ms(until, rate), text=cue.text)
        found.setdefault(scene.scene.id, []).append(own)
    return {scene: tuple(captions) for scene, captions in found.items()}, left_out


class Subtitles:
    """The verbs on a project's own captions."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.editing = Editing(work)

    def load(self, project_id: uuid.UUID, cues: Sequence[Cue]) -> Loaded:
        """Give the scenes these captions, as one step of undo.

        Raises ``Conflict`` when not one falls into the film, and ``Invalid`` when a scene would have more
        than a thousand.
        """
        timeline = self._timeline(project_id)
        found, left_out = shared_out(cues, timeline)
        if not found:
            placed = place(timeline.scenes, timeline.head.rate)
            length = placed[-1].start_frame + placed[-1].frames if placed else 0
            raise Conflict(
                f"No cue falls into the film, which lasts {clock(length, timeline.head.rate)}; "
                "nothing was changed."
            )
        for number, scene in enumerate(timeline.scenes, 1):
            count = len(found.get(scene.id, ()))
            if count > MOST_IN_A_SCENE:
                raise Invalid(
                    f"{count:,} cues fall into scene {number}; a scene has at most {MOST_IN_A_SCENE:,}.",
                    field="file",
                )
        applied = self._set(project_id, timeline.scenes, found)
        return Loaded(applied, sum(map(len, found.values())), len(found), tuple(left_out))

    def clear(self, project_id: uuid.UUID) -> Applied:
        """Take all scenes' own captions, as one step of undo; those made from narrations are shown again."""
        return self._set(project_id, self._timeline(project_id).scenes, {})

    def _timeline(self, project_id: uuid.UUID) -> Timeline:
        project = self.editing.projects.hold(project_id)
        return LiveView(self.work.session, project).document().timeline

    def _set(
        self, project_id: uuid.UUID, scenes: Sequence[Scene], captions: Mapping[str, tuple[Cue, ...]]
    ) -> Applied:
        edits = [
            SetSceneCaptions(scene=scene.id, captions=captions.get(scene.id, ()))
            for scene in scenes
            if scene.captions != captions.get(scene.id, ())
        ]
        if not edits:
            return Applied([], self.editing.projects.get(project_id))
        return self.editing.apply(project_id, edits)


def _scene_of(placed: Sequence[Placed], ends: Sequence[int], start: int, end: int) -> Placed | None:
    """The scene in which most of these frames lie, the first of equals."""
    best, most = None, 0
    for scene in _met(placed, ends, start, end):
        since, until = scene.start_frame + scene.lead_frames, scene.start_frame + scene.frames
        shared = min(end, until) - max(start, since)
        if shared > most:
            best, most = scene, shared
    return best


def _met(placed: Sequence[Placed], ends: Sequence[int], start: int, end: int) -> Iterator[Placed]:
    for scene in placed[bisect_right(ends, start) :]:
        if scene.start_frame >= end:
            return
        yield scene


def _frame(time_ms: int, rate: Fraction) -> int:
    """The frame whose start is nearest to a time."""
    return round(time_ms * rate / 1000)


def _ms(frame: int, rate: Fraction) -> int:
    """The first whole millisecond in a frame."""
    return -(-frame * 1000 * rate.denominator // rate.numerator)
