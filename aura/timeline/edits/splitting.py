"""The edit that makes two scenes of one.

    | Words before, words after. |   scene.split   ->   | Words before, |  | words after. |

What was said or seen before the place stays, what came after it goes to the new scene: words, captions,
overlays, the rest of a clip.  Both keep the title, the picture, the motion and the voice.  The narration is
dropped unless it was over by then: it no longer says the words of either half.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from aura.errors import Conflict, Invalid
from aura.timeline.document import Head
from aura.timeline.edits.chain import Chain
from aura.timeline.edits.changing import SceneEdit, require_room, timed
from aura.timeline.edits.putting import PutScenes
from aura.timeline.edits.registry import NewId, edit
from aura.timeline.pacing import pace_of
from aura.timeline.scene import Cue, Media, Narration, Overlay, Scene
from aura.timeline.terms import MAX_FRAMES, MAX_MS
from aura.timeline.time import ms_from_frames
from aura.timeline.view import Change, Outcome, View, get_scene


@edit("scene.split")
class SplitScene(SceneEdit, frozen=True, kw_only=True):
    """Split a scene in two: its words after so many characters (offset), one without words at a frame."""

    id: NewId
    offset: (
        Annotated[int, Meta(ge=1, le=20_000, description="How many characters of the text stay.")] | None
    ) = None
    frame: Annotated[int, Meta(ge=1, le=MAX_FRAMES, description="How many frames stay.")] | None = None

    @classmethod
    def completed(cls, payload: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
        return {"id": new_id(), **payload}

    def apply(self, view: View) -> Outcome:
        scene = get_scene(view, self.scene)
        if view.find_scene(self.id) is not None:
            raise Conflict(f"There is already a scene {self.id}.", field="id")
        require_room(view, 1)
        texts = self._texts(scene)
        frame = self._frame(scene, texts[0])
        first, second = (timed(view, half) for half in self._halves(view, scene, texts, frame))
        chain = Chain(view)
        chain.put(self.id, scene.id)
        return Outcome(
            inverse=PutScenes(changed=(scene,), deleted=(self.id,)),
            words=f"Split scene {view.position(scene.id)} in two{without_recording(scene, first)}",
            changes=(
                Change(f"scene:{scene.id}", scene, first),
                Change(f"scene:{self.id}", None, second),
                *chain.changes(),
            ),
            placed=chain.placed(),
        )

    def _texts(self, scene: Scene) -> tuple[str, str]:
        text = scene.script_text
        if not text.strip():
            if self.offset is not None:
                raise Invalid("The scene has no words; say at which frame it is split.", field="offset")
            return text, ""
        if self.offset is None:
            raise Invalid("Say after how many characters of its text the scene is split.", field="offset")
        before, after = text[: self.offset].rstrip(), text[self.offset :].lstrip()
        if not before or not after:
            raise Invalid("A scene is split between words: some before, some after.", field="offset")
        return before, after

    def _frame(self, scene: Scene, before: str) -> int:
        """The frame at which it is split: the one asked for, or about where the words are by then."""
        if self.frame is None:
            if self.offset is None:
                raise Invalid("Say at which frame the scene is split.", field="frame")
            spoken = scene.narration.frames if scene.narration else scene.length_frames
            about = spoken * len(before) // len(scene.script_text)
            return max(1, min(about, scene.length_frames - 1))
        if self.frame >= scene.length_frames:
            words = f"The scene lasts {scene.length_frames:,} frames; split it at an earlier one."
            raise Invalid(words, field="frame")
        return self.frame

    def _halves(self, view: View, scene: Scene, texts: tuple[str, str], frame: int) -> tuple[Scene, Scene]:
        at_ms = ms_from_frames(frame, view.part(Head).rate)
        keeps_length = scene.authored_frames or self.frame is not None
        cues, overlays = _cues(scene.captions, at_ms), _overlays(scene.overlays, at_ms)
        first = replace(
            scene,
            script_text=texts[0],
            authored_frames=frame if keeps_length else 0,
            narration=_over_by(scene, frame),
            captions=cues[0],
            overlays=overlays[0],
        )
        second = replace(
            scene,
            id=self.id,
            script_text=texts[1],
            authored_frames=scene.length_frames - frame if keeps_length else 0,
            narration=None,
            media=_later(view, scene.media, at_ms),
            transition="cut",
            transition_frames=0,
            captions=cues[1],
            overlays=overlays[1],
        )
        return first, second


def without_recording(before: Scene, after: Scene) -> str:
    """Words for a recording of one's own that an edit had to take from its scene."""
    lost = before.narration and before.narration.made_from is None and not after.narration
    return ", without its recording" if lost else ""


def _over_by(scene: Scene, frame: int) -> Narration | None:
    """The narration of a scene without words, where it is over by a frame; the pause after it ends there."""
    narration = scene.narration
    if narration is None or scene.script_text.strip() or narration.frames > frame:
        return None
    return replace(narration, pause_frames=min(narration.pause_frames, frame - narration.frames))


def _cues(cues: tuple[Cue, ...], at_ms: int) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """Each caption goes to the half that has more of it."""
    early = [cue for cue in cues if cue.start_ms + cue.end_ms <= 2 * at_ms]
    late = [cue for cue in cues if cue.start_ms + cue.end_ms > 2 * at_ms]
    return (
        tuple(replace(cue, end_ms=min(cue.end_ms, at_ms)) for cue in early),
        tuple(replace(cue, start_ms=max(cue.start_ms - at_ms, 0), end_ms=cue.end_ms - at_ms) for cue in late),
    )


def _overlays(overlays: tuple[Overlay, ...], at_ms: int) -> tuple[tuple[Overlay, ...], tuple[Overlay, ...]]:
    """Each overlay is in the half in which it is shown; one that is shown across the place is in both."""
    return (
        tuple(
            replace(each, end_ms=each.end_ms if each.end_ms < at_ms else 0)
            for each in overlays
            if each.start_ms < at_ms
        ),
        tuple(
            replace(each, start_ms=max(each.start_ms - at_ms, 0), end_ms=max(each.end_ms - at_ms, 0))
            for each in overlays
            if not each.end_ms or each.end_ms > at_ms
        ),
    )


def _later(view: View, media: Media | None, at_ms: int) -> Media | None:
    """A clip as it goes on from a time of its scene; one that was over by then holds its last picture or
    turns on, and one that stands still does so for the rest of its time."""
    if media is None or media.type != "Video":
        return media
    asset = view.find_asset(media.asset)
    pace = pace_of(media, Fraction(asset.duration_ms if asset else 0, 1000))
    passed_s = Fraction(at_ms, 1000)
    from_ms = min(round(pace.moment(passed_s) * 1000), MAX_MS)
    if pace.has_end:
        from_ms = min(from_ms, round(pace.end_s * 1000) - 1)
    still_ms = round(pace.still_left_s(passed_s) * 1000)
    return replace(
        media, trim_ms=from_ms, freeze_ms=media.freeze_ms if still_ms else 0, freeze_for_ms=still_ms
    )
