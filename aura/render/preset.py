"""Presets: the sizes and codings a film can be written in, each under the name a document uses.

Units: ``size_px`` is the shorter side of the frame; bit rates in bits a second; loudness in LUFS
integrated, the peak a ceiling in dBTP.
"""

from msgspec import Struct

from aura.errors import Invalid
from aura.timeline.document import Aspect


class VideoCoding(Struct, frozen=True, kw_only=True):
    """How frames are written.  All of it is part of a segment's key.

    ``keyint`` 250 with closed groups makes a segment one group; ``cpu-independent`` makes the bytes the
    same whatever the processor can do.
    """

    codec: str = "libx264"
    speed: str = "veryfast"
    crf: int = 21
    params: str = "keyint=250:open-gop=0:cpu-independent=1"


class AudioCoding(Struct, frozen=True, kw_only=True):
    """How the sound track is mixed and written."""

    codec: str = "aac"
    sample_rate_hz: int = 48_000
    bit_rate: int = 192_000
    loudness_lufs: int = -16
    peak_db: int = -2


class Preset(Struct, frozen=True, kw_only=True):
    """One way of writing a film."""

    name: str
    size_px: int
    video: VideoCoding = VideoCoding()
    audio: AudioCoding = AudioCoding()


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(name="Standard 720p", size_px=720),
        Preset(name="Draft 360p", size_px=360, video=VideoCoding(crf=26)),
    )
}
DEFAULT = "Standard 720p"

SIDES: dict[Aspect, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


def get_preset(name: str) -> Preset:
    """The preset of this name; raises ``Invalid`` listing the names there are."""
    preset = PRESETS.get(name)
    if preset is None:
        raise Invalid(
            f"There is no preset {name!r:.80}; there are {', '.join(PRESETS)}.", field="render.preset"
        )
    return preset


def frame_size(preset: Preset, aspect: Aspect) -> tuple[int, int]:
    """Width and height in pixels, both even: the shorter side is the preset's."""
    across, down = SIDES[aspect]
    shorter = min(across, down)
    return _even(preset.size_px * across, shorter), _even(preset.size_px * down, shorter)


def _even(numerator: int, denominator: int) -> int:
    """The even number nearest to a fraction."""
    return 2 * ((numerator + denominator) // (2 * denominator))
