"""Media by digest: a file is whole under its name or not there, durable before anyone is told of it."""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from blake3 import blake3

from aura.blobs import objects
from aura.blobs.objects import Objects
from aura.errors import NoSpace, NotFound, TooLarge


@pytest.fixture
def store(tmp_path: Path) -> Objects:
    return Objects(tmp_path / "media")


def left_over(store: Objects) -> list[Path]:
    return list((store.root / "incoming").iterdir())


def kept(store: Objects) -> set[str]:
    return {path.name for path in store.root.glob("??/*")}


def chunks(count: int) -> Iterator[bytes]:
    return (bytes([number % 256]) * 1000 for number in range(count))


def test_bytes_come_back_under_the_digest_of_what_was_streamed_in(store: Objects) -> None:
    stored = store.put(chunks(500))
    whole = b"".join(chunks(500))
    assert stored == (blake3(whole).hexdigest(), 500_000)
    path = store.path(stored.digest)
    assert path.read_bytes() == whole
    assert path == store.root / stored.digest[:2] / stored.digest
    assert left_over(store) == []


def test_an_empty_object_is_an_object(store: Objects) -> None:
    stored = store.put([])
    assert store.path(stored.digest).read_bytes() == b""


def test_a_file_of_this_machine_is_copied(store: Objects, tmp_path: Path) -> None:
    source = tmp_path / "source.bin"
    source.write_bytes(os.urandom(3_000_000))
    stored = store.put_file(source)
    assert store.path(stored.digest).read_bytes() == source.read_bytes()


def test_the_same_bytes_twice_are_one_file_that_is_not_written_again(store: Objects) -> None:
    first = store.put(chunks(5))
    before = store.path(first.digest).stat()
    assert store.put(chunks(5)) == first
    after = store.path(first.digest).stat()
    assert after.st_ino == before.st_ino
    assert kept(store) == {first.digest}
    assert left_over(store) == []


@pytest.mark.parametrize("harm", [lambda whole: whole[:-1], lambda whole: b"?" + whole[1:], lambda _: b""])
def test_an_object_that_was_damaged_on_disk_is_whole_again_once_its_bytes_are_put_again(
    store: Objects, harm: Callable[[bytes], bytes]
) -> None:
    first = store.put(chunks(5))
    path = store.path(first.digest)
    path.chmod(0o644)
    path.write_bytes(harm(path.read_bytes()))

    assert store.put(chunks(5)) == first
    assert path.read_bytes() == b"".join(chunks(5))
    assert left_over(store) == []


def test_an_object_is_for_reading_only(store: Objects) -> None:
    assert store.path(store.put(chunks(1)).digest).stat().st_mode & 0o777 == 0o444


def test_what_is_over_the_limit_is_refused_as_soon_as_it_is(store: Objects) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 1000

    with pytest.raises(TooLarge) as refused:
        store.put(endless(), limit_bytes=10_500)
    assert taken == 11
    assert refused.value.data == {"limit_bytes": 10_500}
    assert store.put([b"x" * 10_500], limit_bytes=10_500).size_bytes == 10_500
    assert len(kept(store)) == 1
    assert left_over(store) == []


def test_what_breaks_off_leaves_nothing(store: Objects) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(broken())
    assert kept(store) == set()
    assert left_over(store) == []


def test_what_is_not_kept_leaves_nothing(store: Objects) -> None:
    with store.receive() as incoming:
        incoming.write(b"looked at")
        assert incoming.so_far().read_bytes() == b"looked at"
    assert kept(store) == set()
    assert left_over(store) == []


@pytest.mark.parametrize("last_bytes", [10, 1_000_000], ids=["at the end", "on the way"])
def test_a_full_disk_is_named_and_leaves_nothing(store: Objects, last_bytes: int) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")

    def write() -> None:
        with store.receive() as incoming:
            incoming._file.close()
            incoming._file = open("/dev/full", "wb")  # noqa: SIM115  # the store closes it
            incoming.write(b"x" * last_bytes)
            incoming.keep()

    with pytest.raises(NoSpace, match="full"):
        write()
    assert kept(store) == set()
    assert left_over(store) == []


