"""Parts of a film and single frames of it, seen at once: rendered from the document as an export would.

A preview is small (``PRESET``), at most ``MOST_S`` long, with its sound, and can be played while it is made;
what was made for one is there for the next, and for films of that preset.  The finished file is kept for two
days.  A frame is the one that the film in the project's preset has there, before it is encoded.

A stretch is a part of one scene, short enough for its sound to be there soon, that says where the next one
begins.  Pictures and voices that this machine would make for it at the next export are made for it.

No transaction is open while anything is drawn.  Only the scenes that are looked at need be ready.
"""

import os
import threading
import uuid
from collections.abc import Generator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from aura.actor import Actor
from aura.errors import Invalid, NotFound
from aura.exports.parting import parted
from aura.exports.presets import Presets
from aura.exports.tools import Tools
from aura.exports.words import timings
from aura.generation.ahead import with_made
from aura.generation.making import Job, Step
from aura.ids import new_id
from aura.projects.live import LiveView
from aura.projects.projects import Projects
from aura.render.excerpt import at, excerpt
from aura.render.faces import fonts_for
from aura.render.plan import RenderPlan, plan
from aura.render.preset import DEFAULT, Preset, get_preset
from aura.render.revision import engine
from aura.render.scripted.checking import require_drawable
from aura.render.spec import key_of
from aura.render.window import Window, scene_at, window
from aura.timeline.document import Document
from aura.timeline.scene import Scene
from aura.timeline.time import frames_from_ms, ms_from_frames

PRESET = "Draft 360p"
MOST_S = 120
STRETCH_MS = 8_000
LEAST_WIDTH_PX = 16


class Preview(NamedTuple):
    """A part of a film, to be made or made: where in the film it begins and how long it is."""

    plan: RenderPlan
    file: Path
    from_ms: int
    length_ms: int


class Onward(NamedTuple):
    """Where a film goes on: in which scene, and at which of its frames, the passage into it being over."""

    scene_id: str
    frame: int


class Stretched(NamedTuple):
    """A stretch of a scene: the scene's number and length, when in it it begins, and what comes after."""

    preview: Preview
    number: int
    from_ms: int
    scene_ms: int
    onward: Onward | None


