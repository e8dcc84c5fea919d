"""What is heard of a film, resolved: every sound, its place and its loudness.  Pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from aura.errors import Invalid
from aura.render.preset import Preset
from aura.render.spec import Canvas
from aura.render.timing import Placed
from aura.timeline.document import Asset, Music, Timeline
from aura.timeline.terms import Ducking


class Sound(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file, and the frame of the film at which its first sample is heard."""

    digest: str
    start_frame: int


class AudioClip(Sound, frozen=True, kw_only=True, omit_defaults=True):
    """A narration, at its own loudness or louder or quieter; never at none.

    Of it ``passed_ms`` are over when it is first heard.
    """

    gain_percent: int = 100
    passed_ms: int = 0


class ClipSound(Sound, frozen=True, kw_only=True, omit_defaults=True):
    """A video clip's own sound, heard for ``frames`` frames, as long as its scene is seen.

    It is heard from ``trim_ms`` to ``end_ms`` of the clip (0: to its end), once or in a loop, and fades with
    its picture: in over the first ``lead_frames``, out over the last ``tail_frames``.  It goes as fast as the
    picture, and is silent where that stands still.  Of a loop ``passed_ms`` are over when it is first heard.
    """

    frames: int
    lead_frames: int = 0
    tail_frames: int = 0
    trim_ms: int = 0
    end_ms: int = 0
    loop: bool = False
    volume_percent: int = 100
    speed_percent: int = 100
    freeze_ms: int = 0
    freeze_for_ms: int = 0
    passed_ms: int = 0


class MusicSound(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Music from the film's first frame on.  It begins, and begins again, at ``trim_ms`` of its file.

    Of a loop ``passed_ms`` are over when the film begins.
    """

    digest: str
    volume_percent: int = 100
    ducking: Ducking = "balanced"
    loop: bool = True
    trim_ms: int = 0
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    passed_ms: int = 0


class AudioSpec(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole sound track: sounds over silence, ``total_frames`` long, brought to a loudness.

    ``clips`` are the narrations; ``own`` is the sound of video clips and makes room for them, as music does.
    Units: frames over ``rate_numerator / rate_denominator``; LUFS integrated; the peak is a ceiling in dBTP.
    """

    total_frames: int
    rate_numerator: int
    rate_denominator: int
    loudness_lufs: int
    peak_db: int
    clips: tuple[AudioClip, ...] = ()
    own: tuple[ClipSound, ...] = ()
    music: MusicSound | None = None


def soundtrack(
    timeline: Timeline, placed: Sequence[Placed], canvas: Canvas, preset: Preset, total_frames: int
) -> AudioSpec:
    """The sound of a timeline whose scenes are ``placed``.  Raises Invalid for music that is not made yet."""
    return AudioSpec(
        total_frames=total_frames,
        rate_numerator=canvas.rate_numerator,
        rate_denominator=canvas.rate_denominator,
        loudness_lufs=preset.audio.loudness_lufs,
        peak_db=preset.audio.peak_db,
        clips=tuple(
            AudioClip(
                digest=one.scene.narration.audio,
                start_frame=one.voice_frame,
                gain_percent=one.scene.volume_percent,
            )
            for one in placed
            if one.scene.narration and one.scene.volume_percent
        ),
        own=tuple(_own(placed, timeline.assets)),
        music=_music(timeline.head.music),
    )


def _own(placed: Sequence[Placed], assets: Sequence[Asset]) -> Iterator[ClipSound]:
    """The clips that may be heard; a clip of which nothing is known may be."""
    silent = {asset.digest for asset in assets if not asset.has_audio}
    for one in placed:
        media = None if one.scene.drawn_by else one.scene.media
        if media and media.type == "Video" and media.volume_percent and media.asset not in silent:
            yield ClipSound(
                digest=media.asset,
                start_frame=one.start_frame,
                frames=one.frames,
                lead_frames=one.lead_frames,
                tail_frames=one.tail_frames,
                trim_ms=media.trim_ms,
                end_ms=media.end_ms,
                loop=media.ending == "loop",
                volume_percent=media.volume_percent,
                speed_percent=media.speed_percent,
                freeze_ms=media.freeze_ms if media.freeze_for_ms else 0,
                freeze_for_ms=media.freeze_for_ms,
            )


def _music(music: Music | None) -> MusicSound | None:
    if music is None or not music.volume_percent:
        return None
    if music.asset is None:
        raise Invalid("The music has not been made yet.", field="timeline.head.music")
    return MusicSound(
        digest=music.asset,
        volume_percent=music.volume_percent,
        ducking=music.ducking,
        loop=music.loop,
        trim_ms=music.trim_ms,
        fade_in_ms=music.fade_in_ms,
        fade_out_ms=music.fade_out_ms,
    )
