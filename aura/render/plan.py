"""The plan of a film: everything that determines its frames and its sound, resolved, before any is made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from blake3 import blake3
from msgspec import Struct

from aura.errors import Invalid, NotFound
from aura.render.captioning import Words, captions_of, stretch_of
from aura.render.chapters import chapters_of
from aura.render.hues import chosen
from aura.render.messages import Chapter
from aura.render.overlaying import mark_of, overlays_in, overlays_of
from aura.render.preset import Preset, frame_size
from aura.render.soundtrack import AudioSpec, soundtrack
from aura.render.spec import (
    Canvas,
    Caption,
    Clip,
    Crossfade,
    Move,
    Overlay,
    Picture,
    Script,
    SegmentSpec,
    Stretch,
    key_of,
)
from aura.render.timing import Placed, place
from aura.timeline.document import Document
from aura.timeline.scene import Media, Scene
from aura.timeline.terms import Passage

PIECE_FRAMES = 250
"""A long body is cut after each so many frames: an encoder starts a new group of pictures there anyway."""
LONGEST_FRAMES = 300
_MOVES: tuple[Move, ...] = ("in", "out", "left", "right")


class Segment(Struct, frozen=True, kw_only=True):
    """A part of the film that is made, kept and reused as one; ``scene`` is the number people know it by."""

    index: int
    start_frame: int
    frames: int
    scene: int
    key: str
    spec: SegmentSpec


class RenderPlan(Struct, frozen=True, kw_only=True):
    """A film: its segments in order without a gap, none where only its sound is written, and its sound."""

    canvas: Canvas
    preset: Preset
    total_frames: int
    segments: tuple[Segment, ...]
    audio: AudioSpec
    audio_key: str
    chapters: tuple[Chapter, ...] = ()

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return self.canvas.rate


def plan(
    document: Document,
    preset: Preset,
    *,
    engine: str,
    words: Mapping[str, Words] = MappingProxyType({}),
    fonts: Callable[[str], str] = lambda text: "",
    scripts: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> RenderPlan:
    """The film of a document whose every scene has its media.

    ``engine`` names whatever else determines frames (``revision.engine()``); ``words`` holds the timings
    of every ``narration.words`` digest; ``fonts`` names the fonts of this machine that a text needs
    (``faces.fonts_for``), so that texts are drawn again when those change; ``scripts`` what the installed
    scripts are made of (``Scripts.sources``).
    Raises ``Invalid`` naming a scene without media or without length, and ``NotFound`` naming one whose
    word timings were not given or whose script is not installed.
    """
    head = document.timeline.head
    placed = place(document.timeline.scenes, head.rate)
    if not placed:
        raise Invalid("There is nothing to render: the project has no scenes.", field="timeline.scenes")
    width_px, height_px = frame_size(preset, document.brief.aspect)
    canvas = Canvas(
        width_px=width_px,
        height_px=height_px,
        rate_numerator=head.rate_numerator,
        rate_denominator=head.rate_denominator,
    )
    if preset.video is None:
        return _heard(document, placed, canvas, preset, engine)
    shown, style = document.render.captions, document.render.caption_style
    lengths_ms = {asset.digest: asset.duration_ms for asset in document.timeline.assets}
    captions = [tuple(captions_of(one, canvas, words, fonts, style)) if shown else () for one in placed]
    palette = _palette(document)
    shots = [
        _Shot(
            one,
            seen,
            tuple(overlays_of(one, canvas, fonts, palette, captioned=bool(seen))),
            lengths_ms,
            scripts,
        )
        for one, seen in zip(placed, captions, strict=True)
    ]
    mark = mark_of(document.timeline, fonts, captioned=any(captions))
    segments: list[Segment] = []
    start = 0
    for shot, content in _contents(shots):
        spec = SegmentSpec(canvas=canvas, coding=preset.video, content=content, engine=engine, mark=mark)
        segments.append(
            Segment(
                index=len(segments),
                start_frame=start,
                frames=content.frames,
                scene=shot.number,
                key=spec.key,
                spec=spec,
            )
        )
        start += content.frames
    audio = soundtrack(document.timeline, placed, canvas, preset, start)
    return RenderPlan(
        canvas=canvas,
        preset=preset,
        total_frames=start,
        segments=tuple(segments),
        audio=audio,
        audio_key=key_of(audio, preset.audio, engine),
        chapters=chapters_of(placed),
    )


def _heard(
    document: Document, placed: Sequence[Placed], canvas: Canvas, preset: Preset, engine: str
) -> RenderPlan:
    """A film of which only the sound is written: its scenes need show nothing."""
    frames = placed[-1].start_frame + placed[-1].frames
    audio = soundtrack(document.timeline, placed, canvas, preset, frames)
    return RenderPlan(
        canvas=canvas,
        preset=preset,
        total_frames=frames,
        segments=(),
        audio=audio,
        audio_key=key_of(audio, preset.audio, engine),
        chapters=chapters_of(placed),
    )


class _Shot:
    """A scene with its shot, captions and overlays resolved; gives any stretch of itself."""

    def __init__(
        self,
        placed: Placed,
        captions: Sequence[Caption],
        overlays: Sequence[Overlay],
        lengths_ms: Mapping[str, int],
        scripts: Mapping[str, tuple[str, str]],
    ) -> None:
        self.number, self.frames = placed.number, placed.frames
        self.lead, self.tail = placed.lead_frames, placed.tail_frames
        kind = placed.scene.transition
        self.passage: Passage = "fade" if kind == "cut" else kind
        self._shot = _drawn(placed, scripts) or _shot(placed, lengths_ms)
        self._captions, self._overlays = captions, overlays

    def stretch(self, first: int, frames: int) -> Stretch:
        moves = not isinstance(self._shot, Picture) or self._shot.move != "none"
        return Stretch(
            shot=self._shot,
            frames=frames,
            first_frame=first if moves else 0,
            captions=stretch_of(self._captions, first, frames),
            overlays=overlays_in(self._overlays, first, frames),
        )


def _palette(document: Document) -> str:
    """The palette of the film's overlays; none is chosen for a film without any."""
    if not any(scene.overlays for scene in document.timeline.scenes):
        return ""
    return chosen(document.render.palette, document.brief.topic)


