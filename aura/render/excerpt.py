"""A part of a film as a plan of its own, whose frames are those of the film.  Pure.

Stretches are cut where the excerpt begins and ends, and into pieces that are short enough for the first to
be seen soon; what was rendered before is used again, a whole segment that is there too.  The passage from
one scene to the next is never cut: an excerpt that begins or ends in one holds all of it.

Sounds that began before the excerpt are entered where they are by then, music too where its length is known;
what begins again within it does so where it would in the film.
The excerpt is as loud as if it were a film.

Units: frames of the film.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from aura.render.captioning import stretch_of
from aura.render.overlaying import overlays_in
from aura.render.plan import RenderPlan, Segment
from aura.render.soundtrack import AudioSpec, ClipSound, MusicSound
from aura.render.spec import Crossfade, Picture, SegmentSpec, Stretch, key_of
from aura.timeline.pacing import Pace
from aura.timeline.time import ms_from_frames

PIECE_S = 1


def excerpt(
    film: RenderPlan,
    first: int,
    end: int,
    *,
    engine: str,
    voices: Mapping[str, int],
    lengths_ms: Mapping[str, int],
    is_there: Callable[[str], bool] = lambda key: False,
) -> tuple[RenderPlan, int]:
    """The frames from ``first`` to before ``end``, and where in the film it begins.

    ``voices`` are the lengths of narrations in frames by digest, ``lengths_ms`` those of files where they are
    known; ``is_there`` says of a segment's key whether it was made.
    """
    start = first
    specs: list[tuple[int, SegmentSpec]] = []
    for segment in film.segments:
        inside = max(first, segment.start_frame), min(end, segment.start_frame + segment.frames)
        if inside[0] < inside[1]:
            if not specs and isinstance(segment.spec.content, Crossfade):
                start = segment.start_frame
            specs += [(segment.scene, spec) for spec in _pieces(segment, *inside, film.rate, is_there)]
    segments = tuple(_laid(specs))
    frames = sum(segment.frames for segment in segments)
    audio = _heard(film.audio, start, frames, voices, lengths_ms)
    plan = replace(
        film,
        total_frames=frames,
        segments=segments,
        audio=audio,
        audio_key=key_of(audio, film.preset.audio, engine),
        chapters=(),
    )
    return plan, start


def at(film: RenderPlan, frame: int) -> tuple[SegmentSpec, int]:
    """A spec that holds a frame of the film with as little else as can be, and as which of its frames."""
    segment = next(one for one in film.segments if one.start_frame <= frame < one.start_frame + one.frames)
    place = frame - segment.start_frame
    if isinstance(segment.spec.content, Crossfade):
        return segment.spec, place
    return replace(segment.spec, content=cut(segment.spec.content, place, 1)), 0


def cut(stretch: Stretch, first: int, frames: int) -> Stretch:
    """``frames`` frames of a stretch from its frame ``first`` on."""
    moves = not isinstance(stretch.shot, Picture) or stretch.shot.move != "none"
    return replace(
        stretch,
        frames=frames,
        first_frame=stretch.first_frame + first if moves else 0,
        captions=stretch_of(stretch.captions, first, frames),
        overlays=overlays_in(stretch.overlays, first, frames),
    )


def _pieces(
    segment: Segment, first: int, end: int, rate: Fraction, is_there: Callable[[str], bool]
) -> Iterator[SegmentSpec]:
    """What of a segment is seen from ``first`` to before ``end``; the last piece may be a little longer."""
    spec = segment.spec
    whole = (first, end) == (segment.start_frame, segment.start_frame + segment.frames)
    if isinstance(spec.content, Crossfade) or (whole and is_there(segment.key)):
        yield spec
        return
    piece = max(1, round(PIECE_S * rate))
    while first < end:
        frames = piece if end - first > piece * 3 // 2 else end - first
        yield replace(spec, content=cut(spec.content, first - segment.start_frame, frames))
        first += frames


def _laid(specs: Sequence[tuple[int, SegmentSpec]]) -> Iterator[Segment]:
    start = 0
    for index, (scene, spec) in enumerate(specs):
        frames = spec.content.frames
        yield Segment(index=index, start_frame=start, frames=frames, scene=scene, key=spec.key, spec=spec)
        start += frames


def _heard(
    audio: AudioSpec, start: int, frames: int, voices: Mapping[str, int], lengths_ms: Mapping[str, int]
) -> AudioSpec:
    rate = Fraction(audio.rate_numerator, audio.rate_denominator)
    end = start + frames
    own = [sound for one in audio.own if (sound := _entered(one, start, rate))]
    begun = [
        replace(clip, start_frame=0, passed_ms=ms_from_frames(start - clip.start_frame, rate))
        for clip in audio.clips
        if clip.start_frame < start < clip.start_frame + voices.get(clip.digest, 0)
    ]
    following = [
        replace(clip, start_frame=clip.start_frame - start)
        for clip in audio.clips
        if start <= clip.start_frame < end
    ]
    return replace(
        audio,
        total_frames=frames,
        clips=(*begun, *following),
        own=tuple(sound for sound in own if sound.start_frame < frames),
        music=_music(audio, start, end, lengths_ms),
    )


def _entered(sound: ClipSound, start: int, rate: Fraction) -> ClipSound | None:
    """A clip's sound as it is heard from ``start`` on; none when its scene is over by then, or the clip."""
    passed = start - sound.start_frame
    if passed <= 0:
        return replace(sound, start_frame=-passed)
    if passed >= sound.frames:
        return None
    ms = Fraction(1, 1000)
    lead_frames = max(0, sound.lead_frames - passed)
    if sound.loop:
        return replace(
            sound,
            start_frame=0,
            frames=sound.frames - passed,
            lead_frames=lead_frames,
            passed_ms=ms_from_frames(passed, rate),
        )
    pace = Pace(
        sound.trim_ms * ms,
        sound.end_ms * ms,
        sound.loop,
        Fraction(sound.speed_percent, 100),
        sound.freeze_ms * ms,
        sound.freeze_for_ms * ms,
    )
    if pace.has_end and passed / rate >= pace.turn_s:
        return None
    return replace(
        sound,
        start_frame=0,
        frames=sound.frames - passed,
        lead_frames=lead_frames,
        trim_ms=round(pace.until(passed / rate, Fraction(0)) / ms),
        freeze_for_ms=round(pace.still_left_s(passed / rate) / ms),
    )


def _music(audio: AudioSpec, start: int, end: int, lengths_ms: Mapping[str, int]) -> MusicSound | None:
    """The music, faded in only where the film begins and out only where it ends."""
    music = audio.music
    if music is None:
        return None
    rate = Fraction(audio.rate_numerator, audio.rate_denominator)
    passed_ms, turn_ms = ms_from_frames(start, rate), lengths_ms.get(music.digest, 0) - music.trim_ms
    if not music.loop and 0 < turn_ms <= passed_ms:
        return None
    passed_ms = passed_ms % turn_ms if turn_ms > 0 else 0
    begins_again = music.loop and passed_ms + ms_from_frames(end - start, rate) >= turn_ms
    return replace(
        music,
        trim_ms=music.trim_ms + (0 if begins_again else passed_ms),
        passed_ms=passed_ms if begins_again else 0,
        fade_in_ms=0 if start else music.fade_in_ms,
        fade_out_ms=music.fade_out_ms if end == audio.total_frames else 0,
    )
