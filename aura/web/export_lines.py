"""Exports as lines of a list, and the one that is played.  Pure."""

from datetime import datetime

from msgspec import Struct

from aura.exports.history import Entry
from aura.exports.tables import ExportHistory
from aura.render.containers import mime_of
from aura.web import words
from aura.web.cards import RUNNING, Badge

_BADGES = {
    "Queued": Badge("Waiting", "", "clock"),
    "InProgress": Badge("Rendering", "accent", "film"),
    "Verifying": Badge("Checking", "accent", "film"),
    "Completed": Badge("Completed", "good", "check"),
    "Failed": Badge("Failed", "bad", "alert"),
    "Cancelled": Badge("Cancelled", "", "close"),
}
STATUSES = {"Completed": "Completed", "Failed": "Failed", "Cancelled": "Cancelled"}
"""How an export ends, in the words of the list."""

UNNAMED = "Exported"
"""What a version is called that an export made for itself: not worth saying beside one."""


class ExportLine(Struct, frozen=True, kw_only=True):
    """An export: how far it is, or what became of it.

    ``film`` is where it is played from, ``file`` where it is saved from; both empty where there is none.
    """

    id: str
    project: str
    title: str
    project_is_deleted: bool
    preset: str
    badge: Badge
    facts: list[str]
    reason: str
    length: str
    version: int | None
    version_name: str
    film: str
    file: str
    is_sound: bool
    is_running: bool
    is_deleted: bool
    can_retry: bool
    poster: str

    @property
    def history(self) -> str:
        """Where its version is shown."""
        return f"{self.project}/history?version={self.version}"


def export_line(entry: Entry, now: datetime) -> ExportLine:
    """An export as lists show it."""
    row = entry.export
    is_there = row.status == "Completed" and row.output_file is not None
    project, api = f"/projects/{row.project_id}", f"/api/v1/projects/{row.project_id}"
    return ExportLine(
        id=row.id,
        project=project,
        title=words.titled(entry.title),
        project_is_deleted=entry.project_is_deleted,
        preset=row.preset_name,
        badge=_badge(row),
        facts=_facts(row, now),
        reason=row.error_message or "" if row.status == "Failed" else "",
        length=words.length(row.duration_seconds) if row.duration_seconds else "",
        version=entry.version,
        version_name="" if entry.version_name in (None, UNNAMED) else entry.version_name,
        film=f"/api/v1/exports/{row.id}/file" if is_there else "",
        file=f"/exports/{row.id}/film" if is_there else "",
        is_sound=is_there and mime_of(f".{(row.output_file or '').rpartition('.')[2]}").startswith("audio"),
        is_running=row.status in RUNNING,
        is_deleted=row.is_deleted,
        can_retry=row.status in ("Failed", "Cancelled") and not row.is_deleted,
        poster=f"{api}/versions/{entry.version}/poster?side=320" if entry.version and row.resolution else "",
    )


def _badge(row: ExportHistory) -> Badge:
    if row.is_deleted and row.status == "Completed":
        return Badge("Film deleted", "", "trash")
    return _BADGES.get(row.status, Badge(row.status, "", "film"))


def _facts(row: ExportHistory, now: datetime) -> list[str]:
    facts = []
    if row.resolution:
        facts.append(row.resolution.replace("x", " × "))
    if row.file_size:
        facts.append(words.size(row.file_size))
    segments = row.segments_reused + row.segments_rendered
    if row.status == "Completed" and row.segments_reused:
        facts.append(f"{row.segments_reused} of {words.counted(segments, 'segment')} reused")
    if row.status == "Cancelled" and row.started_at and row.completed_at:
        facts.append(f"stopped after {words.about((row.completed_at - row.started_at).total_seconds())}")
    facts.append(words.age(row.completed_at or row.created_at, now))
    return facts


def file_name(entry: Entry) -> str:
    """What a film is called when it is saved: its title, preset and version, in whatever script."""
    row = entry.export
    ending = (row.output_file or "film.mp4").rpartition(".")[2]
    parts = [words.titled(entry.title), row.preset_name, f"v{entry.version}" if entry.version else ""]
    plain = " - ".join(plain for part in parts if (plain := _plain(part)))
    return f"{plain[:150].strip(' .') or 'film'}.{ending}"


def _plain(text: str) -> str:
    """A text without what no system takes in a file's name."""
    kept = "".join(" " if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in text)
    return " ".join(kept.split())[:80].strip(" .")
