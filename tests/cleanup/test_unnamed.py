"""Films that no export names any more go; what somebody put into their folder himself never does."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aura.exports.tables import ExportHistory

RULE = "films that no export names"


@pytest.fixture
def project(yard: Any) -> uuid.UUID:
    made: uuid.UUID = yard.project()
    return made


def test_a_film_of_an_export_that_was_killed_while_it_published_and_then_cancelled_goes_a_day_later(
    yard: Any, project: uuid.UUID
) -> None:
    film = yard.lost_film(project)
    yard.age(film, hours=24, seconds=-5)
    assert RULE not in yard.clean()

    yard.clock.advance(seconds=10)

    told = yard.clean(dry_run=True)[RULE]
    assert film.exists()
    assert yard.clean()[RULE] == told
    assert (told.items, told.bytes) == (1, 100)
    assert not film.exists()


class Killed(BaseException):
    """The process ends here."""


def test_a_film_of_an_export_that_was_deleted_by_one_who_was_killed_before_he_removed_it_goes(
    yard: Any, project: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = yard.lost_film(project)
    yard.change(ExportHistory, status="Completed", output_file=film.name)
    yard.clock.advance(days=2)
    assert RULE not in yard.clean()

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with yard.aura.reading() as unit:
        export_id = unit.exports.list().items[0].id
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", die)
        with pytest.raises(Killed), yard.aura.writing() as unit:
            unit.exports.delete(export_id)
    yard.change(ExportHistory, deleted_at=datetime.now(UTC) + timedelta(seconds=1))
    assert film.exists()

    assert yard.clean()[RULE].items == 1
    assert not film.exists()


def named(_: Any, film: Path, change: Callable[..., None]) -> Path:
    change(status="Completed", output_file=film.name)
    return film


def at_work_again(yard: Any, film: Path, change: Callable[..., None]) -> Path:
    with yard.aura.writing() as unit:
        unit.exports.retry(unit.exports.list().items[0].id)
    return film


def put_back_since(_: Any, film: Path, change: Callable[..., None]) -> Path:
    """What was moved away, and back after its export was over, has its times of old but for this one."""
    change(completed_at=datetime.now(UTC) - timedelta(hours=1))
    return film.rename(film.with_suffix(".away")).rename(film)


def put_back_since_its_deletion(yard: Any, film: Path, change: Callable[..., None]) -> Path:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    change(completed_at=yesterday, is_deleted=True, deleted_at=datetime.now(UTC) - timedelta(hours=1))
    return film


def beside_a_film(_: Any, film: Path, change: Callable[..., None]) -> Path:
    return film.rename(film.with_suffix(".srt"))


def of_no_export(_: Any, film: Path, change: Callable[..., None]) -> Path:
    return film.rename(film.with_name("two-lamps-0a0b0c0d.mp4"))


def by_another_name(_: Any, film: Path, change: Callable[..., None]) -> Path:
    return film.rename(film.with_name(f"Two lamps {film.name}"))


def a_folder(_: Any, film: Path, change: Callable[..., None]) -> Path:
    film.unlink()
    film.mkdir()
    return film


def a_link(_: Any, film: Path, change: Callable[..., None]) -> Path:
    film.symlink_to(film.rename(film.with_name("elsewhere")))
    return film


@pytest.mark.parametrize(
    "ours",
    [
        named,
        at_work_again,
        put_back_since,
        put_back_since_its_deletion,
        beside_a_film,
        of_no_export,
        by_another_name,
        a_folder,
        a_link,
    ],
)
def test_no_other_file_goes(yard: Any, project: uuid.UUID, ours: Any) -> None:
    file = ours(yard, yard.lost_film(project), lambda **values: yard.change(ExportHistory, **values))
    yard.age(file)
    yard.clock.advance(days=20)

    assert RULE not in yard.clean()
    assert file.exists()


def test_a_film_stays_whose_export_s_preset_is_not_known_any_more(yard: Any, project: uuid.UUID) -> None:
    film = yard.lost_film(project)
    yard.change(ExportHistory, preset_json=None, preset_name="Laserdisc")
    yard.clock.advance(days=2)

    assert RULE not in yard.clean()
    assert film.exists()
