"""``/new/template``: the gallery of templates, and a project from one of them with its blanks filled in.

One's own templates stand beside those that ship, under ``/new/template/own``.
"""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.custom_templates import OwnKey
from aura.api.template_shapes import CustomTemplateLine, Preview, TemplateLine
from aura.api.templates import gallery
from aura.api.wire import Cursor, Reading, services
from aura.errors import AuraError, Invalid
from aura.services import Services, Unit
from aura.templates.using import Chosen
from aura.web.forms import Form, Sent, at_fields
from aura.web.leaving import Leaving, leaving
from aura.web.rendering import go_to, page
from aura.web.shell import Around, Shell
from aura.web.template_cards import gallery_card, own_card
from aura.web.template_forms import answers, blanks

router = APIRouter(prefix="/new/template", include_in_schema=False, dependencies=[Depends(gallery)])

TemplateKey = Annotated[str, Path(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
OwnCursor = Annotated[str | None, Query(max_length=500, description="Where one's own go on.")]
PER_PAGE = 24
"""Templates on the page, of each kind."""


@router.get("")
def list_templates(
    request: Request, unit: Reading, shell: Around, cursor: Cursor = None, own: OwnCursor = None
) -> Response:
    """The gallery of templates: one's own, and those that ship or were imported."""
    mine = unit.custom_templates.list(limit=PER_PAGE, cursor=own)
    found = unit.templates.list(limit=PER_PAGE, cursor=cursor)
    return page(
        request,
        "new_templates.html",
        shell=shell,
        own=[own_card(CustomTemplateLine.of(row)) for row in mine.items],
        templates=[gallery_card(TemplateLine.of(row)) for row in found.items],
        more_own=_link(cursor=cursor, own=mine.cursor) if mine.cursor else "",
        more=_link(cursor=found.cursor, own=own) if found.cursor else "",
        is_first_page=not (cursor or own),
    )


@router.get("/own/{custom_template_id}")
def ask_own(request: Request, unit: Reading, own_id: OwnKey) -> Response:
    """What an own template asks."""
    return _asked(request, unit, Chosen("custom_template", own_id))


@router.post("/own/{custom_template_id}")
def start_from_own(request: Request, own_id: OwnKey, sent: Sent) -> Response:
    """A project from an own template."""
    return _started(request, Chosen("custom_template", own_id), sent)


@router.post("/own/{custom_template_id}/preview")
def preview_own(request: Request, own_id: OwnKey, sent: Sent) -> Response:
    """What these answers become."""
    return _previewed(request, Chosen("custom_template", own_id), sent)


@router.get("/{template_id}")
def ask_template(request: Request, unit: Reading, template_id: TemplateKey) -> Response:
    """What a template asks."""
    return _asked(request, unit, Chosen("template", template_id))


@router.post("/{template_id}")
def start_from_template(request: Request, template_id: TemplateKey, sent: Sent) -> Response:
    """A project from a template and these answers."""
    return _started(request, Chosen("template", template_id), sent)


@router.post("/{template_id}/preview")
def preview_template(request: Request, template_id: TemplateKey, sent: Sent) -> Response:
    """What these answers become, beside the form while one fills it in."""
    return _previewed(request, Chosen("template", template_id), sent)


def _link(**cursors: str | None) -> str:
    """The gallery from these places on, each list from its own."""
    return "/new/template?" + urlencode({name: value for name, value in cursors.items() if value})


def _started(request: Request, chosen: Chosen, sent: Form) -> Response:
    """The project; or back to the questions with their answers, where none can be made now, and why."""
    aura = services(request)
    try:
        project_id = aura.gallery.start(chosen, _answers(aura, chosen, sent), LOCAL)
    except AuraError as error:
        with aura.reading() as unit:
            return _asked(request, unit, chosen, sent, error)
    with aura.writing() as unit:
        unit.projects.set_step(project_id, "plan")
    return go_to(request, f"/projects/{project_id}/plan")


def _previewed(request: Request, chosen: Chosen, sent: Form) -> Response:
    aura = services(request)
    given = _answers(aura, chosen, sent)
    shown, lacks, told = None, "", Leaving()
    try:
        shown = Preview.of(aura.gallery.preview(chosen, given, LOCAL), ())
        told = leaving(lambda: aura.gallery.tells(chosen, given, LOCAL))
    except Invalid as error:
        lacks = error.message
    return page(request, "parts/template_preview.html", preview=shown, lacks=lacks, leaving=told)


def _answers(aura: Services, chosen: Chosen, sent: Form) -> dict[str, object]:
    with aura.reading() as unit:
        variables = chosen.blueprint(unit.work).variables
    return answers(variables, sent)


def _asked(
    request: Request, unit: Unit, chosen: Chosen, sent: Form | None = None, error: AuraError | None = None
) -> Response:
    """The questions; what is wrong stands at the one that it is about, or else above them all."""
    if chosen.kind == "template":
        card = gallery_card(TemplateLine.of(unit.templates.get(chosen.id)))
    else:
        card = own_card(CustomTemplateLine.of(unit.custom_templates.get(chosen.id)))
    fields = blanks(chosen.blueprint(unit.work).variables, sent)
    errors = at_fields(error) if error else {}
    if error and not errors.keys() <= {field.key for field in fields}:
        errors = {"answers": error.message}
    status = 422 if errors else 200
    return page(
        request,
        "new_template.html",
        status,
        shell=Shell.of(unit),
        template=card,
        fields=fields,
        errors=errors,
    )
