"""The three kinds of sound in a film, each before it has a level: a voice, a clip's own sound, the music.

A file is opened, or fails, on reading.  Lengths are samples of the film.
"""

from fractions import Fraction
from pathlib import Path

from aura.media.ffmpeg import open_media
from aura.media.tracks import length_s
from aura.render.sound.decoding import Blocks, decoded, decoded_from
from aura.render.sound.samples import RATE_HZ, milliseconds
from aura.render.sound.shaping import cut, equal_power, filled, smooth, softened, swelled
from aura.render.sound.stem import Stem
from aura.render.sound.turns import turning
from aura.render.soundtrack import ClipSound, MusicSound

CLIP_EDGE_SAMPLES = RATE_HZ * 30 // 1000
"""A clip's sound was cut off somewhere: its edges are longer than those of a voice."""


def voice(path: Path, length: int) -> Stem:
    """The polished sound of a file, at most ``length`` samples of it."""
    return Stem(softened(cut(decoded(path, polish=True), length)))


def clip(path: Path, sound: ClipSound, length: int, lead: int, tail: int) -> Stem:
    """A clip's own sound in step with its picture; swells over ``lead``, fades over ``tail`` samples."""
    blocks = softened(cut(played(path, sound), length), CLIP_EDGE_SAMPLES)
    return Stem(swelled(blocks, length, lead, tail, curve=equal_power))


def played(path: Path, sound: ClipSound) -> Blocks:
    """What a clip plays, once or again and again; nothing if it has no sound."""
    start_s, end_s = Fraction(sound.trim_ms, 1000), Fraction(sound.end_ms, 1000)
    if sound.loop and not end_s:
        with open_media(path) as container:
            end_s = length_s(container)
    if end_s <= start_s:
        return decoded_from(path, start_s)
    length = round((end_s - start_s) * RATE_HZ)
    if sound.loop:
        return turning(lambda: filled(decoded_from(path, start_s), length))
    return cut(decoded_from(path, start_s), length)


def music(path: Path, sound: MusicSound, length: int) -> Stem:
    """The music, looped or once; ``length`` is that of the film, or of the music where it ends before."""
    blocks = turning(lambda: scored(path, sound)) if sound.loop else scored(path, sound)
    rise, fall = milliseconds(sound.fade_in_ms), milliseconds(sound.fade_out_ms)
    return Stem(swelled(softened(cut(blocks, length)), length, rise, fall, curve=smooth))


def scored(path: Path, sound: MusicSound) -> Blocks:
    """One turn of the music."""
    return decoded_from(path, Fraction(sound.trim_ms, 1000))
