"""``/projects/…/versions``: save, list, compare, name, restore, branch, delete, bring back."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from aura.api.shapes import Autosaved, Done, Listing, NewVersion, ProjectLine, VersionChanges, VersionLine
from aura.api.wire import Cursor, Limit, ProjectId, Reading, SceneKey, Writing, answer, body, gives, takes
from aura.projects.tables import VersionType
from aura.timeline.comparing import Comparison
from aura.timeline.document import Document
from aura.timeline.edits.restore import PartName

router = APIRouter(prefix="/projects/{project_id}/versions", tags=["versions"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", responses=gives(Listing[VersionLine]))
def list_versions(
    unit: Reading,
    project_id: ProjectId,
    limit: Limit = 50,
    cursor: Cursor = None,
    version_type: Annotated[VersionType | None, Query(alias="type")] = None,
    autosaves: bool = False,
    deleted: bool = False,
) -> Response:
    """Versions, the newest first; autosaves where they are asked for, or are the type."""
    page = unit.versions.list(
        project_id,
        limit=limit,
        cursor=cursor,
        version_type=version_type,
        autosaves=autosaves,
        deleted=deleted,
    )
    return answer(Listing([VersionLine.of(row) for row in page.items], page.cursor))


@router.post("", status_code=201, responses=gives(VersionLine, 201), openapi_extra=takes(NewVersion))
def save_version(
    unit: Writing, project_id: ProjectId, new: Annotated[NewVersion, body(NewVersion)]
) -> Response:
    """Save the project as it is now."""
    version = unit.versions.save(
        project_id, name=new.name, description=new.description, important=new.important
    )
    location = f"/api/v1/projects/{project_id}/versions/{version.version_number}"
    return answer(VersionLine.of(version), 201, Location=location)


@router.post("/autosave", responses=gives(Autosaved))
def autosave(unit: Writing, project_id: ProjectId) -> Response:
    """Save the project because a page of it is left; the newest version where there is nothing to save."""
    kept = unit.versions.autosave(project_id, left=True)
    return answer(Autosaved(VersionLine.of(kept.version), kept.is_new))


@router.get("/{number}", responses=gives(VersionLine))
def get_version(unit: Reading, project_id: ProjectId, number: Number) -> Response:
    """A version."""
    return answer(VersionLine.of(unit.versions.get(project_id, number)))


@router.get("/{number}/document", responses=gives(Document))
def get_version_document(unit: Reading, project_id: ProjectId, number: Number) -> Response:
    """A version's whole content."""
    return answer(unit.versions.document(project_id, number))


@router.get("/{number}/compare", responses=gives(Comparison))
def compare_version(
    unit: Reading,
    project_id: ProjectId,
    number: Number,
    other: Annotated[
        int | None, Query(alias="with", ge=1, le=2**31 - 1, description="A version; now when left out.")
    ] = None,
) -> Response:
    """What differs from a version to another one, or to the project as it is now."""
    return answer(unit.versions.compare(project_id, number, other))


@router.patch("/{number}", responses=gives(VersionLine), openapi_extra=takes(VersionChanges))
def describe_version(
    unit: Writing,
    project_id: ProjectId,
    number: Number,
    changes: Annotated[VersionChanges, body(VersionChanges)],
) -> Response:
    """Name a version, describe it, mark it important."""
    version = unit.versions.describe(
        project_id,
        number,
        name=changes.name,
        description=changes.description,
        important=changes.important,
    )
    return answer(VersionLine.of(version))


@router.post("/{number}/restore", responses=gives(Done))
def restore_version(unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Bring a version's content back; what was there is kept as a restore point."""
    return answer(Done.of(unit, unit.versions.restore(project_id, number)))


@router.post("/{number}/scenes/{scene_id}/restore", responses=gives(Done))
def restore_scene(unit: Writing, project_id: ProjectId, number: Number, scene_id: SceneKey) -> Response:
    """Bring one scene back as it is in a version, also one that was deleted since."""
    restored = unit.versions.restore_scene(project_id, number, scene_id)
    return answer(Done.of(unit, restored, f"scene:{scene_id}"))


@router.post("/{number}/parts/{part}/restore", responses=gives(Done))
def restore_part(unit: Writing, project_id: ProjectId, number: Number, part: PartName) -> Response:
    """Bring one small part back as it is in a version."""
    return answer(Done.of(unit, unit.versions.restore_part(project_id, number, part), part))


@router.post("/{number}/branch", status_code=201, responses=gives(ProjectLine, 201))
def branch(unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Open a version as a new project; the two share their content."""
    project = unit.versions.branch(project_id, number)
    return answer(ProjectLine.of(project), 201, Location=f"/api/v1/projects/{project.id}")


@router.delete("/{number}", responses=gives(VersionLine))
def delete_version(unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Delete a version; it can be brought back for 30 days."""
    return answer(VersionLine.of(unit.versions.delete(project_id, number)))


@router.post("/{number}/bring-back", responses=gives(VersionLine))
def bring_version_back(unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Bring a deleted version back."""
    return answer(VersionLine.of(unit.versions.bring_back(project_id, number)))
