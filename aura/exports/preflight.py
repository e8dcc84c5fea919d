"""What is to be said of an export before it is made.  Pure.

Errors block it; warnings are of what the maker should know, and recommendations of what would be better.
"""

from msgspec import Struct

from aura.errors import AuraError, Invalid, NoSpace, NotFound
from aura.exports.lettering import letters
from aura.exports.preflight_rules import RULES, Facts, Film, Finding, Level
from aura.render.preset import Preset
from aura.timeline.document import Document

_KINDS: dict[str, type[AuraError]] = {"disk": NoSpace, "media": NotFound}
_ORDER: tuple[Level, ...] = ("error", "warning", "recommendation")


class Preflight(Struct, frozen=True, kw_only=True):
    """What an export would be, and all that is to be said of it: errors first.  No pictures are 0 × 0."""

    preset: str
    platform: str
    width_px: int
    height_px: int
    duration_s: float
    likely_bytes: int
    most_bytes: int
    free_bytes: int
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "error")

    def require(self) -> None:
        """Raise what blocks the export, in its own words: ``NoSpace``, ``NotFound`` or ``Invalid``."""
        if self.errors:
            first = self.errors[0]
            words = " ".join(error.message for error in self.errors)
            codes = [error.code for error in self.errors]
            raise _KINDS.get(first.code, Invalid)(words, field=first.field, findings=codes)


def preflight(document: Document, preset: Preset, facts: Facts) -> Preflight:
    """Look at an export of a document with a preset."""
    film = Film(document, preset, facts)
    findings = [finding for rule in (*RULES, letters) for finding in rule(film)]
    return Preflight(
        preset=preset.name,
        platform=preset.platform,
        width_px=film.width_px if preset.video else 0,
        height_px=film.height_px if preset.video else 0,
        duration_s=round(float(film.seconds), 3),
        likely_bytes=film.likely_bytes,
        most_bytes=film.most_bytes,
        free_bytes=facts.free_bytes,
        findings=tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.level))),
    )
