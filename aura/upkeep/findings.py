"""What a check tells, in words for people and as values for programs.

A kind is a name that stays: those of ``aura.blobs.faults``, and those here.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from aura.blobs import faults

KINDS: Mapping[str, str] = {
    **{str(kind): words for kind, words in faults.WORDS.items()},
    "scene-differs": "A scene's row does not agree with its content.",
    "asset-differs": "A file's row does not agree with its content.",
    "project-differs": "A project's row does not agree with its content.",
    "part-unreadable": "A part of a project cannot be read.",
    "order-doubled": "Two scenes stand at the same place: their order is not certain.",
    "number-behind": "The next number of a project is taken already: nothing more could be saved.",
    "media-missing": "A media file that a project holds is not there.",
    "media-damaged": "A media file is not what its name says.",
    "row-unfounded": "Rows of the database name others that are not there.",
    "index-damaged": "An index of the database is damaged.",
    "database-damaged": "The database's file is damaged.",
}
"""Each kind, and what it means."""


class VersionHit(Struct, frozen=True):
    """A version that a finding concerns, and whether it can be opened all the same."""

    project_id: uuid.UUID
    project: str
    number: int
    is_readable: bool = True
    is_deleted: bool = False


class ActionHit(Struct, frozen=True):
    """An action whose payload a finding concerns."""

    project_id: uuid.UUID
    project: str
    number: int


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is wrong, what it concerns, and what to do."""

    kind: str
    words: str
    advice: str = ""
    content: str = ""
    project_id: uuid.UUID | None = None
    versions: list[VersionHit] = field(default_factory=list)
    actions: list[ActionHit] = field(default_factory=list)


class Report(Struct, frozen=True, kw_only=True):
    """All that a check found, and how much it looked at."""

    findings: list[Finding]
    contents: int
    content_bytes: int
    copies: int
    projects: int
    scenes: int
    files: int
    are_files_read: bool
    is_complete: bool = True

    @property
    def is_clean(self) -> bool:
        return not self.findings


class Trouble(Struct, frozen=True, kw_only=True):
    """What is wrong above the blobs: with a row, a file, or the database itself.

    ``key`` is what it is mended by: a row's id, a file's digest, an index's name.
    """

    kind: str
    words: str
    key: Any = None
    project_id: uuid.UUID | None = None
    advice: str = ""
