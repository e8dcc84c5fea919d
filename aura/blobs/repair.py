"""Mends what is stored, where the right content is still to be had: and worsens nothing.

What is found is compared with its digest before it is written, each content in a unit of work of its own.
What cannot be mended is left as it is: a backup may still help.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from aura.blobs import content, rewriting
from aura.blobs.check import Checked
from aura.blobs.faults import UNREADABLE, Fault, Kind
from aura.blobs.payloads import BLOBS
from aura.blobs.recovery import is_content, is_sound, recovered
from aura.db.work import Units

Source = Callable[[Collection[bytes]], Mapping[bytes, bytes]]
"""Another place that may have the content of some digests."""

_AT_ONCE = 100
_CONTENTS_AT_ONCE = 10


class Mended(NamedTuple):
    """What was mended: the kind of fault, and the content or the payload."""

    kind: Kind
    name: bytes | None
    payload_id: int | None = None


class Repair:
    """Mends what one check found."""

    def __init__(self, units: Units, checked: Checked, sources: Sequence[Source] = ()) -> None:
        self.units = units
        self.faults = checked.faults
        self.orphans = checked.orphans
        self.sources = sources

    def contents(self) -> Iterator[Mended]:
        """Mend contents that cannot be read.  Where this mends any, the rest waits for another check."""
        wanted: dict[bytes, Fault] = {}
        for fault in self.faults:
            if fault.kind in UNREADABLE:
                for name in (*([fault.name] if fault.name else []), *sorted(fault.affected)):
                    wanted.setdefault(name, fault)
        there, names = self._in_order(wanted)
        for start in range(0, len(names), _CONTENTS_AT_ONCE):
            for name, data in self._truth(names[start : start + _CONTENTS_AT_ONCE]).items():
                fault = wanted[name]
                with self.units.reading() as work:
                    sound = is_sound(work.session, name)
                if not sound:  # what it is a change of may have been mended
                    kind = there.get(name) or fault.content_type or ""
                    with self.units.writing() as work:
                        rewriting.write(work.session, name, data, kind, work.now())
                    yield Mended(fault.kind, name)

    def others(self) -> Iterator[Mended]:
        """Mend the rest: counts, sizes, copies, and payloads that no content names."""
        for kind in ("count-too-low", "count-too-high", "size-wrong"):
            yield from self._add(kind)
        for fault in self.faults:
            if fault.kind == "copy-damaged" and fault.name:
                with self.units.writing() as work:
                    mended = rewriting.copy_anew(work.session, fault.name)
                if mended:
                    yield Mended(fault.kind, fault.name)
        unreadable = any(fault.kind in UNREADABLE for fault in self.faults)
        for payload_id in sorted(self.orphans, reverse=True):
            if unreadable and self.orphans[payload_id] is None:
                continue  # it may be what is missing, once what it is a change of is mended
            with self.units.writing() as work:
                removed = rewriting.remove_orphan(work.session, payload_id)
            if removed:
                yield Mended("payload-orphan", None, payload_id)

    def _in_order(self, names: Iterable[bytes]) -> tuple[dict[bytes, str], list[bytes]]:
        """The kinds of those that are there; and all of them, pieces before their lists and what others are
        changes of first."""
        with self.units.reading() as work:
            there = content.find(work.session, names)
            kinds = _kinds(work.session, list(names))
        nowhere = content.Blob(0, None, None)

        def place(name: bytes) -> tuple[bool, bool, int]:
            blob = there.get(name, nowhere)
            return kinds.get(name) == "Timeline", blob.is_list, blob.payload_id

        return kinds, sorted(names, key=place)

    def _truth(self, names: Sequence[bytes]) -> dict[bytes, bytes]:
        """As many of these contents as are found anywhere."""
        orphans = {name: key for key, name in self.orphans.items() if name}
        found: dict[bytes, bytes] = {}
        with self.units.reading() as work:
            for name in names:
                data = recovered(work.session, name, orphans)
                if data is not None and is_content(name, data):
                    found[name] = data
        for source in self.sources:
            if missing := set(names) - found.keys():
                found |= {name: data for name, data in source(missing).items() if is_content(name, data)}
        return {name: found[name] for name in names if name in found}

    def _add(self, kind: str) -> Iterator[Mended]:
        """Add to a number what it is off by: what others add to it meanwhile stays true."""
        off = sorted((fault.name, fault) for fault in self.faults if fault.kind == kind and fault.name)
        for start in range(0, len(off), _AT_ONCE):
            some = off[start : start + _AT_ONCE]
            with self.units.writing() as work:
                rows = [{"name": name, "off": fault.off, "now": work.now()} for name, fault in some]
                work.session.connection().execute(_SIZE if kind == "size-wrong" else _COUNT, rows)
            yield from (Mended(fault.kind, name) for name, fault in some)


def _kinds(session: Session, names: Sequence[bytes]) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = BLOBS.c.content_hash.in_(names[start : start + _AT_ONCE])
        rows = session.execute(select(BLOBS.c.content_hash, BLOBS.c.content_type).where(some))
        found |= dict(rows.all())
    return found


_NAMED = update(BLOBS).where(BLOBS.c.content_hash == bindparam("name"))
_COUNTED = BLOBS.c.reference_count + bindparam("off")
_COUNT = _NAMED.values(
    reference_count=case((_COUNTED < 0, 0), else_=_COUNTED), last_referenced_at=bindparam("now")
)
_SIZE = _NAMED.values(size_bytes=BLOBS.c.size_bytes + bindparam("off"))
