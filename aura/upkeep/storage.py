"""Where the bytes are: the database by table, content by type, media, films, caches, projects.

Sums are the database's; content itself is not read.  What whole documents would take is what each version
would if its five parts were stored for it alone: against that, ``saved`` says how many times less there is.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, inspect, literal_column, select, text
from sqlalchemy.orm import Session

from aura.blobs.objects import Objects
from aura.blobs.payloads import BLOBS, ROWS
from aura.blobs.tables import BlobCopy
from aura.config import Settings
from aura.db.engine import Database
from aura.exports.keeping import kept_segments
from aura.projects.freezing import HASHES
from aura.projects.tables import AssetState, ProjectState, ProjectVersion, SceneState
from aura.render.cache import listed

TOP = 10
CACHED = {
    "segment": "segments",
    "m4a": "sound tracks",
    "sound": "decoded sounds",
    "picture": "prepared pictures",
    "handle": "clips in transitions",
}
"""What kinds of cached files are called; others go by the ending of their name."""


class Place(Struct, frozen=True):
    """Something that takes room: how many, and their bytes."""

    name: str
    count: int
    bytes: int


class ContentKind(Struct, frozen=True):
    """Content of one type: its bytes, and the bytes that it is stored in."""

    type: str
    count: int
    bytes: int
    stored_bytes: int


class ProjectRoom(Struct, frozen=True):
    """What a project takes: bytes that its versions added, its live rows, its media (shared or not)."""

    id: str
    title: str
    versions: int
    version_bytes: int
    live_bytes: int
    media_bytes: int


class CacheRoom(Struct, frozen=True):
    """What the cache of renders takes of its limit (0: none), by kind.  ``kept_bytes`` are the segments of
    films, which stay also beyond it."""

    limit_bytes: int
    bytes: int
    kept_bytes: int
    kinds: list[Place]


class Storage(Struct, frozen=True, kw_only=True):
    """All of it.  ``pieces`` of large timelines are content of the type Scene, as large actions are."""

    database_bytes: int
    free_bytes: int
    are_tables_exact: bool
    tables: list[Place]
    content: list[ContentKind]
    copies: Place
    versions: int
    whole_bytes: int
    stored_bytes: int
    saved: float | None
    media: list[Place]
    media_shared: int
    media_unnamed: Place
    folders: list[Place]
    cache: CacheRoom
    projects: list[ProjectRoom]


def storage(session: Session, database: Database, objects: Objects, settings: Settings) -> Storage:
    """Look at everything, in one reading unit of work."""
    connection = session.connection()
    size, free = _sizes(connection, database)
    tables, are_exact = _tables(connection)
    content = _content(session)
    copies = Place("copies", *session.execute(_sum(BlobCopy.content)).one())
    versions, whole = _whole(session)
    stored = sum(each.stored_bytes for each in content) + copies.bytes
    media, unnamed = _media(session, objects)
    return Storage(
        database_bytes=size,
        free_bytes=free,
        are_tables_exact=are_exact,
        tables=tables,
        content=content,
        copies=copies,
        versions=versions,
        whole_bytes=whole,
        stored_bytes=stored,
        saved=round(whole / stored, 1) if stored else None,
        media=media,
        media_shared=_shared(session),
        media_unnamed=unnamed,
        folders=_folders(settings),
        cache=_cache(session, settings),
        projects=_projects(session),
    )


def _sizes(connection: Connection, database: Database) -> tuple[int, int]:
    """The bytes of the database with what stands beside its file, and those of them that are free."""
    if database.file is None:
        return connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one(), 0
    page = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    files = [database.file, database.file.with_name(f"{database.file.name}-wal")]
    return sum(file.stat().st_size for file in files if file.exists()), page * free


def _tables(connection: Connection) -> tuple[list[Place], bool]:
    """Each table with its indexes: as they are, or where SQLite cannot tell, what their rows come to."""
    if connection.dialect.name != "sqlite":
        sizes = connection.execute(text(_POSTGRESQL_TABLES)).all()
        return [Place(name, _rows_of(connection, name), size) for name, size in sizes], True
    if not has_dbstat(connection):
        return [_estimate(connection, name) for name in inspect(connection).get_table_names()], False
    sizes = connection.exec_driver_sql(_SQLITE_TABLES).all()
    return [Place(name, _rows_of(connection, name), size) for name, size in sizes], True


def has_dbstat(connection: Connection) -> bool:
    """Whether this SQLite tells the pages of each table."""
    asked = "SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'"
    return connection.exec_driver_sql(asked).first() is not None


def _estimate(connection: Connection, table: str) -> Place:
    """What the columns of a table come to, without what its indexes and pages add."""
    name = connection.dialect.identifier_preparer.quote_identifier
    columns = [name(column["name"]) for column in inspect(connection).get_columns(table)]
    length = " + ".join(f"coalesce(length({column}), 0)" for column in columns)
    sums: Any = select(func.count(), func.coalesce(func.sum(literal_column(f"({length})")), 0)).select_from(
        text(name(table))
    )
    return Place(table, *connection.execute(sums).one())


def _rows_of(connection: Connection, table: str) -> int:
    if table.startswith("sqlite_"):
        return 0
    quoted = connection.dialect.identifier_preparer.quote_identifier(table)
    return connection.execute(select(func.count()).select_from(text(quoted))).scalar_one()


def _content(session: Session) -> list[ContentKind]:
    stored = func.coalesce(func.sum(func.length(ROWS.c.content)), 0)
    sums = (BLOBS.c.content_type, func.count(), func.sum(BLOBS.c.size_bytes), stored)
    rows = select(*sums).outerjoin(ROWS, ROWS.c.id == BLOBS.c.payload_id).group_by(BLOBS.c.content_type)
    return [
        ContentKind(kind, count, int(size), int(held))
        for kind, count, size, held in session.execute(rows.order_by(sums[2].desc()))
    ]


def _whole(session: Session) -> tuple[int, int]:
    """How many versions there are, and what they would take if each had all its parts for itself."""
    versions, whole = select(func.count()).select_from(ProjectVersion), 0
    for column in HASHES:
        named = BLOBS.c.content_hash == getattr(ProjectVersion, column)
        size = (
            select(func.coalesce(func.sum(BLOBS.c.size_bytes), 0))
            .select_from(ProjectVersion)
            .join(BLOBS, named)
        )
        whole += int(session.scalar(size) or 0)
    return session.scalar(versions) or 0, whole


def _media(session: Session, objects: Objects) -> tuple[list[Place], Place]:
    """Media that projects hold by its type, each file once; and what lies in the store beside it."""
    held = select(AssetState.digest, func.min(AssetState.asset_type), func.max(AssetState.file_size_bytes))
    types: dict[str, tuple[int, int]] = {}
    names: set[str] = set()
    for digest, kind, size in session.execute(held.group_by(AssetState.digest)):
        count, total = types.get(kind, (0, 0))
        types[kind] = (count + 1, total + size)
        names.add(digest.hex())
    others = []
    for path in objects.listed():
        if path.name not in names:
            with suppress(FileNotFoundError):  # a clean-up took it just now
                others.append(path.stat().st_size)
    return [Place(kind, *sums) for kind, sums in sorted(types.items())], Place(
        "unnamed", len(others), sum(others)
    )


def _shared(session: Session) -> int:
    """How many files more than one project holds."""
    several = select(AssetState.digest).group_by(AssetState.digest).having(func.count() > 1).subquery()
    return session.scalar(select(func.count()).select_from(several)) or 0


def _folders(settings: Settings) -> list[Place]:
    """What lies beside the database and the media; the parts of the cache each by itself."""
    cache = sorted(path for path in settings.cache_dir.glob("*") if path.is_dir())
    folders = [settings.exports_dir, *cache, settings.backups_dir, settings.logs_dir]
    return [_folder(folder, settings.home) for folder in folders]


def _folder(folder: Path, home: Path) -> Place:
    """What a folder holds; files and folders that go meanwhile, as those of a render do, are passed over."""
    sizes = []
    for within, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                about = Path(within, name).lstat()
                if stat.S_ISREG(about.st_mode):
                    sizes.append(about.st_size)
    name = folder.relative_to(home).as_posix() if folder.is_relative_to(home) else str(folder)
    return Place(name, len(sizes), sum(sizes))


def _cache(session: Session, settings: Settings) -> CacheRoom:
    kept = kept_segments(session)
    kinds: dict[str, tuple[int, int]] = {}
    kept_bytes = 0
    for file in listed(settings.cache_dir / "render"):
        count, total = kinds.get(file.kind, (0, 0))
        kinds[file.kind] = (count + 1, total + file.size_bytes)
        kept_bytes += file.size_bytes if file.key in kept else 0
    places = [Place(CACHED.get(kind, kind), *sums) for kind, sums in sorted(kinds.items())]
    return CacheRoom(settings.cache_limit_bytes, sum(place.bytes for place in places), kept_bytes, places)


def _projects(session: Session) -> list[ProjectRoom]:
    """The projects that take most room."""
    of = {
        "versions": _by_project(ProjectVersion, func.count(), ProjectVersion.storage_size_bytes),
        "live": _by_project(SceneState, func.count(), func.length(SceneState.content)),
        "media": _by_project(AssetState, func.count(), AssetState.file_size_bytes),
    }
    sums = {name: rows.subquery(name) for name, rows in of.items()}
    bytes_of = {name: func.coalesce(each.c.bytes, 0) for name, each in sums.items()}
    versions = func.coalesce(sums["versions"].c.count, 0)
    rows = select(ProjectState.id, ProjectState.title, versions, *bytes_of.values())
    for each in sums.values():
        rows = rows.outerjoin(each, each.c.project_id == ProjectState.id)
    total = bytes_of["versions"] + bytes_of["live"] + bytes_of["media"]
    found = session.execute(rows.order_by(total.desc(), ProjectState.id).limit(TOP))
    return [ProjectRoom(str(key), title, *map(int, numbers)) for key, title, *numbers in found]


def _by_project(table: Any, count: Any, size: Any) -> Any:
    sums = (table.project_id, count.label("count"), func.sum(size).label("bytes"))
    return select(*sums).group_by(table.project_id)


def _sum(content: Any) -> Any:
    return select(func.count(), func.coalesce(func.sum(func.length(content)), 0))


_SQLITE_TABLES = """
SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) AS size
FROM dbstat AS s LEFT JOIN sqlite_master AS m ON m.name = s.name
WHERE s.aggregate = TRUE GROUP BY 1 ORDER BY size DESC
"""
_POSTGRESQL_TABLES = """
SELECT relname, pg_total_relation_size(oid) AS size
FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY size DESC
"""
