"""The cache of renders stays below its limit; what somebody counts on stays in it."""

import errno
import fcntl
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from aura.cleanup.renders import RENDERS, free_renders
from aura.cleanup.rule import carry_out
from aura.cleanup.rules.cache import IN_USE, going
from aura.cleanup.rules.files import CACHE_KEPT
from aura.exports.checkpoints import Checkpoints, Finished
from aura.exports.tables import ExportHistory
from aura.render.cache import Cached
from aura.render.pins import Pinned, pin

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULE = "cache of renders"
NOTHING = Pinned()


def cached(key: str, hours: float, size: int = 100) -> Cached:
    return Cached(Path(f"/cache/{key}.segment"), size, NOW - hours * HOUR)


def keys(files: list[Cached], limit: int, pinned: Pinned = NOTHING, kept: Any = ()) -> str:
    return "".join(file.key for file in going(files, NOW, limit_bytes=limit, pinned=pinned, kept=kept))


def test_beyond_the_limit_what_was_not_used_for_longest_goes_first() -> None:
    files = [cached("a", 5), cached("b", 9), cached("c", 7), cached("d", 2)]

    assert keys(files, 400) == ""
    assert keys(files, 399) == "b"
    assert keys(files, 250) == "bc"
    assert keys(files, 1) == "bcad"
    assert keys(files, 0) == ""


def test_what_is_pinned_kept_or_in_use_stays_although_it_is_the_oldest() -> None:
    files = [cached("a", 9), cached("b", 8), cached("c", 7), cached("d", 0.5)]

    assert keys(files, 1, kept={"a"}) == "bc"
    assert keys(files, 1, Pinned(frozenset("b"), NOW)) == "ac"
    assert keys(files, 1, Pinned(frozenset(), NOW - 7.5 * HOUR)) == "ab"
    assert keys(files, 1, Pinned(frozenset("a"), NOW), kept={"b", "c"}) == ""


def test_what_nobody_used_for_a_month_goes_unless_a_render_counts_on_it() -> None:
    month = CACHE_KEPT / HOUR
    files = [cached("a", month + 1), cached("b", month - 1), cached("c", month + 2)]

    assert keys(files, 0, kept={"a"}) == "ca"
    assert keys(files, 0, Pinned(frozenset("a"), NOW)) == "c"


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 50)), max_size=30),
    st.integers(0, 600),
    st.sets(st.integers(0, 29)),
    st.sets(st.integers(0, 29)),
)
def test_whatever_the_cache_holds_it_ends_below_its_limit_or_holds_only_what_is_spared(
    files: list[tuple[int, int]], limit: int, pinned: set[int], kept: set[int]
) -> None:
    there = [cached(f"{n}", hours, size) for n, (hours, size) in enumerate(files)]
    pins = Pinned(frozenset(map(str, pinned)), NOW)
    names = set(map(str, kept))

    gone = going(there, NOW, limit_bytes=limit, pinned=pins, kept=names)

    left = [file for file in there if file not in gone]
    assert not any(file.key in pins.keys or file.used_at >= NOW - IN_USE for file in gone)
    assert all(file.key not in names or file.used_at < NOW - CACHE_KEPT for file in gone)
    over = limit and sum(file.size_bytes for file in left) > limit
    if over:
        spared = pins.keys | names
        assert all(file.key in spared or file.used_at >= NOW - IN_USE for file in left)


@pytest.fixture
def cramped(yard: Any) -> Any:
    """An Aura whose cache may hold 250 bytes, and a way to put segments in it."""
    yard.aura.settings = replace(yard.aura.settings, cache_limit_bytes=250)

    def segment(key: str, hours: float) -> Path:
        path: Path = yard.put(yard.cache / "render" / key[:2] / f"{key}.segment")
        yard.age(path, hours=hours)
        return path

    yard.segment = segment
    return yard


def test_a_dry_run_says_which_bytes_would_go_and_a_run_takes_them(cramped: Any) -> None:
    old, older, new = (cramped.segment(key, hours) for key, hours in (("aa1", 5), ("bb1", 9), ("cc1", 2)))

    told = cramped.clean(dry_run=True)[RULE]
    assert (told.items, told.bytes) == (1, 100)
    assert older.exists()

    assert cramped.clean()[RULE] == told
    assert [path.exists() for path in (old, older, new)] == [True, False, True]
    assert RULE not in cramped.clean()


def test_nothing_goes_that_a_running_render_counts_on(cramped: Any) -> None:
    paths = [cramped.segment(key, 50) for key in ("aa1", "bb1", "cc1", "dd1")]

    with pin(cramped.cache / "render", ["aa1", "bb1"]):
        cramped.clean()
        assert [path.exists() for path in paths] == [True, True, False, False]


def test_a_render_that_begins_meanwhile_keeps_what_it_counts_on(cramped: Any) -> None:
    paths = [cramped.segment(key, 50) for key in ("aa1", "bb1", "cc1", "dd1")]

    with ExitStack() as rendering:
        begins = pin(cramped.cache / "render", ["aa1"])
        # what is to go has been found, and none of it has gone yet
        freed = free_renders(cramped.ground(pause=lambda: rendering.enter_context(begins)))

    assert [path.exists() for path in paths] == [True, False, True, True]
    assert freed == (1, 100)


def test_the_segments_of_the_newest_film_of_a_live_project_stay(cramped: Any) -> None:
    live, deleted = cramped.project(), cramped.project("Ships")

    def film(project: Any, *made: str) -> list[Path]:
        name = cramped.film(project)
        with cramped.aura.writing() as unit:
            export = unit.work.session.scalars(
                select(ExportHistory).where(ExportHistory.output_file == name)
            ).one()
            export.completed_at = unit.work.now()
            finished = {key: Finished("00", 1) for key in made}
            Checkpoints(unit.work, export).save("engine", finished, scenes_done=1, scenes=1)
        return [cramped.segment(key, 50) for key in made]

    before = film(live, "aa1", "ab1")
    newest = film(live, "ab1", "ac1", "ad1")
    others = film(deleted, "ae1")
    cramped.delete(deleted)

    cramped.clean()

    assert [path.exists() for path in before] == [False, True]
    assert [path.exists() for path in newest] == [True, True, True]
    assert [path.exists() for path in others] == [False]


def test_without_locks_nothing_goes_and_it_is_said_why(cramped: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = cramped.segment("aa1", 40 * 24)

    def no_locks(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pin(cramped.cache / "render", ["bb1"]):
        result = carry_out(RENDERS, cramped.ground())

    assert (result.items, path.exists()) == (0, True)
    assert "No locks available" in result.problem
