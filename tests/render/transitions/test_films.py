"""Films whose scenes give way to one another in every way there is."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import av
import pytest

from aura.render.engine import Engine
from aura.timeline.document import Head
from aura.timeline.terms import Passage

RATES = ("25", "30", "60", "24000/1001", "15", "30000/1001", "50", "12")
KINDS: tuple[Passage, ...] = get_args(Passage)


@pytest.mark.parametrize(
    ("kinds", "head"),
    [
        (KINDS[:12], Head(rate_numerator=30)),
        (KINDS[12:], Head(rate_numerator=30_000, rate_denominator=1_001)),
    ],
    ids=["30 fps", "29.97 fps"],
)
def test_a_film_has_exactly_its_frames_whatever_the_passages_and_the_rates_of_its_clips(
    kinds: tuple[Passage, ...], head: Head, reel: Any, engines: Callable[..., Engine], tmp_path: Path
) -> None:
    clips = [reel.clip(rate, 1) for rate in RATES]
    lengths = [11 + 3 * (number % 4) for number in range(len(kinds) + 1)]
    shared = [2 + number % 4 for number in range(len(kinds))]
    scenes = [
        reel.plays(number, length, clip=clips[number % len(clips)], transition=kind, transition_frames=lead)
        for number, (length, kind, lead) in enumerate(
            zip(lengths, ("cut", *kinds), (0, *shared), strict=True), start=1
        )
    ]
    film = reel.film(*scenes, head=head)
    made = engines().render(film, out=tmp_path / "film.mp4")

    with av.open(str(tmp_path / "film.mp4")) as file:
        times = [frame.time for frame in file.decode(video=0)]
        sound = file.streams.audio[0]
        heard_s = (sound.duration or 0) * (sound.time_base or 0)
    frames = sum(lengths) - sum(shared)
    assert made.frames == film.total_frames == len(times) == frames
    assert sum(segment.spec.content.frames for segment in film.segments) == frames
    assert times == pytest.approx([number / float(head.rate) for number in range(frames)], abs=1e-3)
    assert abs(heard_s - Fraction(frames) / head.rate) <= 1 / head.rate
