"""The texts over a scene's picture: added, worded, placed, taken away."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request
from msgspec.structs import replace
from starlette.responses import Response

from aura.api.wire import ProjectId, SceneKey, Writing
from aura.errors import Invalid
from aura.services import Unit
from aura.timeline.edits import Edit, decode
from aura.timeline.edits.overlays import SetSceneOverlays
from aura.timeline.scene import Overlay
from aura.timeline.view import get_scene
from aura.web.forms import Sent
from aura.web.inspector_known import KNOWN, WORDED, Overlays, known_text
from aura.web.inspector_settings import seconds
from aura.web.inspector_words import OVERLAYS
from aura.web.saving import Field, save
from aura.web.studio import applied

router = APIRouter(prefix="/projects/{project_id}/scenes/{scene_id}/overlays", include_in_schema=False)

PLACED = ("style", "anchor", "animation")
TIMED = {"start_s": "start_ms", "end_s": "end_ms"}

Number = Annotated[int, Path(ge=0, le=19)]


@router.post("")
def add_text(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """A text of one kind, with words that say what belongs there."""
    unit.projects.hold(project_id)
    style = sent.text("style")
    found = next((each for each in OVERLAYS if each[0] == style), None)
    if found is None:
        raise Invalid("There is no text of that kind.", field="style")
    new = Overlay(style=found[0], anchor=found[2], text=found[3])
    overlays = (*_overlays(unit, project_id, scene_id), new)
    return applied(request, unit, project_id, [_set(scene_id, overlays)], quiet=True)


@router.put("/{number}/words")
def word_text(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, number: Number, sent: Sent
) -> Response:
    """Save what a text says, as it is typed."""
    unit.projects.hold(project_id)
    name = sent.text("name")
    if name not in WORDED:
        raise Invalid("A text has no field of that name.", field="name")
    overlays = _overlays(unit, project_id, scene_id)
    overlay = known_text(overlays, number, sent, saved=name)

    def edit(value: Any) -> Edit:
        if name == "text" and not value.strip():
            raise Invalid("Say what the overlay shows.", field=name)
        return _set(scene_id, _with(overlays, number, replace(overlay, **{name: value})))

    return save(request, unit, project_id, "scenes", Field(getattr(overlay, name), edit), sent)


@router.put("/{number}")
def place_text(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, number: Number, sent: Sent
) -> Response:
    """Set what kind of text it is, where it stands, how it comes, and when."""
    unit.projects.hold(project_id)
    overlays = _overlays(unit, project_id, scene_id)
    fields: dict[str, Any] = {name: sent.text(name) for name in PLACED if name in sent}
    for name, field in TIMED.items():
        if name in sent:
            fields[field] = round(seconds(sent.text(name), name) * 1000)
    unknown = next((name for name in sent if name not in (*PLACED, *TIMED, *KNOWN)), None)
    if unknown:
        raise Invalid("A text has no setting of that name.", field=unknown)
    changed = replace(known_text(overlays, number, sent), **fields)
    return applied(request, unit, project_id, [_set(scene_id, _with(overlays, number, changed))], quiet=True)


@router.post("/{number}/delete")
def delete_text(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, number: Number, sent: Sent
) -> Response:
    """Take a text away."""
    unit.projects.hold(project_id)
    overlays = _overlays(unit, project_id, scene_id)
    known_text(overlays, number, sent)
    others = (*overlays[:number], *overlays[number + 1 :])
    return applied(request, unit, project_id, [_set(scene_id, others)], quiet=True)


def _overlays(unit: Unit, project_id: ProjectId, scene_id: str) -> Overlays:
    return get_scene(unit.live(project_id), scene_id).overlays


def _with(overlays: Overlays, number: int, overlay: Overlay) -> Overlays:
    return (*overlays[:number], overlay, *overlays[number + 1 :])


def _set(scene_id: str, overlays: Overlays) -> Edit:
    """The edit, with what came from outside checked.  Raises ``Invalid`` naming the field."""
    return decode(SetSceneOverlays.kind, {"scene": scene_id, "overlays": msgspec.to_builtins(list(overlays))})
