"""Ways to damage a store at random places, and what each makes unreadable: told without Aura's own code.

Every way takes a random number generator and a count, damages so many places, and answers the contents
that are concerned by it.
"""

import random
import sqlite3
import zlib
from collections.abc import Callable
from typing import Any

from backports import zstd
from blake3 import blake3

LARGEST = 10**9
HASHES = ("brief_hash", "plan_hash", "voice_hash", "render_hash", "timeline_hash")

Way = Callable[[sqlite3.Connection, random.Random, int], set[bytes]]


def unpacked(rows: dict[int, Any], key: int, depth: int = 0) -> bytes | None:
    """What a payload holds, read the simple way."""
    if key not in rows or depth > len(rows):
        return None
    base, encoding, content = rows[key]
    try:
        if base is not None:
            earlier = unpacked(rows, base, depth + 1)
            if earlier is None:
                return None
            return changed(content, earlier)
        if encoding == 3:
            return inflated(content, b"")
        return content if encoding == 0 else zstd.decompress(content)
    except (zstd.ZstdError, zlib.error):
        return None


def inflated(content: bytes, prefix: bytes) -> bytes | None:
    """What a bare stream of Deflate holds, whole."""
    stream = zlib.decompressobj(-15, zdict=prefix)
    data = stream.decompress(content)
    return data if stream.eof and not stream.unused_data else None


def changed(content: bytes, earlier: bytes) -> bytes | None:
    """What a change makes of earlier bytes, read the simple way."""
    flags = content[0] if content else 0
    if not flags & 0x80:
        return zstd.decompress(content, zstd_dict=zstd.ZstdDict(earlier, is_raw=True).as_prefix)
    deflated = (flags & 7) > 4
    widths = (flags & 7) - 4 * deflated, flags >> 3 & 7
    first, last = content[1 : 1 + widths[0]], content[1 + widths[0] : 1 + sum(widths)]
    start, end = int.from_bytes(first, "little"), int.from_bytes(last, "little")
    if len(content) < 1 + sum(widths) or start + end > len(earlier):
        return None
    between = content[1 + sum(widths) :]
    if not flags & 0x40:
        near = 4 * 1024
        prefix = earlier[max(0, start - near) : len(earlier) - max(0, end - near)]
        given = zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= 8 else None
        found = (
            inflated(between, prefix)
            if deflated
            else zstd.decompress(b"\x28\xb5\x2f\xfd" + between, zstd_dict=given)
        )
        if found is None:
            return None
        between = found
    return earlier[:start] + between + earlier[len(earlier) - end :]


def pieces_in(listing: bytes) -> list[bytes]:
    """The names in a list of pieces; where these are not all of it, numbers of scenes stand behind them."""
    end = len(listing) if len(listing) % 32 == 0 else len(listing) // 36 * 32
    return [listing[at : at + 32] for at in range(0, end, 32)]


def unreadable(connection: sqlite3.Connection) -> set[bytes]:
    """The contents that cannot be read as they are stored."""
    rows = {
        key: row
        for key, *row in connection.execute("SELECT id, base_id, encoding, content FROM blob_payloads")
    }
    keys = dict(connection.execute("SELECT content_hash, payload_id FROM content_blobs").fetchall())
    held = {name: unpacked(rows, key) for name, key in keys.items()}
    lists = {name for name, key in keys.items() if key in rows and rows[key][1] == 2}
    bad = set()
    for name, data in held.items():
        whole = data
        if name in lists and data is not None:
            pieces = [held.get(piece) for piece in pieces_in(data)]
            whole = None if None in pieces else b"".join(piece or b"" for piece in pieces)
        base, encoding, _ = rows.get(keys[name], (None, 9, b""))
        known = (0, 1, 2, 3) if base is None else (1, 2)
        if whole is None or encoding not in known or blake3(whole).digest() != name:
            bad.add(name)
    return bad


def named_by_versions(connection: sqlite3.Connection, names: set[bytes]) -> set[tuple[str, int]]:
    """The titles and numbers of the versions that name any of these, or a list of them."""
    rows = {
        key: row
        for key, *row in connection.execute("SELECT id, base_id, encoding, content FROM blob_payloads")
    }
    blobs = connection.execute("SELECT content_hash, payload_id FROM content_blobs").fetchall()
    lists = {name: unpacked(rows, key) or b"" for name, key in blobs if key in rows and rows[key][1] == 2}
    wanted = set(names)
    for name, data in lists.items():
        if set(pieces_in(data)) & names:
            wanted.add(name)
    versions = connection.execute(
        f"SELECT title, version_number, {', '.join(HASHES)} FROM project_versions "
        "JOIN project_states ON project_states.id = project_id"
    )
    return {(title, number) for title, number, *hashes in versions if wanted & set(hashes)}


def some(connection: sqlite3.Connection, rng: random.Random, count: int, asked: str) -> list[Any]:
    rows = connection.execute(asked).fetchall()
    return rng.sample(rows, min(count, len(rows)))


