"""``/edits`` and ``/projects/…/{brief,plan,voice,render,head}``: every registered edit, by its kind."""

from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import Response

from aura.api.shapes import Done, EditKind, EditRequest, Listing
from aura.api.wire import (
    IfMatch,
    ProjectId,
    Reading,
    Writing,
    answer,
    body,
    gives,
    schema_of,
    takes,
)
from aura.errors import AuraError, Invalid
from aura.ids import new_id
from aura.projects.editing import naming, tag
from aura.projects.live import LiveView
from aura.services import Unit
from aura.timeline.edits import REGISTRY, Edit, decode
from aura.timeline.edits.fields import PARTS, Part

router = APIRouter(tags=["edits"])


def carry_out(
    unit: Unit, project_id: ProjectId, edits: list[Edit], expected: str | None, status: int = 200
) -> Response:
    """Apply edits and answer what they did."""
    applied = unit.editing.apply(project_id, edits, expected=expected)
    result = Done.of(unit, applied, edits[0].guard())
    return answer(result, status, etag=result.etag)


@router.get("/edits", responses=gives(Listing[EditKind]))
def list_kinds() -> Response:
    """Every kind of edit, what it does and the schema of its fields."""
    kinds = sorted((kind, edit) for kind, edit in REGISTRY.items() if edit.public)
    return answer(
        Listing(
            [
                EditKind(kind, (edit.__doc__ or "").strip(), kind.partition(".")[0], schema_of(edit))
                for kind, edit in kinds
            ]
        )
    )


@router.post("/projects/{project_id}/edits", responses=gives(Done), openapi_extra=takes(EditRequest))
def apply_edits(
    unit: Writing,
    project_id: ProjectId,
    if_match: IfMatch,
    request: Annotated[EditRequest, body(EditRequest)],
) -> Response:
    """Carry edits out, all or none, as one step of undo; If-Match is the tag of what the first changes."""
    try:
        edits = [_decoded(number, fields) for number, fields in enumerate(request.edits)]
        return carry_out(unit, project_id, edits, if_match)
    except AuraError as error:
        if error.edit is not None:
            error.field = f"edits[{error.edit}]" + (f".{error.field}" if error.field else "")
        raise


def _decoded(number: int, fields: dict[str, Any]) -> Edit:
    kind = fields.get("kind")
    if not isinstance(kind, str):
        raise Invalid("Say what kind of edit it is.", field=f"edits[{number}].kind")
    payload = {name: value for name, value in fields.items() if name != "kind"}
    with naming(number):
        return decode(kind, payload, new_id=new_id)


def _part_routes(edit: str, part: Part) -> None:
    kind, setter = part.struct, REGISTRY[edit]
    path = f"/projects/{{project_id}}/{part.name}"

    @router.get(
        path,
        responses=gives(kind),
        name=f"get_{part.name}",
        description=f"The {part.words}; the ETag is its tag.",
    )
    def get_part(unit: Reading, project_id: ProjectId) -> Response:
        live = LiveView(unit.work.session, unit.projects.get(project_id))
        return answer(live.part(kind), etag=tag(live, part.name))

    @router.patch(
        path,
        responses=gives(Done),
        openapi_extra=takes(setter),
        name=f"set_{part.name}",
        description=(setter.__doc__ or "").strip(),
    )
    def set_part(
        unit: Writing, project_id: ProjectId, if_match: IfMatch, change: Annotated[Edit, body(setter)]
    ) -> Response:
        return carry_out(unit, project_id, [change], if_match)


for _edit, _part in PARTS.items():
    _part_routes(_edit, _part)
