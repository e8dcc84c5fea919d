"""The storyboard: all cards of a project in order, put together from runs of them that are kept.

A scene is told to be as in the newest film when the version that was rendered holds the very same line.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from aura.blobs import content
from aura.db.prepared import Prepared
from aura.errors import Invalid
from aura.exports.tables import ExportHistory
from aura.projects import lines
from aura.projects.lacking import Lacking
from aura.projects.live import LiveView
from aura.projects.tables import ProjectVersion
from aura.timeline.codec import decode_value
from aura.timeline.document import Brief, Head, Plan, Render
from aura.timeline.scene import Scene
from aura.timeline.terms import Aspect
from aura.timeline.time import clock, seconds_from_frames
from aura.timeline.view import START
from aura.web.scene_cards import Look, Run, State, run, state_of
from aura.web.scene_pictures import ScenePictures

FILMS_KEPT = 8
PLACE = f"<!--{secrets.token_hex(16)}-->"
"""Where the cards come in a page; no text can hold it, for nobody knows it."""


class Board(Struct, frozen=True, kw_only=True):
    """The cards as they are sent, in runs, whose they are, and how long they are together."""

    path: str
    cards: list[bytes]
    ids: list[str]
    lacking: Lacking
    total_s: float
    planned_s: int
    aspect: Aspect

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def place(self) -> Markup:
        return Markup(PLACE)  # noqa: S704  # nobody's text

    @classmethod
    def of(cls, live: LiveView) -> "Board":
        head, brief = live.part(Head), live.part(Brief)
        path = f"/projects/{live.project.id}"
        pictures = ScenePictures.of(path, brief, live.part(Render))
        look = Look(pictures, head.rate_numerator, head.rate_denominator)
        film = newest_film(live)
        runs: list[Run] = []
        ids: list[str] = []
        for joined in lines.runs(live.session, live.project):
            runs.append(run(joined, len(ids) + 1, look, film))
            ids += runs[-1].scenes
        return cls(
            path=path,
            cards=[each.html for each in runs],
            ids=ids,
            lacking=Lacking(
                has_topic=bool(brief.topic.strip()),
                scenes=len(ids),
                unspoken=sum(each.unspoken for each in runs),
                unseen=sum(each.unseen for each in runs),
            ),
            total_s=seconds_from_frames(sum(each.frames for each in runs), head.rate),
            planned_s=live.part(Plan).target_duration_s,
            aspect=brief.aspect,
        )


def with_cards(response: Response, board: Board) -> Response:
    """An answer with the cards where its template says ``PLACE``: so much text is not copied to and fro."""
    before, _, behind = bytes(response.body).partition(PLACE.encode())
    response.body = b"".join([before, *board.cards, behind])
    response.headers["content-length"] = str(len(response.body))
    return response


class CardFacts(NamedTuple):
    """What a card shows besides its words."""

    id: str
    length: str
    state: State

    @classmethod
    def of(cls, live: LiveView, scene_id: str) -> "CardFacts":
        line = live.line(scene_id)
        scene, state = decode_value(line, Scene), state_of(line, newest_film(live))
        return cls(scene_id, clock(scene.length_frames, live.part(Head).rate), state)


def newest_film(live: LiveView) -> frozenset[bytes] | None:
    """The lines of the version that the project's newest film was made from; ``None`` without one."""
    found = _FILM.first(live.session, project=live.project.id, status="Completed")
    if found is None:
        return None
    name = bytes(found[0])
    film = _films.get(name)
    if film is None:
        if len(_films) >= FILMS_KEPT:
            _films.clear()
        film = _films[name] = _lines_of(live.session, name)
    return film


def after_of(order: Sequence[str], chosen: Sequence[str], number: int) -> str:
    """Behind which scene those that are chosen come to stand, so that the first of them has this number.

    Raises ``Invalid`` for a number that there is not.
    """
    moving = set(chosen)
    staying = [scene_id for scene_id in order if scene_id not in moving]
    if not 1 <= number <= len(staying) + 1:
        raise Invalid(f"Give a number from 1 to {len(staying) + 1}.", field="number")
    return staying[number - 2] if number > 1 else START


def _lines_of(session: Session, name: bytes) -> frozenset[bytes]:
    (timeline,) = content.get_all(session, (name,)).values()
    return frozenset(timeline.split(b"\n"))


_films: dict[bytes, frozenset[bytes]] = {}
_FILM = Prepared(
    select(ProjectVersion.timeline_hash)
    .join(ExportHistory, ExportHistory.version_id == ProjectVersion.id)
    .where(ExportHistory.project_id == bindparam("project"), ExportHistory.status == bindparam("status"))
    .order_by(ExportHistory.completed_at.desc())
    .limit(1)
)
