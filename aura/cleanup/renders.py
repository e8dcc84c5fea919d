"""Takes what is beyond the limit, or was not used for a month, from the cache of renders (``rules.cache``).

It is done by schedule and after each export.  Which files go is found without keeping anybody waiting; each
piece is looked at again behind the gate of ``render.pins``, where no render can begin to count on it.
"""

from collections.abc import Sequence

from aura.cleanup.freeing import PIECE, Freed, Ground
from aura.cleanup.rule import Rule
from aura.cleanup.rules.cache import going, is_free
from aura.exports.keeping import kept_segments
from aura.render import pins
from aura.render.cache import Cached, listed, seen


def free_renders(ground: Ground) -> Freed:
    """Take away what may go, or count what would."""
    cache = ground.settings.cache_dir / "render"
    files = list(listed(cache))
    if not files:
        return Freed()
    with ground.units.reading() as work:
        kept = kept_segments(work.session)
    with pins.clearing(cache) as pinned:
        pass
    limit = ground.settings.cache_limit_bytes
    found = going(files, ground.now, limit_bytes=limit, pinned=pinned, kept=kept)
    if ground.dry_run:
        return _sum(found)
    freed = Freed()
    for start in range(0, len(found), PIECE):
        ground.pause()
        freed = freed.plus(*_remove(ground, found[start : start + PIECE]))
    return freed


RENDERS = Rule("cache of renders", "hourly", free_renders)


def _remove(ground: Ground, some: Sequence[Cached]) -> Freed:
    """Remove those that are still free."""
    removed = []
    with pins.clearing(ground.settings.cache_dir / "render") as pinned:
        for file in some:
            now = seen(file.path)
            if now is not None and now.used_at == file.used_at and is_free(now, pinned, ground.now):
                file.path.unlink(missing_ok=True)
                removed.append(file)
    return _sum(removed)


def _sum(files: Sequence[Cached]) -> Freed:
    return Freed(len(files), sum(file.size_bytes for file in files))
