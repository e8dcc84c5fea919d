"""Media files against the rows that hold them: is each there, is it whole; and taking one from elsewhere.

Their sizes are always looked at, their bytes where asked.  No transaction is open while a file is read.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from aura.blobs.objects import Objects, key
from aura.db.work import Units
from aura.durable import sync_folder
from aura.projects.tables import AssetState, ProjectState
from aura.upkeep.files import copy, is_whole
from aura.upkeep.findings import Trouble

_AT_ONCE = 500


class Held(NamedTuple):
    """A file that projects hold, and how large it is said to be."""

    digest: bytes
    size_bytes: int


def held(units: Units) -> Iterator[Sequence[Held]]:
    """All files that any project holds, each once, in pages of a unit of work each."""
    last = b""
    while True:
        with units.reading() as work:
            rows = select(AssetState.digest, AssetState.file_size_bytes).where(AssetState.digest > last)
            page = work.session.execute(rows.order_by(AssetState.digest).limit(_AT_ONCE)).all()
        if not page:
            return
        yield [Held(digest, size) for digest, size in dict(page).items()]
        last = page[-1][0]


def troubles(
    units: Units, objects: Objects, pause: Callable[[], object], *, reread: bool
) -> Iterator[tuple[int, list[Trouble]]]:
    """What is wrong with the files, and how many were looked at, page by page."""
    for page in held(units):
        pause()
        wrong = {each.digest: kind for each in page if (kind := _wrong(objects, each, reread=reread))}
        yield len(page), list(_told(units, wrong)) if wrong else []


def take_from(objects: Objects, folder: Path, digest: str) -> bool:
    """Take a file from another media folder in the place of one that is missing or damaged."""
    source, target = folder / key(digest), objects.root / key(digest)
    if not source.is_file() or not copy(source, target, digest):
        return False
    target.chmod(0o444)
    sync_folder(objects.root)
    return True


def _wrong(objects: Objects, each: Held, *, reread: bool) -> str | None:
    path = objects.find(each.digest.hex())
    if path is None:
        return "media-missing"
    with suppress(FileNotFoundError):
        if path.stat().st_size == each.size_bytes and not reread:
            return None
    return None if is_whole(path, each.digest.hex()) else "media-damaged"


def _told(units: Units, wrong: dict[bytes, str]) -> Iterator[Trouble]:
    """Which projects still hold these: one may have been removed with its files meanwhile."""
    with units.reading() as work:
        rows = select(AssetState.digest, ProjectState.title).join(
            ProjectState, ProjectState.id == AssetState.project_id
        )
        titles: dict[bytes, list[str]] = {}
        for digest, title in work.session.execute(rows.where(AssetState.digest.in_(list(wrong)))):
            titles.setdefault(digest, []).append(f"“{title}”")
    for digest, of in sorted(titles.items()):
        gone = "is not there" if wrong[digest] == "media-missing" else "is damaged"
        words = f"The media file {digest.hex()} of {', '.join(sorted(set(of)))} {gone}."
        yield Trouble(kind=wrong[digest], words=words, key=digest.hex())
