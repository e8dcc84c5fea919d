"""What the player asks: which stretch of a scene comes next, and its film, which plays while it is made."""

from contextlib import suppress
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from msgspec import Struct
from starlette.responses import Response

from aura.api.previews import played
from aura.api.wire import ProjectId, answer, services
from aura.errors import AuraError
from aura.exports.previewing import Stretched
from aura.ids import parse_id
from aura.services import Services

router = APIRouter(prefix="/projects/{project_id}/stretch", include_in_schema=False)

FIRST_MS = 5_000
LATER_MS = 20_000
"""What follows is made while what is before it plays, and may be longer."""

SceneId = Annotated[str, Query(max_length=36, description="The scene.")]
Frame = Annotated[int | None, Query(ge=0, le=2**31, description="From which of its frames on.")]
IsLater = Annotated[bool, Query(description="Whether something plays before it.")]


class Next(Struct, frozen=True):
    """Where the film goes on."""

    scene: str
    frame: int


class Found(Struct, frozen=True, kw_only=True):
    """A stretch for the player; times are of the scene, in milliseconds."""

    film: str
    scene: str
    number: int
    from_ms: int
    length_ms: int
    scene_ms: int
    next: Next | None


@router.get("")
def find(
    request: Request,
    project_id: ProjectId,
    scene: SceneId,
    frame: Frame = None,
    later: IsLater = False,
) -> Response:
    """Where a stretch plays from; what its scene lacks is made for it."""
    aura = services(request)
    aura.previews().warm()
    made = _stretch(aura, project_id, scene, frame, later)
    at = "" if frame is None else f"&frame={frame}"
    film = f"{request.url.path}/film?scene={scene}{at}{'&later=true' if later else ''}"
    onward = Next(made.onward.scene_id, made.onward.frame) if made.onward else None
    found = Found(
        film=film,
        scene=scene,
        number=made.number,
        from_ms=made.from_ms,
        length_ms=made.preview.length_ms,
        scene_ms=made.scene_ms,
        next=onward,
    )
    return answer(found)


@router.get("/film")
async def play(
    request: Request, project_id: ProjectId, scene: SceneId, frame: Frame = None, later: IsLater = False
) -> Response:
    """The film of a stretch."""
    aura = services(request)
    made = await to_thread.run_sync(_stretch, aura, project_id, scene, frame, later)
    return await played(aura, made.preview)


@router.post("/ready")
def make_ready(request: Request, project_id: ProjectId, scene: SceneId) -> Response:
    """Somebody is about to play a scene: wake who draws, and make what it lacks."""
    aura = services(request)
    aura.previews().warm()
    with suppress(AuraError):  # whoever plays it is told
        _stretch(aura, project_id, scene, None, later=False)
    return Response(status_code=204)


def _stretch(aura: Services, project_id: ProjectId, scene: str, frame: int | None, later: bool) -> Stretched:
    with aura.reading() as unit:
        unit.projects.get(project_id)
    most_ms = LATER_MS if later else FIRST_MS
    return aura.previews().stretch(project_id, str(parse_id(scene, "scene")), frame, most_ms)
