"""What is heard of a film, resolved: every sound, its place and its loudness.  Pure."""

from collections.abc import Sequence

from msgspec import Struct

from aura.render.preset import Preset
from aura.render.spec import Canvas
from aura.render.timing import Placed


class AudioClip(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A narration, and the frame of the film at which its first sample is heard."""

    digest: str
    start_frame: int
    gain_percent: int = 100


class AudioSpec(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole sound track: clips over silence, ``total_frames`` long, brought to a loudness.

    Units: frames over ``rate_numerator / rate_denominator``; LUFS integrated; the peak is a ceiling in dBTP.
    """

    total_frames: int
    rate_numerator: int
    rate_denominator: int
    loudness_lufs: int
    peak_db: int
    clips: tuple[AudioClip, ...] = ()


def soundtrack(placed: Sequence[Placed], canvas: Canvas, preset: Preset, total_frames: int) -> AudioSpec:
    return AudioSpec(
        total_frames=total_frames,
        rate_numerator=canvas.rate_numerator,
        rate_denominator=canvas.rate_denominator,
        loudness_lufs=preset.audio.loudness_lufs,
        peak_db=preset.audio.peak_db,
        clips=tuple(
            AudioClip(digest=one.scene.narration.audio, start_frame=one.voice_frame)
            for one in placed
            if one.scene.narration
        ),
    )
