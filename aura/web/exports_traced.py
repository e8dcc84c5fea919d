"""What is said of a file whose mark was looked up.  Pure."""

from datetime import datetime

from msgspec import Struct

from aura.exports.tracing import Traced
from aura.web.export_lines import ExportLine, export_line
from aura.web.words import titled

UNMARKED = (
    "This file was not made here, as far as it says: it carries no mark of Aura. A film that was "
    "converted or uploaded somewhere may have lost it."
)
ELSEWHERE = (
    "This file was made by Aura, but from a project that is not here: it was made on another machine, "
    "or its project is gone for good."
)


class Answer(Struct, frozen=True, kw_only=True):
    """What is said: in words, with the project and the version where they are known, and the exports that may
    have made the file; ``is_sure`` when its size fits one of them."""

    words: str
    tone: str
    title: str = ""
    project: str = ""
    number: int = 0
    version_name: str = ""
    is_sure: bool = False
    exports: list[ExportLine] = []


def traced(found: Traced | None, now: datetime) -> Answer:
    """The answer to what was found; nothing is found of a file without a mark."""
    if found is None:
        return Answer(words=UNMARKED, tone="info")
    project = found.project
    if project is None:
        return Answer(words=ELSEWHERE, tone="info")
    entries = found.same or found.exports
    return Answer(
        words=_words(found),
        tone="good" if found.same else "warn",
        title=titled(project.title),
        project="" if project.is_deleted else f"/projects/{project.id}",
        number=found.number if found.version is not None and not found.version.is_deleted else 0,
        version_name=(found.version.name or "") if found.version else "",
        is_sure=bool(found.same),
        exports=[export_line(entry, now) for entry in entries[:5]],
    )


def _words(found: Traced) -> str:
    where = " Its project is in the bin." if found.project and found.project.is_deleted else ""
    if found.same:
        return f"Made here, from version {found.number}.{where}"
    if found.exports:
        return (
            f"It says that it was made from version {found.number}, but no film of that version is as large: "
            f"it was changed since, or its own export was removed.{where}"
        )
    return f"It says that it was made from version {found.number}; no export of it is on record.{where}"
