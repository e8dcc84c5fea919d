"""What lies in the cache of renders: segments, sounds, prepared pictures, handles of clips.  All of it can be
made again.

A file is named ``<key>.<ending>`` and lies in a folder of its key's first digits.  Beside those folders lie
``work``, where renders write, and ``pins``, where they say what they count on.  The time of a file's last
change is when it was last used.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from aura.render.pins import PINS

WORK = "work"


class Cached(NamedTuple):
    """A file of the cache."""

    path: Path
    size_bytes: int
    used_at: datetime

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.path.name.partition(".")[0]

    @property
    def kind(self) -> str:
        """What sort of thing it is, by the ending of its name."""
        return self.path.name.partition(".")[2]


def listed(cache_dir: Path) -> Iterator[Cached]:
    """All files of the cache, in no order; those that go meanwhile are left out."""
    for folder in _inside(cache_dir):
        if folder.name not in (WORK, PINS) and folder.is_dir(follow_symlinks=False):
            for file in _inside(folder.path):
                if file.is_file(follow_symlinks=False) and (found := seen(Path(file.path))):
                    yield found


def seen(path: Path) -> Cached | None:
    """A file as it is now; none when it has gone."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    return Cached(path, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC))


def _inside(folder: str | Path) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
