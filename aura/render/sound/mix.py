"""The mix: voices, clips' own sound and music, each at its sample and its level, block after block."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property, partial

from msgspec import Struct
from msgspec.structs import replace

from aura.render.sound import stems
from aura.render.sound.balance import Meter, MusicLevel, VoiceLevel, Watch
from aura.render.sound.bus import Entry, Objects, bus
from aura.render.sound.ducking import PROFILES, Profile, heard, turned
from aura.render.sound.kept import Kept, Store, unkept
from aura.render.sound.samples import CHANNELS, Block, alike, milliseconds, samples_at
from aura.render.soundtrack import AudioClip, AudioSpec, ClipSound, MusicSound

CLIP_PROFILE = PROFILES["balanced"]
"""How clips' own sound makes room for voices."""


def unwatched(blocks: Iterable[Block], _samples: int) -> Iterator[Block]:
    """Pass blocks on."""
    yield from blocks


class Mix:
    """The sound of a film before it is brought to a loudness.  It can be heard any number of times.

    What lies beside the voices is measured before it is heard for the first time, watched by ``watch``.
    """

    def __init__(
        self, spec: AudioSpec, objects: Objects, watch: Watch = unwatched, *, store: Store | None = None
    ) -> None:
        """``store`` keeps sounds from one hearing, and one film, to the next."""
        self._spec, self._objects, self._store = spec, objects, store
        self._rate = Fraction(spec.rate_numerator, spec.rate_denominator)
        self.samples = samples_at(spec.total_frames, self._rate)
        self.channels = CHANNELS
        self._meter = Meter(objects, self.samples, watch)
        self._voices = [self._voice(clip) for clip in spec.clips]

    def blocks(self) -> Iterator[Block]:
        """The whole film: in stereo, and once a hearing found both sides to be the same, as one channel.

        Raises NotFound, Invalid or ToolFailed, with the digest of the file that cannot be heard.
        """
        same = True
        for block in self._mixed():
            same = same and alike(block)
            yield block
        if same:
            self.channels = 1

    def _mixed(self) -> Iterator[Block]:
        voices = self._bus(self._voices)
        beds: list[tuple[Iterator[Block], Profile]] = []
        if self._spec.own:
            beds.append((self._bus(self._own), CLIP_PROFILE))
        if self._spec.music:
            beds.append((self._bus([self._score(self._spec.music)]), self._music.profile))
        if not beds:
            yield from voices
            return
        for block, near in heard(voices, self._level.lufs):
            yield sum((turned(next(bed), near, profile) for bed, profile in beds), block)

    def _bus(self, entries: Iterable[Entry]) -> Iterator[Block]:
        return bus(entries, self._objects, self.samples, self.channels)

    @cached_property
    def _level(self) -> VoiceLevel:
        return self._meter.voices(self._voices)

    @cached_property
    def _own(self) -> list[Entry]:
        return [self._clip(sound) for sound in self._spec.own]

    @cached_property
    def _music(self) -> MusicLevel:
        assert self._spec.music is not None
        return self._meter.music(self._spec.music, self._level, self._heard_of(self._spec.music))

    def _voice(self, clip: AudioClip) -> Entry:
        at = self._at(clip.start_frame)
        entered = (str(clip.passed_ms),) if clip.passed_ms else ()
        kept = self._kept("voice", clip.digest, *entered)
        play = partial(stems.voice, length=self.samples - at, kept=kept, passed_ms=clip.passed_ms)
        return Entry(at, clip.digest, play, clip.gain_percent / 100)

    def _clip(self, sound: ClipSound) -> Entry:
        at, end = self._at(sound.start_frame), self._at(sound.start_frame + sound.frames)
        lead = self._at(sound.start_frame + sound.lead_frames) - at
        tail = end - self._at(sound.start_frame + sound.frames - sound.tail_frames)
        own = replace(sound, start_frame=0, lead_frames=0, tail_frames=0, volume_percent=100)
        kept = self._kept("clip", own, str(end - at))
        play = partial(stems.clip, sound=sound, length=end - at, lead=lead, tail=tail, kept=kept)
        return Entry(at, sound.digest, play, self._meter.clip_gain(sound, end - at, self._level, kept))

    def _score(self, sound: MusicSound) -> Entry:
        length = self.samples if sound.loop else min(self.samples, self._music.samples)
        play = partial(stems.music, sound=sound, length=length, kept=self._heard_of(sound))
        return Entry(0, sound.digest, play, self._music.gain)

    def _heard_of(self, sound: MusicSound) -> Kept:
        """Where one turn of the music is kept, as much of it as a film of this length may need."""
        needed = milliseconds(sound.passed_ms) + self.samples
        return self._kept("music", sound.digest, f"{sound.trim_ms} {needed}")

    def _kept(self, *made_from: Struct | str) -> Kept:
        """Where a sound is kept that this determines."""
        store = self._store
        return unkept if store is None else lambda decode: store.keep(decode, *made_from)

    def _at(self, frame: int) -> int:
        return samples_at(frame, self._rate)
