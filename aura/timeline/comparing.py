"""What differs between two documents: parts, scenes and assets, in values and in words.  Pure.

It works on the written form, in which a scene is one line: lines that are the same are never decoded.
Documents of an older schema are brought up to date first.

Shape: scenes are numbered from 1, before and after.  As few as possible are moved: those outside a
longest run of scenes that kept their order.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from aura.timeline import codec, order
from aura.timeline.codec import Frozen
from aura.timeline.differing import FieldChange, excerpt, fields_that_differ, in_words
from aura.timeline.document import Asset, Brief, Document, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value

PARTS: dict[str, tuple[type[Value], str]] = {
    "brief": (Brief, "Brief"),
    "plan": (Plan, "Plan"),
    "voice": (Voice, "Voice"),
    "render": (Render, "Render settings"),
}
"""The parts that are written on their own: their structs, and their names for people."""


class PartChange(Struct, frozen=True, kw_only=True):
    """A small part that differs; ``head`` is the project's title, rate, music and watermark."""

    part: str
    fields: tuple[FieldChange, ...]
    summary: str


class SceneChange(Struct, frozen=True, kw_only=True):
    """A scene that differs: its numbers (null where it is not there), whether it was moved, its fields.

    An inserted or deleted one differs in every field in which it is not an empty scene.
    """

    scene: str
    before: int | None
    after: int | None
    is_moved: bool
    fields: tuple[FieldChange, ...]
    summary: str


class AssetChange(Struct, frozen=True, kw_only=True):
    """A file that was added, removed, or told of otherwise."""

    digest: str
    before: Asset | None
    after: Asset | None
    summary: str


class Comparison(Struct, frozen=True, kw_only=True):
    """All that differs; the summary is one line for each item."""

    is_same: bool
    parts: tuple[PartChange, ...]
    scenes: tuple[SceneChange, ...]
    assets: tuple[AssetChange, ...]
    summary: tuple[str, ...]


def compare(before: Document | Frozen, after: Document | Frozen, *, skipped: int = 0) -> Comparison:
    """What it takes to come from one document to the other.

    The timelines may be given without scenes that are the same in both at their start, of which there are
    ``skipped``, and at their end.
    """
    old, new = _frozen(before), _frozen(after)
    parts: list[PartChange] = []
    for name, (kind, words) in PARTS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            parts += _part(name, words, codec.decode_part(was, kind), codec.decode_part(now, kind))
    scenes: tuple[SceneChange, ...] = ()
    assets: tuple[AssetChange, ...] = ()
    if old.timeline != new.timeline:
        was, now = _Lines.of(old.timeline), _Lines.of(new.timeline)
        parts += _part("head", "Project", was.head, now.head)
        scenes = tuple(_scenes(was.scenes, now.scenes, skipped))
        assets = tuple(_assets(was.assets, now.assets))
    items: Sequence[PartChange | AssetChange | SceneChange] = (*parts, *assets, *scenes)
    summary = tuple(item.summary for item in items)
    return Comparison(is_same=not summary, parts=tuple(parts), scenes=scenes, assets=assets, summary=summary)


def _frozen(document: Document | Frozen) -> Frozen:
    return codec.freeze(document) if isinstance(document, Document) else document


def _part(name: str, words: str, before: Value, after: Value) -> Iterator[PartChange]:
    if fields := tuple(fields_that_differ(before, after)):
        yield PartChange(part=name, fields=fields, summary=f"{words}: {in_words(fields)}")


class _Lines(NamedTuple):
    """A timeline that is taken apart, and not decoded."""

    head: Head
    assets: list[bytes]
    scenes: list[bytes]

    @classmethod
    def of(cls, data: bytes) -> "_Lines":
        first, *lines = data.split(b"\n")
        fields = msgspec.json.decode(first)
        schema, count = fields.pop("schema"), fields.pop("assets")
        if schema == codec.SCHEMA:
            return cls(msgspec.convert(fields, Head), lines[:count], lines[count:])
        timeline = codec.decode_timeline(data)
        assets, scenes = ([codec.canonical(v) for v in some] for some in (timeline.assets, timeline.scenes))
        return cls(timeline.head, assets, scenes)


