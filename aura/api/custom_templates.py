"""``/custom-templates``: the user's own templates."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.shapes import Listing, ProjectWhole
from aura.api.template_shapes import (
    Answers,
    CustomTemplateChanges,
    CustomTemplateLine,
    CustomTemplateWhole,
    NewCustomTemplate,
    Preview,
)
from aura.api.templates import GalleryOf, Toml, Words, made_project
from aura.api.wire import Cursor, Limit, Reading, Writing, answer, body, gives, takes
from aura.ids import parse_id
from aura.templates.using import Chosen
from aura.timeline.rules import clean_text

router = APIRouter(prefix="/custom-templates", tags=["templates"])


async def _own_id(custom_template_id: str) -> str:
    return str(parse_id(custom_template_id, "custom_template_id"))


OwnKey = Annotated[str, Depends(_own_id)]


@router.get("", responses=gives(Listing[CustomTemplateLine]))
def list_own(
    unit: Reading, limit: Limit = 50, cursor: Cursor = None, search: Words = None, deleted: bool = False
) -> Response:
    """Own templates, the newest first."""
    words = clean_text(search, "search") if search else None
    page = unit.custom_templates.list(limit=limit, cursor=cursor, search=words, deleted=deleted)
    return answer(Listing([CustomTemplateLine.of(row) for row in page.items], page.cursor))


@router.post(
    "",
    status_code=201,
    responses=gives(CustomTemplateWhole, 201),
    openapi_extra=takes(NewCustomTemplate),
)
def create_own(unit: Writing, new: Annotated[NewCustomTemplate, body(NewCustomTemplate)]) -> Response:
    """Create an own template."""
    row = unit.custom_templates.create(new, new.content)
    return answer(CustomTemplateWhole.of(row), 201, Location=f"/api/v1/custom-templates/{row.id}")


@router.get("/{custom_template_id}", responses=gives(CustomTemplateWhole))
def get_own(unit: Reading, own_id: OwnKey) -> Response:
    """An own template with all that it says."""
    return answer(CustomTemplateWhole.of(unit.custom_templates.get(own_id)))


@router.patch(
    "/{custom_template_id}",
    responses=gives(CustomTemplateWhole),
    openapi_extra=takes(CustomTemplateChanges),
)
def edit_own(
    unit: Writing, own_id: OwnKey, changes: Annotated[CustomTemplateChanges, body(CustomTemplateChanges)]
) -> Response:
    """Change an own template, or make it the default."""
    row = unit.custom_templates.edit(own_id, changes, changes.content)
    return answer(CustomTemplateWhole.of(row))


@router.delete("/{custom_template_id}", responses=gives(CustomTemplateLine))
def delete_own(unit: Writing, own_id: OwnKey) -> Response:
    """Delete an own template; it can be brought back for 30 days."""
    return answer(CustomTemplateLine.of(unit.custom_templates.delete(own_id)))


@router.post("/{custom_template_id}/bring-back", responses=gives(CustomTemplateLine))
def bring_own_back(unit: Writing, own_id: OwnKey) -> Response:
    """Bring a deleted own template back."""
    return answer(CustomTemplateLine.of(unit.custom_templates.bring_back(own_id)))


@router.post("/{custom_template_id}/preview", responses=gives(Preview), openapi_extra=takes(Answers))
def preview_own(shown: GalleryOf, own_id: OwnKey, answers: Annotated[Answers, body(Answers)]) -> Response:
    """The film that these answers would make, without making a project."""
    asked = Chosen("custom_template", own_id), answers.answers, LOCAL
    return answer(Preview.of(shown.preview(*asked), shown.tells(*asked)))


@router.post(
    "/{custom_template_id}/projects",
    status_code=201,
    responses=gives(ProjectWhole, 201),
    openapi_extra=takes(Answers),
)
def use_own(request: Request, own_id: OwnKey, answers: Annotated[Answers, body(Answers)]) -> Response:
    """Create a project from an own template."""
    return made_project(request, Chosen("custom_template", own_id), answers)


@router.get("/{custom_template_id}/file", response_class=Toml)
def export_own(unit: Reading, own_id: OwnKey) -> Response:
    """An own template as a file, which another Aura can import."""
    return Toml.named(f"own-{own_id[-12:]}", unit.custom_templates.file(own_id))
