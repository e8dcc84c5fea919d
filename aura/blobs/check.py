"""Hashes all content anew and counts all that names it from scratch.

One look at the database from first to last, in pages: what is written meanwhile is neither seen nor kept
waiting, and the memory it takes grows with the damage alone.  What names content from above (versions and
actions) is given; what lists name is found here.

A list that cannot be read keeps what it names from being known: then nothing is said to be counted too
often, or its pieces might be thought unneeded.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from aura.blobs import content, copies, manifests, patches
from aura.blobs.faults import Fault, Kind
from aura.blobs.judging import Cause, Judge, is_well_encoded
from aura.blobs.ledger import Ledger, Namer
from aura.blobs.payloads import BLOBS, ROWS, Payload
from aura.blobs.reading import PAGE, Named
from aura.blobs.tables import BlobCopy
from aura.timeline.codec import digest

_COPIES_AT_ONCE = 50


class Naming(NamedTuple):
    """What a column names, and how often: the names need not be distinct."""

    namer: Namer
    content_type: str
    names: Iterable[tuple[bytes, int]]


@dataclass
class Checked:
    """What was looked at, and what was found."""

    faults: list[Fault] = field(default_factory=list)
    orphans: dict[int, bytes | None] = field(default_factory=dict)
    """Payloads that no content names, and the digest of what each holds, if it can be read."""
    contents: int = 0
    content_bytes: int = 0
    copies: int = 0


def check(session: Session, named: Iterable[Naming], pause: Callable[[], object] = lambda: None) -> Checked:
    """Look at everything; ``pause`` is called between pages, and raises when there is to be an end."""
    with Ledger() as ledger:
        for each in named:
            ledger.count(each.namer, each.content_type, each.names)
        return _Check(session, ledger, pause).all()


class _Check:
    def __init__(self, session: Session, ledger: Ledger, pause: Callable[[], object]) -> None:
        self.session = session
        self.ledger = ledger
        self.pause = pause
        self.judge = Judge(session)
        self.found = Checked()
        self.bad: dict[bytes, Cause] = {}  # contents that cannot be read as they are stored
        self.affected: dict[Cause, set[bytes]] = {}
        self.missing: dict[bytes, set[bytes]] = {}  # pieces, and the lists that name them
        self.lost_lists = False

    def all(self) -> Checked:
        self._payloads()
        self._missing_payloads()
        self._lists()
        self._names()
        self._counts()
        self._copies()
        self._tell_unreadable()
        return self.found

    def _payloads(self) -> None:
        reader = self.judge.reader
        for page in reader.pages():
            self.pause()
            blobs = reader.blobs([row.id for row in page])
            for row in page:
                data = self.judge.held(row)
                if row.id not in blobs:
                    self._tell("payload-orphan", payload_id=row.id)
                    self.found.orphans[row.id] = self._name_of(row, data)
                for blob in blobs.get(row.id, ()):
                    self._payload(row, data, blob)

    def _payload(self, row: Payload, data: bytes | None, blob: Named) -> None:
        self.found.contents += 1
        self.found.content_bytes += blob.size_bytes
        if data is not None and digest(data) == blob.name:
            if row.encoding == patches.LIST or not is_well_encoded(row):
                self._blame(blob, Cause(row.id, "encoding-wrong"))
            self._size(blob, len(data))
        elif row.encoding == patches.LIST and data is not None and manifests.is_listing(data):
            self._count_pieces(data)  # whether it is what it says is seen when all pieces were
        else:
            self._unreadable(row, blob)

    def _unreadable(self, row: Payload, blob: Named) -> None:
        encoding = self.judge.right_encoding(row, blob.name)
        if encoding is None:
            self._blame(blob, self.judge.cause(row))
            self.lost_lists |= _was_list(row, blob)
            return
        self._blame(blob, Cause(row.id, "encoding-wrong"))
        if encoding == patches.LIST:
            self._count_pieces(patches.unpack(encoding, row.content, self.judge.reader.base(row)))

    def _name_of(self, row: Payload, data: bytes | None) -> bytes | None:
        if data is None or row.encoding != patches.LIST:
            return None if data is None else digest(data)
        return self.judge.joined(data).name if manifests.is_listing(data) else None

    def _count_pieces(self, listing: bytes) -> None:
        self.ledger.count("lists", "Scene", ((name, 1) for name in manifests.names_in(listing)))

    def _missing_payloads(self) -> None:
        columns = (BLOBS.c.content_hash, BLOBS.c.content_type, BLOBS.c.size_bytes, BLOBS.c.payload_id)
        gone = select(*columns).outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id).where(ROWS.c.id.is_(None))
        for *blob, key in self.session.execute(gone).all():
            self.found.contents += 1
            self._blame(Named._make(blob), Cause(key, "payload-missing"))
            self.lost_lists |= _was_list(None, Named._make(blob))

    def _lists(self) -> None:
        reader = self.judge.reader
        for page in reader.pages(ROWS.c.encoding == patches.LIST):
            self.pause()
            blobs = reader.blobs([row.id for row in page])
            for row in page:
                for blob in blobs.get(row.id, ()):
                    if blob.name not in self.bad:
                        self._list(row, blob)

    def _list(self, row: Payload, blob: Named) -> None:
        listing = self.judge.held(row) or b""
        joined = self.judge.joined(listing)
        if joined.name == blob.name and not joined.missing:
            self._size(blob, joined.size_bytes)
            return
        damaged = [self.bad[name] for name in manifests.names_in(listing) if name in self.bad]
        self.lost_lists |= bool(joined.missing) or not damaged
        for name in joined.missing:
            self.bad[blob.name] = Cause(row.id, "piece-missing")
            self.missing.setdefault(name, set()).add(blob.name)
        if damaged or not joined.missing:
            self._blame(blob, *(damaged or [self.judge.cause(row)]))

    def _names(self) -> None:
        """What is named from above, and is not there."""
        for batch in self.ledger.batches():
            self.pause()
            for name in sorted(set(batch) - content.find(self.session, batch).keys()):
                times = self.ledger.of(name)
                kinds: list[Kind] = ["content-missing"] * bool(times.versions)
                kinds += ["action-content-missing"] * bool(times.actions)
                for kind in kinds:
                    affected = frozenset({name})
                    self._tell(kind, name, affected=affected, content_type=times.content_type)
                self.lost_lists |= times.versions > 0 and times.content_type == "Timeline"

    def _counts(self) -> None:
        for page in self._pages(BLOBS.c.content_hash, BLOBS.c.reference_count):
            for name, counted in page:
                off = self.ledger.of(name).all - counted
                if off > 0:
                    self._tell("count-too-low", name, off=off)
                elif off < 0 and not self.lost_lists:
                    self._tell("count-too-high", name, off=off)

    def _copies(self) -> None:
        for page in self._pages(BlobCopy.content_hash):
            self.found.copies += len(page)
            for start in range(0, len(page), _COPIES_AT_ONCE):
                names = [name for (name,) in page[start : start + _COPIES_AT_ONCE]]
                there = copies.of(self.session, names)
                for name in names:
                    if name not in there or not self._is_copy(name, there[name]):
                        self._tell("copy-damaged", name)

    def _is_copy(self, name: bytes, copy: copies.Copy) -> bool:
        if not copy.is_list:
            return digest(copy.data) == name
        if not manifests.is_listing(copy.data):
            return False
        joined = self.judge.joined(copy.data)
        pieces_are_to_blame = any(piece in self.bad for piece in manifests.names_in(copy.data))
        return joined.name == name or (pieces_are_to_blame and not joined.missing)

    def _pages(self, key: Any, *others: Any) -> Iterator[list[Any]]:
        """Rows in the order of their names."""
        last = None
        while True:
            self.pause()
            page = list(self.session.execute(_next_page(key, others, last)))
            if not page:
                return
            yield page
            last = page[-1][0]

    def _size(self, blob: Named, size_bytes: int) -> None:
        if blob.size_bytes != size_bytes:
            self._tell("size-wrong", blob.name, off=size_bytes - blob.size_bytes)

    def _blame(self, blob: Named, *causes: Cause) -> None:
        """A content cannot be read as it is stored, for one of these."""
        self.bad[blob.name] = causes[0]
        for cause in causes:
            self.affected.setdefault(cause, set()).add(blob.name)

    def _tell_unreadable(self) -> None:
        for cause, names in self.affected.items():
            self._tell(cause.kind, payload_id=cause.payload_id, affected=frozenset(names))
        for piece, lists in self.missing.items():
            self._tell("piece-missing", piece, affected=frozenset(lists), content_type="Scene")

    def _tell(self, kind: Kind, name: bytes | None = None, **about: Any) -> None:
        self.found.faults.append(Fault(kind, name, **about))


def _next_page(key: Any, others: tuple[Any, ...], last: bytes | None) -> Select[Any]:
    behind = () if last is None else (key > last,)
    return select(key, *others).where(*behind).order_by(key).limit(PAGE)


def _was_list(row: Payload | None, blob: Named) -> bool:
    """Whether content that cannot be read may have been a list of pieces."""
    if row is not None and row.encoding == patches.LIST:
        return True
    return blob.content_type == "Timeline" and blob.size_bytes > manifests.LARGEST_WHOLE
