"""MoviePy: the film as a script, run by the interpreter of the bench, whose lock file names MoviePy too."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from aura.render.motion import ZOOM
from tests.bench.render_media import Material
from tests.bench.render_story import AUDIO_BIT_RATE, RATE, SCENE_FRAMES, VOICE_DELAY_FRAMES, Story

HOW = "MoviePy is not installed: it is in requirements-dev.lock, which ./scripts/bench sets up"
SCRIPT = Path(__file__).with_name("moviepy_film.py")


def is_there() -> bool:
    """Whether it can be run."""
    return find_spec("moviepy") is not None


def command(story: Story, material: Material, font: Path, out: Path) -> list[str]:
    """The script, told the film by a file beside ``out``."""
    file = out.with_suffix(".json")
    file.write_text(json.dumps(_told(story, material, font, out)))
    return [sys.executable, "-P", str(SCRIPT), str(file)]


def _told(story: Story, material: Material, font: Path, out: Path) -> dict[str, object]:
    parts = [
        {
            "kind": part.kind,
            "source": str((material.clips if part.kind == "clip" else material.pictures)[part.source]),
            "voice": str(material.voices[part.voice]),
            "start": part.start,
            "lead": part.lead,
            "title": part.title,
            "captions": part.captions,
            "zoom": ZOOM,
        }
        for part in story.parts
    ]
    coding = story.preset.video
    assert coding
    return {
        "parts": parts, "frames": story.frames, "scene_frames": SCENE_FRAMES, "rate": RATE,
        "size": story.size,
        "voice_delay": VOICE_DELAY_FRAMES, "music": str(material.music), "font": str(font), "out": str(out),
        "crf": coding.crf, "speed": coding.speed, "audio_bit_rate": AUDIO_BIT_RATE,
    }  # fmt: skip
