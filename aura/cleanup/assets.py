"""Lets projects go of files that they need no longer (``rules.assets``): the rows, not the files.

What a project mentions takes long to read, so it is read in a look.  In the unit of work that takes rows
away it is enough to see that nothing was done to the project since.  A file that a row was taken from is
as if just written: it stays for the grace of media that nothing names.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select

from aura.blobs.objects import Objects
from aura.cleanup import mentions
from aura.cleanup.freeing import Going
from aura.cleanup.holding import hold
from aura.cleanup.rules import assets as rule
from aura.cleanup.rules.assets import Held
from aura.db.work import Work
from aura.projects.tables import AssetState, ProjectState


class _Seen(NamedTuple):
    """A project as it was when it was looked at."""

    last_action: int
    last_version: int
    updated_at: datetime

    @classmethod
    def of(cls, project: ProjectState) -> "_Seen":
        return cls(project.last_action_number, project.last_version_number, project.updated_at)


class UnusedAssets:
    """Rows of files that are needed no longer, known by their ids: the temporary ones, or the others."""

    def __init__(self, objects: Objects, *, temporary: bool) -> None:
        self.objects = objects
        self.temporary = temporary
        self._seen: dict[uuid.UUID, _Seen] = {}

    def find(self, work: Work, now: datetime) -> Sequence[Going]:
        candidates = (
            select(AssetState.project_id)
            .join(ProjectState, AssetState.project_id == ProjectState.id)
            .where(ProjectState.is_deleted.is_(False), AssetState.is_temporary.is_(self.temporary))
        )
        if not self.temporary:
            candidates = candidates.where(AssetState.is_listed.is_(False))
        found: list[Going] = []
        for project_id in work.session.scalars(candidates.distinct()).all():
            held = rule.may_go(self._held(work, project_id), now)
            if held:
                self._seen[project_id] = _Seen.of(work.session.get_one(ProjectState, project_id))
                named = _named(work, project_id, {file.digest for file in held})
                found += [Going(file.id, file.size_bytes) for file in rule.going(held, named, now)]
        return found

    def take(self, work: Work, some: Sequence[uuid.UUID], now: datetime) -> Sequence[Going]:
        of = select(AssetState.project_id).where(AssetState.id.in_(some)).distinct()
        wanted = set(some)
        going = [
            file
            for project in hold(work, work.session.scalars(of).all())
            if not project.is_deleted and self._seen.get(project.id) == _Seen.of(project)
            for file in rule.may_go(self._held(work, project.id), now)
            if file.id in wanted
        ]
        work.session.execute(delete(AssetState).where(AssetState.id.in_([file.id for file in going])))
        digests = [file.digest.hex() for file in going]
        work.after_commit(lambda: self._let_go(digests))
        return [Going(file.id, file.size_bytes) for file in going]

    def _let_go(self, digests: Sequence[str]) -> None:
        for digest in digests:
            self.objects.touch(digest)

    def _held(self, work: Work, project_id: uuid.UUID) -> list[Held]:
        columns = (
            AssetState.id,
            AssetState.digest,
            AssetState.updated_at,
            func.length(AssetState.content),
            AssetState.is_listed,
            AssetState.is_temporary,
        )
        mine = (AssetState.project_id == project_id, AssetState.is_temporary.is_(self.temporary))
        return [Held(*row) for row in work.session.execute(select(*columns).where(*mine))]


def _named(work: Work, project_id: uuid.UUID, digests: set[bytes]) -> set[bytes]:
    """Those of these digests that a project mentions; it is read no further than it takes to find them."""
    left = set(digests)
    for named in mentions.of_project(work.session, project_id):
        left -= named
        if not left:
            break
    return digests - left
