"""Which version a film was made from: every film carries its mark, ``aura:projects/ID/versions/N``.

Whoever has the file reads the mark, which stands where a film's facts are kept, and tells the file's size:
that settles which of the version's exports it is.  A mark is a stranger's text and proves nothing by itself;
what it names is looked up, and only a film of the same size is said to be one that was made here.
"""

import re
import uuid
from typing import NamedTuple

from sqlalchemy import select

from aura.errors import Invalid
from aura.exports.exports import Exports
from aura.exports.history import Entry, History
from aura.exports.tables import ExportHistory
from aura.projects.tables import ProjectState, ProjectVersion

MARK = re.compile(r"aura:projects/([0-9a-f-]{36})/versions/([1-9][0-9]{0,8})")


class Traced(NamedTuple):
    """What a mark names, as far as it is here: the project, its version, and the exports of that version; of
    them ``same`` are as large as the file."""

    project: ProjectState | None
    number: int
    version: ProjectVersion | None
    exports: list[Entry]
    same: list[Entry]


def trace(exports: Exports, mark: str, size_bytes: int) -> Traced:
    """Look up a film's mark.  Raises ``Invalid`` for a text that is none."""
    found = MARK.fullmatch(mark)
    if found is None:
        raise Invalid("This is not the mark of a film that Aura made.", field="mark")
    try:
        project_id = uuid.UUID(found[1])
    except ValueError:
        raise Invalid("This is not the mark of a film that Aura made.", field="mark") from None
    session, number = exports.session, int(found[2])
    project = session.get(ProjectState, project_id)
    if project is None or project.created_by != exports.work.actor.user_id:
        return Traced(None, number, None, [], [])
    its = (ProjectVersion.project_id == project_id, ProjectVersion.version_number == number)
    version = session.scalar(select(ProjectVersion).where(*its))
    made = exports.visible().where(
        ExportHistory.project_id == project_id,
        ExportHistory.input_file == mark.removeprefix("aura:"),
        ExportHistory.status == "Completed",
    )
    newest = made.order_by(ExportHistory.completed_at.desc(), ExportHistory.id.desc())
    entries = History(exports).of(session.scalars(newest).all())
    same = [entry for entry in entries if entry.export.file_size == size_bytes]
    return Traced(project, number, version, entries, same)
