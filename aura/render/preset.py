"""Presets: the sizes and codings a film can be written in, each under the name a document uses.

A ``Recipe`` is what a person says of a preset; a ``Preset`` is the same with every value resolved.

Units: ``size_px`` is the shorter side of the frame; bit rates in bits a second; loudness in LUFS
integrated, the peak a ceiling in dBTP, which coding the sound may pass by 1 dB.
"""

from collections.abc import Sequence

from msgspec import UNSET, Struct, UnsetType

from aura.errors import Invalid
from aura.render import codecs
from aura.render.codecs import CODECS, Codec
from aura.render.containers import FORMS, SOUND_ENCODERS, Container, Form
from aura.render.recipe import Platform, Recipe
from aura.render.shipped_recipes import SHIPPED
from aura.timeline.terms import Aspect

PLATFORM_LUFS = -14
VOICE_LUFS = -16
PCM_BIT_RATE = 2_304_000


class VideoCoding(Struct, frozen=True, kw_only=True):
    """How frames are written.  All of it is part of a segment's key.

    ``keyint`` 250 with closed groups makes a segment one group; ``cpu-independent`` makes the bytes the
    same whatever the processor can do.  Without a cap ``max_bit_rate`` is unset, and not part of the key.
    """

    codec: str = "libx264"
    speed: str = "veryfast"
    crf: int = 21
    params: str = "keyint=250:open-gop=0:cpu-independent=1"
    max_bit_rate: int | UnsetType = UNSET


class AudioCoding(Struct, frozen=True, kw_only=True):
    """How the sound track is mixed and written."""

    codec: str = "aac"
    sample_rate_hz: int = 48_000
    bit_rate: int = 192_000
    loudness_lufs: int = -16
    peak_db: int = -2


class Preset(Struct, frozen=True, kw_only=True):
    """One way of writing a film.  Without ``video`` only its sound is written; ``size_px`` is then that of
    the frame its subtitles would stand in.  ``aspect`` is the one it is meant for; the film keeps its own."""

    name: str
    size_px: int
    video: VideoCoding | None = VideoCoding()
    audio: AudioCoding = AudioCoding()
    container: Container = "mp4"
    platform: Platform = "Generic"
    aspect: Aspect | None = None

    @property
    def coding(self) -> str:
        """What people call its coding: that of the pictures, or of the sound where there are none."""
        if self.video is None:
            return next(name for name, encoder in SOUND_ENCODERS.items() if encoder == self.audio.codec)
        return next(name for name, codec in CODECS.items() if codec.encoder == self.video.codec)

    @property
    def form(self) -> Form:
        """The form of its files."""
        return FORMS[self.container]


def preset_of(recipe: Recipe) -> Preset:
    """The preset that a recipe makes.  Raises ``Invalid`` naming the field that fits no other."""
    _require_fitting(recipe)
    usual = VOICE_LUFS if recipe.platform == "Generic" else PLATFORM_LUFS
    return Preset(
        name=recipe.name,
        size_px=recipe.size_px,
        video=None if recipe.video == "none" else _video(recipe, recipe.video),
        audio=AudioCoding(
            codec=SOUND_ENCODERS[recipe.audio],
            bit_rate=PCM_BIT_RATE if recipe.audio == "pcm" else recipe.audio_bit_rate,
            loudness_lufs=usual if recipe.loudness_lufs is None else recipe.loudness_lufs,
            peak_db=recipe.peak_db,
        ),
        container=recipe.container,
        platform=recipe.platform,
        aspect=recipe.aspect,
    )


def _video(recipe: Recipe, name: Codec) -> VideoCoding:
    codec = CODECS[name]
    speed, params = codec.speeds[recipe.speed]
    return VideoCoding(
        codec=codec.encoder,
        speed=speed,
        crf=codec.crf if recipe.crf is None else recipe.crf,
        params=params,
        max_bit_rate=recipe.video_bit_rate or UNSET,
    )


def _require_fitting(recipe: Recipe) -> None:
    """Raise Invalid for a coding that its container cannot hold, and for a value that its coding has not."""
    form, video = FORMS[recipe.container], recipe.video
    if video != "none" and video not in form.pictures:
        there = f"it holds {_either(form.pictures)}" if form.pictures else "it holds sound only"
        raise Invalid(f"A {recipe.container} file holds no {video} pictures; {there}.", field="video")
    if video == "none" and form.pictures:
        forms = [name for name, each in FORMS.items() if not each.pictures]
        raise Invalid(f"Sound alone is written as {_either(forms)}.", field="container")
    if recipe.audio not in form.sounds:
        words = f"A {recipe.container} file holds no {recipe.audio} sound; it holds {_either(form.sounds)}."
        raise Invalid(words, field="audio")
    worst = 0 if video == "none" else CODECS[video].worst_crf
    if recipe.crf is not None and recipe.crf > worst:
        words = f"has a quality from 0 to {worst}" if worst else "has a quality of its own; leave it out"
        raise Invalid(f"The coding {video} {words}.", field="crf")
    if recipe.video_bit_rate is not None and not worst:
        words = f"The coding {video} has a bit rate of its own; leave it out."
        raise Invalid(words, field="video_bit_rate")


def _either(names: Sequence[str]) -> str:
    return " or ".join(names)


def bit_rates(preset: Preset, width_px: int, height_px: int, fps: float) -> tuple[int, int]:
    """What a second of film takes, picture and sound together: as a rule, and at most."""
    if preset.video is None:
        return preset.audio.bit_rate, preset.audio.bit_rate
    codec = codecs.codec_of(preset.video.codec)
    usual = codec.bits_per_pixel * width_px * height_px * fps
    if codec.worst_crf:
        usual *= 2 ** ((codec.crf - preset.video.crf) / 6)
    most = preset.video.max_bit_rate or round(usual)
    return min(round(usual), most) + preset.audio.bit_rate, most + preset.audio.bit_rate


RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in SHIPPED}
"""The recipes that ship, by name."""
PRESETS: dict[str, Preset] = {name: preset_of(recipe) for name, recipe in RECIPES.items()}
DEFAULT = "Standard 720p"

SIDES: dict[Aspect, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5)}


def get_preset(name: str) -> Preset:
    """The shipped preset of this name; raises ``Invalid`` listing the names there are."""
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
