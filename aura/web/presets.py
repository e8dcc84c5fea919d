"""``/presets``: the presets that ship, and those of one's own: made like another one, changed and deleted."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from aura.api.wire import Reading, Writing
from aura.errors import AuraError, Conflict, Invalid, NotFound
from aura.exports.presets import Changes
from aura.ids import parse_id
from aura.render.recipe import Recipe
from aura.services import Unit
from aura.timeline.edits.registry import convert
from aura.web.forms import Form, Sent, at_fields
from aura.web.presets_form import CHOICES, changes_of, filled, line_of, sent_back
from aura.web.rendering import page
from aura.web.shell import Around, Shell

router = APIRouter(prefix="/presets", include_in_schema=False)

Name = Annotated[str, Query(min_length=1, max_length=100)]
From = Annotated[str, Query(max_length=36, description="The project whose page asked.")]


@router.get("")
def show_presets(request: Request, unit: Reading, shell: Around, project: From = "") -> Response:
    """All presets, one's own first."""
    offers = unit.presets.list()
    return page(
        request,
        "presets.html",
        shell=shell,
        own=[line_of(offer.recipe) for offer in offers if offer.is_own],
        shipped=[line_of(offer.recipe) for offer in offers if not offer.is_own],
        back=_back(project),
        project=project,
    )


@router.get("/new")
def new_preset(
    request: Request, unit: Reading, shell: Around, like: Name = "Standard 720p", project: From = ""
) -> Response:
    """A preset of one's own, like another one to begin with."""
    recipe = unit.presets.get(like).recipe
    return _form(request, shell, filled(recipe, name=""), like=like, project=project)


@router.get("/edit")
def edit_preset(request: Request, unit: Reading, shell: Around, name: Name, project: From = "") -> Response:
    """A preset of one's own, to be changed."""
    offer = unit.presets.get(name)
    if not offer.is_own:
        raise Conflict(f"The preset “{name}” ships with Aura, and stays as it is; make one like it.")
    return _form(request, shell, filled(offer.recipe), like=name, project=project, is_there=True)


@router.post("")
def save_preset(request: Request, unit: Writing, sent: Sent) -> Response:
    """Keep a preset; what is wrong is said at its field."""
    like, project, is_there = sent.text("like"), sent.text("project"), "is_there" in sent
    try:
        name = _name(unit, sent, is_there=is_there)
        unit.presets.save(name, convert({"like": like, **changes_of(sent)}, Changes))
    except (Invalid, Conflict, NotFound) as error:
        return _form(
            request,
            Shell.of(unit),
            sent_back(sent),
            like=like,
            project=project,
            is_there=is_there,
            error=error,
        )
    return RedirectResponse(_list(project), 303)


@router.post("/delete")
def delete_preset(request: Request, unit: Writing, sent: Sent) -> Response:
    """Delete a preset of one's own; where it is in use that is said, and asked for once more."""
    name, project = sent.text("name"), sent.text("project")
    try:
        unit.presets.delete(name, in_use="in_use" in sent)
    except Conflict as error:
        if "uses" not in error.data:
            raise
        shell = Shell.of(unit)
        return page(
            request, "preset_in_use.html", 409, shell=shell, name=name, project=project, words=error.message
        )
    return RedirectResponse(_list(project), 303)


def _name(unit: Unit, sent: Form, *, is_there: bool) -> str:
    """The preset's name.  Raises ``Conflict`` for a new one that another preset has."""
    name = sent.text("name").strip()
    if not is_there and any(offer.recipe.name == name for offer in unit.presets.list()):
        raise Conflict(f"There is a preset “{name}” already. Give yours another name.", field="name")
    return name


def _form(
    request: Request,
    shell: Shell,
    values: dict[str, str],
    *,
    like: str,
    project: str,
    is_there: bool = False,
    error: AuraError | None = None,
) -> Response:
    return page(
        request,
        "preset.html",
        422 if error else 200,
        shell=shell,
        values=values,
        choices=CHOICES,
        like=like,
        project=project,
        is_there=is_there,
        errors=_errors(error) if error else {},
        list=_list(project),
    )


def _errors(error: AuraError) -> dict[str, str]:
    known = set(Recipe.__struct_fields__)
    return {(field if field in known else ""): words for field, words in at_fields(error).items()}


def _list(project: str) -> str:
    return "/presets" + (f"?{urlencode({'project': project})}" if project else "")


def _back(project: str) -> str:
    """The page of the project that asked; empty where none did."""
    return f"/projects/{parse_id(project, 'project')}/render" if project else ""
