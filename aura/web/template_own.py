"""``/templates``: one's own templates made of projects, changed, deleted and brought back; files taken in."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from aura.api.custom_templates import OwnKey
from aura.api.template_shapes import CustomTemplateWhole, ProjectAsTemplate
from aura.api.templates import gallery
from aura.api.wire import ProjectId, Reading, Writing, services
from aura.errors import AuraError, Invalid, Stale, TooLarge
from aura.services import Services, Unit
from aura.templates.blueprint import CATEGORIES
from aura.templates.custom_templates import Card
from aura.templates.reading import MAX_BYTES
from aura.timeline.document import Brief
from aura.timeline.edits.registry import convert
from aura.timeline.rules import clean_text
from aura.web.forms import Form, Sent, at_fields
from aura.web.rendering import go_to, page, told
from aura.web.shell import Shell
from aura.web.template_pages import TemplateKey
from aura.web.template_variables import ROWS, asked, edited, is_plain, labelled
from aura.web.toasts import Toast
from aura.web.words import titled

router = APIRouter(include_in_schema=False, dependencies=[Depends(gallery)])

CHANGED = "aura:templates"
"""What the page is told when the list is no longer as it was."""
NAMES = {"YouTube": "YouTube", "SocialMedia": "Social media", "Business": "Business", "Creative": "Creative"}
CATEGORY_NAMES = tuple((each, NAMES[each]) for each in CATEGORIES)


@router.get("/projects/{project_id}/template")
def ask_for_template(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """What is the template called, and what differs from film to film?"""
    return _making(request, unit, project_id, None, {})


@router.post("/projects/{project_id}/template")
def make_template(request: Request, project_id: ProjectId, sent: Sent) -> Response:
    """A template of a project, with blanks where its words differ from film to film."""
    aura = services(request)
    try:
        with aura.writing() as unit:
            template_id = _made(unit, project_id, sent)
    except (Invalid, TooLarge) as error:
        with aura.reading() as unit:
            return _making(request, unit, project_id, sent, _at_rows(error, sent))
    return go_to(request, f"/templates/own/{template_id}?new=true")


@router.get("/templates/own/{custom_template_id}")
def show_own(request: Request, unit: Reading, own_id: OwnKey, new: bool = False) -> Response:
    """One's own template, to change what it is called and what it asks."""
    return _editing(request, unit, own_id, None, {}, is_new=new)


@router.post("/templates/own/{custom_template_id}")
def save_own(request: Request, own_id: OwnKey, sent: Sent) -> Response:
    """Keep what it is called and what it asks."""
    aura = services(request)
    try:
        with aura.writing() as unit:
            card = convert(_card(sent) | {"is_default": "is_default" in sent}, Card)
            content = edited(unit.custom_templates.blueprint(own_id), sent)
            unit.custom_templates.edit(own_id, card, content, expected=_seen(sent))
    except Stale as error:
        words = f"{error.message} Saved once more, it is as it stands here."
        with aura.reading() as unit:
            return _editing(request, unit, own_id, sent, {"": words})
    except (Invalid, TooLarge) as error:
        with aura.reading() as unit:
            return _editing(request, unit, own_id, sent, at_fields(error))
    return go_to(request, "/new/template")


@router.post("/templates/own/{custom_template_id}/delete")
def delete_own(request: Request, unit: Writing, own_id: OwnKey) -> Response:
    """Delete an own template; it can be brought back for 30 days."""
    row = unit.custom_templates.delete(own_id)
    return _listed(request, Toast(f"“{row.name}” is deleted.", f"/templates/own/{own_id}/bring-back"))


@router.post("/templates/own/{custom_template_id}/bring-back")
def bring_own_back(request: Request, unit: Writing, own_id: OwnKey) -> Response:
    """Bring a deleted own template back."""
    return _listed(request, Toast(f"“{unit.custom_templates.bring_back(own_id).name}” is back."))


@router.post("/templates/{template_id}/delete")
def delete_template(request: Request, unit: Writing, template_id: TemplateKey) -> Response:
    """Delete a template of the gallery; it can be brought back for 30 days."""
    row = unit.templates.delete(template_id)
    return _listed(request, Toast(f"“{row.name}” is deleted.", f"/templates/{template_id}/bring-back"))


@router.post("/templates/{template_id}/bring-back")
def bring_template_back(request: Request, unit: Writing, template_id: TemplateKey) -> Response:
    """Bring a deleted template back."""
    return _listed(request, Toast(f"“{unit.templates.bring_back(template_id).name}” is back."))


