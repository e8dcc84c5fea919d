"""Begins projects: all rows of a document at once, and copies that share another project's content.

A copy's first version has the five digests of what it was made from, so nothing is stored again; only
its title is its own.  Scenes keep their ids, and the media they name are held by both projects.
"""

import uuid
from typing import Any

from msgspec.structs import replace
from sqlalchemy import insert, select

from aura.db.work import Work
from aura.ids import new_id
from aura.projects import ordering
from aura.projects.freezing import freeze
from aura.projects.rows import asset_columns, part_columns, scene_columns
from aura.projects.tables import AssetState, ProjectState, SceneState
from aura.timeline import codec
from aura.timeline.codec import Frozen
from aura.timeline.document import Document
from aura.timeline.media_named import objects_of

TITLE_LIMIT = 300

HELD = ("asset_type", "file_path", "file_size_bytes", "mime_type", "digest", "content")
"""The columns that a file's row has in common with that of a copy."""


def begin(work: Work, document: Document, *, step: int = 0, origin: uuid.UUID | None = None) -> ProjectState:
    """The rows of a new project and of its scenes, without its files and its first version."""
    timeline = document.timeline
    parts = (document.brief, document.plan, document.voice, document.render, timeline.head)
    columns = {key: value for part in parts for key, value in part_columns(part).items()}
    project = ProjectState(
        id=new_id(),
        **columns,
        scene_count=len(timeline.scenes),
        current_wizard_step=step,
        origin_version_id=origin,
    )
    work.session.add(project)
    work.session.flush()
    rows = [
        {
            "id": new_id(),
            "project_id": project.id,
            "scene_id": uuid.UUID(scene.id),
            "scene_index": index,
            **scene_columns(scene, timeline.head.rate),
        }
        for scene, index in zip(timeline.scenes, ordering.spread(len(timeline.scenes)), strict=True)
    ]
    if rows:
        work.session.execute(insert(SceneState), rows)
    return project


def copy(
    work: Work, source: ProjectState, frozen: Frozen, name: str, *, origin: uuid.UUID | None = None
) -> ProjectState:
    """A new project with this content of ``source``; ``name`` is that of its first version."""
    document = codec.thaw(frozen)
    head = document.timeline.head
    project = begin(work, document, step=source.current_wizard_step, origin=origin)
    _hold_files(work, source, project, document)
    freeze(work, project, name=name[:TITLE_LIMIT])
    for column, text in part_columns(replace(head, title=title_of_copy(work, head.title))).items():
        setattr(project, column, text)
    work.session.flush()
    return project


def title_of_copy(work: Work, title: str) -> str:
    """``Rivers (copy)``, or where that is taken ``Rivers (copy 2)`` and so on."""
    plain = title
    if title.endswith(")") and (cut := title.rfind(" (copy")) >= 0:
        counted = title[cut + len(" (copy") : -1].strip()
        plain = title[:cut] if not counted or counted.isdecimal() else title
    taken = set(
        work.session.scalars(
            select(ProjectState.title).where(
                ProjectState.created_by == work.actor.user_id,
                ProjectState.title.startswith(plain[: TITLE_LIMIT - 20], autoescape=True),
            )
        )
    )
    number = 1
    while True:
        ending = " (copy)" if number == 1 else f" (copy {number})"
        found = (plain[: TITLE_LIMIT - len(ending)] + ending).strip()
        if found not in taken:
            return found
        number += 1


def _hold_files(work: Work, source: ProjectState, project: ProjectState, document: Document) -> None:
    """Give the new project the files its document names: its assets, and what was made for its scenes."""
    named = objects_of(document)
    columns = [getattr(AssetState, column) for column in HELD]
    held = select(*columns).where(AssetState.project_id == source.id)
    files: dict[str, dict[str, Any]] = {}
    for row in work.session.execute(held):
        if row.digest.hex() in named:
            files[row.digest.hex()] = {**row._mapping, "is_listed": False}
    for asset in document.timeline.assets:
        files[asset.digest] = {**asset_columns(asset), "is_listed": True}
    if files:
        own = {"project_id": project.id, "is_temporary": False}
        work.session.execute(insert(AssetState), [{"id": new_id(), **own, **row} for row in files.values()])
