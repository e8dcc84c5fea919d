"""A film as an OpenTimelineIO timeline, for other editors.  Pure: a document in, a timeline out.

What Aura shares between two scenes is a transition here.  OpenTimelineIO lays items end to end and lets a
transition reach over the cut between two of them: so the cut stands in the middle of what is shared, each
scene is as long as it is seen up to its cuts, and the track is as long as the film.

Tracks: the picture, the clips' own sound, the narration, the music; with markers for scenes, overlays and
captions.  What has no word in OpenTimelineIO (how a picture moves, texts, digests) is in the metadata under
``aura``.

Units: frames over the film's rate; a time of a file that is no whole frame is rounded to the nearest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import (
    Clip,
    ExternalReference,
    FreezeFrame,
    Gap,
    LinearTimeWarp,
    MissingReference,
    Timeline,
    Track,
    TrackKind,
    Transition,
    TransitionTypes,
)

from aura.exchange.endings import ending
from aura.exchange.markers import markers, plain
from aura.exchange.pieces import Piece, pieces
from aura.render.timing import Placed, film_frames, place
from aura.timeline import codec
from aura.timeline.document import Asset, Document
from aura.timeline.pacing import OWN_SPEED, pace_of
from aura.timeline.scene import Cue, Media
from aura.timeline.terms import Value
from aura.timeline.time import frames_from_ms

Url = Callable[[Asset], str]
"""Where a file of the project is found."""

_DISSOLVES = ("fade", "dissolve")


def media_name(asset: Asset) -> str:
    """The name of a project's file beside a timeline."""
    return f"media/{asset.digest}.{ending(asset)}"


def timeline_of(
    document: Document, assets: Mapping[str, Asset], url: Url, captions: Sequence[Cue] = ()
) -> Timeline:
    """The timeline of a film.

    ``assets`` are all files the project holds; ``captions`` are in the film's time.
    """
    return _Film(document, assets, url).timeline(captions)


