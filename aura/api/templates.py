"""``/templates``, and what makes projects from templates and templates from projects."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from aura.actor import LOCAL
from aura.api.shapes import ActionLine, Done, Listing, ProjectWhole
from aura.api.template_shapes import (
    Answers,
    CustomTemplateWhole,
    NewTemplate,
    Preview,
    ProjectAsTemplate,
    Stars,
    TemplateLine,
    TemplateUse,
    TemplateWhole,
)
from aura.api.wire import (
    Cursor,
    Limit,
    ProjectId,
    Reading,
    Writing,
    answer,
    body,
    gives,
    gives_file,
    services,
    takes,
)
from aura.errors import NotFound
from aura.templates.blueprint import Category
from aura.templates.templates import Sort
from aura.templates.using import Chosen, Gallery
from aura.timeline.rules import clean_text


def gallery(request: Request) -> Gallery:
    """The gallery, with the templates that ship with Aura."""
    return services(request).gallery


router = APIRouter(tags=["templates"], dependencies=[Depends(gallery)])

GalleryOf = Annotated[Gallery, Depends(gallery)]
TemplateKey = Annotated[
    str, Path(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, description="The id of a template.")
]
Words = Annotated[str | None, Query(max_length=200)]

_PICTURE = gives_file("The picture.", "image/jpeg")
_FILM = gives_file("The film.", "video/mp4")


def _clean(words: str | None, field: str) -> str | None:
    return clean_text(words, field) if words else None


def made_project(request: Request, chosen: Chosen, answers: Answers) -> Response:
    """A project made from a template."""
    aura = services(request)
    project_id = aura.gallery.start(chosen, answers.answers, LOCAL)
    with aura.reading() as unit:
        whole = ProjectWhole.of_live(unit.live(project_id))
    return answer(whole, 201, Location=f"/api/v1/projects/{project_id}")


class Toml(PlainTextResponse):
    """A template's file."""

    media_type = "application/toml"

    @classmethod
    def named(cls, name: str, text: str) -> "Toml":
        return cls(text, headers={"Content-Disposition": f'attachment; filename="{name}.toml"'})


@router.get("/templates", responses=gives(Listing[TemplateLine]))
def list_templates(
    unit: Reading,
    limit: Limit = 50,
    cursor: Cursor = None,
    category: Category | None = None,
    sub_category: Words = None,
    search: Words = None,
    tag: Words = None,
    sort: Sort = "uses",
    deleted: bool = False,
) -> Response:
    """The gallery: the most used first, or the best liked, or by name."""
    page = unit.templates.list(
        category=category,
        sub_category=_clean(sub_category, "sub_category"),
        search=_clean(search, "search"),
        tag=_clean(tag, "tag"),
        sort=sort,
        limit=limit,
        cursor=cursor,
        deleted=deleted,
    )
    return answer(Listing([TemplateLine.of(row) for row in page.items], page.cursor))


@router.post(
    "/templates", status_code=201, responses=gives(TemplateWhole, 201), openapi_extra=takes(NewTemplate)
)
def import_template(unit: Writing, new: Annotated[NewTemplate, body(NewTemplate)]) -> Response:
    """Import a template's file."""
    row = unit.templates.take_in(new.file, again=new.again)
    return answer(TemplateWhole.of(row), 201, Location=f"/api/v1/templates/{row.id}")


@router.get("/templates/{template_id}", responses=gives(TemplateWhole))
def get_template(unit: Reading, template_id: TemplateKey) -> Response:
    """A template with its variables and all that it says."""
    return answer(TemplateWhole.of(unit.templates.get(template_id)))


@router.delete("/templates/{template_id}", responses=gives(TemplateLine))
def delete_template(unit: Writing, template_id: TemplateKey) -> Response:
    """Delete a template; it can be brought back for 30 days."""
    return answer(TemplateLine.of(unit.templates.delete(template_id)))


@router.post("/templates/{template_id}/bring-back", responses=gives(TemplateLine))
def bring_template_back(unit: Writing, template_id: TemplateKey) -> Response:
    """Bring a deleted template back."""
    return answer(TemplateLine.of(unit.templates.bring_back(template_id)))


@router.post("/templates/{template_id}/preview", responses=gives(Preview), openapi_extra=takes(Answers))
def preview_template(
    shown: GalleryOf, template_id: TemplateKey, answers: Annotated[Answers, body(Answers)]
) -> Response:
    """The film that these answers would make, without making a project."""
    asked = Chosen("template", template_id), answers.answers, LOCAL
    return answer(Preview.of(shown.preview(*asked), shown.tells(*asked)))


@router.post(
    "/templates/{template_id}/projects",
    status_code=201,
    responses=gives(ProjectWhole, 201),
    openapi_extra=takes(Answers),
)
def use_template(
    request: Request, template_id: TemplateKey, answers: Annotated[Answers, body(Answers)]
) -> Response:
    """Create a project from a template."""
    return made_project(request, Chosen("template", template_id), answers)


@router.get("/templates/{template_id}/file", response_class=Toml)
def export_template(unit: Reading, template_id: TemplateKey) -> Response:
    """A template's file, as it was written."""
    return Toml.named(template_id, unit.templates.file(template_id))


@router.get("/templates/{template_id}/picture", response_class=Response, responses=_PICTURE)
def get_picture(request: Request, unit: Reading, template_id: TemplateKey) -> Response:
    """A template's preview picture."""
    return _cached(request, unit.templates.get(template_id).preview_image, "image/jpeg")


@router.get("/templates/{template_id}/film", response_class=Response, responses=_FILM)
def get_film(request: Request, unit: Reading, template_id: TemplateKey) -> Response:
    """A template's preview film."""
    return _cached(request, unit.templates.get(template_id).preview_video, "video/mp4")


def _cached(request: Request, name: str | None, mime: str) -> Response:
    path = services(request).settings.cache_dir / name if name else None
    if path is None or not path.is_file():
        raise NotFound("There is no preview of this template; `scripts/previews` makes them.")
    return FileResponse(path, media_type=mime)


@router.put("/templates/{template_id}/stars", responses=gives(TemplateLine), openapi_extra=takes(Stars))
def rate_template(unit: Writing, template_id: TemplateKey, given: Annotated[Stars, body(Stars)]) -> Response:
    """Give a template one to five stars, in the place of those given before."""
    return answer(TemplateLine.of(unit.templates.rate(template_id, given.stars)))


@router.post("/projects/{project_id}/template", responses=gives(Done), openapi_extra=takes(TemplateUse))
def apply_template(
    shown: GalleryOf, project_id: ProjectId, use: Annotated[TemplateUse, body(TemplateUse)]
) -> Response:
    """Make a project as a template says; a restore point keeps what was, and it is one step of undo."""
    applied = shown.apply(project_id, use.chosen, use.answers, LOCAL)
    return answer(Done([ActionLine.of(action) for action in applied.actions]))


@router.post(
    "/projects/{project_id}/save-as-template",
    status_code=201,
    responses=gives(CustomTemplateWhole, 201),
    openapi_extra=takes(ProjectAsTemplate),
)
def save_as_template(
    unit: Writing, project_id: ProjectId, new: Annotated[ProjectAsTemplate, body(ProjectAsTemplate)]
) -> Response:
    """Save a project as an own template."""
    row = unit.custom_templates.save(project_id, new, new.variables)
    return answer(CustomTemplateWhole.of(row), 201, Location=f"/api/v1/custom-templates/{row.id}")
