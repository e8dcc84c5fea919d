"""The whole of clean-up: a dry run changes nothing and tells exactly what the next run does."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from aura.audit.tables import Event
from aura.blobs import content, sweep
from aura.cleanup.cleanup import RULES, clean_up
from aura.cleanup.rule import StandDown
from aura.errors import ToolFailed
from aura.exports.queue import Queue
from aura.exports.tables import ExportHistory, RenderCheckpoint
from aura.ids import new_id
from aura.projects.tables import AssetState
from aura.templates.tables import CustomTemplate, Template


@pytest.fixture
def cluttered(yard: Any) -> Any:
    """Something for every rule."""
    yard.aura.gallery  # noqa: B018  # the templates that ship are taken in
    project, doomed = yard.project(), yard.project("Doomed")
    yard.edit(project, "taken back")
    with yard.aura.writing() as unit:
        unit.editing.undo(project)
        name, _ = content.put(unit.work.session, "Brief", b'{"topic":"forgotten"}', unit.work.now())
        content.release(unit.work.session, [name], unit.work.now())
    for n in range(23):
        yard.save(project, f"text {n}")
    yard.save(doomed, "x" * 18_000)
    yard.film(doomed)
    yard.bring(doomed, b"of the doomed")
    yard.delete(doomed)
    yard.film(project, 2)
    yard.lost_film(project)
    with yard.aura.writing() as unit:
        unit.work.session.add(Template(id="own", name="Own", category="Creative", template_data="{}" * 50))
        unit.work.session.add(CustomTemplate(id="mine", name="Mine"))
        unit.work.session.flush()
        unit.templates.delete("own")
        unit.templates.delete("creative-memory")
        unit.custom_templates.delete("mine")
        export_id = unit.exports.request(project).id
        unit.exports.cancel(export_id)
        unit.exports.delete(export_id)
        kept_id = unit.exports.request(project).id
        unit.exports.cancel(kept_id)
        unit.work.session.add(
            RenderCheckpoint(
                id=new_id(),
                project_id=project,
                export_id=kept_id,
                stage_name="Render",
                checkpoint_time=unit.work.now(),
            )
        )
        version = unit.versions.save(project, name="Unwanted")
        unit.versions.delete(project, version.version_number)
    yard.file(b"orphan")
    yard.hold(project, b"temporary", temporary=True)
    yard.hold(project, b"made and never shown")
    for path in (
        yard.aura.settings.media_dir / "incoming" / "half",
        yard.aura.settings.backups_dir / "some.partial",
        yard.aura.settings.backups_dir / "before-upgrade-from-0001-1.db",
        yard.aura.settings.backups_dir / "before-upgrade-from-0002-2.db",
        yard.exports / "incoming" / "somebody" / "film.mp4",
        yard.cache / "render" / "work" / "some" / "part",
        yard.cache / "render" / "ab" / "abc.segment",
        yard.cache / "made" / "cd" / "cde.json",
        yard.cache / "glances" / "ab" / "abc.webp",
        yard.cache / "previews" / "some.jpg",
        yard.cache / "templates" / "some.jpg",
    ):
        yard.put(path)
        for folder in path.parents:
            if folder != yard.aura.settings.home and folder.is_relative_to(yard.aura.settings.home):
                yard.age(folder)
    yard.clock.advance(days=35)
    yard.save(project, "of today")
    return yard


def test_a_dry_run_tells_what_the_next_run_does_and_changes_nothing(cluttered: Any) -> None:
    rows, files = cluttered.rows(), cluttered.files()
    told = cluttered.clean(dry_run=True)
    assert (cluttered.rows(), cluttered.files()) == (rows, files)
    assert set(told) == {rule.name for rule in RULES}

    done = cluttered.clean()

    assert done == told


def test_run_after_run_everything_goes_that_nobody_needs(cluttered: Any) -> None:
    for _ in range(6):
        cluttered.clean()
        for path in cluttered.aura.objects.listed():  # touched by the machine's own clock
            cluttered.age(path)
        cluttered.clock.advance(days=2)
    assert cluttered.clean() == {}
    kept = {path for path in cluttered.files() if not path.startswith(("exports/", "logs/"))}
    assert kept == {"cache/templates/some.jpg", "backups/before-upgrade-from-0002-2.db"}
    assert len(list(cluttered.exports.glob("*.mp4"))) == 1
    assert cluttered.count(Template, Template.is_deleted) == 1  # it ships with Aura, and would come back
    assert cluttered.count(AssetState) == 0


@pytest.mark.parametrize(
    ("path", "hours", "rule"),
    [
        ("media/incoming/half", 24, "unfinished files"),
        ("media/ab/.some.partial", 24, "unfinished files"),
        ("backups/some.partial", 24, "unfinished files"),
        (".secret.key-some", 24, "unfinished files"),
        (".restoring-some/media/ab/part", 24, "unfinished files"),
        ("cache/made/ab/abc.json.some.part", 24, "unfinished files"),
        ("cache/render/work/some/part", 24, "unfinished files"),
        ("cache/previews/some.jpg", 48, "previews"),
        ("cache/proxies/some.mp4", 48, "previews"),
        ("exports/incoming/somebody/film.mp4", 7 * 24, "left by exports"),
        ("cache/render/ab/abc.segment", 30 * 24, "cache of renders"),
        ("cache/render/ab/abc.m4a", 30 * 24, "cache of renders"),
        ("cache/made/ab/abc.json", 30 * 24, "cache"),
        ("cache/glances/ab/abc.jpg", 30 * 24, "cache"),
    ],
)
def test_a_file_goes_when_it_was_not_used_for_as_long_as_its_place_keeps_it(
    yard: Any, path: str, hours: int, rule: str
) -> None:
    home: Path = yard.aura.settings.home
    file = yard.put(home / path)
    for folder in file.parents[: len(Path(path).parents) - 1]:
        yard.age(folder)
    yard.clock.advance(hours=hours, seconds=-1)
    assert rule not in yard.clean()

    yard.clock.advance(seconds=2)

    result = yard.clean()[rule]
    assert (result.items, result.bytes) == (1, 100)
    assert not file.exists()


@pytest.mark.parametrize(
    "path",
    [
        "cache/templates/a.jpg",
        "exports/own.mp4",
        "backups/a.db",
        "aura.env",
        "logs/a",
        "media/ab/Thumbs.db",
    ],
)
def test_what_is_the_users_and_what_ships_with_aura_stays(yard: Any, path: str) -> None:
    file = yard.put(yard.aura.settings.home / path)
    yard.clock.advance(days=4000)

    yard.clean()

    assert file.exists()


def test_copies_from_before_repairs_go_after_a_month_but_for_the_newest(yard: Any) -> None:
    backups: Path = yard.aura.settings.home / "backups"
    old = yard.put(backups / "before-upgrade-from-0003-1.db")
    yard.clock.advance(days=1)
    newer = yard.put(backups / "before-repair-2.db")
    yard.age(newer)
    yard.clock.advance(days=29, seconds=-1)
    assert "copies from before upgrades and repairs" not in yard.clean()

    yard.clock.advance(days=300)

    result = yard.clean()["copies from before upgrades and repairs"]
    assert (result.items, result.bytes) == (1, 100)
    assert (old.exists(), newer.exists()) == (False, True)


def test_what_a_worker_is_at_stays_however_long_it_takes(yard: Any) -> None:
    project = yard.project()
    with yard.aura.writing() as unit:
        unit.exports.request(project)
        assert Queue(unit.work).claim("worker")
    file = yard.put(yard.exports / "incoming" / "worker" / "film.mp4")
    yard.clock.advance(days=8)

    yard.clean()

    assert file.exists()


def test_the_checkpoint_of_an_export_that_is_not_over_stays(yard: Any) -> None:
    project = yard.project()
    yard.film(project)
    with yard.aura.writing() as unit:
        checkpoint = RenderCheckpoint(
            id=new_id(),
            project_id=project,
            export_id=unit.exports.list(project_id=project).items[0].id,
            stage_name="Render",
            checkpoint_time=unit.work.now(),
        )
        unit.work.session.add(checkpoint)
    yard.change(ExportHistory, status="InProgress")
    yard.clock.advance(days=40)
    assert yard.clean() == {}

    yard.change(ExportHistory, status="Cancelled")

    assert yard.clean()["checkpoints"].items == 1


def test_many_rows_go_in_short_units_of_work(yard: Any) -> None:
    with yard.aura.writing() as unit:
        for n in range(450):
            unit.events.record("export.progress", {"percent": n})
    yard.clock.advance(hours=25)
    left = []
    event = next(rule for rule in RULES if rule.name == "events")

    event.free(yard.ground(pause=lambda: left.append(yard.count(Event))))

    assert left == [450, 250, 50]
    assert yard.count(Event) == 0


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (ToolFailed("The content is damaged."), "The content is damaged."),
        (PermissionError(13, "Permission denied"), "[Errno 13] Permission denied"),
        (
            msgspec.DecodeError("at byte 0"),
            "Aura met an error of its own (DecodeError); the log has the details.",
        ),
    ],
)
def test_a_rule_that_fails_says_so_and_the_others_go_on(
    cluttered: Any, monkeypatch: pytest.MonkeyPatch, failure: Exception, problem: str
) -> None:
    def broken(*_: Any) -> None:
        raise failure

    monkeypatch.setattr(sweep, "sweep", broken)

    results = {result.rule: result for result in clean_up(cluttered.ground())}

    assert results["content that nothing names"].problem == problem
    assert results["events"].items > 0
    assert results["deleted projects"].items == 1


def test_who_is_to_stand_down_carries_out_no_more_rules(yard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stand_down(*_: Any) -> None:
        raise StandDown

    monkeypatch.setattr(sweep, "sweep", stand_down)

    with pytest.raises(StandDown):
        list(clean_up(yard.ground()))


def test_an_end_that_no_hook_was_told_of_for_three_days_is_told_of_no_more(yard: Any) -> None:
    rule = "ends that no hook was told of"
    project = yard.project()
    with yard.aura.writing() as unit:
        export = unit.exports.request(project)
        unit.exports.cancel(export.id)
        unit.exports.retry(export.id)  # what ended before is still to be told
        unit.exports.cancel(export.id)
    yard.clock.advance(days=3, seconds=-1)
    assert rule not in yard.clean()
    assert yard.count(ExportHistory, ExportHistory.hook_due_at.is_not(None)) == 1

    yard.clock.advance(seconds=2)

    assert yard.clean()[rule].items == 1
    is_marked = ExportHistory.hook_due_at.is_not(None) | ExportHistory.untold_json.is_not(None)
    assert yard.count(ExportHistory, is_marked) == 0
    assert yard.count(ExportHistory) == 1


def test_only_the_rules_of_a_pace_are_carried_out(yard: Any) -> None:
    hourly, daily = (
        {result.rule for result in clean_up(yard.ground(), pace)} for pace in ("hourly", "daily")
    )

    assert hourly | daily == {rule.name for rule in RULES}
    assert not hourly & daily