class _Film:
    """One film on its way out."""

    def __init__(self, document: Document, assets: Mapping[str, Asset], url: Url) -> None:
        self._document = document
        self._assets = assets
        self._url = url
        self._rate = document.timeline.head.rate
        self._placed = place(document.timeline.scenes, self._rate)
        self._frames = film_frames(document)

    def timeline(self, captions: Sequence[Cue]) -> Timeline:
        head = self._document.timeline.head
        found = Timeline(head.title or self._document.brief.topic, global_start_time=self._at(0))
        found.metadata["aura"] = self._told()
        for track in (self._pictures(), self._own_sound(), self._narration(), self._music()):
            if track is not None:
                found.tracks.append(track)
        found.tracks.markers.extend(markers(self._placed, captions, self._rate))
        return found

    # What is seen.

    def _pictures(self) -> Track:
        track = Track("Picture", kind=TrackKind.Video)
        for one in self._placed:
            self._join(track, one)
            for item in self._shots(one):
                track.append(item)
        return track

    def _shots(self, one: Placed) -> Iterator[Clip]:
        media = _shown(one)
        start, frames = self._seen(one)
        if media is None:
            yield self._clip(one.name, MissingReference(), start, frames, one.scene)
        elif media.type == "Image":
            yield self._clip(one.name, self._file(media.asset, one.frames), start, frames, one.scene)
        else:
            for piece in self._pieces(media, start, frames):
                clip = self._clip(one.name, self._file(media.asset), piece.start, piece.frames, one.scene)
                yield _paced(clip, media, piece)

    def _seen(self, one: Placed) -> tuple[int, int]:
        """The first frame of a scene behind its cut, and how many there are up to the next one."""
        start = _before_cut(one.lead_frames)
        return start, one.frames - start - (one.tail_frames - _before_cut(one.tail_frames))

    def _pieces(self, media: Media, start: int, frames: int) -> Iterator[Piece]:
        """What of a clip is seen in these frames of its scene."""
        length_s = Fraction(self._known(media.asset).duration_ms, 1000)
        return pieces(pace_of(media, length_s), self._rate, start, frames)

    def _join(self, track: Track, one: Placed) -> None:
        """The transition into a scene; what is not a fade has no word of its own here but in the metadata."""
        if one.lead_frames and len(track):
            before = _before_cut(one.lead_frames)
            track.append(
                Transition(
                    transition_type=(
                        TransitionTypes.SMPTE_Dissolve
                        if one.scene.transition in _DISSOLVES
                        else TransitionTypes.Custom
                    ),
                    in_offset=self._at(before),
                    out_offset=self._at(one.lead_frames - before),
                    metadata={
                        "aura": {
                            "kind": one.scene.transition,
                            "frames": one.lead_frames,
                            "asked": one.scene.transition_frames,
                        }
                    },
                )
            )

    # What is heard.

    def _own_sound(self) -> Track | None:
        """The sound of the clips, in pieces as they are seen."""
        if not any(self._is_heard(one) for one in self._placed):
            return None
        track = Track("Clips", kind=TrackKind.Audio)
        for one in self._placed:
            start, frames = self._seen(one)
            media = _shown(one)
            if media is None or not self._is_heard(one):
                _rest(track, frames, self._rate)
                continue
            for piece in self._pieces(media, start, frames):
                if piece.is_held:
                    _rest(track, piece.frames, self._rate)
                else:
                    clip = self._clip(one.name, self._file(media.asset), piece.start, piece.frames)
                    clip.metadata["aura"] = {"volume_percent": media.volume_percent}
                    track.append(_paced(clip, media, piece))
        return track

    def _is_heard(self, one: Placed) -> bool:
        media = _shown(one)
        return bool(
            media and media.type == "Video" and media.volume_percent and self._known(media.asset).has_audio
        )

    def _narration(self) -> Track | None:
        track = Track("Narration", kind=TrackKind.Audio)
        heard = 0
        for one in self._placed:
            narration = one.scene.narration
            if narration is None or not narration.frames or not one.scene.volume_percent:
                continue
            _rest(track, one.voice_frame - heard, self._rate)
            reference = self._file(narration.audio, narration.frames)
            clip = self._clip(one.name, reference, 0, narration.frames)
            clip.metadata["aura"] = {
                "scene": one.scene.id,
                "text": one.scene.script_text,
                "words": narration.words,
                "volume_percent": one.scene.volume_percent,
            }
            track.append(clip)
            heard = one.voice_frame + narration.frames
        return self._filled(track, heard)

    def _music(self) -> Track | None:
        music = self._document.timeline.head.music
        track = Track("Music", kind=TrackKind.Audio)
        if music is None or music.asset is None or not music.volume_percent:
            return None
        first, length_ms = self._frame(music.trim_ms), self._known(music.asset).duration_ms
        playable = max(1, self._frame(length_ms) - first) if length_ms else self._frames
        heard = 0
        while heard < self._frames and (music.loop or not heard):
            frames = min(playable, self._frames - heard)
            clip = self._clip("Music", self._file(music.asset), first, frames)
            clip.metadata["aura"] = plain(music)
            track.append(clip)
            heard += frames
        return self._filled(track, heard)

    def _filled(self, track: Track, heard: int) -> Track | None:
        """A track of sound as long as the film; none where nothing is heard."""
        if not len(track):
            return None
        _rest(track, self._frames - heard, self._rate)
        return track

    # What is told.

    def _told(self) -> dict[str, Any]:
        document = self._document
        head = document.timeline.head
        return {
            "document": codec.digest_of(document).hex(),
            "frames": self._frames,
            "rate": f"{self._rate.numerator}/{self._rate.denominator}",
            "description": head.description,
            "brief": plain(document.brief),
            "render": plain(document.render),
            "watermark": plain(head.watermark) if head.watermark else None,
        }

    def _clip(self, name: str, reference: Any, start: int, frames: int, scene: Value | None = None) -> Clip:
        clip = Clip(name, reference, self._range(start, frames))
        if scene is not None:
            clip.metadata["aura"] = plain(scene)
        return clip

    def _file(self, digest: str, still_frames: int | None = None) -> Any:
        """A reference to a file; one without a time of its own lasts ``still_frames``."""
        asset = self._known(digest)
        frames = still_frames or max(1, frames_from_ms(asset.duration_ms, self._rate))
        reference = ExternalReference(self._url(asset), self._range(0, frames))
        reference.name = asset.name
        reference.metadata["aura"] = plain(asset)
        return reference

    def _known(self, digest: str) -> Asset:
        return self._assets.get(digest) or Asset(digest=digest, type="Script")

    def _frame(self, time_ms: int) -> int:
        return round(Fraction(time_ms, 1000) * self._rate)

    def _at(self, frame: int) -> RationalTime:
        return RationalTime(frame, float(self._rate))

    def _range(self, start: int, frames: int) -> TimeRange:
        return TimeRange(self._at(start), self._at(frames))


def _shown(one: Placed) -> Media | None:
    """What a scene shows of the project's files: nothing, where a script draws it in their place."""
    return None if one.scene.drawn_by else one.scene.media


def _paced(clip: Clip, media: Media, piece: Piece) -> Clip:
    """A clip that is held, or goes at its own speed."""
    if piece.is_held:
        clip.effects.append(FreezeFrame())
    elif media.speed_percent != OWN_SPEED:
        clip.effects.append(LinearTimeWarp(time_scalar=media.speed_percent / 100))
    return clip


def _before_cut(shared: int) -> int:
    """How many of the frames that two scenes share stand before the cut between them."""
    return shared // 2


def _rest(track: Track, frames: int, rate: Fraction) -> None:
    """Silence."""
    if frames > 0:
        track.append(Gap(duration=RationalTime(frames, float(rate))))


def written(timeline: Timeline) -> bytes:
    """The ``.otio`` file of a timeline."""
    text: str = timeline.to_json_string(indent=2)
    return text.encode() + b"\n"
