"""Two contents of a project side by side: a version and now, or two versions; and what each card offers.

The older one stands on the left.  What a card brings back is the side of the version that was chosen, and
where that has nothing, the other's; what was inserted since is taken out, what was moved is moved back.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from aura.projects.tables import ProjectVersion
from aura.services import Unit
from aura.timeline.codec import Frozen, thaw
from aura.timeline.comparing import Comparison, SceneChange, compare
from aura.timeline.document import Document
from aura.timeline.edits.restore import PART_WORDS
from aura.timeline.time import seconds_from_frames
from aura.web import words
from aura.web.compare_cards import BADGES, Card, Halves, Kind, cards, changes_of, kind_of
from aura.web.history_lines import name_of

CARDS = 40
"""So many cards are shown at first, and so many more at a time."""


class Button(NamedTuple):
    """What a card offers: where it posts to, and the words on it."""

    path: str
    words: str


class Filter(NamedTuple):
    """A kind of change to show alone, and how many there are of it."""

    value: str
    word: str
    number: int


class Column(NamedTuple):
    """One side: what it is called, its number (``None``: now), and where the pictures of its scenes are."""

    name: str
    number: int | None
    pictures: str

    def picture(self, scene_id: str) -> str:
        return f"{self.pictures}&scene={scene_id}"

    @property
    def label(self) -> str:
        return "now" if self.number is None else f"in v{self.number}"


class Compared(Struct, frozen=True, kw_only=True):
    """What the page shows of two contents."""

    is_same: bool
    columns: tuple[Column, Column]
    facts: str
    filters: list[Filter]
    kind: str
    cards: list[Card]
    buttons: Mapping[str, Button]
    more: int
    aspect: str


def compared(
    unit: Unit,
    project_id: uuid.UUID,
    version: ProjectVersion,
    other: ProjectVersion | None,
    now: Callable[[], Frozen],
    *,
    kind: Kind | None = None,
    most: int = CARDS,
) -> Compared:
    """A version beside another one, or beside the project as it is ``now``."""
    live = unit.live(project_id)
    sides = sorted(
        ((version, live.frozen(version)), (other, live.frozen(other) if other else now())),
        key=lambda side: (side[0] is None, side[0].version_number if side[0] else 0),
    )
    (old, before), (new, after) = sides
    comparison = compare(before, after)
    columns = _column(project_id, old), _column(project_id, new)
    documents = thaw(before), thaw(after)
    halves = Halves.of(*documents, (columns[0].label, columns[1].label))
    wanted = [each for each in changes_of(comparison) if kind in (None, _kind(each))]
    shown = list(cards(wanted[:most], halves))
    path = f"/projects/{project_id}/history/versions"
    return Compared(
        is_same=comparison.is_same,
        columns=columns,
        facts=_facts(comparison, *documents),
        filters=_filters(comparison),
        kind=kind or "",
        cards=shown,
        buttons={card.id: found for card in shown if (found := _button(card, path, version, other))},
        more=len(wanted) - len(shown),
        aspect=documents[1].brief.aspect,
    )


def _column(project_id: uuid.UUID, version: ProjectVersion | None) -> Column:
    pictures = f"/projects/{project_id}/history/picture?"
    if version is None:
        return Column("Now", None, pictures)
    return Column(name_of(version), version.version_number, f"{pictures}version={version.version_number}")


def _kind(change: Any) -> Kind:
    return kind_of(change) if isinstance(change, SceneChange) else "project"


def _filters(comparison: Comparison) -> list[Filter]:
    """All, and each kind there is any of."""
    kinds = [_kind(change) for change in changes_of(comparison)]
    found = [Filter(kind, badge.word, kinds.count(kind)) for kind, badge in BADGES.items()]
    return [Filter("", "All", len(kinds)), *(each for each in found if each.number)]


def _facts(comparison: Comparison, before: Document, after: Document) -> str:
    """How much differs, in a sentence or two."""
    lengths = [
        words.length(
            seconds_from_frames(
                sum(scene.length_frames for scene in each.timeline.scenes), each.timeline.head.rate
            )
        )
        for each in (before, after)
    ]
    deleted = sum(change.after is None for change in comparison.scenes)
    there = len(after.timeline.scenes) + deleted
    found = [f"{len(comparison.scenes):,} of {words.counted(there, 'scene')} differ."] if there else []
    if lengths[0] != lengths[1]:
        found.append(f"Length {lengths[0]}, then {lengths[1]}.")
    return " ".join(found)


def _button(card: Card, path: str, version: ProjectVersion, other: ProjectVersion | None) -> Button | None:
    """What a card brings back; nothing where that is not to be had alone."""
    number = version.version_number
    if card.id in PART_WORDS:
        again = f"Restore {PART_WORDS[card.id]}" if len(PART_WORDS[card.id]) < 20 else "Restore this"
        return Button(f"{path}/{number}/parts/{card.id}/restore", again + _as_in(version, other))
    if card.kind == "project":
        return None
    if other is not None:
        lacks = "inserted" if other.version_number > number else "deleted"
        source = other if card.kind == lacks else version
        return Button(
            f"{path}/{source.version_number}/scenes/{card.id}/restore",
            f"Restore as in v{source.version_number}",
        )
    scene = f"{path}/{number}/scenes/{card.id}"
    return {
        "changed": Button(f"{scene}/restore", "Restore this scene"),
        "inserted": Button(f"{scene}/remove", "Remove it"),
        "deleted": Button(f"{scene}/restore", "Bring back"),
        "moved": Button(f"{scene}/move-back", "Move back"),
    }[card.kind]


def _as_in(version: ProjectVersion, other: ProjectVersion | None) -> str:
    return "" if other is None else f" as in v{version.version_number}"
