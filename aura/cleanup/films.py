"""Removes the films of projects that went: written down with the last of their rows, then removed.

A file cannot go in a transaction.  So the transaction that takes the rows writes down, in a row of
``chores``, which films are to go; they are removed after it, and struck out.  What is written down is
removed by the next run when this one is killed.
"""

import uuid
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select

from aura.cleanup.freeing import Ground
from aura.cleanup.tables import Chore
from aura.db.work import Work
from aura.exports.tables import ExportHistory

LIST = "films to remove"


def of_projects(work: Work, project_ids: Collection[uuid.UUID]) -> list[str]:
    """The films of these projects, by their names in the exports folder."""
    films = select(ExportHistory.output_file).where(
        ExportHistory.project_id.in_(project_ids), ExportHistory.output_file.is_not(None)
    )
    return [name for name in work.session.scalars(films) if name]


def write_down(work: Work, names: Sequence[str]) -> None:
    """Films to be removed once this unit of work is committed."""
    if names:
        listed = work.session.get(Chore, LIST, with_for_update=True)
        if listed is None:
            listed = Chore(name=LIST, started_at=work.now(), result_json="[]")
            work.session.add(listed)
        listed.result_json = msgspec.json.encode([*_read(listed), *names]).decode()
        work.session.flush()


def remove(ground: Ground, planned: Sequence[str]) -> int:
    """Remove what is written down; a dry run adds what would be, ``planned``.  Answers its bytes."""
    folder = ground.settings.exports_dir
    with ground.units.reading() as work:
        listed = work.session.get(Chore, LIST)
        names = _read(listed) if listed else []
    if ground.dry_run:
        names = [*names, *planned]
    sizes = {name: (folder / name).stat().st_size for name in names if (folder / name).is_file()}
    if ground.dry_run or not names:
        return sum(sizes.values())
    for name in sizes:
        (folder / name).unlink(missing_ok=True)
    with ground.units.writing() as work:
        listed = work.session.get_one(Chore, LIST, with_for_update=True)
        left = [name for name in _read(listed) if name not in set(names)]
        listed.result_json = msgspec.json.encode(left).decode()
    return sum(sizes.values())


def _read(listed: Chore) -> list[str]:
    return msgspec.json.decode(listed.result_json, type=list[str])
