"""The fourth step: the storyboard.  Every change is a logged edit that undo takes back in one step."""

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from aura.api.assets import received
from aura.api.wire import ANY_SIZE, Keeping, ProjectId, Reading, SceneKey, Writing, services
from aura.errors import Invalid
from aura.ids import new_id
from aura.services import Unit
from aura.timeline.document import Asset
from aura.timeline.edits import Edit, decode
from aura.timeline.edits.assets import AddAsset
from aura.timeline.edits.scenes import InsertScene, SetSceneTitle
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Scene
from aura.web.board import Board, after_of, with_cards
from aura.web.forms import Form, Sent
from aura.web.pictures import fitted
from aura.web.rendering import page, pages
from aura.web.studio import Studio, applied

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

Received = Annotated[Asset, Depends(received)]
After = Annotated[str, Query(max_length=40)]


@cache
def same(part: str) -> Markup:
    """A part of the page that is the same for every project: drawn once."""
    return Markup(pages.get_template(f"parts/{part}.html").render())  # noqa: S704  # a template of ours


@router.get("/scenes")
def show_scenes(
    request: Request, project_id: ProjectId, scene: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The storyboard; ``scene`` is the one that is selected, else the first."""
    with services(request).reading() as unit:
        live = unit.live(project_id)
        board = Board.of(live)
        studio = Studio.of(unit, project_id, "scenes", live, board.lacking)
    selected = scene if scene in board.ids else next(iter(board.ids), "")
    response = page(request, "scenes.html", studio=studio, board=board, selected=selected, same=same)
    return with_cards(response, board)


@router.get("/scenes/board")
def show_board(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The board alone, as it is now."""
    board = Board.of(unit.live(project_id))
    return with_cards(page(request, "parts/board.html", board=board), board)


@router.post("/scenes")
def add_scene(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """An empty scene: behind another one, at the start, or at the end."""
    inserted = {"scene": {}, "after": sent.text("after", "end")}
    return applied(request, unit, project_id, [decode("scene.insert", inserted, new_id=new_id)])


@router.post("/scenes/delete")
def delete_scenes(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Take scenes out."""
    return applied(request, unit, project_id, [_of_some("delete", _chosen(sent))])


@router.post("/scenes/duplicate")
def duplicate_scenes(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Copy scenes; the copies stand behind them."""
    return applied(request, unit, project_id, [_of_some("duplicate", _chosen(sent))])


@router.post("/scenes/move")
def move_scenes(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Put scenes behind another one (``after``), or where they have a number."""
    chosen, after = _chosen(sent), sent.text("after")
    if "number" in sent:
        after = after_of(unit.live(project_id).order().ids, chosen, sent.number("number"))
    return applied(request, unit, project_id, [_of_some("move", chosen, after=after)])


@router.post("/scenes/picture", max_body_size=ANY_SIZE)
def add_pictured(
    request: Request, asset: Received, unit: Keeping, project_id: ProjectId, after: After = "end"
) -> Response:
    """A new scene that shows a file, which is the request's body."""
    inserted = InsertScene(scene=Scene(id=str(new_id())), after=after)
    return _shown(request, unit, project_id, asset, inserted.scene.id, [inserted])


@router.post("/scenes/{scene_id}/picture", max_body_size=ANY_SIZE)
def set_picture(
    request: Request, asset: Received, unit: Keeping, project_id: ProjectId, scene_id: SceneKey
) -> Response:
    """Let a scene show a file, which is the request's body."""
    return _shown(request, unit, project_id, asset, scene_id, [])


@router.post("/scenes/{scene_id}/split")
def split_scene(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """Make two scenes of one, at a place in its words."""
    asked = {"scene": scene_id, "offset": sent.number("offset")}
    return applied(request, unit, project_id, [decode("scene.split", asked, new_id=new_id)])


@router.post("/scenes/{scene_id}/merge")
def merge_scene(request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey) -> Response:
    """Make one scene of this one and the next."""
    return applied(request, unit, project_id, [decode("scene.merge", {"scene": scene_id})])


@router.post("/scenes/{scene_id}/title")
def set_title(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """Give a scene a title, or none."""
    return applied(request, unit, project_id, [SetSceneTitle(scene=scene_id, title=sent.text("title")[:300])])


def _shown(
    request: Request, unit: Unit, project_id: ProjectId, asset: Asset, scene_id: str, before: list[Edit]
) -> Response:
    """Show a file that was received, as one step with what makes room for it."""
    unit.projects.hold(project_id)
    live = unit.live(project_id)
    added = [] if live.find_asset(asset.digest) else [AddAsset(asset=asset)]
    scene = live.find_scene(scene_id)
    shown = SetSceneMedia(scene=scene_id, media=fitted(asset.digest, scene.media if scene else None))
    return applied(request, unit, project_id, [*added, *before, shown])


def _of_some(verb: str, chosen: list[str], **fields: Any) -> Edit:
    """The edit of one scene, or that of several."""
    if len(chosen) == 1:
        return decode(f"scene.{verb}", {"scene": chosen[0], **fields}, new_id=new_id)
    return decode(f"scenes.{verb}", {"scenes": chosen, **fields}, new_id=new_id)


def _chosen(sent: Form) -> list[str]:
    """The scenes that are named.  Raises ``Invalid``."""
    chosen = sent.text("scenes").split()
    if not chosen:
        raise Invalid("Choose a scene first.", field="scenes")
    return chosen
