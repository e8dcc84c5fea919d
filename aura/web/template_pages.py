"""``/new/template``: the gallery of templates, and a project from one of them with its blanks filled in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.template_shapes import Preview, TemplateLine
from aura.api.templates import gallery
from aura.api.wire import Reading, services
from aura.errors import Invalid
from aura.services import Services, Unit
from aura.templates.using import Chosen
from aura.web.forms import Form, Sent, at_fields
from aura.web.rendering import go_to, page
from aura.web.shell import Around, Shell
from aura.web.template_forms import answers, blanks

router = APIRouter(prefix="/new/template", include_in_schema=False, dependencies=[Depends(gallery)])

TemplateKey = Annotated[str, Path(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


@router.get("")
def list_templates(request: Request, unit: Reading, shell: Around) -> Response:
    """The gallery of templates."""
    found = [TemplateLine.of(row) for row in unit.templates.list(limit=200).items]
    return page(request, "new_templates.html", shell=shell, templates=found)


@router.get("/{template_id}")
def ask_template(request: Request, unit: Reading, template_id: TemplateKey) -> Response:
    """What a template asks."""
    return _asked(request, unit, template_id, None, {})


@router.post("/{template_id}")
def start_from_template(request: Request, template_id: TemplateKey, sent: Sent) -> Response:
    """A project from a template and these answers; back to the questions where one cannot be taken."""
    aura = services(request)
    try:
        given = _answers(aura, template_id, sent)
        project_id = aura.gallery.start(Chosen("template", template_id), given, LOCAL)
    except Invalid as error:
        with aura.reading() as unit:
            return _asked(request, unit, template_id, sent, at_fields(error))
    with aura.writing() as unit:
        unit.projects.set_step(project_id, "plan")
    return go_to(request, f"/projects/{project_id}/plan")


@router.post("/{template_id}/preview")
def preview_template(request: Request, template_id: TemplateKey, sent: Sent) -> Response:
    """What these answers become, beside the form while one fills it in."""
    aura, asked = services(request), Chosen("template", template_id)
    given = _answers(aura, template_id, sent)
    try:
        film = aura.gallery.preview(asked, given, LOCAL)
        shown, lacks = Preview.of(film, aura.gallery.tells(asked, given, LOCAL)), ""
    except Invalid as error:
        shown, lacks = None, error.message
    return page(request, "parts/template_preview.html", preview=shown, lacks=lacks)


def _answers(aura: Services, template_id: str, sent: Form) -> dict[str, object]:
    with aura.reading() as unit:
        variables = unit.templates.blueprint(template_id).variables
    return answers(variables, sent)


def _asked(
    request: Request, unit: Unit, template_id: str, sent: Form | None, errors: dict[str, str]
) -> Response:
    template = TemplateLine.of(unit.templates.get(template_id))
    fields = blanks(unit.templates.blueprint(template_id).variables, sent)
    status = 422 if errors else 200
    return page(
        request,
        "new_template.html",
        status,
        shell=Shell.of(unit),
        template=template,
        fields=fields,
        errors=errors,
    )
