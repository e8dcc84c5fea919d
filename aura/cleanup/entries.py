"""Files and folders as the rules see them, and taking them away."""

import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from aura.cleanup.freeing import PIECE, Freed, Ground
from aura.cleanup.rules.files import Entry


def entries(folder: Path, pattern: str) -> Iterator[Entry]:
    """What a folder holds that fits a pattern."""
    return (found for path in folder.glob(pattern) if (found := entry(path)))


def entry(path: Path) -> Entry | None:
    """A file or a whole folder; none when it has gone."""
    try:
        about = [each.lstat() for each in (path, *path.rglob("*"))]
    except FileNotFoundError:
        return None
    size = sum(each.st_size for each in about if not stat.S_ISDIR(each.st_mode))
    return Entry(path, size, datetime.fromtimestamp(max(each.st_mtime for each in about), UTC))


def remove(ground: Ground, going: Sequence[Entry]) -> Freed:
    """Take files and folders away, or count those that would go."""
    freed = Freed()
    for number, each in enumerate(going):
        if number % PIECE == 0:
            ground.pause()
        if not ground.dry_run:
            _unlink(each.path)
        freed = freed.plus(1, each.size_bytes)
    return freed


def _unlink(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(FileNotFoundError):
        path.unlink()
