"""The levels of a film's layers against one another: they follow from how loud each was measured to be.

Voices are the measure.  Music is brought to its level against them, whether it is a dense song or a quiet
bed.  A clip keeps its own loudness, up to a little less than that of the voices.  Volumes come on top.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from aura.errors import ToolFailed
from aura.render.sound.bus import Entry, Objects, bus, naming
from aura.render.sound.ducking import PROFILES, Presence, Profile, fitted
from aura.render.sound.kept import Kept
from aura.render.sound.loudness import integrated
from aura.render.sound.mastering import QUIET_LUFS
from aura.render.sound.samples import Block, amplitude
from aura.render.sound.shaping import cut
from aura.render.sound.stems import played, scored
from aura.render.soundtrack import ClipSound, MusicSound

REFERENCE_LUFS = -20.0
"""What voices are taken to have in a film without any."""
CLIP_LU = -2.0
"""The most that a clip's own sound has against the voices."""
QUIETEST_LUFS = -45.0
"""Music that is quieter than this is not made louder for it: it is meant to be hardly heard."""

Watch = Callable[[Iterable[Block], int], Iterator[Block]]
"""Passes on the blocks of a measurement, of which there are so many samples at most; it may raise."""


class VoiceLevel(NamedTuple):
    """How loud the voices are, or are taken to be, and in how much of the film they are heard."""

    lufs: float
    share: float


class MusicLevel(NamedTuple):
    """What music is multiplied by, how it makes room for voices, and how many samples there are of it."""

    gain: float
    profile: Profile
    samples: int


class Meter:
    """Measures what a film is made of, each file as far as it is heard in the film."""

    def __init__(self, objects: Objects, samples: int, watch: Watch) -> None:
        self._objects, self._samples, self._watch = objects, samples, watch

    def voices(self, entries: Iterable[Entry]) -> VoiceLevel:
        """The level that all others go by."""
        presence = Presence()
        heard = self._watch(bus(entries, self._objects, self._samples), self._samples)
        heard_lufs = integrated(presence.through(heard))
        if heard_lufs <= QUIET_LUFS:
            return VoiceLevel(REFERENCE_LUFS, 0.0)
        return VoiceLevel(heard_lufs, presence.share(heard_lufs))

    def clip_gain(self, sound: ClipSound, length: int, voices: VoiceLevel, kept: Kept) -> float:
        """What a clip's own sound is multiplied by; what is too short to be measured stays as it is."""
        with naming(sound.digest):
            path = self._objects(sound.digest)
            heard = kept(lambda: cut(played(path, sound), length))
            heard_lufs = integrated(self._watch(heard, length))
        return amplitude(min(0.0, voices.lufs + CLIP_LU - heard_lufs)) * sound.volume_percent / 100

    def music(self, sound: MusicSound, voices: VoiceLevel, kept: Kept) -> MusicLevel:
        """Raises ToolFailed where there is nothing to be heard."""
        samples = 0

        def counted(blocks: Iterable[Block]) -> Iterator[Block]:
            nonlocal samples
            for block in blocks:
                samples += block.shape[1]
                yield block

        with naming(sound.digest):
            path = self._objects(sound.digest)
            heard = kept(lambda: scored(path, sound, self._samples))
            heard_lufs = integrated(counted(self._watch(heard, self._samples)))
            if not samples:
                raise ToolFailed("The music holds no sound from where it is to begin.")
        profile = fitted(PROFILES[sound.ducking], voices.share)
        gain_db = voices.lufs + profile.level_lu - max(heard_lufs, QUIETEST_LUFS)
        return MusicLevel(amplitude(gain_db) * sound.volume_percent / 100, profile, samples)
