"""What is said of an export before it is made, each with where it is mended.  Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from aura.exports.preflight import Preflight
from aura.exports.preflight_rules import Finding, Level
from aura.render.platforms import LIMITS
from aura.render.recipe import Platform
from aura.web import words

_TONES: dict[Level, tuple[str, str]] = {
    "error": ("bad", "alert"),
    "warning": ("warn", "alert"),
    "recommendation": ("info", "info"),
}
_BY_ITSELF = frozenset({"not-spoken", "stale-narration", "made-small"})
"""What is told, and mended by Aura or by another preset."""
SHOWN_SCENES = 3
"""So many scenes are led to by a link of their own."""


class Way(NamedTuple):
    """A link to where something is mended."""

    words: str
    path: str


class CheckLine(NamedTuple):
    """One thing to be said, in its tone, and the ways to where it is mended."""

    tone: str
    icon: str
    words: str
    ways: tuple[Way, ...] = ()


class Checks(NamedTuple):
    """All that is said of an export; whether it can be started."""

    lines: list[CheckLine]
    can_start: bool


def checks(found: Preflight, path: str, scene_ids: Sequence[str], platform: Platform) -> Checks:
    """What was found, worst first, then what is as it should be.  ``path`` is the project's."""
    lines = [_line(finding, path, scene_ids) for finding in found.findings]
    return Checks([*lines, *_good(found, platform)], not found.errors)


def _line(finding: Finding, path: str, scene_ids: Sequence[str]) -> CheckLine:
    tone, icon = _TONES[finding.level]
    return CheckLine(tone, icon, finding.message, tuple(_ways(finding, path, scene_ids)))


def _ways(finding: Finding, path: str, scene_ids: Sequence[str]) -> list[Way]:
    if finding.code in _BY_ITSELF:
        return []
    if finding.scenes:
        return [
            Way(
                f"Scene {number}",
                f"{path}/scenes?scene={scene_ids[number - 1]}#scene-{scene_ids[number - 1]}",
            )
            for number in finding.scenes[:SHOWN_SCENES]
            if number <= len(scene_ids)
        ]
    part = finding.field.partition(".")[0]
    if part == "brief":
        return [Way("Change the shape in the brief", f"{path}/brief#f-aspect")]
    if part in ("timeline", "head", "render"):
        return [Way("Go to the scenes", f"{path}/scenes")]
    return []


def _good(found: Preflight, platform: Platform) -> list[CheckLine]:
    codes = {finding.code for finding in found.findings}
    lines = []
    if not codes & {"disk", "disk-low"}:
        told = f"{words.size(found.free_bytes)} free; about {words.size(found.likely_bytes)} needed."
        lines.append(CheckLine("good", "check", told))
    limit_s = LIMITS[platform].seconds
    if limit_s and "too-long" not in codes and found.duration_s:
        told = f"{words.length(found.duration_s)} is within {platform}’s {words.about(limit_s)}."
        lines.append(CheckLine("good", "check", told))
    return lines
