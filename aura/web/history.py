"""``/projects/ID/history``: the versions on a timeline, two contents side by side, and what was done.

``?version=A`` compares a version with now, ``?version=A&against=B`` two versions.  How much is shown
(``show``, ``most``) and which (``only``, ``kind``) is in the address too, so that any of it can be linked.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator, Field
from sqlalchemy import select
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading
from aura.exports.made_from import exported
from aura.identity.tables import User
from aura.projects.shelf import Only, Shelf
from aura.projects.tables import ProjectVersion
from aura.services import Unit
from aura.timeline.codec import Frozen
from aura.web.compare import CARDS, compared
from aura.web.compare_cards import Kind
from aura.web.history_lines import days, name_of
from aura.web.history_steps import days_of, steps_of
from aura.web.studio import studio_page
from aura.web.words import counted, titled

router = APIRouter(prefix="/projects/{project_id}/history", include_in_schema=False)

VERSIONS = 60
"""So many versions are shown at first, and so many more at a time."""
ACTIONS = 100
MOST = 5_000

Number = Annotated[
    Annotated[int, Field(ge=1, le=2**31 - 1)] | None, BeforeValidator(lambda sent: sent or None), Query()
]
"""A version; none where a form leaves it empty."""
Amount = Annotated[int, Query(ge=1, le=MOST)]
ONLY: tuple[tuple[Only, str], ...] = (
    ("all", "All"),
    ("named", "Named"),
    ("important", "Important"),
    ("deleted", "Deleted"),
)


@router.get("")
def show_history(
    request: Request,
    unit: Reading,
    project_id: ProjectId,
    version: Number = None,
    against: Number = None,
    only: Only = "all",
    show: Amount = VERSIONS,
    kind: Kind | None = None,
    most: Amount = CARDS,
) -> Response:
    """The versions, and what differs from one of them."""
    shelf = Shelf(unit.work, project_id)
    frozen = cache(unit.live(project_id).freeze)
    shown = shelf.newest(only, show, down_to=version)
    chosen = _there(unit, project_id, version) or _best(shown.rows)
    other = _there(unit, project_id, against) if chosen and against != chosen.version_number else None
    asked = {"version": version, "against": against, "only": only, "show": show, "kind": kind, "most": most}

    def link(**changes: Any) -> str:
        return _link(f"/projects/{project_id}/history", {**asked, **changes})

    rows = [row for row in shown.rows if chosen is None or row.id != chosen.id]
    return studio_page(
        request,
        unit,
        project_id,
        "history",
        "history.html",
        days=days(
            shown.rows,
            unit.work.now(),
            lambda number: link(version=number, against=None, kind=None, most=CARDS) + "#compare",
            here=chosen.version_number if chosen else None,
            exported=frozenset(exported(unit.work, [row.id for row in shown.rows])),
        ),
        older=shown.older if show < MOST else 0,
        only=only,
        filters=_filters(shelf, only),
        link=link,
        more_versions=link(show=min(len(shown.rows) + VERSIONS, MOST)),
        more_cards=link(most=min(most + CARDS, MOST)),
        now=_now(shelf, frozen),
        chosen=chosen,
        chosen_title=_title(chosen) if chosen else "",
        copy_title=_title_of_copy(unit.projects.get(project_id).title, chosen) if chosen else "",
        other=other,
        others=[(row.version_number, name_of(row)) for row in rows if not row.is_deleted],
        compared=compared(unit, project_id, chosen, other, frozen, kind=kind, most=most) if chosen else None,
    )


@router.get("/done")
def show_done(request: Request, unit: Reading, project_id: ProjectId, show: Amount = ACTIONS) -> Response:
    """What was done, the newest first, with the ways back."""
    page = unit.history.list(project_id, limit=show)
    steps = steps_of(page.items, is_whole=page.cursor is None)
    people = select(User).where(User.id.in_({step[0].user_id for step in steps}))
    names = {user.id: user.name for user in unit.work.session.scalars(people)}
    more = f"/projects/{project_id}/history/done?show={min(show + ACTIONS, MOST)}"
    return studio_page(
        request,
        unit,
        project_id,
        "history",
        "history_done.html",
        days=days_of(steps, unit.work.now(), unit.work.actor.user_id, names),
        more=more if page.cursor and show < MOST else "",
    )


def _there(unit: Unit, project_id: UUID, number: int | None) -> ProjectVersion | None:
    """A version that is asked for; none where it was deleted.  Raises ``NotFound`` where there never was."""
    if number is None:
        return None
    version = unit.versions.get(project_id, number, deleted=True)
    return None if version.is_deleted else version


def _best(rows: Sequence[ProjectVersion]) -> ProjectVersion | None:
    """The version that is shown where none is asked for: the newest one that is more than an autosave."""
    there = [row for row in rows if not row.is_deleted]
    named = (row for row in there if row.version_type != "Autosave" or row.name)
    return next(named, None) or next(iter(there), None)


def _title(version: ProjectVersion) -> str:
    """What a version is called in a sentence."""
    return f"“{version.name}”" if version.name else f"v{version.version_number}"


def _title_of_copy(title: str, version: ProjectVersion) -> str:
    """What a copy is called where nobody says otherwise."""
    return f"{titled(title)[:200]} ({(version.name or f'v{version.version_number}')[:90]})"


def _link(path: str, asked: dict[str, Any]) -> str:
    """An address with what is not as usual."""
    usual = {"version": None, "against": None, "only": "all", "show": VERSIONS, "kind": None, "most": CARDS}
    said = {name: value for name, value in asked.items() if value != usual[name]}
    return f"{path}?{urlencode(said)}" if said else path


def _filters(shelf: Shelf, only: Only) -> list[tuple[Only, str, int]]:
    """All, and each choice there is any of."""
    counts = shelf.counts()
    return [(each, word, counts[each]) for each, word in ONLY if each in ("all", only) or counts[each]]


def _now(shelf: Shelf, frozen: Callable[[], Frozen]) -> str:
    """What the project is now, seen from its newest version."""
    newest = next(iter(shelf.newest("all", 1).rows), None)
    if newest is None:
        return "not saved yet"
    name = f"v{newest.version_number}"
    if frozen().digests() == newest.hashes:
        return f"as in {name}"
    edits = shelf.edits_since(newest)
    return f"{name} and {counted(edits, 'edit')}" if edits else f"changed since {name}"
