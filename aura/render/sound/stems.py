"""The three kinds of sound in a film, each before it has a level: a voice, a clip's own sound, the music.

A file is opened, or fails, on reading, unless its sound was kept.  Lengths are samples of the film.
"""

from fractions import Fraction
from functools import partial
from pathlib import Path

from aura.media.ffmpeg import open_media
from aura.media.tracks import length_s
from aura.render.sound.decoding import Blocks, decoded, decoded_from
from aura.render.sound.kept import Kept, unkept
from aura.render.sound.samples import RATE_HZ, milliseconds
from aura.render.sound.shaping import cut, entered, equal_power, filled, smooth, softened, swelled
from aura.render.sound.stem import Stem
from aura.render.sound.tempo import paced
from aura.render.sound.turns import turning
from aura.render.soundtrack import ClipSound, MusicSound
from aura.timeline.pacing import Pace

CLIP_EDGE_SAMPLES = RATE_HZ * 30 // 1000
"""A clip's sound was cut off somewhere: its edges are longer than those of a voice."""


def voice(path: Path, length: int, kept: Kept = unkept, passed_ms: int = 0) -> Stem:
    """The polished sound of a file from a moment of it on, at most ``length`` samples."""
    return Stem(softened(cut(kept(lambda: spoken(path, passed_ms)), length)))


def spoken(path: Path, passed_ms: int) -> Blocks:
    """A voice from its first sample on, or from where it is by then."""
    if not passed_ms:
        return decoded(path, polish=True)
    return decoded_from(path, Fraction(passed_ms, 1000), polish=True)


def clip(path: Path, sound: ClipSound, length: int, lead: int, tail: int, kept: Kept = unkept) -> Stem:
    """A clip's own sound in step with its picture; swells over ``lead``, fades over ``tail`` samples."""
    blocks = softened(kept(lambda: cut(played(path, sound), length)), CLIP_EDGE_SAMPLES)
    return Stem(swelled(blocks, length, lead, tail, curve=equal_power))


def played(path: Path, sound: ClipSound) -> Blocks:
    """What a clip plays, once or again and again; nothing if it has no sound."""
    start_s, end_s = Fraction(sound.trim_ms, 1000), Fraction(sound.end_ms, 1000)
    if sound.loop and not end_s:
        with open_media(path, measured=True) as container:
            end_s = length_s(container)
    pace = Pace(
        start_s,
        end_s,
        sound.loop,
        Fraction(sound.speed_percent, 100),
        Fraction(sound.freeze_ms, 1000),
        Fraction(sound.freeze_for_ms, 1000),
    )
    if not pace.has_end:
        return paced(decoded_from(path, start_s), pace)
    length, turn = round((end_s - start_s) * RATE_HZ), round(pace.turn_s * RATE_HZ)
    if sound.loop:
        turns = turning(lambda: filled(paced(filled(decoded_from(path, start_s), length), pace), turn))
        return entered(turns, milliseconds(sound.passed_ms) % turn)
    return paced(cut(decoded_from(path, start_s), length), pace)


def music(path: Path, sound: MusicSound, length: int, kept: Kept = unkept) -> Stem:
    """The music, looped or once; ``length`` is that of the film, or of the music where it ends before."""
    turn = partial(kept, partial(scored, path, sound, length))
    blocks = entered(turning(turn), milliseconds(sound.passed_ms)) if sound.loop else turn()
    rise, fall = milliseconds(sound.fade_in_ms), milliseconds(sound.fade_out_ms)
    return Stem(swelled(softened(cut(blocks, length)), length, rise, fall, curve=smooth))


def scored(path: Path, sound: MusicSound, length: int) -> Blocks:
    """One turn of the music, as much of it as is needed to hear ``length`` samples."""
    needed = milliseconds(sound.passed_ms) + length
    return cut(decoded_from(path, Fraction(sound.trim_ms, 1000)), needed)