def flip_payloads(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    """A bit of some payloads that are no lists, so that they hold something else."""
    whole = {
        key: row
        for key, *row in connection.execute("SELECT id, base_id, encoding, content FROM blob_payloads")
    }
    asked = "SELECT id FROM blob_payloads WHERE encoding != 2 ORDER BY id"
    for (key,) in some(connection, rng, count, asked):
        base, encoding, content = whole[key]
        right = unpacked(whole, key)
        while True:
            place = rng.randrange(len(content))
            flipped = (
                content[:place] + bytes([content[place] ^ (1 << rng.randrange(8))]) + content[place + 1 :]
            )
            if unpacked(whole | {key: (base, encoding, flipped)}, key) != right:
                break
        connection.execute("UPDATE blob_payloads SET content = ? WHERE id = ?", (flipped, key))
    return unreadable(connection)


def remove_payloads(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    for (key,) in some(connection, rng, count, "SELECT id FROM blob_payloads ORDER BY id"):
        connection.execute("DELETE FROM blob_payloads WHERE id = ?", (key,))
    return unreadable(connection)


def lose_bases(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    asked = "SELECT id FROM blob_payloads WHERE base_id IS NOT NULL ORDER BY id"
    for (key,) in some(connection, rng, count, asked):
        gone = LARGEST + rng.randrange(LARGEST)
        connection.execute("UPDATE blob_payloads SET base_id = ? WHERE id = ?", (gone, key))
    return unreadable(connection)


def close_circles(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    asked = "SELECT id FROM blob_payloads WHERE base_id IS NOT NULL ORDER BY id"
    for (key,) in some(connection, rng, count, asked):
        at = key
        for _ in range(rng.randint(1, 4)):
            (base,) = connection.execute("SELECT base_id FROM blob_payloads WHERE id = ?", (at,)).fetchone()
            if base is None:
                break
            at = base
        connection.execute("UPDATE blob_payloads SET base_id = ? WHERE id = ?", (key, at))
    return unreadable(connection)


def mistake_encodings(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    asked = "SELECT id, encoding FROM blob_payloads ORDER BY id"
    for key, encoding in some(connection, rng, count, asked):
        wrong = rng.choice([each for each in (0, 1, 2, 3, 9) if each != encoding])
        connection.execute("UPDATE blob_payloads SET encoding = ? WHERE id = ?", (wrong, key))
    return unreadable(connection)


def count_too_many(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    rows = some(connection, rng, count, "SELECT content_hash FROM content_blobs")
    for (name,) in rows:
        more = "UPDATE content_blobs SET reference_count = reference_count + ? WHERE content_hash = ?"
        connection.execute(more, (rng.randint(1, 9), name))
    return {name for (name,) in rows}


def count_too_few(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    rows = some(connection, rng, count, "SELECT content_hash, reference_count FROM content_blobs")
    for name, counted in rows:
        fewer = "UPDATE content_blobs SET reference_count = ? WHERE content_hash = ?"
        connection.execute(fewer, (rng.randrange(counted), name))
    return {name for name, _ in rows}


def remove_contents(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    names = {
        name for column in HASHES for (name,) in connection.execute(f"SELECT {column} FROM project_versions")
    }
    gone = set(rng.sample(sorted(names), count))
    connection.executemany("DELETE FROM content_blobs WHERE content_hash = ?", [(name,) for name in gone])
    return gone


def remove_pieces(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    rows = {
        key: row
        for key, *row in connection.execute("SELECT id, base_id, encoding, content FROM blob_payloads")
    }
    lists = [unpacked(rows, key) or b"" for key, row in rows.items() if row[1] == 2]
    pieces = sorted({piece for data in lists for piece in pieces_in(data)})
    gone = set(rng.sample(pieces, min(count, len(pieces))))
    connection.executemany("DELETE FROM content_blobs WHERE content_hash = ?", [(name,) for name in gone])
    return unreadable(connection)


def leave_orphans(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    bases = connection.execute("SELECT id FROM blob_payloads").fetchall()
    for _ in range(count):
        content = zstd.compress(rng.randbytes(50))
        base = rng.choice([None, *bases])
        connection.execute(
            "INSERT INTO blob_payloads (base_id, step, encoding, content) VALUES (?, 0, 1, ?)",
            (base and base[0], content),
        )
    return set()


def spoil_copies(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    rows = some(connection, rng, count, "SELECT content_hash, content FROM blob_copies")
    for name, content in rows:
        damaged = content[: len(content) // 2] + rng.randbytes(12) + content[len(content) // 2 + 12 :]
        connection.execute("UPDATE blob_copies SET content = ? WHERE content_hash = ?", (damaged, name))
    return {name for name, _ in rows}


def remove_action_contents(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    columns = ("payload_hash", "inverse_payload_hash")
    each = [f"SELECT {column} FROM action_logs WHERE {column} IS NOT NULL" for column in columns]
    asked = " UNION ".join(each)
    rows = some(connection, rng, count, asked)
    connection.executemany("DELETE FROM content_blobs WHERE content_hash = ?", rows)
    return {name for (name,) in rows}


def mistake_sizes(connection: sqlite3.Connection, rng: random.Random, count: int) -> set[bytes]:
    rows = some(connection, rng, count, "SELECT content_hash FROM content_blobs")
    for (name,) in rows:
        wrong = "UPDATE content_blobs SET size_bytes = size_bytes + ? WHERE content_hash = ?"
        connection.execute(wrong, (rng.choice([-3, -1, 1, 700]), name))
    return {name for (name,) in rows}


WAYS: dict[str, Way] = {
    "payload-damaged": flip_payloads,
    "payload-missing": remove_payloads,
    "base-missing": lose_bases,
    "base-cycle": close_circles,
    "encoding-wrong": mistake_encodings,
    "count-too-high": count_too_many,
    "count-too-low": count_too_few,
    "content-missing": remove_contents,
    "piece-missing": remove_pieces,
    "payload-orphan": leave_orphans,
    "copy-damaged": spoil_copies,
    "action-content-missing": remove_action_contents,
    "size-wrong": mistake_sizes,
}
