"""What a film costs to render, against others that make the same one: MoviePy, melt, one filter graph of
FFmpeg's, and the bare encoder; what a change of one scene costs; memory, and how steadily pictures move.

All sides are told one story and given the same files.  Ratios are of processor time, user and system, of all
processes of a side; in Aura's are the start of the worker, the database, the join and the verification.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import render_changes, render_sides
from tests.bench.options import FilmOptions
from tests.bench.peers import melt
from tests.bench.render_films import Films
from tests.bench.render_motion import MOVES, tremble
from tests.bench.report import Report

COMMANDS = {
    "aura": "python -P -m tests.bench.render_run HOME EXPORT",
    "moviepy": "python -P tests/bench/peers/moviepy_film.py FILM.json",
    "melt": f"melt -silent FILM.mlt -consumer avformat:FILM.mp4 ...  ({melt.HOW})",
    "graph": "ffmpeg -i ... -/filter_complex FILM.graph ...",
    "limit": "ffmpeg -f rawvideo ... -c:v libx264 -preset veryfast -crf 21 -threads 1 -x264-params ...",
    "vmaf": "ffmpeg -i FILM -f rawvideo -i FRAMES -lavfi ...libvmaf=n_subsample=10",
}
"""What was run on each side."""


def run(options: FilmOptions, say: Callable[[str], None]) -> Report:
    """Measure everything that is asked for; the scratch folder is removed at the end."""
    report = Report("render", options.as_plain(), COMMANDS)
    with tempfile.TemporaryDirectory(prefix="aura-bench-") as scratch:
        films = Films(Path(scratch), options, say)
        render_sides.measure(films, report)
        for scenes in options.changed:
            render_changes.one_scene(films, report, scenes)
        if options.voiced:
            render_changes.one_voice(films, report, options.voiced)
        render_changes.growth(films, report)
        say("how steadily pictures move")
        _motion(films, report)
    return report


def _motion(films: Films, report: Report) -> None:
    size = films.story(1).size
    found = {move: tremble(films.folder, move, size) for move in MOVES}
    rms = max(found.values(), key=lambda each: each.rms_px)
    step = max(found.values(), key=lambda each: each.step_px)
    says = "how far a dot in a moving picture strays from its path, in the worst of all moves"
    report.add("jitter_rms_px", rms.rms_px, "px", says, aim=("<=", 0.02), moves=found)
    report.add("jitter_step_px", step.step_px, "px", "the largest error of a step", aim=("<=", 0.05))
