"""Two versions compared: parts and pieces of timelines that are the same in both are not read."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from sqlalchemy.orm import Session

from aura.blobs import content
from aura.timeline import codec
from aura.timeline.codec import Frozen
from aura.timeline.comparing import Comparison, compare


def between(
    session: Session, old: Sequence[bytes], new: Sequence[bytes], held: Mapping[bytes, bytes]
) -> Comparison:
    """What differs, from the five digests of each; ``held`` are contents that need not be read."""
    *small, (was, now) = zip(old, new, strict=True)
    differing = {name for pair in small if pair[0] != pair[1] for name in pair}
    stretch = _stretch(session, was, now) if was != now and not held.keys() & {was, now} else None
    if stretch is None and was != now:
        differing |= {was, now}
    there = {**held, **content.get_all(session, differing - held.keys())}
    before, after = (Frozen._make(there.get(name, b"") for name in names) for names in (old, new))
    if stretch is None:
        return compare(before, after)
    return compare(
        before._replace(timeline=stretch.before),
        after._replace(timeline=stretch.after),
        skipped=stretch.skipped,
    )


class _Stretch(NamedTuple):
    """Two timelines without the pieces that both begin with, of so many scenes, and that both end with."""

    before: bytes
    after: bytes
    skipped: int


def _stretch(session: Session, was: bytes, now: bytes) -> _Stretch | None:
    """What differs of two timelines that are stored in pieces whose scenes were counted."""
    lists = content.lists(session, (was, now))
    if len(lists) < 2 or any(each.counts is None for each in lists.values()):
        return None
    old, new = lists[was].names, lists[now].names
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    sides = [names[start : len(names) - end] for names in (old, new)]
    first = old[:1] if start else []
    pieces = content.get_all(session, {*first, *sides[0], *sides[1]})
    opening = [codec.opening_of(pieces[name]) + b"\n" for name in first]
    before, after = (
        b"".join((*opening, *(pieces[name] for name in side))).removesuffix(b"\n") for side in sides
    )
    return _Stretch(before, after, sum((lists[was].counts or ())[:start]))


def _same(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
