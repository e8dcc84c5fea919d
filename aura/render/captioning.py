"""Which captions a scene shows, and when.  Pure.

A scene's own captions are shown in the place of those made from its narration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from aura.errors import NotFound
from aura.render.authored import authored
from aura.render.beats import beats
from aura.render.cues import Cue, cues, line_cells
from aura.render.said import Said, clipped
from aura.render.spec import Canvas, Caption
from aura.render.timing import Placed
from aura.render.tokens import spread
from aura.timeline.terms import CaptionStyle
from aura.timeline.time import ms_from_frames

LIT: frozenset[CaptionStyle] = frozenset({"highlight", "pill"})
"""Styles in which the word that is spoken looks otherwise."""

Words = Sequence[tuple[int, int, str]]
"""Word timings of a narration: start and end in milliseconds, and the word."""


def captions_of(
    placed: Placed,
    canvas: Canvas,
    words: Mapping[str, Words],
    fonts: Callable[[str], str],
    style: CaptionStyle = "plain",
) -> Iterator[Caption]:
    """The captions of a scene, in frames of the scene.

    Those of a narration follow its word timings; one without any has its text spread over its length.
    """
    for cue in _cues(placed, canvas, words, style):
        yield Caption(
            start_frame=cue.start_frame,
            end_frame=cue.end_frame,
            text=cue.text,
            fonts=fonts(cue.text),
            style=style,
            lit=_plain(cue.said) if style in LIT else (),
        )


def stretch_of(captions: Iterable[Caption], first: int, frames: int) -> tuple[Caption, ...]:
    """What of a scene's captions is seen in ``frames`` frames from ``first`` on, counted from there."""
    return tuple(
        replace(
            caption,
            start_frame=max(caption.start_frame, first) - first,
            end_frame=min(caption.end_frame, first + frames) - first,
            lit=_plain(
                word.later(-first)
                for word in clipped((Said(*word) for word in caption.lit), first, first + frames)
            ),
        )
        for caption in captions
        if caption.start_frame < first + frames and caption.end_frame > first
    )


def _cues(placed: Placed, canvas: Canvas, words: Mapping[str, Words], style: CaptionStyle) -> Iterable[Cue]:
    line = line_cells(canvas.width_px, canvas.height_px)
    one_by_one = style == "word"
    own = placed.scene.captions
    if own:
        return authored(own, canvas.rate, line=line, length_frames=placed.frames, one_by_one=one_by_one)
    made = beats if one_by_one else cues
    room = placed.frames - placed.lead_frames
    found = made(_heard(placed, canvas, words), canvas.rate, line=line, length_frames=room)
    return (cue.later(placed.lead_frames) for cue in found)


def _heard(placed: Placed, canvas: Canvas, words: Mapping[str, Words]) -> Words:
    """The words of a scene's narration and when they are heard, counted from its start."""
    narration = placed.scene.narration
    if narration is None:
        return ()
    if narration.words is None:
        return spread(placed.scene.script_text, 0, ms_from_frames(narration.frames, canvas.rate))
    if narration.words not in words:
        raise NotFound(f"The word timings of {placed.name} are missing.", digest=narration.words)
    return words[narration.words]


def _plain(words: Iterable[Said]) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((word.start_frame, word.end_frame, word.first, word.end) for word in words)
