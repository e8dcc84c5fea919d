"""The set-up remembers where its user is, is done when they say so, and opens again when more is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from aura.errors import Conflict, Invalid
from aura.services import Services
from aura.setup import setups
from aura.setup.setups import Setup
from aura.setup.tables import SystemConfiguration, UserSetup


def current(aura: Services) -> Setup:
    with aura.reading() as unit:
        return unit.setup.current()


def save(aura: Services, **values: Any) -> Setup:
    with aura.writing() as unit:
        return unit.setup.save(**values)


def complete(aura: Services) -> Setup:
    with aura.writing() as unit:
        return unit.setup.complete()


def system(aura: Services) -> SystemConfiguration:
    with aura.reading() as unit:
        return unit.work.session.scalars(select(SystemConfiguration)).one()


def test_a_first_look_is_the_beginning_and_makes_nothing(aura: Services) -> None:
    assert current(aura) == Setup(step="welcome")
    with aura.reading() as unit:
        for table in (UserSetup, SystemConfiguration):
            assert unit.work.session.scalar(select(func.count()).select_from(table)) == 0


def test_what_is_given_is_remembered_and_the_rest_stays(
    aura: Services, restart: Callable[[], Services]
) -> None:
    save(aura, step="checks")
    save(aura, tier="OwnServer")
    saved = save(aura, state={"seen": ["ffmpeg"], "größe": 3, "deep": {"a": [None, True]}})
    assert saved == current(aura)
    assert (saved.step, saved.tier, saved.is_complete) == ("checks", "OwnServer", False)
    assert saved.state == {"seen": ["ffmpeg"], "größe": 3, "deep": {"a": [None, True]}}
    again = restart()
    assert current(again) == saved
    assert save(again, state={}).state == {}
    assert current(again).step == "checks"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"step": "brief"}, "step"),
        ({"step": ""}, "step"),
        ({"tier": "offline"}, "tier"),
        ({"state": {"x": "y" * 16_384}}, "state"),
        ({"state": {"x": 1.5}}, "state.x"),
        ({"state": {"x": "\ud800"}}, "state.x"),
    ],
)
def test_what_cannot_be_remembered_is_refused_and_changes_nothing(
    aura: Services, values: dict[str, Any], field: str
) -> None:
    before = save(aura, step="keys", state={"x": 1})
    with pytest.raises(Invalid) as refused:
        save(aura, **values)
    assert refused.value.field == field
    assert current(aura) == before


def test_a_tier_is_chosen_before_the_set_up_is_done(aura: Services) -> None:
    with pytest.raises(Conflict, match="Offline, OwnServer, Cloud") as refused:
        complete(aura)
    assert refused.value.field == "tier"
    save(aura, tier="Offline")
    done = complete(aura)
    assert done.is_complete
    assert done.step == "done"
    assert done.completed_at is not None


def test_the_system_follows_and_shows_what_is_in_use(aura: Services) -> None:
    save(aura, tier="Cloud")
    row = system(aura)
    assert (row.id, row.is_setup_complete) == (1, False)
    assert row.output_directory == str(aura.settings.exports_dir)
    assert row.ffmpeg_path
    complete(aura)
    assert system(aura).is_setup_complete is True
    assert system(aura).modified_by == row.created_by


def test_an_upgrade_that_asks_more_opens_the_set_up_again_with_all_that_was_chosen(
    aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(aura, tier="Cloud", state={"seen": 1})
    done = complete(aura)
    monkeypatch.setattr(setups, "SETUP_VERSION", setups.SETUP_VERSION + 1)

    opened = current(aura)
    assert (opened.is_complete, opened.is_reopened) == (False, True)
    assert (opened.tier, opened.state, opened.completed_at) == ("Cloud", {"seen": 1}, done.completed_at)
    with aura.reading() as unit:
        assert not unit.setup.is_system_complete()

    opened = save(aura, step="checks")
    assert (opened.is_complete, opened.is_reopened) == (False, True)
    assert system(aura).is_setup_complete is False

    again = complete(aura)
    assert (again.is_complete, again.is_reopened) == (True, False)
    assert again.version == setups.SETUP_VERSION
    assert system(aura).is_setup_complete is True


def test_changing_the_tier_of_a_set_up_that_is_done_leaves_it_done(aura: Services) -> None:
    save(aura, tier="Cloud")
    complete(aura)
    assert save(aura, tier="Offline").is_complete


def test_ffmpeg_and_the_folder_are_what_the_environment_says(
    aura: Services, in_environment: Callable[..., Services]
) -> None:
    save(aura, tier="Cloud")
    other = in_environment(AURA_FFMPEG_PATH="/nowhere/ffmpeg")
    save(other, step="checks")
    assert system(aura).ffmpeg_path is None, "what is not there is not in use"