def _contents(shots: Sequence[_Shot]) -> Iterator[tuple[_Shot, Stretch | Crossfade]]:
    """What is seen from the first frame to the last: for each scene the passage into it, then its body."""
    before: _Shot | None = None
    for shot in shots:
        if before and shot.lead:
            yield (
                shot,
                Crossfade(
                    before=before.stretch(before.frames - shot.lead, shot.lead),
                    after=shot.stretch(0, shot.lead),
                    kind=shot.passage,
                ),
            )
        for first, frames in _pieces(shot.lead, shot.frames - shot.tail):
            yield shot, shot.stretch(first, frames)
        before = shot


def _pieces(first: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of ``PIECE_FRAMES``; the last may be a little longer rather than very short."""
    while end - first > LONGEST_FRAMES:
        yield first, PIECE_FRAMES
        first += PIECE_FRAMES
    if end > first:
        yield first, end - first


def _drawn(placed: Placed, scripts: Mapping[str, tuple[str, str]]) -> Script | None:
    """What a scene shows that a script draws."""
    scene, script = placed.scene, placed.scene.drawn_by
    if script is None or scene.length_frames < 1:
        return None
    if script.name not in scripts:
        raise NotFound(
            f"{placed.name}: the script {script.name} is not installed here; see `aura scripts list`.",
            field="drawn_by",
            scene=scene.id,
        )
    digest, made_with = scripts[script.name]
    return Script(
        digest=digest,
        name=script.name,
        parameters=script.parameters,
        made_with=made_with,
        length_frames=scene.length_frames,
    )


def _shot(placed: Placed, lengths_ms: Mapping[str, int]) -> Picture | Clip:
    """What a scene shows; ``lengths_ms`` are those of the project's files, as measured."""
    scene = placed.scene
    if scene.media is None and scene.drawn_by is None:
        raise Invalid(f"{placed.name} shows nothing yet.", field="media", scene=scene.id)
    if scene.length_frames < 1:
        raise Invalid(f"{placed.name} has no length.", field="length_frames", scene=scene.id)
    media = scene.media
    assert media is not None
    if media.type == "Video":
        _require_span(placed.name, scene, media, lengths_ms.get(media.asset, 0))
        return Clip(
            digest=media.asset,
            fit=media.fit,
            focus=media.focus if media.fit == "cover" else "center",
            trim_ms=media.trim_ms,
            end_ms=media.end_ms,
            ending=media.ending,
            speed_percent=media.speed_percent,
            freeze_ms=media.freeze_ms if media.freeze_for_ms else 0,
            freeze_for_ms=media.freeze_for_ms,
        )
    move = move_of(scene)
    return Picture(
        digest=media.asset,
        fit=media.fit,
        focus=media.focus if media.fit == "cover" or move != "none" else "center",
        move=move,
        length_frames=0 if move == "none" else scene.length_frames,
    )


def _require_span(name: str, scene: Scene, media: Media, length_ms: int) -> None:
    """Raise Invalid for a clip of which nothing would be seen; ``length_ms`` is 0 where it is not known."""
    if media.end_ms and media.end_ms <= media.trim_ms:
        words = f"begins its clip at {media.trim_ms:,} ms and ends it at {media.end_ms:,} ms: end it later."
        raise Invalid(f"{name} {words}", field="media.end_ms", scene=scene.id)
    for field, place_ms, last_ms in (
        ("trim_ms", media.trim_ms, length_ms - 1),
        ("end_ms", media.end_ms, length_ms),
    ):
        if length_ms and place_ms > last_ms:
            words = f"goes to {place_ms:,} ms of its clip, which is {length_ms:,} ms long."
            raise Invalid(f"{name} {words}", field=f"media.{field}", scene=scene.id)


def move_of(scene: Scene) -> Move:
    """How a scene's picture moves.  ``auto`` goes by the scene's id, so it stays when scenes change places.

    A picture that was fitted to be seen whole stays whole unless its author says otherwise.
    """
    if scene.motion != "auto":
        return scene.motion
    if scene.media is None or scene.media.fit in ("contain", "blurred"):
        return "none"
    return _MOVES[blake3(scene.id.encode()).digest()[0] % len(_MOVES)]
