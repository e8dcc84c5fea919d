"""What a person says of a preset: the values that may be left out go by the codec, or by the platform.

Units: ``size_px`` is the shorter side of the frame; bit rates in bits a second; loudness in LUFS
integrated, the peak a ceiling in dBTP.
"""

from typing import Annotated, Literal

from msgspec import Meta

from aura.render.codecs import Codec, Speed
from aura.render.containers import Container, Sound
from aura.timeline.terms import Aspect, Value

Platform = Literal["YouTube", "TikTok", "Instagram", "Facebook", "Twitter", "LinkedIn", "Generic"]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Pictures = Codec | Literal["none"]
"""How pictures are coded; none is sound alone."""
SizePx = Annotated[int, Meta(ge=90, le=4_320, multiple_of=2)]
Crf = Annotated[int, Meta(ge=0, le=63)]
VideoBitRate = Annotated[int, Meta(ge=100_000, le=400_000_000)]
AudioBitRate = Annotated[int, Meta(ge=32_000, le=320_000)]
Loudness = Annotated[int, Meta(ge=-40, le=-8)]
Peak = Annotated[int, Meta(ge=-12, le=-1)]


class Recipe(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What a person says of a preset.  What is not said goes by the codec or the platform: the quality, where
    6 less doubles the size, and the loudness.  ``video`` none is sound alone; ``video_bit_rate`` is a cap."""

    name: Name
    platform: Platform = "Generic"
    aspect: Aspect | None = None
    size_px: SizePx = 720
    container: Container = "mp4"
    video: Pictures = "h264"
    speed: Speed = "standard"
    crf: Crf | None = None
    video_bit_rate: VideoBitRate | None = None
    audio: Sound = "aac"
    audio_bit_rate: AudioBitRate = 192_000
    loudness_lufs: Loudness | None = None
    peak_db: Peak = -2
