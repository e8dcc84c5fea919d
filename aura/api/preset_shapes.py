"""What the API answers about presets, and about an export before it is made."""

from msgspec import Struct

from aura.exports.preflight import Preflight
from aura.exports.preflight_rules import Finding
from aura.exports.presets import Offer
from aura.render.codecs import Speed
from aura.render.containers import Container, Sound
from aura.render.platforms import LIMITS
from aura.render.preset import preset_of
from aura.render.recipe import Pictures, Platform
from aura.timeline.terms import Aspect


class PresetLine(Struct):
    """A preset with all its values; limits are those of its platform, and null where there is none.

    ``codec`` is what people call its coding; ``aspect`` the shape that it is meant for; ``video_bit_rate`` a
    cap, null for none.
    """

    name: str
    is_own: bool
    platform: Platform
    aspect: Aspect | None
    size_px: int
    container: Container
    codec: str
    video: Pictures
    speed: Speed
    crf: int | None
    video_bit_rate: int | None
    audio: Sound
    audio_bit_rate: int
    loudness_lufs: int
    peak_db: int
    limit_s: int | None
    limit_bytes: int | None

    @classmethod
    def of(cls, offer: Offer) -> "PresetLine":
        recipe, preset = offer.recipe, preset_of(offer.recipe)
        limits = LIMITS[recipe.platform]
        return cls(
            name=recipe.name,
            is_own=offer.is_own,
            platform=recipe.platform,
            aspect=recipe.aspect,
            size_px=recipe.size_px,
            container=recipe.container,
            codec=preset.coding,
            video=recipe.video,
            speed=recipe.speed,
            crf=preset.video.crf if preset.video and recipe.video != "prores" else None,
            video_bit_rate=recipe.video_bit_rate,
            audio=recipe.audio,
            audio_bit_rate=preset.audio.bit_rate,
            loudness_lufs=preset.audio.loudness_lufs,
            peak_db=preset.audio.peak_db,
            limit_s=limits.seconds or None,
            limit_bytes=limits.size_bytes or None,
        )


class FindingLine(Struct):
    """One thing to be said of an export: an ``error`` blocks it; ``code`` stays, the words may change."""

    level: str
    code: str
    message: str
    field: str
    scenes: tuple[int, ...]

    @classmethod
    def of(cls, finding: Finding) -> "FindingLine":
        return cls(finding.level, finding.code, finding.message, finding.field, finding.scenes)


class PreflightLine(Struct):
    """What an export would be: its size as a rule and at most, and all that is to be said of it."""

    preset: str
    platform: str
    can_start: bool
    width_px: int
    height_px: int
    duration_s: float
    likely_bytes: int
    most_bytes: int
    free_bytes: int
    findings: list[FindingLine]

    @classmethod
    def of(cls, found: Preflight) -> "PreflightLine":
        return cls(
            preset=found.preset,
            platform=found.platform,
            can_start=not found.errors,
            width_px=found.width_px,
            height_px=found.height_px,
            duration_s=found.duration_s,
            likely_bytes=found.likely_bytes,
            most_bytes=found.most_bytes,
            free_bytes=found.free_bytes,
            findings=[FindingLine.of(finding) for finding in found.findings],
        )
