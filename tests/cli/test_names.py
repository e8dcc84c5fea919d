"""A project is meant by its id, the end of it, its title, or as the latest; a scene by its number or id; an
export by its id, the end of it, or as the latest."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from aura import config
from aura.services import Services

Run = Any


def test_a_project_is_meant_by_any_of_its_names(run: Run, project: str) -> None:
    for name in (
        project,
        project.upper(),
        project[-12:],
        project[-4:],
        project[-6:].upper(),
        "Rivers",
        "latest",
    ):
        assert run("project", "show", name, "--json").json["id"] == project, name


def test_the_latest_project_is_the_one_that_was_changed_last(run: Run, project: str) -> None:
    other = run("project", "create", "Lakes", "--json").json["id"]
    assert run("project", "show", "latest", "--json").json["id"] == other
    run("scene", "text", "Rivers", "1", "Changed.")
    assert run("project", "show", "latest", "--json").json["id"] == project
    run("project", "delete", project)
    assert run("project", "show", "latest", "--json").json["id"] == other


def test_an_end_of_an_id_that_is_too_short_or_of_two_projects_means_none(run: Run, project: str) -> None:
    assert run("project", "show", project[-3:]).code == 3
    twin = uuid.UUID(project).int ^ (1 << 80)  # made a millisecond apart, and the same at the end
    aura = Services(config.load()).open()
    with aura.writing() as unit:
        row = unit.projects.get(uuid.UUID(project))
        columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        unit.work.session.add(type(row)(**columns | {"id": uuid.UUID(int=twin)}))
    aura.close()
    ran = run("project", "show", project[-12:])
    assert ran.code == 4
    assert str(uuid.UUID(int=twin)) in ran.err
    assert run("project", "show", project).code == 0


def test_a_title_means_the_project_even_where_it_looks_like_something_else(run: Run, project: str) -> None:
    odd = run("project", "create", "1234", "--json").json["id"]
    assert run("project", "show", "1234", "--json").json["id"] == odd
    quoted = run("project", "create", "  'Rivers' \"and\" ‹Lakes› 日本  ", "--json").json
    assert run("project", "show", quoted["title"], "--json").json["id"] == quoted["id"]


def test_a_scene_is_meant_by_its_number_as_people_count(run: Run, project: str) -> None:
    scenes = run("scene", "list", project, "--json").json["items"]
    for number, scene in enumerate(scenes, 1):
        assert run("scene", "show", project, number, "--json").json == scene
        assert run("scene", "show", project, scene["id"], "--json").json == scene
        assert run("scene", "show", project, f"0{number}", "--json").json == scene
    run("scene", "move", project, "3", "start")
    assert run("scene", "show", project, "1", "--json").json == scenes[2]
    run("scene", "move", project, scenes[2]["id"], scenes[0]["id"])
    order = [scene["id"] for scene in run("scene", "list", project, "--json").json["items"]]
    assert order == [scenes[0]["id"], scenes[2]["id"], scenes[1]["id"]]


def test_a_new_scene_goes_where_it_is_told(run: Run, project: str) -> None:
    for place in (["--after", "2"], ["--after", "start"], ["--after", "end"], []):
        assert run("scene", "insert", project, "--title", " ".join(place), *place).code == 0
    titles = [scene["title"] for scene in run("scene", "list", project, "--json").json["items"]]
    assert titles == ["--after start", "", "", "--after 2", "", "--after end", ""]


def test_a_deleted_project_is_found_only_to_be_brought_back(run: Run, project: str) -> None:
    run("project", "delete", project)
    for name in (project, project[-8:], "Rivers"):
        assert run("project", "show", name).code == 3
    assert run("project", "bring-back", project[-8:]).code == 0
    assert run("project", "show", "Rivers").code == 0


def test_another_process_sees_at_once_what_was_done(run: Run, project: str, environment: Any) -> None:
    aura = Services(config.load()).open()
    with aura.reading() as unit:
        assert unit.projects.get(uuid.UUID(project)).scene_count == 3
    with aura.writing() as unit:
        unit.projects.delete(uuid.UUID(project))
    aura.close()
    assert run("project", "show", project).code == 3


def test_an_export_is_meant_by_any_of_its_names_however_many_came_after_it(run: Run, project: str) -> None:
    first = run("export", "start", project, "--json").json["id"]
    twin = str(uuid.UUID(int=uuid.UUID(first).int ^ (1 << 80)))
    later = [str(uuid.uuid4())[:-4] + f"{number:04x}" for number in range(210)]
    aura = Services(config.load()).open()
    with aura.writing() as unit:
        row = unit.exports.get(first)
        columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        moments = [columns["created_at"] + timedelta(seconds=number) for number in range(1, 211)]
        unit.work.session.add_all(
            type(row)(**columns | {"id": export_id, "created_at": moment})
            for export_id, moment in zip(later, moments, strict=True)
        )
    for name in (first, first.upper(), first[-12:], first[-8:].upper()):
        assert run("queue", "last", name, "--json").json["id"] == first, name
    assert run("queue", "last", "latest", "--json").json["id"] == later[-1]
    assert run("queue", "last", first[-3:]).code == 3
    assert run("queue", "last", "%" + first[-4:]).code == 3
    with aura.writing() as unit:
        unit.work.session.add(type(row)(**columns | {"id": twin}))
    aura.close()
    ran = run("queue", "last", first[-12:])
    assert ran.code == 4
    assert twin in ran.err
    assert run("queue", "last", first).code == 0


def test_what_is_listed_has_one_line_whatever_lines_its_name_has(run: Any, tmp_path: Path) -> None:
    file, name = tmp_path / "one\ntwo.png", "one\u2028two\r\nthree"
    Image.new("RGB", (4, 4), "red").save(file)
    run("project", "create", name)
    run("version", "save", "latest", "--name", name)
    run("template", "save", "latest", "--name", name)
    run("asset", "add", "latest", file)
    run("project", "set", "latest", "--title", f"{name} four")

    for count, *words in (
        (1, "project", "list"),
        (1, "asset", "list", "latest"),
        (2, "version", "list", "latest"),
        (1, "template", "list", "--own"),
        (2, "history", "latest"),
    ):
        rows = run(*words).out.splitlines()
        assert len(rows) == count, rows
    assert run("project", "list").out.endswith("  one two three four\n")
