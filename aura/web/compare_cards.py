"""What differs between two documents, as cards: one for each scene, and one for each part.  Pure.

Only what differs is made a card of, and told in no more than it takes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from aura.timeline.comparing import AssetChange, Comparison, PartChange, SceneChange
from aura.timeline.differing import excerpt
from aura.timeline.document import Document
from aura.timeline.scene import Scene
from aura.timeline.terms import Value
from aura.web.cards import Badge
from aura.web.compare_facts import Line, lines_of
from aura.web.compare_pieces import Mark, Piece, marked, whole
from aura.web.compare_words import NONE, Told

Kind = Literal["changed", "inserted", "deleted", "moved", "project"]
BADGES: dict[Kind, Badge] = {
    "changed": Badge("Changed", "info", "text"),
    "inserted": Badge("Inserted", "good", "plus"),
    "deleted": Badge("Deleted", "bad", "trash"),
    "moved": Badge("Moved", "accent", "move"),
    "project": Badge("Project", "", "gear"),
}
PARTS = {
    "head": "Title, music and watermark",
    "brief": "Brief",
    "plan": "Plan",
    "voice": "Voice",
    "render": "Look",
}
"""The parts of a project, as its cards are called."""


class Fact(NamedTuple):
    """A fact as one side shows it."""

    label: str
    pieces: list[Piece]


class Side(Struct, frozen=True, kw_only=True):
    """One side of a card; ``missing`` says that there is nothing on it."""

    missing: str = ""
    has_picture: bool = False
    text: list[Piece] = []
    facts: list[Fact] = []


class Card(Struct, frozen=True, kw_only=True):
    """One thing that differs; ``sides`` is empty where nothing but its place does."""

    id: str
    kind: Kind
    title: str
    what: str
    excerpt: str = ""
    sides: tuple[Side, ...] = ()

    @property
    def badge(self) -> Badge:
        return BADGES[self.kind]

    @property
    def is_plain(self) -> bool:
        """Whether its facts are told without pictures and texts."""
        return not any(side.missing or side.text or side.has_picture for side in self.sides)


class Half(NamedTuple):
    """One of the two documents, and what it is called: ``in v12``, or ``now``."""

    document: Document
    name: str
    told: Told
    scenes: Mapping[str, Scene]

    @classmethod
    def of(cls, document: Document, name: str, files: Mapping[str, str]) -> "Half":
        timeline = document.timeline
        told = Told(timeline.head.rate, files)
        return cls(document, name, told, {scene.id: scene for scene in timeline.scenes})

    def part(self, name: str) -> Value:
        found: Value = self.document.timeline.head if name == "head" else getattr(self.document, name)
        return found


class Halves(NamedTuple):
    """Both, the older one first."""

    before: Half
    after: Half

    @classmethod
    def of(cls, before: Document, after: Document, names: tuple[str, str]) -> "Halves":
        files = {each.digest: each.name for side in (before, after) for each in side.timeline.assets}
        return cls(Half.of(before, names[0], files), Half.of(after, names[1], files))

    @property
    def told(self) -> tuple[Told, Told]:
        return self.before.told, self.after.told


def kind_of(change: SceneChange) -> Kind:
    """What became of a scene, in a word."""
    if change.before is None:
        return "inserted"
    if change.after is None:
        return "deleted"
    return "changed" if change.fields else "moved"


def cards(
    changes: Iterable[SceneChange | PartChange | tuple[AssetChange, ...]], halves: Halves
) -> Iterator[Card]:
    """A card for each change; for all files together one."""
    for change in changes:
        if isinstance(change, SceneChange):
            yield _scene(change, halves)
        elif isinstance(change, PartChange):
            yield _part(change, halves)
        else:
            yield _files(change)


def changes_of(comparison: Comparison) -> list[SceneChange | PartChange | tuple[AssetChange, ...]]:
    """What there are cards for: the project's parts, its files, its scenes."""
    files = [comparison.assets] if comparison.assets else []
    return [*comparison.parts, *files, *comparison.scenes]


def _scene(change: SceneChange, halves: Halves) -> Card:
    kind = kind_of(change)
    was, now = halves.before.scenes.get(change.scene), halves.after.scenes.get(change.scene)
    there = now or was
    if there is None:  # it differs, so one of the two has it
        raise AssertionError(change.scene)
    card = Card(
        id=change.scene,
        kind=kind,
        title=f"Scene {change.after or change.before}",
        what="",
        excerpt=excerpt(there),
    )
    if was is None or now is None:
        name = halves.before.name if was is None else halves.after.name
        missing = Side(missing=f"Not there {name}")
        side = Side(has_picture=there.media is not None, text=whole(there.script_text))
        if was is None:
            return replace(card, sides=(missing, side))
        return replace(
            card,
            title=f"Scene {change.before} of {halves.before.name.removeprefix('in ')}",
            sides=(side, missing),
        )
    lines = lines_of(was, now, halves.told) if change.fields else []
    said = _listed([line.label for line in lines])
    if change.is_moved:
        place = f"was scene {change.before}"
        said = f"{place}, {said}" if lines else f"{place}, content unchanged"
    return replace(card, what=said, sides=_both(was, now, lines) if lines else ())


def _both(was: Scene, now: Scene, lines: list[Line]) -> tuple[Side, Side]:
    """Both sides of a scene: with its pictures where its text or its picture is another."""
    text = next((line for line in lines if line.label == "Text"), None)
    facts = _facts(line for line in lines if line is not text)
    if not text and _asset(was) == _asset(now):
        return Side(facts=facts[0]), Side(facts=facts[1])
    texts = marked(was.script_text, now.script_text)
    return (
        Side(has_picture=was.media is not None, text=texts[0], facts=facts[0]),
        Side(has_picture=now.media is not None, text=texts[1], facts=facts[1]),
    )


def _asset(scene: Scene) -> str | None:
    return scene.media.asset if scene.media else None


def _part(change: PartChange, halves: Halves) -> Card:
    lines = lines_of(halves.before.part(change.part), halves.after.part(change.part), halves.told)
    facts = _facts(lines)
    return Card(
        id=change.part,
        kind="project",
        title=PARTS[change.part],
        what=_listed([line.label for line in lines]),
        sides=(Side(facts=facts[0]), Side(facts=facts[1])),
    )


def _files(changes: tuple[AssetChange, ...]) -> Card:
    """The files that were added, removed or told of otherwise."""
    sides: tuple[list[Fact], list[Fact]] = ([], [])
    for change in changes:
        for side, asset, mark in zip(sides, (change.before, change.after), _MARKS, strict=True):
            if asset is not None:
                side.append(Fact(asset.type, [Piece(asset.name or "a file", mark)]))
    return Card(
        id="files",
        kind="project",
        title="Files",
        what="",
        sides=(Side(facts=sides[0]), Side(facts=sides[1])),
    )


_MARKS: tuple[Mark, Mark] = ("del", "ins")


def _facts(lines: Iterable[Line]) -> tuple[list[Fact], list[Fact]]:
    """The same facts as both sides show them; what is not there is left out."""
    found: tuple[list[Fact], list[Fact]] = ([], [])
    for line in lines:
        pieces = marked(line.before, line.after) if line.is_text else _replaced(line)
        for side, shown in zip(found, pieces, strict=True):
            if shown or line.is_text:
                side.append(Fact(line.label, shown or [Piece(NONE, "none")]))
    return found


def _replaced(line: Line) -> tuple[list[Piece], list[Piece]]:
    return whole(line.before, "del"), whole(line.after, "ins")


def _listed(labels: list[str]) -> str:
    return ", ".join(label[:1].lower() + label[1:] for label in labels)
