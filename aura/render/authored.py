"""The captions an author wrote, as cues.  Pure.

A caption stands from its first to its last millisecond, as it was written.  One of more text than two lines
hold is divided over its time, so that none of it is lost.  When each of its words is spoken is not known:
they share its time by their letters.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from aura.render import linebreaks
from aura.render.beats import beats
from aura.render.cues import Cue, cues
from aura.render.said import clipped, said
from aura.render.tokens import Token, cells, frame_at, spread
from aura.timeline import scene

_WORD = re.compile(r"\S+")


def authored(
    captions: Sequence[scene.Cue], rate: Fraction, *, line: int, length_frames: int, one_by_one: bool
) -> Iterator[Cue]:
    """The cues of a scene's own captions, in frames of the scene, none beyond its ``length_frames``.

    ``one_by_one``: each word by itself.
    """
    latest = 0
    for caption in captions:
        start = max(latest, frame_at(caption.start_ms, rate))
        latest = min(length_frames, max(start + 1, frame_at(caption.end_ms, rate)))
        if start >= latest or not caption.text.strip():
            continue
        whole = linebreaks.one_line(caption.text.splitlines())
        is_kept = not one_by_one and len(linebreaks.balanced(whole, cells, line)) <= 2
        length_ms = caption.end_ms - caption.start_ms
        timed = spread(caption.text if is_kept else whole, caption.start_ms, length_ms)
        if one_by_one:
            yield from _filling(start, latest, beats(timed, rate, line=line, length_frames=latest))
        elif is_kept:
            tokens = [Token(word, True, since, until) for since, until, word in timed]
            places = [word.start() for word in _WORD.finditer(caption.text)]
            words = said(tokens, places, rate, following_ms=caption.end_ms)
            yield Cue(start, latest, caption.text, tuple(clipped(words, start, latest)))
        else:
            yield from _filling(start, latest, cues(timed, rate, line=line, length_frames=latest))


def _filling(start: int, end: int, found: Sequence[Cue]) -> Iterator[Cue]:
    """These cues, each until the next and the last until the end."""
    ends = [*(cue.start_frame for cue in found[1:]), end]
    for cue, until in zip(found, ends, strict=True):
        since = max(start, cue.start_frame)
        if since < until:
            yield cue._replace(start_frame=since, end_frame=until)
