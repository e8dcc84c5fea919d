"""Captions come with the words as they are heard: measured in the finished film's own sound."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from aura.providers.speech.espeak import EspeakSpeaker
from aura.providers.speech.speaker import Spoken
from aura.render.captioning import Words
from aura.render.engine import Engine
from aura.render.plan import RenderPlan, plan
from aura.render.preset import Preset
from aura.render.revision import engine
from aura.render.spec import Stretch
from aura.timeline.document import Head, Render
from aura.timeline.scene import Narration
from aura.timeline.terms import CaptionStyle

TINY = Preset(name="Tiny", size_px=90)
WORDS = "b" * 64
TEXT = "Boats. Tower. Dark. Captain."
MOST_MS = 40
STEP_MS = 5
QUIET_MS = 120
"""Words apart are apart by at least so much."""


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    with EspeakSpeaker() as speaker:
        return speaker.speak(TEXT, language="en")


def film(reel: Any, spoken: Spoken, style: CaptionStyle, rate: int) -> RenderPlan:
    """Two scenes that say the same, the second fading in."""
    path = reel.folder / "said.wav"
    path.write_bytes(spoken.wav)
    audio = reel.add(path)
    length = -(-spoken.duration_ms * rate // 1000)
    scenes = [
        reel.shows(
            number,
            length + 30,
            motion="none",
            script_text=TEXT,
            narration=Narration(audio=audio, frames=length, words=WORDS),
            **fields,
        )
        for number, fields in ((1, {}), (2, {"transition": "fade", "transition_frames": 7}))
    ]
    words: Words = [(word.start_ms, word.end_ms, word.text) for word in spoken.words]
    document = reel.document(
        *scenes, head=Head(rate_numerator=rate), render=Render(captions=True, caption_style=style)
    )
    return plan(document, TINY, engine=engine(), words={WORDS: words})


def heard(path: Path) -> tuple[NDArray[np.float32], int]:
    """The film's sound in one channel from its first frame on, and its rate."""
    with av.open(str(path)) as container:
        (stream,) = container.streams.audio
        blocks = []
        for frame in container.decode(stream):
            since = round((frame.time or 0) * frame.sample_rate)
            block = frame.to_ndarray().mean(axis=0)
            blocks.append(block[-since:] if since < 0 else block)
    return np.concatenate(blocks).astype(np.float32), stream.rate


def onsets_ms(sound: NDArray[np.float32], rate_hz: int) -> list[int]:
    """When it becomes loud after having been quiet."""
    step = rate_hz * STEP_MS // 1000
    levels = np.sqrt((sound[: len(sound) // step * step].reshape(-1, step) ** 2).mean(axis=1))
    loud = levels > 0.04 * levels.max()
    quiet = QUIET_MS // STEP_MS
    return [at * STEP_MS for at in range(len(loud)) if loud[at] and not loud[max(0, at - quiet) : at].any()]


def seen_ms(made: RenderPlan) -> list[float]:
    """When a word comes into sight, or is lit."""
    found: list[float] = []
    for segment in made.segments:
        content = segment.spec.content
        if isinstance(content, Stretch):
            for caption in content.captions:
                starts = [word[0] for word in caption.lit] or [caption.start_frame]
                found += [float((segment.start_frame + start) * 1000 / made.rate) for start in starts]
    return found


@pytest.mark.parametrize(("style", "rate"), [("word", 30), ("highlight", 25)])
def test_words_apart_are_seen_within_40_ms_of_being_heard(
    reel: Any, engines: Callable[..., Engine], spoken: Spoken, tmp_path: Path, style: CaptionStyle, rate: int
) -> None:
    made = film(reel, spoken, style, rate)
    engines().render(made, out=tmp_path / "film.mp4")
    onsets, seen = onsets_ms(*heard(tmp_path / "film.mp4")), seen_ms(made)
    apart = [round(there - here) for there, here in zip(seen, onsets, strict=True)]
    assert len(onsets) == 2 * len(TEXT.split())
    assert max(map(abs, apart)) <= MOST_MS, apart
