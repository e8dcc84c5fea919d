"""Where the bytes are, and what may go, as a page shows them.  Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from aura.cleanup.rule import Result
from aura.upkeep.storage import Storage
from aura.web.words import counted, size, titled

RULES = {
    "content that nothing names": "Content that nothing names",
    "unfinished files": "Files that were never finished",
    "cache of renders": "Rendered pieces beyond the limit",
    "media that nothing names": "Media that nothing names",
    "files no longer used": "Files no project uses any more",
    "versions": "Old autosaves and restore points",
    "actions that expire": "Steps older than 30 days",
    "left by exports": "Left over from exports",
    "films that no export names": "Films that no export names any more",
    "ends that no hook was told of": "Ends that no hook was told of",
}
"""What a rule is called for people; the others by their own name."""

FOLDERS = {
    "exports": "Exported films",
    "cache/render": "Rendered pieces",
    "cache/glances": "Thumbnails and waves",
    "cache/previews": "Previews",
    "cache/made": "Voices, pictures and music made by Aura",
    "backups": "Backups",
    "logs": "Logs",
}
"""The same for what lies in the home."""


class Share(NamedTuple):
    """What takes room; ``percent`` is its share of the largest."""

    name: str
    facts: str
    bytes: int
    percent: int


class Room(Struct, frozen=True):
    """All that takes room on the disk, the largest first, and the projects that do."""

    total: str
    shares: Sequence[Share]
    cache: str
    projects: Sequence[tuple[str, str, str, str]]
    versions: str


def room_of(found: Storage) -> Room:
    shares = [("Database", "", found.database_bytes)]
    shares += [
        (FOLDERS.get(each.name, each.name.capitalize()), counted(each.count, "file"), each.bytes)
        for each in found.folders
    ]
    shares = [each for each in shares if each[2]]
    shares.sort(key=lambda each: -each[2])
    most = max((each[2] for each in shares), default=1)
    cache = size(found.cache.bytes)
    if found.cache.limit_bytes:
        cache += f" of {size(found.cache.limit_bytes)}"
    projects = [
        (
            each.id,
            titled(each.title),
            counted(each.versions, "version"),
            size(each.version_bytes + each.live_bytes + each.media_bytes),
        )
        for each in found.projects
    ]
    versions = f"{counted(found.versions, 'version')} in {size(found.stored_bytes)}"
    if found.saved and found.saved >= 1.5:
        versions += f"; stored whole they would take {found.saved:g} times as much"
    return Room(
        size(sum(each[2] for each in shares)),
        [Share(*each, max(1, round(100 * each[2] / most))) for each in shares],
        cache,
        projects,
        f"{versions}.",
    )


class Clearing(Struct, frozen=True):
    """What a clean-up removed, or would."""

    lines: Sequence[tuple[str, str, str, str]]
    summary: str
    is_done: bool
    is_empty: bool


def clearing_of(results: Iterable[Result], *, is_done: bool) -> Clearing:
    """The rules that found something, and a sentence about all."""
    found = [each for each in results if each.items or each.problem]
    lines = [
        (
            RULES.get(each.rule, each.rule.capitalize()),
            counted(each.items, "item"),
            size(each.bytes),
            each.problem,
        )
        for each in found
    ]
    items, freed = sum(each.items for each in found), size(sum(each.bytes for each in found))
    if not items:
        summary = "There is nothing to clean up."
    elif is_done:
        summary = f"{counted(items, 'item')} removed, {freed} freed."
    else:
        summary = f"{counted(items, 'item')} would go, and free {freed}. Nothing was changed."
    return Clearing(lines, summary, is_done, not items)