@pytest.mark.parametrize(
    "digest",
    [
        "0" * 64,
        "",
        "..",
        "../aura.db",
        "00/" + "0" * 61,
        "0" * 63 + "\n",
        "0" * 64 + "\n",
        "A" * 64,
        "é" * 64,
    ],
)
def test_a_digest_that_names_no_object_is_not_found(store: Objects, digest: str) -> None:
    (store.root.parent / "aura.db").write_bytes(b"not media")
    store.put([b"something"])
    assert store.find(digest) is None
    with pytest.raises(NotFound):
        store.path(digest)


def test_what_is_half_written_is_under_no_digest(store: Objects) -> None:
    with store.receive() as incoming:
        incoming.write(b"half")
        assert store.find(blake3(b"half").hexdigest()) is None
        digest = incoming.keep().digest
        assert store.find(digest)


def test_many_that_put_the_same_at_once_make_one_object(store: Objects) -> None:
    together = threading.Barrier(8)

    def put(_: int) -> objects.Stored:
        together.wait()
        return store.put(chunks(200))

    with ThreadPoolExecutor(8) as threads:
        stored = set(threads.map(put, range(8)))
    assert len(stored) == 1
    assert kept(store) == {stored.pop().digest}
    assert left_over(store) == []


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is asked of the file system that decides what survives a loss of power, in order."""
    seen: list[tuple[str, str]] = []
    fsync, rename = os.fsync, os.rename

    def synced(handle: int) -> None:
        seen.append(("fsync", os.path.realpath(f"/proc/self/fd/{handle}")))
        fsync(handle)

    def renamed(source: Path, target: Path) -> None:
        seen.append(("rename", str(target)))
        rename(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", renamed)
    return seen


def test_a_file_is_synced_before_it_gets_its_name_and_its_folders_after(
    store: Objects, deeds: list[tuple[str, str]]
) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("the names of open files are read from /proc")
    incoming = str(store.root / "incoming")
    path = store.path(store.put(chunks(3)).digest)
    assert [deed if not what.startswith(incoming) else (deed[:5], "it") for deed, what in deeds] == [
        "fsync",
        ("fsync", "it"),
        "rename",
        "fsync",
        "fsync",
    ]
    assert [what for _, what in deeds if not what.startswith(incoming)] == [
        str(store.root.parent),
        str(path),
        str(path.parent),
        str(store.root),
    ]


def test_an_object_that_was_there_is_made_durable_too_before_it_is_named_again(
    store: Objects, deeds: list[tuple[str, str]]
) -> None:
    path = store.path(store.put(chunks(3)).digest)
    deeds.clear()
    store.put(chunks(3))
    assert ("fsync", str(path.parent)) in deeds
    assert ("fsync", str(store.root)) in deeds
    assert "rename" not in dict(deeds)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from aura.blobs.objects import Objects
    point, root = sys.argv[1:]
    def kill(*_):
        os.kill(os.getpid(), signal.SIGKILL)
    store = Objects(Path(root))
    with store.receive() as incoming:
        incoming.write(b"x" * 100_000)
        if point == "before the end":
            kill()
        incoming.write(b"y" * 100_000)
        if point in ("fsync", "rename"):
            setattr(os, point, kill)
        incoming.keep()
        kill()
"""


@pytest.mark.parametrize("point", ["before the end", "fsync", "rename", "after it was kept"])
def test_a_kill_leaves_the_whole_object_or_none(store: Objects, point: str) -> None:
    whole = b"x" * 100_000 + b"y" * 100_000
    digest = blake3(whole).hexdigest()
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), point, store.root], check=False)
    assert done.returncode == -9
    present = store.find(digest)
    assert (present is not None) == (point == "after it was kept")
    assert present is None or present.read_bytes() == whole
    assert store.put([whole]).digest == digest
    assert store.path(digest).read_bytes() == whole
    assert kept(store) == {digest}


def test_each_put_needs_no_more_memory_than_a_piece(store: Objects) -> None:
    program = f"""
        import resource
        from pathlib import Path
        from aura.blobs.objects import Objects
        store = Objects(Path({str(store.root)!r}))
        store.put([b"warm"])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        store.put(bytes([number]) * 1_000_000 for number in range(60))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 20_000, "kilobytes"
