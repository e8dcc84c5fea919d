"""Which files of the render cache may go: those not used for a month, and beyond the limit the least used.

What a render under way counts on stays, and so does whatever was used since the first such render began, or
within the last hour: somebody may be about to read it.  The segments of films that are kept stay as well,
unless nobody used them for a month; where they alone are more than the limit, they are kept all the same.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from aura.cleanup.rules.files import CACHE_KEPT
from aura.render.cache import Cached
from aura.render.pins import Pinned

IN_USE = timedelta(hours=1)


def is_free(file: Cached, pinned: Pinned, now: datetime) -> bool:
    """Whether no render counts on a file."""
    lately = now - IN_USE if pinned.since is None else min(now - IN_USE, pinned.since)
    return file.key not in pinned.keys and file.used_at < lately


def going(
    files: Sequence[Cached], now: datetime, *, limit_bytes: int, pinned: Pinned, kept: Collection[str]
) -> list[Cached]:
    """Those that go, the least used first.  A limit of 0 is none; ``kept`` are keys of films' segments."""
    free = sorted((file for file in files if is_free(file, pinned, now)), key=lambda file: file.used_at)
    total = sum(file.size_bytes for file in files)
    found = []
    for file in free:
        is_old = file.used_at < now - CACHE_KEPT
        is_over = 0 < limit_bytes < total and file.key not in kept
        if is_old or is_over:
            found.append(file)
            total -= file.size_bytes
    return found
