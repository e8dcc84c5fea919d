"""A project's versions on a timeline: days, and in each the versions, neighbouring autosaves folded.  Pure.

Days and hours are those of the machine; the page's script tells the hours of the browser instead, where
those are others.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from msgspec import Struct

from aura.cleanup.rules.versions import RESTORE_POINTS_KEPT
from aura.projects.naming import BROUGHT_BACK_FOR
from aura.projects.tables import ProjectVersion
from aura.web import words

FOLDED = 2
"""So many autosaves and more that stand side by side are folded."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Moment(Struct, frozen=True):
    """A time of day, and all of it for machines."""

    clock: str
    iso: str

    @classmethod
    def of(cls, moment: datetime) -> "Moment":
        there = moment.astimezone()
        return cls(f"{there:%H:%M}", moment.astimezone(UTC).isoformat(timespec="seconds"))


class VersionLine(Struct, frozen=True, kw_only=True):
    """A version on the timeline."""

    number: int
    name: str
    kind: str
    saved: Moment
    facts: list[str]
    path: str
    is_important: bool
    is_here: bool
    is_deleted: bool
    can_come_back: bool


class Fold(Struct, frozen=True):
    """Autosaves that stand side by side, the newest first."""

    lines: list[VersionLine]
    is_open: bool

    @property
    def first(self) -> Moment:
        return self.lines[-1].saved

    @property
    def last(self) -> Moment:
        return self.lines[0].saved


class Day(Struct, frozen=True):
    """A day, and what was saved on it, the newest first."""

    heading: str
    entries: list[VersionLine | Fold]


def name_of(version: ProjectVersion) -> str:
    """What a version is called: by its name, or by what it is."""
    if version.name:
        return version.name
    kinds = {"Autosave": "Autosave", "RestorePoint": "Restore point"}
    return kinds.get(version.version_type, f"Version {version.version_number}")


def days(
    rows: Sequence[ProjectVersion],
    now: datetime,
    path: Callable[[int], str],
    *,
    here: int | None = None,
    exported: frozenset[object] = frozenset(),
) -> list[Day]:
    """The timeline of versions, the newest first; ``path`` leads to the one with a number."""

    def line(row: ProjectVersion) -> VersionLine:
        left = row.deleted_at + BROUGHT_BACK_FOR - now if row.deleted_at else timedelta()
        return VersionLine(
            number=row.version_number,
            name=name_of(row),
            kind=_kind(row),
            saved=Moment.of(row.created_at),
            facts=list(_facts(row, now, left, is_exported=row.id in exported)),
            path=path(row.version_number),
            is_important=row.is_marked_important,
            is_here=row.version_number == here,
            is_deleted=row.is_deleted,
            can_come_back=left > timedelta(),
        )

    return [
        Day(heading, list(_entries([line(row) for row in some])))
        for heading, some in groupby(rows, lambda row: heading_of(row.created_at, now))
    ]


def _entries(lines: Sequence[VersionLine]) -> Iterator[VersionLine | Fold]:
    for is_autosave, group in groupby(lines, lambda each: each.kind == "Autosave" and not each.is_important):
        some = list(group)
        if is_autosave and len(some) >= FOLDED:
            yield Fold(some, any(each.is_here for each in some))
        else:
            yield from some


def _kind(row: ProjectVersion) -> str:
    """What stands for it on the line: what has a name is as good as saved by hand."""
    return "Manual" if row.version_type == "Autosave" and row.name else row.version_type


def _facts(row: ProjectVersion, now: datetime, left: timedelta, *, is_exported: bool) -> Iterator[str]:
    if is_exported:
        yield "exported"
    if row.is_deleted:
        yield words.days_left(left)
    elif row.version_type == "RestorePoint" and not row.is_marked_important:
        days = -(-(row.updated_at + RESTORE_POINTS_KEPT - now) // timedelta(days=1))
        yield f"kept {words.counted(max(days, 1), 'day')}"


def heading_of(moment: datetime, now: datetime) -> str:
    """The day of a moment, as a heading."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    passed = (today - day).days
    if passed <= 0:
        return "Today"
    if passed == 1:
        return "Yesterday"
    if passed < 7:
        return _DAYS[day.weekday()]
    written = f"{day.day} {_MONTHS[day.month - 1]}"
    return written if day.year == today.year else f"{written} {day.year}"
