"""What may go, by the rules alone."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aura.cleanup.rules import actions, ages, assets, files, versions
from aura.cleanup.rules.actions import Logged
from aura.cleanup.rules.assets import Held
from aura.cleanup.rules.files import Entry
from aura.cleanup.rules.versions import KEPT_OF_EACH_TIER, Saved, tier_of

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAYS_30 = timedelta(days=30)


def saved(number: int, kind: str, age: timedelta, **facts: Any) -> Saved:
    return Saved(uuid.UUID(int=number), number, kind, NOW - age, **facts)


def numbers(found: Any) -> list[int]:
    return [version.number for version in found]


@pytest.mark.parametrize(
    ("age", "tier"),
    [
        (-SECOND, 0),
        (timedelta(), 0),
        (timedelta(hours=1) - SECOND, 0),
        (timedelta(hours=1), 1),
        (timedelta(hours=24) - SECOND, 1),
        (timedelta(hours=24), 2),
        (timedelta(days=7) - SECOND, 2),
        (timedelta(days=7), 3),
        (timedelta(days=4000), 3),
    ],
)
def test_the_tiers_of_autosaves_begin_where_they_say(age: timedelta, tier: int) -> None:
    assert tier_of(saved(1, "Autosave", age), NOW) == tier


def test_of_each_tier_the_newest_twenty_stay_and_the_oldest_go() -> None:
    ages_of_tiers = [timedelta(days=40), timedelta(days=3), timedelta(hours=5), timedelta(minutes=30)]
    kept = [
        saved(tier * 30 + n, "Autosave", age - n * SECOND)
        for tier, age in enumerate(ages_of_tiers)
        for n in range(30)
    ]
    expected = [tier * 30 + n for tier in range(4) for n in range(10)]

    assert sorted(numbers(versions.going(kept, NOW))) == expected


THIRTY_DAYS = [
    (saved(1, "RestorePoint", DAYS_30), True),
    (saved(1, "RestorePoint", DAYS_30 - SECOND), False),
    (saved(1, "RestorePoint", DAYS_30, is_important=True), False),
    (saved(1, "RestorePoint", DAYS_30, is_named=True), False),
    (saved(1, "Manual", timedelta(days=4000)), False),
    (saved(1, "Manual", timedelta(days=4000), deleted_at=NOW - DAYS_30), True),
    (saved(1, "Manual", timedelta(days=4000), deleted_at=NOW - DAYS_30 + SECOND), False),
    (saved(1, "Manual", timedelta(days=4000), deleted_at=NOW - DAYS_30, is_important=True), True),
    (saved(1, "Manual", timedelta(days=4000), deleted_at=NOW - DAYS_30, is_named=True), False),
    (saved(1, "Autosave", timedelta(days=4000), deleted_at=NOW - SECOND), False),
]


@pytest.mark.parametrize(("version", "goes"), THIRTY_DAYS)
def test_a_version_that_is_not_the_newest_goes_when_its_time_is_over(version: Saved, goes: bool) -> None:
    newest = saved(2, "Manual", timedelta())

    assert list(versions.going([version, newest], NOW)) == [version] * goes


def test_the_newest_version_stays_whatever_it_is() -> None:
    old = saved(7, "RestorePoint", timedelta(days=400))

    assert list(versions.going([old], NOW)) == []
    assert list(versions.going([saved(8, "Manual", DAYS_30, deleted_at=NOW - SECOND), old], NOW)) == []


def test_what_is_named_takes_no_place_of_others() -> None:
    named = [saved(100 + n, "Autosave", timedelta(minutes=5), is_named=True) for n in range(25)]
    others = [saved(n, "Autosave", timedelta(minutes=30)) for n in range(KEPT_OF_EACH_TIER)]
    newest = saved(200, "Manual", timedelta())

    assert list(versions.going([*named, *others, newest], NOW)) == []


MOSTLY_NOT = st.sampled_from([False] * 9 + [True])
ENTRY = st.builds(
    dict,
    kind=st.sampled_from(["Autosave"] * 6 + ["Manual", "RestorePoint"]),
    step_s=st.sampled_from([1, 60, 600, 6_000, 60_000]),
    is_important=MOSTLY_NOT,
    is_named=MOSTLY_NOT,
    deleted_days=st.sampled_from([None] * 8 + [1, 29, 30, 40]),
)
HISTORY = st.lists(ENTRY, min_size=1, max_size=20) | st.lists(ENTRY, min_size=60, max_size=120)


@given(HISTORY)
def test_every_history_keeps_what_it_must_and_no_more_than_it_may(history: list[dict[str, Any]]) -> None:
    age = timedelta(seconds=sum(each["step_s"] for each in history))
    all_versions = []
    for number, each in enumerate(history, 1):
        age -= timedelta(seconds=each["step_s"])
        deleted_at = None if each["deleted_days"] is None else NOW - timedelta(days=each["deleted_days"])
        facts = {"is_important": each["is_important"], "is_named": each["is_named"], "deleted_at": deleted_at}
        all_versions.append(saved(number, each["kind"], age, **facts))

    gone = set(versions.going(all_versions, NOW))
    kept = [version for version in all_versions if version not in gone]

    living = [version for version in all_versions if version.deleted_at is None]
    assert not living or living[-1] in kept
    assert all(not version.is_named for version in gone)
    assert all(version.deleted_at for version in gone if version.type == "Manual" or version.is_important)
    thinned = [
        version
        for version in all_versions
        if version.type == "Autosave" and not version.deleted_at
        if version is living[-1] or not (version.is_named or version.is_important)
    ]
    for tier in range(4):
        of_tier = [version for version in thinned if tier_of(version, NOW) == tier]
        assert [version for version in of_tier if version in kept] == of_tier[-KEPT_OF_EACH_TIER:]
    assert set(versions.going(kept, NOW)) == set()


def logged(status: str, over: timedelta, **facts: Any) -> Logged:
    return Logged(uuid.uuid4(), status, NOW - over, **facts)


@pytest.mark.parametrize(
    ("action", "expires", "goes"),
    [
        (logged("Applied", timedelta()), True, False),
        (logged("Applied", -SECOND), False, False),
        (logged("Undone", timedelta(days=3)), True, False),
        (logged("Applied", timedelta(), restore_point_at=NOW - DAYS_30), True, False),
        (logged("Applied", timedelta(days=3), restore_point_at=NOW - DAYS_30 + SECOND), False, False),
        (logged("Expired", timedelta(days=1)), False, True),
        (logged("Expired", timedelta(days=1) - SECOND), False, False),
        (logged("Failed", timedelta(days=1)), False, True),
        (logged("Expired", -timedelta(days=20)), False, False),
    ],
)
def test_actions_expire_and_go_a_day_later(action: Logged, expires: bool, goes: bool) -> None:
    assert list(actions.expiring([action], NOW)) == [action] * expires
    assert list(actions.going([action], NOW)) == [action] * goes


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("temporary", [True, False])
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("old", [True, False])
def test_a_file_goes_that_is_old_named_by_nothing_and_not_the_users(
    listed: bool, temporary: bool, named: bool, old: bool
) -> None:
    changed_at = NOW - assets.KEPT + (timedelta() if old else SECOND)
    file = Held(uuid.uuid4(), b"d" * 32, changed_at, is_listed=listed, is_temporary=temporary)
    goes = old and not named and (temporary or not listed)

    assert list(assets.going([file], {file.digest} if named else set(), NOW)) == [file] * goes


def test_only_what_was_not_used_for_as_long_as_it_is_kept_is_unused() -> None:
    old, just = (Entry(Path("a"), 1, NOW - DAYS_30 - each) for each in (SECOND, timedelta()))

    assert list(files.unused([old, just], DAYS_30, NOW)) == [old]


def test_what_has_not_ended_is_not_over() -> None:
    assert not ages.is_over(None, ages.DELETED, NOW)
    assert ages.is_over(NOW - ages.DELETED, ages.DELETED, NOW)
    assert not ages.is_over(NOW - ages.DELETED + SECOND, ages.DELETED, NOW)
