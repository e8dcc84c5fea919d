"""Exports as lines of a list.  Pure."""

from datetime import datetime

from msgspec import Struct

from aura.exports.tables import ExportHistory
from aura.web import words
from aura.web.cards import RUNNING, Badge

_BADGES = {
    "Queued": Badge("Waiting", "", "film"),
    "InProgress": Badge("Rendering", "accent", "film"),
    "Verifying": Badge("Checking", "accent", "film"),
    "Completed": Badge("Completed", "good", "check"),
    "Failed": Badge("Failed", "bad", "alert"),
    "Cancelled": Badge("Cancelled", "", "close"),
}
STAGES = {
    "Script": "Writing",
    "Voice": "Speaking",
    "Visuals": "Drawing",
    "Composition": "Composing",
    "Render": "Rendering",
}


class ExportLine(Struct, frozen=True, kw_only=True):
    """An export: how far it is, or what became of it."""

    id: str
    preset: str
    badge: Badge
    facts: str
    progress: int
    stage: str
    is_running: bool
    can_retry: bool
    film: str | None


def export_line(row: ExportHistory, now: datetime) -> ExportLine:
    """An export as the list shows it."""
    done = row.status == "Completed" and row.output_file is not None
    return ExportLine(
        id=row.id,
        preset=row.preset_name,
        badge=_BADGES.get(row.status, Badge(row.status, "", "film")),
        facts=_facts(row, now),
        progress=round(row.progress),
        stage=STAGES.get(row.stage or "", "Getting ready"),
        is_running=row.status in RUNNING,
        can_retry=row.status in ("Failed", "Cancelled"),
        film=f"/api/v1/exports/{row.id}/file" if done else None,
    )


def _facts(row: ExportHistory, now: datetime) -> str:
    if row.error_message:
        return row.error_message
    facts = [words.age(row.completed_at or row.created_at, now)]
    if row.duration_seconds:
        facts.append(words.length(row.duration_seconds))
    if row.resolution:
        facts.append(row.resolution.replace("x", " × "))
    if row.file_size:
        facts.append(words.size(row.file_size))
    if row.segments_reused:
        facts.append(f"{words.counted(row.segments_reused, 'segment')} reused")
    return " · ".join(facts)
