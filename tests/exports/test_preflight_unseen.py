"""What is said before an export of what is there, but neither seen nor heard in the film."""

from typing import Any

import pytest
from msgspec.structs import replace

from aura.exports.preflight import preflight
from aura.exports.preflight_rules import Facts
from aura.render.preset import PRESETS
from aura.timeline.document import Asset, Brief, Document, Head, Music, Timeline
from aura.timeline.scene import Media, Narration, Scene, Scripted

CLIP, VOICE, SONG = "b" * 64, "a" * 64, "c" * 64
ROOMY = Facts(free_bytes=10**13)
DRAWN = Scripted(name="bar-chart")
HEARD = Asset(digest=CLIP, type="Video", has_audio=True)
SPOKEN: dict[str, Any] = {"narration": Narration(audio=VOICE, frames=90)}


def said(preset: str = "Standard 720p", facts: Facts = ROOMY, head: Head | None = None, **fields: Any) -> Any:
    media = Media(asset=CLIP, type="Video", volume_percent=fields.pop("clip_percent", 100))
    shown = Scene(id="00000000-0000-7000-8000-000000000001", length_frames=90, media=media)
    timeline = Timeline(head=head or Head(), scenes=(replace(shown, **fields),), assets=(HEARD,))
    found = preflight(Document(brief=Brief(topic="Bees"), timeline=timeline), PRESETS[preset], facts)
    return [(finding.level, finding.code) for finding in found.findings]


@pytest.mark.parametrize(
    "muted",
    [
        {"clip_percent": 0},
        {"drawn_by": DRAWN},
        {"clip_percent": 0, "volume_percent": 0, **SPOKEN},
        {"clip_percent": 0, "volume_percent": 0, "script_text": "Words."},
        {"clip_percent": 0, "head": Head(music=Music(asset=SONG, volume_percent=0))},
    ],
)
def test_a_film_whose_every_sound_is_muted_is_said_to_be_silent(muted: dict[str, Any]) -> None:
    assert ("recommendation", "silent") in said(**muted)
    assert ("error", "silent") in said("Podcast Audio mp3", **muted)


def test_a_picture_that_a_script_stands_for_is_not_said_to_be_enlarged() -> None:
    small = replace(ROOMY, sizes_px={CLIP: (320, 180)})

    assert said(facts=small, **SPOKEN) == [("warning", "upscaling")]
    assert said(facts=small, drawn_by=DRAWN, **SPOKEN) == []


def test_a_file_that_is_neither_seen_nor_heard_blocks_no_export_when_it_is_gone() -> None:
    gone = replace(ROOMY, missing=frozenset({CLIP, SONG}))
    song = Head(music=Music(asset=SONG, volume_percent=0))

    assert said(facts=gone, drawn_by=DRAWN, head=song, **SPOKEN) == []
    assert said("Podcast Audio mp3", gone, clip_percent=0, **SPOKEN) == []
    assert said("Podcast Audio mp3", gone, **SPOKEN) == [("error", "media")]