async def _file(request: Request) -> str:
    """The request's body as the text of a template's file.  Raises ``Invalid`` and ``TooLarge``."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MAX_BYTES:
            raise TooLarge(f"A template's file is at most {MAX_BYTES:,} bytes.", limit_bytes=MAX_BYTES)
    try:
        return clean_text(data.decode())
    except UnicodeDecodeError:
        raise Invalid("That is not a template's file: it is no text.", field="file") from None


@router.post("/templates/import")
async def import_template(request: Request, text: Annotated[str, Depends(_file)]) -> Response:
    """Take a template's file in, in the place of the one of its id; on to what it asks."""
    template_id = await to_thread.run_sync(_taken_in, services(request), text)
    return go_to(request, f"/new/template/{template_id}")


def _taken_in(aura: Services, text: str) -> str:
    with aura.writing() as unit:
        return unit.templates.take_in(text, again=True).id


def _made(unit: Unit, project_id: ProjectId, sent: Form) -> str:
    found = asked(sent)
    given = _card(sent) | {"variables": {name: words for name, (_, words) in found.items()}}
    new = convert(given, ProjectAsTemplate)
    row = unit.custom_templates.save(project_id, new, new.variables)
    content = labelled(
        unit.custom_templates.blueprint(row.id), {name: label for name, (label, _) in found.items()}
    )
    return unit.custom_templates.edit(row.id, Card(), content).id


def _card(sent: Form) -> dict[str, Any]:
    name = sent.text("name").strip()
    if not name:
        raise Invalid("Say what the template is called.", field="name")
    return {"name": name, "description": sent.text("description").strip(), "category": sent.text("category")}


def _seen(sent: Form) -> datetime | None:
    """When the form's template had last been changed."""
    try:
        return datetime.fromisoformat(sent.text("seen")) if "seen" in sent else None
    except ValueError:
        raise Invalid("Send the page's own form.", field="seen") from None


def _at_rows(error: AuraError, sent: Form) -> dict[str, str]:
    """An error's words by the field they belong to; of a blank, by its row."""
    errors = at_fields(error)
    for row in range(ROWS):
        words = sent.text(f"words_{row}").strip()
        if words and f"“{words:.60}”" in error.message:
            return {f"words_{row}": error.message}
    return errors


def _making(
    request: Request, unit: Unit, project_id: ProjectId, sent: Form | None, errors: dict[str, str]
) -> Response:
    live = unit.live(project_id)
    topic = live.part(Brief).topic
    said = {"name": live.project.title, "description": "", "category": "Creative"}
    rows = [("Topic" if topic else "", topic), *[("", "")] * (ROWS - 1)]
    if sent is not None:
        said = {name: sent.text(name) for name in said}
        rows = [(sent.text(f"label_{row}"), sent.text(f"words_{row}")) for row in range(ROWS)]
    return page(
        request,
        "template_new.html",
        422 if errors else 200,
        shell=Shell.of(unit),
        title=titled(live.project.title),
        path=f"/projects/{project_id}",
        said=said,
        rows=rows,
        categories=CATEGORY_NAMES,
        errors=errors,
    )


def _editing(
    request: Request,
    unit: Unit,
    own_id: str,
    sent: Form | None,
    errors: dict[str, str],
    *,
    is_new: bool = False,
) -> Response:
    template = CustomTemplateWhole.of(unit.custom_templates.get(own_id))
    said = {name: getattr(template, name) for name in ("name", "description", "category")}
    is_default = template.is_default if sent is None else "is_default" in sent
    questions = [
        {**msgspec.structs.asdict(each), "is_plain": is_plain(each)} for each in template.content.variables
    ]
    if sent is not None:
        said = {name: sent.text(name) for name in said}
        for each in questions:
            each |= {part: sent.text(f"{part}_{each['name']}") for part in ("label", "help", "default")}
            each["required"] = f"required_{each['name']}" in sent
    return page(
        request,
        "template_own.html",
        422 if errors else 200,
        shell=Shell.of(unit),
        template=template,
        said=said,
        is_default=is_default,
        questions=questions,
        scenes=template.content.scenes,
        categories=CATEGORY_NAMES,
        errors=errors,
        is_new=is_new,
    )


def _listed(request: Request, toast: Toast) -> Response:
    return told(page(request, "parts/toasts.html", toast=toast), CHANGED)
