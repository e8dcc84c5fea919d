"""Find and replace over all scenes.  A replacement is one edit, however many scenes it changes.

What stands in a scene's title or words can also be replaced one by one: that place, if it still says so.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from msgspec import Struct
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, SceneKey, Writing
from aura.errors import Conflict
from aura.timeline.document import Document
from aura.timeline.edits import decode
from aura.timeline.edits.scenes import SetSceneText, SetSceneTitle
from aura.timeline.finding import Found, find, pattern, texts_of
from aura.timeline.rules import clean_text
from aura.timeline.scene import Scene
from aura.timeline.view import get_scene
from aura.web.forms import Form, Sent
from aura.web.rendering import page
from aura.web.studio import applied
from aura.web.words import counted

router = APIRouter(prefix="/projects/{project_id}/scenes", include_in_schema=False)

AROUND = 36
"""Characters that are shown on each side of what was found."""
MOST_SHOWN = 200
FIELDS = {"script_text": (SetSceneText.kind, "text"), "title": (SetSceneTitle.kind, "title")}
"""The fields in which one place can be replaced by itself: the edit, and the edit's field."""
Asked = Annotated[str, Query(max_length=300)]


class Hit(Struct, frozen=True, kw_only=True):
    """One place, with its words around; ``is_single``: it can be replaced by itself."""

    scene: str
    number: int
    field: str
    start: int
    end: int
    before: str
    found: str
    after: str
    is_single: bool


class Hits(Struct, frozen=True, kw_only=True):
    """What was found: how often, in which scenes how often, and the first places."""

    text: str
    count: int
    scenes: dict[str, int]
    shown: list[Hit]

    @property
    def told(self) -> str:
        if not self.text:
            return ""
        if not self.count:
            return "Nothing is found"
        return f"{counted(self.count, 'place')} in {counted(len(self.scenes), 'scene')}"


def hits_of(document: Document, text: str, *, match_case: bool, whole_words: bool) -> Hits:
    """Every place where the scenes have a text."""
    if not text.strip():
        return Hits(text="", count=0, scenes={}, shown=[])
    places = list(find(document, text, match_case=match_case, whole_words=whole_words))
    scenes: dict[str, int] = {}
    for place in places:
        scenes[place.scene] = scenes.get(place.scene, 0) + 1
    by_id = {scene.id: scene for scene in document.timeline.scenes if scene.id in scenes}
    return Hits(text=text, count=len(places), scenes=scenes, shown=list(_shown(places, by_id)))


def _shown(places: Iterable[Found], scenes: dict[str, Scene]) -> Iterable[Hit]:
    for place in islice(places, MOST_SHOWN):
        said = dict(texts_of(scenes[place.scene]))[place.field]
        yield Hit(
            scene=place.scene,
            number=place.number,
            field=place.field,
            start=place.start,
            end=place.end,
            before="…" * (place.start > AROUND) + said[max(0, place.start - AROUND) : place.start],
            found=said[place.start : place.end],
            after=said[place.end : place.end + AROUND] + "…" * (place.end + AROUND < len(said)),
            is_single=place.field in FIELDS,
        )


@router.get("/find")
def find_text(
    request: Request,
    unit: Reading,
    project_id: ProjectId,
    text: Asked = "",
    match_case: bool = False,
    whole_words: bool = False,
) -> Response:
    """Where the scenes have a text."""
    document = unit.live(project_id).document()
    hits = hits_of(document, clean_text(text, "text"), match_case=match_case, whole_words=whole_words)
    return page(request, "parts/find_hits.html", hits=hits)


@router.post("/replace")
def replace_text(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Replace a text wherever the scenes have it."""
    edit = decode("script.replace-text", {"find": sent.text("text"), **_how(sent)})
    return applied(request, unit, project_id, [edit], merge=False)


@router.post("/{scene_id}/replace")
def replace_place(
    request: Request, unit: Writing, project_id: ProjectId, scene_id: SceneKey, sent: Sent
) -> Response:
    """Replace it in one place (``field``, ``start``, ``end``), or all over one scene."""
    how = _how(sent)
    if sent.text("field") not in FIELDS:
        edit = decode("script.replace-text", {"find": sent.text("text"), "scenes": [scene_id], **how})
        return applied(request, unit, project_id, [edit], merge=False)
    unit.projects.hold(project_id)
    said = str(getattr(get_scene(unit.live(project_id), scene_id), sent.text("field")))
    start, end = sent.number("start"), sent.number("end")
    wanted = pattern(
        sent.text("text"), match_case=bool(how["match_case"]), whole_words=bool(how["whole_words"])
    )
    found = wanted.match(said, start) if start >= 0 else None
    if found is None or found.end() != end:
        raise Conflict("That place says something else by now. Look for it again.", field="text")
    after = f"{said[:start]}{how['replace']}{said[end:]}"
    kind, field = FIELDS[sent.text("field")]
    return applied(request, unit, project_id, [decode(kind, {"scene": scene_id, field: after})], merge=False)


def _how(sent: Form) -> dict[str, str | bool]:
    return {
        "replace": sent.text("by"),
        "match_case": sent.text("match_case") == "true",
        "whole_words": sent.text("whole_words") == "true",
    }
