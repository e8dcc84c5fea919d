"""Takes in what is typed: one field at a time, with what it was made from.

A field is sent as ``name``, ``value``, ``was`` (what the server last told the page) and ``tried`` (what was
sent before and never answered).  When the field holds anything else by now, somebody was faster: nothing is
changed, and the page is shown both texts.  So two tabs on two fields never notice each other.

The routes are plain ones, on threads of their own: what is typed is waited for at each pause, and the
framework would take a step of its own for each place in an address, each query and each form, and three
turns of the server's loop for each thread.
"""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from aura.api.scenes import CHANGES
from aura.api.wire import services
from aura.errors import Invalid
from aura.ids import parse_id
from aura.projects.live import LiveView
from aura.projects.tables import ActionLog
from aura.services import Unit
from aura.timeline.edits import Edit, decode
from aura.timeline.edits.fields import PARTS
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.timeline.view import get_scene
from aura.web.board import CardFacts
from aura.web.differences import marked
from aura.web.forms import Form, form_of
from aura.web.rendering import page
from aura.web.studio import ASKING, Studio, Turns

AT_ONCE = 8
"""So many requests save at once; SQLite has them write one after the other anyway."""
_threads = ThreadPoolExecutor(AT_ONCE, "aura-saving")

KINDS = {part.name: (kind, part.struct) for kind, part in PARTS.items()}


class Field(NamedTuple):
    """A field as it is now, and the edit that gives it another value."""

    value: Any
    edit: Callable[[Any], Edit]


class Asked(NamedTuple):
    """What a request to save asks: of which project, on which step's page, and the form."""

    request: Request
    project_id: uuid.UUID
    at: str
    sent: Form


async def save_part(request: Request) -> Response:
    """Save a field of a part."""
    return await _on_a_thread(_save_part, await _asked(request), request.path_params["part"])


async def save_scene(request: Request) -> Response:
    """Save a field of a scene."""
    scene_id = str(parse_id(request.path_params["scene_id"], "scene_id"))
    return await _on_a_thread(_save_scene, await _asked(request), scene_id)


routes = [
    Route("/projects/{project_id}/parts/{part}", save_part, methods=["PUT"]),
    Route("/projects/{project_id}/scenes/{scene_id}", save_scene, methods=["PUT"]),
]


async def _on_a_thread(save: Callable[[Asked, str], Response], asked: Asked, name: str) -> Response:
    return await asyncio.get_running_loop().run_in_executor(_threads, save, asked, name)


async def _asked(request: Request) -> Asked:
    project_id = parse_id(request.path_params["project_id"], "project_id")
    at = request.query_params.get("at", "")
    if at not in ASKING:
        raise Invalid("Say which step's page asks.", field="at")
    return Asked(request, project_id, at, await form_of(request))


def _save_part(asked: Asked, part: str) -> Response:
    if part not in KINDS:
        raise Invalid("A project has no part of that name.", field="part")
    kind, struct = KINDS[part]
    request, project_id, at, sent = asked
    name = _named(struct, sent)
    with services(request).writing() as unit:
        live = LiveView(unit.work.session, unit.projects.hold(project_id))
        field = Field(getattr(live.part(struct), name), lambda value: decode(kind, {name: value}))
        return save(request, unit, project_id, at, field, sent)


def _save_scene(asked: Asked, scene_id: str) -> Response:
    request, project_id, at, sent = asked
    name = _named(Scene, sent)
    if name not in CHANGES:
        raise Invalid("That field of a scene is not saved here.", field="name")
    kind, field = CHANGES[name]
    with services(request).writing() as unit:
        live = LiveView(unit.work.session, unit.projects.hold(project_id))
        scene = get_scene(live, scene_id)
        found = Field(getattr(scene, name), lambda value: decode(kind, {"scene": scene_id, field: value}))
        if at == "scenes" and isinstance(found.value, str) and bool(found.value) == bool(sent.text("value")):
            return save(request, unit, project_id, at, found, sent, partial(CardFacts.of, live, scene_id))
        return save(request, unit, project_id, at, found, sent)


def save(
    request: Request,
    unit: Unit,
    project_id: uuid.UUID,
    at: str,
    field: Field,
    sent: Form,
    card: Callable[[], CardFacts] | None = None,
) -> Response:
    """Set a field to what was sent.

    With ``card``, the field is words of a scene, whose card alone is told what follows: nothing that the
    rest of the frame counts is otherwise than before.
    """
    value, key = sent.text("value"), sent.text("key") or sent.text("name")
    now = written(field.value)
    if now not in (value, sent.text("was"), sent.text("tried", sent.text("was"))):
        return page(
            request, "parts/conflict.html", 409, key=key, sides=marked(value, now), yours=value, other=now
        )
    done: Sequence[ActionLog] = ()
    try:
        if now != value:
            edit = field.edit(typed(value, field.value))
            done = unit.editing.apply(project_id, [edit], merge="apart" not in sent).actions
    except Invalid as error:
        return page(request, "parts/refused.html", 422, key=key, message=error.message)
    if card is None:
        return page(request, "parts/saved.html", key=key, studio=Studio.of(unit, project_id, at))
    turns = Turns.after(unit, unit.projects.get(project_id), at, done)
    return page(request, "parts/card_scene_saved.html", key=key, studio=turns, card=card())


def _named(struct: type[Value], sent: Form) -> str:
    """The field that is meant.  Raises ``Invalid``."""
    name = sent.text("name")
    if name not in struct.__struct_fields__:
        raise Invalid("There is no field of that name.", field="name")
    return name


def written(value: Any) -> str:
    """A field's value as a form has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def typed(text: str, like: Any) -> Any:
    """A form's text as a value of the same type as the present one.  Raises ``Invalid``."""
    if isinstance(like, bool):
        return text == "true"
    if isinstance(like, int):
        number = text.strip()
        if not (number.removeprefix("-").isdecimal() and len(number) <= 12):
            raise Invalid("Give a whole number.")
        return int(number)
    if not isinstance(like, str):
        raise Invalid("That field is not a text.")
    return text
