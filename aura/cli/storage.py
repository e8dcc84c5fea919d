"""``aura storage``: where the bytes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aura.cli import state
from aura.cli.state import AsJson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aura.upkeep.storage import Place, Storage


def storage(as_json: AsJson = False) -> None:
    """Show where the bytes are: tables, versions, media, films, caches, the largest projects."""
    from aura.upkeep.storage import storage as look

    with state.reading() as unit:
        services = unit.services
        found = look(unit.work.session, services.database, services.objects, services.settings)
    state.show(found, as_json, lambda: "\n".join(_lines(found)))


def _lines(found: Storage) -> Iterator[str]:
    yield f"Database: {found.database_bytes:,} bytes, {found.free_bytes:,} of them free."
    yield from _table("by table" if found.are_tables_exact else "by table, about", found.tables[:12])
    yield f"\n{'content':<28}{'count':>10}{'bytes':>18}{'stored':>16}"
    for kind in found.content:
        yield f"  {kind.type:<26}{kind.count:>10,}{kind.bytes:>18,}{kind.stored_bytes:>16,}"
    yield f"  {'second copies':<26}{found.copies.count:>10,}{'':>18}{found.copies.bytes:>16,}"
    times = f", {found.saved:,} times as much" if found.saved else ""
    yield (
        f"  {found.versions:,} versions stored whole would take {found.whole_bytes:,} bytes{times} as the "
        f"{found.stored_bytes:,} that they take."
    )
    yield ""
    yield from _table("media", [*found.media, found.media_unnamed])
    yield f"  {found.media_shared:,} of these files belong to several projects."
    yield ""
    yield from _table("folders", found.folders)
    yield ""
    yield from _table("cache of renders", found.cache.kinds)
    limit = f"of {found.cache.limit_bytes:,}" if found.cache.limit_bytes else "without a limit"
    yield (
        f"  {found.cache.bytes:,} bytes {limit}; {found.cache.kept_bytes:,} of them are kept for the newest "
        "films and for exports that wait."
    )
    yield f"\n{'largest projects':<28}{'versions':>10}{'their bytes':>18}{'live':>16}{'media':>18}"
    for each in found.projects:
        yield (
            f"  {each.title[:26]:<26}{each.versions:>10,}{each.version_bytes:>18,}{each.live_bytes:>16,}"
            f"{each.media_bytes:>18,}"
        )


def _table(title: str, places: Sequence[Place]) -> Iterator[str]:
    yield f"{title:<28}{'count':>10}{'bytes':>18}"
    for place in places:
        yield f"  {place.name[:26]:<26}{place.count:>10,}{place.bytes:>18,}"
