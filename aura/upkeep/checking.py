"""Checks everything: the database itself, all content and its counts, live rows, media files.

The database is looked at in one reading unit of work, from first to last as it was at one moment, and
Aura goes on; the files after it.  What a check finds it only tells.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from msgspec import Struct
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from aura.blobs import check as blobs
from aura.blobs import content
from aura.blobs.check import Checked
from aura.blobs.faults import UNREADABLE, WORDS, Fault
from aura.blobs.objects import Objects
from aura.db import integrity
from aura.db.work import Units
from aura.errors import AuraError
from aura.logs import get_logger
from aura.upkeep import media
from aura.upkeep.citing import Citations, namings, with_lists
from aura.upkeep.findings import Finding, Report, Trouble
from aura.upkeep.rows import Rows

RESTORE = "`aura restore-backup` brings a whole backup back."
REPAIR = "`aura check --repair` mends it."
SEARCH = (
    "`aura check --repair` looks for it in the projects as they are now, and with --from in a backup; "
    "until then it is kept as it is."
)

log = get_logger()


@dataclass
class Looked:
    """What one look found, as it is needed to mend it; ``findings`` are the same in words."""

    checked: Checked = field(default_factory=Checked)
    troubles: list[Trouble] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    projects: int = 0
    scenes: int = 0
    files: int = 0
    is_complete: bool = True


class Summary(Struct, frozen=True):
    """What a check by schedule leaves behind: how many findings of each kind."""

    contents: int
    findings: dict[str, int]


def check(
    units: Units, objects: Objects, *, reread: bool = False, pause: Callable[[], object] = lambda: None
) -> Report:
    """Look at everything; ``reread`` reads media files too, and does not only look for them."""
    return report(look(units, objects, reread=reread, pause=pause), reread=reread)


def scheduled(units: Units, objects: Objects, pause: Callable[[], object]) -> Summary:
    """A check that nobody watches: what it finds is logged, each with its words."""
    found = check(units, objects, pause=pause)
    kinds: dict[str, int] = {}
    for finding in found.findings:
        kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        log.error("check", kind=finding.kind, found=finding.words, do=finding.advice)
    log.info("checked", contents=found.contents, findings=len(found.findings))
    return Summary(found.contents, kinds)


def report(looked: Looked, *, reread: bool) -> Report:
    return Report(
        findings=looked.findings,
        contents=looked.checked.contents,
        content_bytes=looked.checked.content_bytes,
        copies=looked.checked.copies,
        projects=looked.projects,
        scenes=looked.scenes,
        files=looked.files,
        are_files_read=reread,
        is_complete=looked.is_complete,
    )


def look(units: Units, objects: Objects, *, reread: bool, pause: Callable[[], object]) -> Looked:
    """Look at everything, and name what is wrong."""
    looked = Looked()
    with units.reading() as work:
        session = work.session
        with _going_on(looked):
            _database(session, looked)
        with _going_on(looked):
            looked.checked = blobs.check(session, namings(session), pause)
            looked.findings += _told(session, looked.checked.faults)
        with _going_on(looked):
            rows = Rows(session, pause)
            looked.troubles += rows.troubles()
            looked.projects, looked.scenes = rows.projects, rows.scenes
    with _going_on(looked):
        for count, troubles in media.troubles(units, objects, pause, reread=reread):
            looked.files += count
            looked.troubles += troubles
    looked.findings += map(_finding, looked.troubles)
    return looked


@contextmanager
def _going_on(looked: Looked) -> Iterator[None]:
    """Where the database cannot be read at all, the rest of the check goes on, and says so."""
    try:
        yield
    except DatabaseError as error:
        if "malformed" not in str(error.orig) and "not a database" not in str(error.orig):
            raise
        words = f"A part of the check could not be made: {error.orig}."
        looked.troubles.append(Trouble(kind="database-damaged", words=words, advice=RESTORE))
        looked.is_complete = False


def _database(session: Session, looked: Looked) -> None:
    connection = session.connection()
    for trouble in integrity.troubles(connection):
        kind = "index-damaged" if trouble.broken_index else "database-damaged"
        advice = REPAIR if trouble.broken_index else RESTORE
        words = f"SQLite says: {trouble.words}."
        looked.troubles.append(Trouble(kind=kind, words=words, key=trouble.broken_index, advice=advice))
    for rows in integrity.unfounded(connection):
        words = f"{rows.rows:,} rows of {rows.table} name rows of {rows.parent} that are not there."
        looked.troubles.append(Trouble(kind="row-unfounded", words=words, advice=RESTORE))


def _finding(trouble: Trouble) -> Finding:
    advice = trouble.advice or _ADVICE.get(trouble.kind, REPAIR)
    return Finding(kind=trouble.kind, words=trouble.words, advice=advice, project_id=trouble.project_id)


def _told(session: Session, faults: Collection[Fault]) -> Iterator[Finding]:
    """Each fault of the store, with the versions and actions that it concerns."""
    concerned = [_concerned(fault) for fault in faults]
    names = {name for each in concerned for name in each}
    lost = _lost(session, {name for fault in faults if fault.kind in UNREADABLE for name in fault.affected})
    citing = with_lists(session, names) if names else {}
    lost |= {each for name in lost for each in citing[name]}
    citations = Citations(session, {each for found in citing.values() for each in found}, lost)
    for fault, of in zip(faults, concerned, strict=True):
        cited = citations.of({each for name in of for each in citing[name]})
        where = f"payload {fault.payload_id}" if fault.name is None else f"content {fault.name.hex()}"
        yield Finding(
            kind=fault.kind,
            words=f"{WORDS[fault.kind]} ({where})",
            advice=SEARCH if of & lost else REPAIR,
            content=fault.name.hex() if fault.name else "",
            versions=cited.versions,
            actions=cited.actions,
        )


def _concerned(fault: Fault) -> frozenset[bytes]:
    return fault.affected | ({fault.name} if fault.name else frozenset())


def _lost(session: Session, names: Collection[bytes]) -> set[bytes]:
    """Those of these contents that cannot be read, not from copies either."""
    lost = set()
    for name in sorted(names):
        try:
            content.get(session, name)
        except AuraError:
            lost.add(name)
    return lost


_ADVICE = {
    "scene-differs": (
        "`aura check --repair` mends it where its content is still to be had; otherwise bring the scene back "
        "with `aura version restore PROJECT NUMBER --scene SCENE`."
    ),
    "media-missing": "`aura check --repair --from BACKUP` takes it from a backup; or add the file again.",
    "media-damaged": (
        "`aura check --media --repair --from BACKUP` takes it from a backup; or add the file again."
    ),
}
