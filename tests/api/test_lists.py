"""Lists come in pages that neither skip nor repeat, in an order that is told, and find what is asked for."""

from typing import Any

import pytest

PROJECT = "/projects/{project_id}"


def pages(stage: Any, path: str, limit: int, **params: str) -> list[list[dict[str, Any]]]:
    """All pages, and that each but the last is full."""
    found, cursor = [], None
    while True:
        asked = {"limit": limit, **params} | ({"cursor": cursor} if cursor else {})
        answer = stage.send("GET", path, params=asked)
        assert answer.status_code == 200, answer.text
        found.append(answer.json()["items"])
        cursor = answer.json()["cursor"]
        if cursor is None:
            break
        assert len(found[-1]) == limit
        assert len(found) < 50
    return found


def flat(found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [item for page in found for item in page]


@pytest.fixture
def full(stage: Any) -> Any:
    """A stage with eleven of each thing that is listed."""
    for number in range(10):
        stage.send("POST", "/projects", json={"brief": {"topic": f"Project {number}"}})
        stage.send("POST", f"{PROJECT}/versions", json={"name": f"Number {number}"})
        stage.send("PATCH", f"{PROJECT}/brief", json={"goal": str(number)}, headers={"If-Match": "*"})
        stage.send("POST", f"{PROJECT}/exports", json={})
    return stage


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/projects", "updated_at"),
        (f"{PROJECT}/versions", "number"),
        (f"{PROJECT}/actions", "number"),
        ("/exports", "created_at"),
    ],
)
def test_pages_of_any_size_hold_the_same_items_once_newest_first(full: Any, path: str, key: str) -> None:
    (whole,) = pages(full, path, 200)
    assert len(whole) >= 11
    assert [item[key] for item in whole] == sorted((item[key] for item in whole), reverse=True)
    assert len({item["id"] for item in whole}) == len(whole)
    for limit in (1, 3, len(whole) - 1, len(whole)):
        assert flat(pages(full, path, limit)) == whole, limit


def test_what_is_made_while_someone_reads_pages_disturbs_them_not(full: Any) -> None:
    path = f"{PROJECT}/versions"
    first = full.send("GET", path, params={"limit": 4}).json()
    full.send("POST", path, json={"name": "In between"})
    full.send("DELETE", f"{PROJECT}/versions/{first['items'][0]['number']}")
    rest = full.send("GET", path, params={"limit": 200, "cursor": first["cursor"]}).json()
    numbers = [item["number"] for item in first["items"] + rest["items"]]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers == list(range(numbers[0], 0, -1))


def test_projects_that_were_changed_at_the_same_moment_are_all_listed(full: Any) -> None:
    with full.aura.writing() as unit:
        moment = unit.work.now()
        for project in unit.projects.list(limit=200).items:
            project.updated_at = moment
    ids = [item["id"] for item in flat(pages(full, "/projects", 2))]
    assert len(ids) == len(set(ids)) == 11


def test_a_project_is_found_by_words_of_its_title_or_description(full: Any) -> None:
    full.send("PATCH", f"{PROJECT}/head", json={"description": "Snow_100% white"}, headers={"If-Match": "*"})

    def found(words: str) -> list[str]:
        return sorted(
            item["title"] for item in full.send("GET", "/projects", params={"search": words}).json()["items"]
        )

    assert found("project 3") == ["Project 3"]
    assert found("snow") == ["Rivers"]
    assert found("w_1") == ["Rivers"]
    assert found("0%") == ["Rivers"]
    assert found("_") == ["Rivers"]
    assert found("' OR 1=1 --") == []
    assert len(found("")) == 11


def test_versions_are_listed_by_kind_and_deleted_ones_apart(full: Any) -> None:
    path = f"{PROJECT}/versions"
    full.send("DELETE", f"{path}/3")
    full.send("POST", f"{path}/1/restore")
    kinds = {kind: flat(pages(full, path, 5, type=kind)) for kind in ("Manual", "Autosave", "RestorePoint")}
    assert {kind: {item["type"] for item in items} or {kind} for kind, items in kinds.items()} == {
        kind: {kind} for kind in kinds
    }
    assert [item["name"] for item in kinds["RestorePoint"]] == ["Before restoring version 1"]
    assert [item["number"] for item in flat(pages(full, path, 5, deleted="true"))] == [3]
    assert 3 not in [item["number"] for item in flat(pages(full, path, 5))]


def test_deleted_projects_are_listed_apart(full: Any) -> None:
    full.send("DELETE", PROJECT)
    assert [item["title"] for item in flat(pages(full, "/projects", 5, deleted="true"))] == ["Rivers"]
    assert len(flat(pages(full, "/projects", 5))) == 10


def test_exports_are_listed_by_project_and_status(full: Any) -> None:
    full.set_export("Failed")
    mine = full.ids["project_id"]
    assert len(flat(pages(full, "/exports", 4, project=mine))) == 11
    assert flat(pages(full, "/exports", 4, project=mine, status="Completed")) == []
    assert [item["id"] for item in flat(pages(full, "/exports", 4, status="Failed"))] == [
        full.ids["export_id"]
    ]


def test_the_history_says_what_undo_and_redo_would_do(stage: Any) -> None:
    path = f"{PROJECT}/actions"
    said = stage.send("GET", path).json()
    assert (said["undo"], said["redo"]) == ("Added sky.png", "Changed the tone of the brief")
    assert [item["status"] for item in said["items"]] == ["Undone", "Applied"]
    stage.send("POST", f"{PROJECT}/redo")
    said = stage.send("GET", path).json()
    assert (said["undo"], said["redo"]) == ("Changed the tone of the brief", None)


def test_there_is_an_end_to_undo_and_to_redo(stage: Any) -> None:
    for verb, times in (("undo", 1), ("redo", 2)):
        for _ in range(times):
            assert stage.send("POST", f"{PROJECT}/{verb}").status_code == 200
        refused = stage.send("POST", f"{PROJECT}/{verb}")
        assert (refused.status_code, refused.json()["detail"]) == (409, f"There is nothing to {verb}.")
