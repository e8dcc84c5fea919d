"""What an export would reuse and render, and about how long that takes.  Pure.

How long a frame takes is known from films made before: those of the same frame and coding, made in one go.
"""

from collections.abc import Iterable
from typing import NamedTuple

from aura.exports.explaining import Explained, SegmentLine
from aura.exports.tables import ExportHistory
from aura.web import words
from aura.web.render_run import said

MOST_LINES = 40


class Why(NamedTuple):
    """A segment that is rendered, and because of what."""

    what: str
    reasons: str


class Foresight(NamedTuple):
    """What an export would do, in a sentence; why in particular, and how many lines were left out."""

    words: str
    lines: list[Why]
    left_out: int


def foresight(found: Explained, pace_s: float | None) -> Foresight:
    """What comes of an export now; ``pace_s`` is how long a frame takes, as far as that is known."""
    rendered = [segment for segment in found.segments if segment.state == "rendered"]
    lines = [Why(_what(segment), "; ".join(segment.reasons)) for segment in rendered[:MOST_LINES]]
    if found.sound.state == "rendered":
        lines.append(Why("The sound", "; ".join(found.sound.reasons)))
    return Foresight(_words(found, pace_s), lines, max(0, len(rendered) - MOST_LINES))


def _words(found: Explained, pace_s: float | None) -> str:
    reused, rendered = found.segments_reused, found.segments_rendered
    if not rendered:
        if not reused:
            return "Only sound is written, which takes a moment."
        return "All of it is there already: it is only put together, which takes a moment."
    seconds = pace_s * found.frames_rendered if pace_s else 0
    takes = f", about {said(seconds)}" if seconds else ""
    if not reused:
        return f"All of it will be rendered{takes}."
    pieces = words.counted(reused + rendered, "segment")
    are = "is" if reused == 1 else "are"
    return f"{reused} of {pieces} {are} reused; the rest will be rendered{takes}."


def _what(segment: SegmentLine) -> str:
    name = f"Scene {segment.scene}"
    if segment.is_passage:
        return f"Into scene {segment.scene}"
    return f"{name}, {segment.title}" if segment.title else name


def pace_s(films: Iterable[ExportHistory], frames_per_second: float) -> float | None:
    """How long a frame took in films that were made in one go, in seconds."""
    frames = seconds = 0.0
    for film in films:
        segments = film.segments_reused + film.segments_rendered
        if film.attempt == 1 and film.segments_rendered and film.started_at and film.completed_at:
            share = film.segments_rendered / segments
            frames += (film.duration_seconds or 0) * frames_per_second * share
            seconds += (film.completed_at - film.started_at).total_seconds()
    return seconds / frames if frames else None