def _scenes(before: Sequence[bytes], after: Sequence[bytes], skipped: int) -> Iterator[SceneChange]:
    """The scenes that differ, in the order of the film; a deleted one comes where it stood."""
    start, end = _ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    first = skipped + start + 1
    old_ids, new_ids = _ids(old), _ids(new)
    old_at, new_at = ({name: at for at, name in enumerate(ids)} for ids in (old_ids, new_ids))
    placed = set(order.moved(old_ids, new_ids)) if order.is_reordered(old_ids, new_ids) else set()
    found: list[tuple[int, SceneChange]] = []
    for name, was in old_at.items():
        if name not in new_at:
            scene = codec.decode_value(old[was], Scene)
            found.append((was, _gone(scene, first + was)))
    for name, now in new_at.items():
        at = old_at.get(name)
        if at is None:
            found.append((now, _fresh(codec.decode_value(new[now], Scene), first + now)))
        elif name in placed or old[at] != new[now]:
            numbers = (first + at, first + now)
            found.append((now, _kept(name, old[at], new[now], numbers, is_moved=name in placed)))
    found.sort(key=lambda each: each[0])
    return (change for _, change in found)


def _kept(name: str, old: bytes, new: bytes, numbers: tuple[int, int], *, is_moved: bool) -> SceneChange:
    fields: tuple[FieldChange, ...] = ()
    if old != new:
        fields = tuple(fields_that_differ(codec.decode_value(old, Scene), codec.decode_value(new, Scene)))
    was, now = numbers
    here = f"Scene {now}" if was == now else f"Scene {now} (was {was})"
    where = f"Scene {was} moved to {now}" if is_moved else here
    summary = f"{where}: {in_words(fields)}" if fields else where
    return SceneChange(scene=name, before=was, after=now, is_moved=is_moved, fields=fields, summary=summary)


def _fresh(scene: Scene, number: int) -> SceneChange:
    fields = tuple(fields_that_differ(Scene(id=scene.id), scene))
    summary = _named(f"Scene {number} inserted", scene)
    return SceneChange(
        scene=scene.id, before=None, after=number, is_moved=False, fields=fields, summary=summary
    )


def _gone(scene: Scene, number: int) -> SceneChange:
    fields = tuple(fields_that_differ(scene, Scene(id=scene.id)))
    summary = _named(f"Scene {number} deleted", scene)
    return SceneChange(
        scene=scene.id, before=number, after=None, is_moved=False, fields=fields, summary=summary
    )


def _named(words: str, scene: Scene) -> str:
    said = excerpt(scene)
    return f"{words}: {said}" if said else words


def _assets(before: Sequence[bytes], after: Sequence[bytes]) -> Iterator[AssetChange]:
    if before == after:
        return
    olds, news = set(before), set(after)
    old, new = ({a.digest: a for a in map(_asset, some)} for some in (olds - news, news - olds))
    for digest in sorted(old.keys() | new.keys()):
        was, now = old.get(digest), new.get(digest)
        if was and now:
            summary = f"{_file(now)}: {in_words(tuple(fields_that_differ(was, now)))}"
        else:
            summary = f"{_file(now)} added" if now else f"{_file(was)} removed"
        yield AssetChange(digest=digest, before=was, after=now, summary=summary)


def _asset(line: bytes) -> Asset:
    return codec.decode_value(line, Asset)


def _file(asset: Asset | None) -> str:
    return (asset.name or asset.type) if asset else ""


def _ends(before: Sequence[bytes], after: Sequence[bytes]) -> tuple[int, int]:
    """How many lines are the same at the start, and at the end."""
    shorter = min(len(before), len(after))
    start = next(
        (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), shorter
    )
    tails = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
    return start, next((at for at, (old, new) in enumerate(tails) if old != new), shorter - start)


def _ids(lines: Sequence[bytes]) -> list[str]:
    """The ids of scenes, read from their lines: in a text the quotes of such a name would be escaped."""
    starts = [line.index(_ID) + len(_ID) for line in lines]
    return [line[start : start + 36].decode() for line, start in zip(lines, starts, strict=True)]


_ID = b'"id":"'  # nothing within a scene has an id of its own
