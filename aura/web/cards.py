"""Projects as cards of the gallery.  Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from aura.exports.tables import ExportHistory
from aura.projects.naming import BROUGHT_BACK_FOR
from aura.projects.overview import Line
from aura.timeline.steps import STEPS
from aura.web import words

RUNNING = ("Queued", "InProgress", "Verifying")
LABELS = {
    "Draft": "Draft",
    "InProgress": "In progress",
    "Completed": "Completed",
    "Failed": "Failed",
    "Cancelled": "Cancelled",
}
"""The statuses of projects, in the words of the gallery."""

_BADGES = {
    "Draft": ("", "text"),
    "InProgress": ("accent", "film"),
    "Completed": ("good", "check"),
    "Failed": ("bad", "alert"),
    "Cancelled": ("", "close"),
}


class Badge(NamedTuple):
    """A word, its meaning and its sign."""

    word: str
    tone: str
    icon: str


class Card(Struct, frozen=True, kw_only=True):
    """A project in the gallery."""

    id: str
    title: str
    path: str
    aspect: str
    length: str
    scenes: str
    changed: str
    badge: Badge
    fact: str
    progress: int | None = None
    film: str | None = None
    poster: str | None = None
    """Where its picture is; ``None``: a stand-in is drawn."""


def card(line: Line, export: ExportHistory | None, now: datetime) -> Card:
    """A project with the newest of its exports."""
    project = line.project
    running = export is not None and export.status in RUNNING
    done = export is not None and export.status == "Completed" and export.output_file is not None
    return Card(
        id=str(project.id),
        title=words.titled(project.title),
        path=f"/projects/{project.id}",
        aspect=line.aspect,
        length=words.length(line.length_s) if project.scene_count else "",
        scenes=_scenes(project.scene_count),
        changed=words.age(project.updated_at, now),
        badge=_badge(project.status, export),
        fact=_fact(project.current_wizard_step, export),
        progress=round(export.progress) if export is not None and running else None,
        film=f"/api/v1/exports/{export.id}/file" if export is not None and done else None,
        poster=f"/api/v1/projects/{project.id}/poster" if line.has_picture else None,
    )


def _scenes(number: int) -> str:
    return words.counted(number, "scene") if number else "No scenes yet"


def _badge(status: str, export: ExportHistory | None) -> Badge:
    if export is not None and export.status in RUNNING:
        word = "Waiting" if export.status == "Queued" else "Rendering"
        return Badge(word, "accent", "film")
    return Badge(LABELS.get(status, status), *_BADGES.get(status, ("", "text")))


def _fact(step: int, export: ExportHistory | None) -> str:
    if export is not None and export.status in RUNNING:
        return f"{round(export.progress)} %"
    if export is not None and export.status == "Failed" and export.error_message:
        return export.error_message
    if export is not None and export.status == "Completed":
        return f"Exported, {words.size(export.file_size)}" if export.file_size else "Exported"
    return f"{STEPS[step].capitalize()}, {step + 1} of {len(STEPS)}"


class Binned(Struct, frozen=True):
    """A deleted project."""

    id: str
    title: str
    scenes: str
    deleted: str
    left: str
    can_come_back: bool


def binned(line: Line, now: datetime) -> Binned:
    """A deleted project, and how long it can still be brought back."""
    project = line.project
    gone_at = project.deleted_at or project.updated_at
    left = gone_at + BROUGHT_BACK_FOR - now
    return Binned(
        id=str(project.id),
        title=words.titled(project.title),
        scenes=_scenes(project.scene_count),
        deleted=words.age(gone_at, now),
        left=words.days_left(left),
        can_come_back=left > timedelta(0),
    )


class Filter(NamedTuple):
    """A status to show alone, and how many there are of it."""

    value: str
    word: str
    number: int


def filters(counts: Mapping[str, int]) -> Sequence[Filter]:
    """All, and each status that any project has."""
    there = {status: counts.get(status, 0) for status in LABELS}
    found = [Filter(status, LABELS[status], number) for status, number in there.items() if number]
    return [Filter("", "All", sum(there.values())), *found]
