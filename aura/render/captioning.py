"""Which captions a scene shows, and when.  Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from aura.errors import NotFound
from aura.render.cues import cues, cues_from_text, line_cells
from aura.render.spec import Canvas, Caption
from aura.render.timing import Placed
from aura.timeline.time import ms_from_frames

Words = Sequence[tuple[int, int, str]]
"""Word timings of a narration: start and end in milliseconds, and the word."""


def captions_of(
    placed: Placed, canvas: Canvas, words: Mapping[str, Words], fonts: Callable[[str], str]
) -> Iterator[Caption]:
    """The captions of a scene's narration, in frames of the scene.

    They follow the word timings; a narration without any has its text spread over its length.
    """
    narration, lead = placed.scene.narration, placed.lead_frames
    if narration is None:
        return
    line = line_cells(canvas.width_px, canvas.height_px)
    room = placed.frames - lead
    if narration.words is None:
        length_ms = ms_from_frames(narration.frames, canvas.rate)
        found = cues_from_text(
            placed.scene.script_text, length_ms, canvas.rate, line=line, length_frames=room
        )
    elif narration.words in words:
        found = cues(words[narration.words], canvas.rate, line=line, length_frames=room)
    else:
        raise NotFound(f"The word timings of {placed.name} are missing.", digest=narration.words)
    for cue in found:
        yield Caption(
            start_frame=cue.start_frame + lead,
            end_frame=cue.end_frame + lead,
            text=cue.text,
            fonts=fonts(cue.text),
        )