class Previews:
    """Previews and frames of an actor's projects; ``folder`` holds the finished files."""

    def __init__(self, tools: Tools, folder: Path, actor: Actor) -> None:
        self._tools, self._folder, self._actor = tools, folder, actor

    def of_scene(self, project_id: uuid.UUID, scene_id: str) -> Preview:
        """A scene with the passages into it and out of it, or the first ``MOST_S`` of it."""
        document, _ = self._look(project_id)
        number = _number(document, scene_id)
        seen = window(document, number, number)
        most = frames_from_ms(MOST_S * 1000, document.timeline.head.rate)
        return self._preview(seen, seen.start_frame, min(seen.end_frame, seen.start_frame + most))

    def of_range(self, project_id: uuid.UUID, from_ms: int, to_ms: int) -> Preview:
        """The film from one moment to another; the passages in which these lie are shown whole.

        Raises Invalid for a moment past the film's end, and for more than ``MOST_S``.
        """
        document, _ = self._look(project_id)
        rate = document.timeline.head.rate
        if to_ms <= from_ms:
            raise Invalid("A preview ends after it begins: give a later end.", field="to_ms")
        if to_ms - from_ms > MOST_S * 1000:
            raise Invalid(f"A preview is at most {MOST_S} s long: give an earlier end.", field="to_ms")
        start = _frame_at(from_ms, rate)
        first, into = scene_at(document, start, "from_ms")
        last, until = scene_at(document, max(start, frames_from_ms(to_ms, rate) - 1), "to_ms")
        seen = window(document, first, last)
        return self._preview(seen, seen.start_frame + into, seen.placed[-1].start_frame + until + 1)

    def stretch(
        self, project_id: uuid.UUID, scene_id: str, frame: int | None = None, most_ms: int = STRETCH_MS
    ) -> Stretched:
        """A scene from one of its frames on for about so long, or to its end with the passage out of it.

        Without a frame it begins with the passage into it; with one, never before that is over.
        Raises NotFound, Invalid past the scene's end, and what making its picture or its voice raises.
        """
        document, _ = self._look(project_id)
        number = _number(document, scene_id)
        document = self._made_ahead(project_id, document, number)
        seen = window(document, number, number)
        placed, rate = seen.placed[0], document.timeline.head.rate
        first = 0 if frame is None else max(frame, placed.lead_frames)
        if first >= placed.frames:
            raise Invalid("The scene is over by then.", field="frame")
        end, most = placed.frames, max(1, frames_from_ms(most_ms, rate))
        if end - first > most * 3 // 2 and first + most <= end - placed.tail_frames:
            end = self._breath(seen, first + most * 2 // 3, first + most)
        preview = self._preview(seen, seen.start_frame + first, seen.start_frame + end)
        onward = Onward(scene_id, end) if end < placed.frames else None
        for following in document.timeline.scenes[number + 1 : number + 2]:
            onward = onward or Onward(following.id, 0)
        return Stretched(
            preview, number + 1, ms_from_frames(first, rate), ms_from_frames(placed.frames, rate), onward
        )

    def _breath(self, seen: Window, earliest: int, latest: int) -> int:
        """Where a scene is best cut between two of its frames: where whoever speaks it rests."""
        placed, rate = seen.placed[0], seen.document.timeline.head.rate
        narration, lead = placed.scene.narration, placed.lead_frames
        words = timings(seen.document, self._tools.objects).get((narration and narration.words) or "", ())
        at_ms = parted(words, ms_from_frames(earliest - lead, rate), ms_from_frames(latest - lead, rate))
        return latest if at_ms is None else lead + _frame_at(at_ms, rate)

    def warm(self) -> None:
        """Have ready who draws: somebody is about to look."""
        self._tools.engine.warm()

    def play(self, preview: Preview) -> Generator[bytes]:
        """A preview while it is made, in fragments of MP4; then its file is there.

        Raises what the engine raises.
        """
        preview.file.parent.mkdir(parents=True, exist_ok=True)
        return self._tools.engine.stream(preview.plan, out=preview.file)

    @staticmethod
    def finished(preview: Preview) -> bool:
        """Whether a preview was made before; if so, it is kept anew."""
        try:
            os.utime(preview.file)
        except FileNotFoundError:
            return False
        return True

    def frame(self, project_id: uuid.UUID, at_ms: int, width_px: int | None = None) -> bytes:
        """The frame that the film shows at a moment, as a PNG: as wide as the film, or less.

        Raises Invalid before the film's start, past its end, and for a scene that cannot be shown yet.
        """
        document, preset = self._look(project_id)
        number, into = scene_at(document, _frame_at(at_ms, document.timeline.head.rate), "at_ms")
        seen = window(document, number, number)
        film = self._planned(seen.document, preset)
        spec, place = at(film, seen.start_frame + into)
        widest = film.canvas.width_px
        if not LEAST_WIDTH_PX <= (width_px or widest) <= widest:
            raise Invalid(
                f"A frame of this film is from {LEAST_WIDTH_PX} to {widest} pixels wide.", field="width"
            )
        return self._tools.engine.frame(spec, place, width_px=width_px or widest)

    def pictured(self, project_id: uuid.UUID, scene_id: str) -> tuple[Scene, Document]:
        """A scene with the picture that Aura draws for it, where it has none and none is asked for elsewhere;
        and the film as it is."""
        document, _ = self._look(project_id)
        number = _number(document, scene_id)
        with _DRAWING:
            seen = self._with_made(project_id, document, {scene_id: ("visuals",)})
        return seen.timeline.scenes[number], document

    def _look(self, project_id: uuid.UUID) -> tuple[Document, Preset]:
        """A project as it is now, and the preset that its film has."""
        with self._tools.units.reading(self._actor) as work:
            document = LiveView(work.session, Projects(work).get(project_id)).document()
            preset = Presets(work).preset(document.render.preset)
        return document, preset if preset.video else get_preset(DEFAULT)

    def _made_ahead(self, project_id: uuid.UUID, document: Document, number: int) -> Document:
        """The document with what a scene lacks, and the pictures of those that pass into it and out of it."""
        scenes = document.timeline.scenes
        wanted: dict[str, tuple[Step, ...]] = {scenes[number].id: ("voice", "visuals")}
        if number and scenes[number].transition != "cut":
            wanted[scenes[number - 1].id] = ("visuals",)
        if number + 1 < len(scenes) and scenes[number + 1].transition != "cut":
            wanted[scenes[number + 1].id] = ("visuals",)
        return self._with_made(project_id, document, wanted)

    def _with_made(
        self, project_id: uuid.UUID, document: Document, wanted: Mapping[str, tuple[Step, ...]]
    ) -> Document:
        job = Job(self._tools.units, self._tools.shelf, self._actor, project_id, new_id())
        return with_made(job, self._tools.makers.stages(project_id, self._actor), document, wanted)

    def _planned(self, document: Document, preset: Preset) -> RenderPlan:
        require_drawable(document, self._tools.scripts)
        return plan(
            document,
            preset,
            engine=engine(),
            words=timings(document, self._tools.objects),
            fonts=fonts_for,
            scripts=self._tools.scripts.sources(),
        )

    def _preview(self, seen: Window, first: int, end: int) -> Preview:
        timeline = seen.document.timeline
        voices = {one.narration.audio: one.narration.frames for one in timeline.scenes if one.narration}
        part, start = excerpt(
            self._planned(seen.document, get_preset(PRESET)),
            first,
            end,
            engine=engine(),
            voices=voices,
            lengths_ms={asset.digest: asset.duration_ms for asset in timeline.assets},
            is_there=self._tools.engine.is_there,
        )
        name = key_of("preview", part.audio_key, *(one.key for one in part.segments))
        return Preview(
            plan=part,
            file=self._folder / f"{name}.mp4",
            from_ms=ms_from_frames(start, part.rate),
            length_ms=ms_from_frames(part.total_frames, part.rate),
        )


_DRAWING = threading.Lock()
"""One at a time: a page asks for the same picture small and large at once, and finds it drawn."""


def _number(document: Document, scene_id: str) -> int:
    """Where a scene stands, counted from 0.  Raises NotFound."""
    ids = [scene.id for scene in document.timeline.scenes]
    if scene_id not in ids:
        raise NotFound(f"There is no scene {scene_id}.", field="scene")
    return ids.index(scene_id)


def _frame_at(at_ms: int, rate: Fraction) -> int:
    """Which frame is seen at a moment."""
    return at_ms * rate.numerator // (1000 * rate.denominator)
