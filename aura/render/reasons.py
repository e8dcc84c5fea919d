"""Why a film's segments are not those of an earlier film, in words: specs compared field by field.  Pure.

A reason is part of a sentence about a segment: “its picture changed”, “new scene”, “the preset changed”.  A
field that has no words of its own here is named as it is, so that nothing that differs goes unsaid.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import fields

from aura.render.plan import RenderPlan, Segment
from aura.render.spec import Caption, Clip, Crossfade, Overlay, Picture, Script, SegmentSpec, Stretch
from aura.render.timing import Placed, place
from aura.timeline.document import Document

PRESET, EARLIER = "the preset changed", "made with an earlier Aura"
_SHOTS = {Picture: "picture", Clip: "clip", Script: "script"}
_SHOWN = {
    "fit": "how its {what} is fitted changed",
    "move": "its motion changed",
    "length_frames": "its length changed",
    "trim_ms": "which part of its clip is shown changed",
    "end_ms": "which part of its clip is shown changed",
    "ending": "how its clip ends changed",
    "speed_percent": "the speed of its clip changed",
    "freeze_ms": "where its clip stands still changed",
    "freeze_for_ms": "where its clip stands still changed",
    "parameters": "the parameters of its script changed",
    "made_with": "what its script is made with changed",
}


class Story(Struct, frozen=True):
    """A film: the document and its plan."""

    document: Document
    plan: RenderPlan

    def scene_of(self, segment: Segment) -> str:
        """The id of the scene that a segment belongs to."""
        return self.document.timeline.scenes[segment.scene - 1].id

    def placed(self) -> dict[str, Placed]:
        """Where each scene stands, by its id."""
        timeline = self.document.timeline
        return {one.scene.id: one for one in place(timeline.scenes, timeline.head.rate)}


class Reasons:
    """What differs between what is seen in a film and in an earlier one."""

    def __init__(self, now: Story, before: Story) -> None:
        self._now, self._before = now, before
        self._stood = before.placed()
        self._stands = now.placed()
        self._bodies: dict[str, list[Segment]] = {}
        self._passages: dict[str, Segment] = {}
        for segment in before.plan.segments:
            if isinstance(segment.spec.content, Crossfade):
                self._passages[before.scene_of(segment)] = segment
            else:
                self._bodies.setdefault(before.scene_of(segment), []).append(segment)

    def segments(self) -> Iterator[tuple[Segment, list[str]]]:
        """Each segment of the film with the reasons why it is another one than before; none if it is not."""
        made = {segment.key for segment in self._before.plan.segments}
        pieces: Counter[int] = Counter()
        for segment in self._now.plan.segments:
            piece = pieces[segment.scene]
            pieces[segment.scene] += not isinstance(segment.spec.content, Crossfade)
            if segment.key in made:
                yield segment, []
            else:
                yield segment, once((*self._whole(segment.spec), *self._content(segment, piece)))

    def _whole(self, spec: SegmentSpec) -> Iterator[str]:
        """What concerns the whole film."""
        now, before = self._now, self._before
        if not before.plan.segments:
            yield "the earlier film was sound alone"
            return
        had = before.plan.segments[0].spec
        if now.document.brief.aspect != before.document.brief.aspect:
            yield "the shape of the film changed"
        if spec.canvas.rate != had.canvas.rate:
            yield "the frame rate changed"
        if spec.coding != had.coding or now.plan.preset.size_px != before.plan.preset.size_px:
            yield PRESET
        if spec.engine != had.engine:
            yield EARLIER
        if spec.mark != had.mark:
            yield "the watermark changed"

    def _content(self, segment: Segment, piece: int) -> Iterator[str]:
        scene_id = self._now.scene_of(segment)
        if scene_id not in self._stood:
            yield "new scene"
        elif isinstance(segment.spec.content, Crossfade):
            yield from self._passage(scene_id, segment.spec.content)
        else:
            yield from self._body(scene_id, piece, segment.spec.content)

    def _passage(self, scene_id: str, content: Crossfade) -> Iterator[str]:
        had = self._passages.get(scene_id)
        if had is None:
            yield "the passage into it is new"
            return
        before_id = self._neighbour(self._now, scene_id)
        if before_id != self._neighbour(self._before, scene_id):
            yield "another scene stands before it"
            return
        assert isinstance(had.spec.content, Crossfade)
        if content.kind != had.spec.content.kind:
            yield "its transition changed"
        if content.frames != had.spec.content.frames:
            yield "the length of its transition changed"
        yield from self._stretch(scene_id, had.spec.content.after, content.after)
        for words in self._stretch(before_id, had.spec.content.before, content.before):
            yield f"scene {self._stands[before_id].number}: {words}"

    def _body(self, scene_id: str, piece: int, content: Stretch) -> Iterator[str]:
        had = self._bodies.get(scene_id, ())
        if piece >= len(had):
            yield from self._longer(scene_id)
            return
        before = had[piece].spec.content
        assert isinstance(before, Stretch)
        yield from self._stretch(scene_id, before, content)

    def _stretch(self, scene_id: str, before: Stretch, now: Stretch) -> Iterator[str]:
        """What differs in what is seen of a scene."""
        yield from _shot_changed(before.shot, now.shot)
        moved = (before.frames, before.first_frame) != (now.frames, now.first_frame)
        if moved:
            yield from self._longer(scene_id)
        yield from _texts_changed(before.captions, now.captions, "captions", timed=not moved)
        yield from _texts_changed(before.overlays, now.overlays, "texts", timed=not moved)

    def _longer(self, scene_id: str) -> Iterator[str]:
        """Why other frames of a scene are seen by themselves."""
        had, has = self._stood[scene_id], self._stands[scene_id]
        if had.frames != has.frames:
            yield "its length changed"
        if had.lead_frames != has.lead_frames:
            yield "the passage into it changed"
        if had.tail_frames != has.tail_frames:
            yield "the passage out of it changed"

    @staticmethod
    def _neighbour(story: Story, scene_id: str) -> str:
        ids = [scene.id for scene in story.document.timeline.scenes]
        return ids[ids.index(scene_id) - 1]


def _shot_changed(before: Picture | Clip | Script, now: Picture | Clip | Script) -> Iterator[str]:
    what = _SHOTS[type(now)]
    if type(now) is not type(before):
        yield f"it shows a {what} instead of a {_SHOTS[type(before)]}"
        return
    for name in differing(before, now):
        if name in ("digest", "name"):
            yield f"its {what} changed"
        else:
            yield _SHOWN.get(name, f"its {_plain(name)} changed").format(what=what)


def _texts_changed(
    before: Sequence[Caption] | Sequence[Overlay],
    now: Sequence[Caption] | Sequence[Overlay],
    what: str,
    *,
    timed: bool,
) -> Iterator[str]:
    """Not ``timed``: the stretch begins or ends elsewhere, and it is no change that it holds other texts."""
    if [one.text for one in before] != [one.text for one in now]:
        if timed:
            yield f"its {what} changed"
        return
    names = once(name for one, other in zip(before, now, strict=True) for name in differing(one, other))
    for name in names:
        if name in ("start_frame", "end_frame", "lit"):
            if timed:
                yield f"the times of its {what} changed"
        elif name == "fonts":
            yield "the fonts of this machine changed"
        elif name == "palette":
            yield "the palette changed"
        elif name in ("raised", "group", "number"):
            yield f"where its {what} stand changed"
        else:
            yield f"the {_plain(name)} of its {what} changed"


def differing(before: Struct, now: Struct) -> list[str]:
    """The names of the fields in which two values of a kind differ."""
    names = [field.name for field in fields(now)]
    return [name for name in names if getattr(before, name) != getattr(now, name)]


def _plain(name: str) -> str:
    return name.removesuffix("_percent").removesuffix("_frames").removesuffix("_ms").replace("_", " ")


def once(words: Iterable[str]) -> list[str]:
    """These words in their order, none twice."""
    return list(dict.fromkeys(words))
