"""What is done to versions: they are saved, named, marked, deleted, brought back, and opened as copies."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from aura.api.shapes import NewVersion, VersionChanges
from aura.api.wire import ProjectId, Writing
from aura.errors import Invalid
from aura.projects.branching import TITLE_LIMIT
from aura.timeline.edits.fields import SetHead
from aura.timeline.edits.registry import convert
from aura.web.forms import Form, Sent
from aura.web.history_lines import name_of
from aura.web.rendering import go_to, page, told
from aura.web.studio import CHANGED, HISTORY, changed
from aura.web.toasts import Toast

router = APIRouter(prefix="/projects/{project_id}/history/versions", include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("")
def save_version(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Save the project as it is now."""
    try:
        new = convert(_said(sent), NewVersion)
    except Invalid as error:
        return _refused(request, "save", error)
    version = unit.versions.save(
        project_id, name=new.name or None, description=new.description or None, important=new.important
    )
    words = f" as “{version.name}”" if version.name else ""
    return changed(request, unit, project_id, HISTORY, f"v{version.version_number} is saved{words}.")


@router.post("/{number}")
def describe_version(
    request: Request, unit: Writing, project_id: ProjectId, number: Number, sent: Sent
) -> Response:
    """Name a version, describe it, mark it."""
    try:
        changes = convert(_said(sent), VersionChanges)
    except Invalid as error:
        return _refused(request, "describe", error)
    version = unit.versions.describe(
        project_id, number, name=changes.name, description=changes.description, important=changes.important
    )
    return changed(request, unit, project_id, HISTORY, f"v{number} is “{name_of(version)}” now.")


@router.post("/{number}/mark")
def mark_version(request: Request, unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Mark a version as important."""
    unit.versions.describe(project_id, number, important=True)
    words = f"v{number} is marked as important: it is kept for good."
    return _told(request, project_id, words, f"{number}/unmark")


@router.post("/{number}/unmark")
def unmark_version(request: Request, unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Let a version be no longer important."""
    unit.versions.describe(project_id, number, important=False)
    return _told(request, project_id, f"v{number} is no longer marked as important.", f"{number}/mark")


@router.post("/{number}/delete")
def delete_version(request: Request, unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Delete a version; for 30 days it can be brought back."""
    name = name_of(unit.versions.delete(project_id, number))
    words = f"v{number} “{name}” is deleted. It can be brought back for 30 days."
    return _told(request, project_id, words, f"{number}/bring-back")


@router.post("/{number}/bring-back")
def bring_version_back(request: Request, unit: Writing, project_id: ProjectId, number: Number) -> Response:
    """Bring a deleted version back."""
    name = name_of(unit.versions.bring_back(project_id, number))
    return changed(request, unit, project_id, HISTORY, f"v{number} “{name}” is back.")


@router.post("/{number}/copy")
def open_copy(request: Request, unit: Writing, project_id: ProjectId, number: Number, sent: Sent) -> Response:
    """Open a version as a project of its own, under the name that is given."""
    title = sent.text("title").strip()
    if len(title) > TITLE_LIMIT:
        return _refused(request, "copy", Invalid(f"Give a name of at most {TITLE_LIMIT} characters."))
    copy = unit.versions.branch(project_id, number)
    if title:
        unit.editing.apply(copy.id, [SetHead(title=title)])
    return go_to(request, f"/projects/{copy.id}")


def _said(sent: Form) -> dict[str, Any]:
    """A version's name, description and mark, as the form has them."""
    names = ("name", "description")
    return {name: sent.text(name).strip() for name in names} | {"important": "important" in sent}


def _refused(request: Request, form: str, error: Invalid) -> Response:
    return page(request, "parts/refused.html", 422, key=f"{form}-version", message=error.message)


def _told(request: Request, project_id: UUID, words: str, back: str) -> Response:
    """Word of something that is no edit, and its own way back."""
    toast = Toast(words, f"/projects/{project_id}/history/versions/{back}")
    return told(page(request, "parts/toasts.html", toast=toast), CHANGED)
