"""``/projects/…/scenes``: list, find, insert, change, move, delete."""

from typing import Annotated, Any, get_type_hints

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from aura.api.edits import carry_out
from aura.api.new_shapes import InsertedScene
from aura.api.shapes import Done, Listing, NumberedScene, SceneMove
from aura.api.wire import (
    IfMatch,
    IfMatchGiven,
    ProjectId,
    Reading,
    SceneKey,
    Writing,
    answer,
    body,
    gives,
    read_json,
    schema_of,
    takes,
)
from aura.errors import Invalid
from aura.projects.editing import tag
from aura.projects.live import LiveView
from aura.services import Unit
from aura.timeline.codec import digest_of
from aura.timeline.edits import REGISTRY, Edit, decode
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene
from aura.timeline.finding import Found, find
from aura.timeline.rules import clean_text
from aura.timeline.scene import Scene
from aura.timeline.view import get_scene

router = APIRouter(prefix="/projects/{project_id}/scenes", tags=["scenes"])

CHANGES = {
    "title": ("scene.title", "title"),
    "script_text": ("scene.text", "text"),
    "authored_frames": ("scene.duration", "frames"),
    "media": ("scene.media", "media"),
    "fit": ("scene.fit", "fit"),
    "focus": ("scene.focus", "focus"),
    "trim_ms": ("scene.trim", "trim_ms"),
    "end_ms": ("scene.trim", "end_ms"),
    "ending": ("scene.trim", "ending"),
    "speed_percent": ("scene.speed", "speed_percent"),
    "freeze_ms": ("scene.freeze", "freeze_ms"),
    "freeze_for_ms": ("scene.freeze", "freeze_for_ms"),
    "motion": ("scene.motion", "motion"),
    "transition": ("scene.transition", "transition"),
    "transition_frames": ("scene.transition", "frames"),
    "captions": ("scene.captions", "captions"),
    "overlays": ("scene.overlays", "overlays"),
    "voice": ("scene.voice", "voice"),
    "volume_percent": ("scene.volume", "volume_percent"),
    "clip_volume_percent": ("scene.volume", "clip_volume_percent"),
}
"""The fields that PATCH takes, of a scene and of what it shows: the edit each is, and the edit's field.

Edits are made in this order: what a scene shows is set before it is fitted.
"""


@router.get("", responses=gives(Listing[NumberedScene]))
def list_scenes(unit: Reading, project_id: ProjectId) -> Response:
    """The scenes in order, each with its tag; the ETag is the order's."""
    live = LiveView(unit.work.session, unit.projects.get(project_id))
    scenes = enumerate(live.document().timeline.scenes, 1)
    lines = [NumberedScene(number, digest_of(scene).hex(), scene) for number, scene in scenes]
    return answer(Listing(lines), etag=tag(live, "order"))


@router.get("/find", responses=gives(Listing[Found]))
def find_text(
    unit: Reading,
    project_id: ProjectId,
    text: Annotated[str, Query(max_length=300, description="The words to find, whatever their case.")] = "",
) -> Response:
    """Where a text stands in the scenes: their titles, their words, their own captions and overlays."""
    return answer(Listing(list(find(unit.live(project_id).document(), clean_text(text, "text")))))


@router.post("", status_code=201, responses=gives(Done, 201), openapi_extra=takes(InsertedScene))
def insert_scene(
    unit: Writing,
    project_id: ProjectId,
    if_match: IfMatchGiven,
    new: Annotated[InsertedScene, body(InsertedScene)],
) -> Response:
    """Insert a scene; If-Match, when given, is the order's tag."""
    return carry_out(unit, project_id, [InsertScene(scene=new.scene(), after=new.after)], if_match, 201)


@router.get("/{scene_id}", responses=gives(Scene))
def get_one(unit: Reading, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """A scene; the ETag is its digest."""
    live = LiveView(unit.work.session, unit.projects.get(project_id))
    scene = get_scene(live, scene_id)
    return answer(scene, etag=digest_of(scene).hex())


Payloads = dict[str, dict[str, Any]]
"""What is sent to change a scene: the fields of each edit, by its kind."""


async def _changes(scene_id: SceneKey, fields: Annotated[Any, Depends(read_json)]) -> Payloads:
    if not isinstance(fields, dict) or not fields or fields.keys() - CHANGES.keys():
        raise Invalid(f"Send one or more of: {', '.join(CHANGES)}.")
    payloads: Payloads = {}
    for name, (kind, field) in CHANGES.items():
        if name in fields:
            payloads.setdefault(kind, {"scene": scene_id})[field] = fields[name]
    return payloads


def _with_the_rest(unit: Unit, project_id: ProjectId, scene_id: SceneKey, payloads: Payloads) -> Payloads:
    """The same, where an edit sets fields together of which some were sent: the others stay as they are."""
    if not payloads.keys() & {"scene.transition", "scene.freeze"}:
        return payloads
    scene = get_scene(LiveView(unit.work.session, unit.projects.hold(project_id)), scene_id)
    rest: Payloads = {"scene.transition": {"transition": scene.transition, "frames": scene.transition_frames}}
    clip = scene.media if "scene.media" not in payloads else None
    if clip and clip.freeze_for_ms:
        rest["scene.freeze"] = {"freeze_ms": clip.freeze_ms, "freeze_for_ms": clip.freeze_for_ms}
    return {kind: {**rest.get(kind, {}), **payload} for kind, payload in payloads.items()}


def _decoded(kind: str, payload: dict[str, Any]) -> Edit:
    """An edit; what is wrong with a field is told by the name that it was sent under."""
    try:
        return decode(kind, payload)
    except Invalid as error:
        sent = {field: name for name, (each, field) in CHANGES.items() if each == kind}
        error.field = sent.get(error.field or "", error.field)
        raise


def _documented() -> dict[str, Any]:
    """The schema of what PATCH takes, made from the edits it becomes."""
    properties = {
        name: schema_of(get_type_hints(REGISTRY[kind], include_extras=True)[field])
        for name, (kind, field) in CHANGES.items()
    }
    schema = {
        "type": "object",
        "properties": properties,
        "minProperties": 1,
        "additionalProperties": False,
    }
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.patch("/{scene_id}", responses=gives(Done), openapi_extra=_documented())
def change_scene(
    unit: Writing,
    project_id: ProjectId,
    scene_id: SceneKey,
    if_match: IfMatch,
    payloads: Annotated[Payloads, Depends(_changes)],
) -> Response:
    """Change fields of a scene, as one step of undo; those that are not sent stay as they are."""
    whole = _with_the_rest(unit, project_id, scene_id, payloads)
    edits = [_decoded(kind, payload) for kind, payload in whole.items()]
    return carry_out(unit, project_id, edits, if_match)


@router.delete("/{scene_id}", responses=gives(Done))
def delete_scene(unit: Writing, project_id: ProjectId, scene_id: SceneKey, if_match: IfMatch) -> Response:
    """Delete a scene."""
    return carry_out(unit, project_id, [DeleteScene(scene=scene_id)], if_match)


@router.post("/{scene_id}/move", responses=gives(Done), openapi_extra=takes(SceneMove))
def move_scene(
    unit: Writing,
    project_id: ProjectId,
    scene_id: SceneKey,
    if_match: IfMatch,
    move: Annotated[SceneMove, body(SceneMove)],
) -> Response:
    """Move a scene; If-Match is the order's tag."""
    return carry_out(unit, project_id, [MoveScene(scene=scene_id, after=move.after)], if_match)
