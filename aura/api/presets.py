"""``/presets``: those that ship and those of one's own; and an export, looked at before it is made."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from aura.api.preset_shapes import PreflightLine, PresetLine
from aura.api.shapes import Listing
from aura.api.wire import ProjectId, Reading, Writing, answer, body, gives, takes
from aura.exports.presets import Changes

router = APIRouter(tags=["exports"])

PresetName = Annotated[str, Path(min_length=1, max_length=100, description="A preset's name.")]


@router.get("/presets", responses=gives(Listing[PresetLine]))
def list_presets(unit: Reading) -> Response:
    """The presets there are: those that ship, then one's own."""
    return answer(Listing([PresetLine.of(offer) for offer in unit.presets.list()]))


@router.get("/presets/{preset_name:path}", responses=gives(PresetLine))
def get_preset(unit: Reading, preset_name: PresetName) -> Response:
    """A preset."""
    return answer(PresetLine.of(unit.presets.get(preset_name)))


@router.put("/presets/{preset_name:path}", responses=gives(PresetLine), openapi_extra=takes(Changes))
def save_preset(
    unit: Writing, preset_name: PresetName, changes: Annotated[Changes, body(Changes)]
) -> Response:
    """Make a preset of one's own, like another but for what is said here, or make it anew."""
    return answer(PresetLine.of(unit.presets.save(preset_name, changes)))


@router.delete("/presets/{preset_name:path}", responses=gives(PresetLine))
def delete_preset(
    unit: Writing,
    preset_name: PresetName,
    in_use: Annotated[
        bool, Query(description="Delete it though projects, templates or a setting name it.")
    ] = False,
) -> Response:
    """Delete a preset of one's own.  One that is in use stays, and what uses it is told."""
    return answer(PresetLine.of(unit.presets.delete(preset_name, in_use=in_use)))


@router.get("/projects/{project_id}/exports/check", responses=gives(PreflightLine))
def check_export(
    unit: Reading,
    project_id: ProjectId,
    preset: Annotated[
        str | None, Query(max_length=300, description="The project's own when left out.")
    ] = None,
) -> Response:
    """What is to be said of an export before it is made: what blocks it, and what would be better."""
    return answer(PreflightLine.of(unit.exports.check(project_id, preset)))
