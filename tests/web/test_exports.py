"""The exports of all projects over HTTP: the queue and its order, the history, films saved and found."""

import re
import uuid
from collections.abc import Callable
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from aura.exports.charting import Cell, Chart
from aura.exports.tables import ExportHistory
from aura.services import Services
from aura.web import exports_runs
from aura.web.exports_live import standing

New = Callable[..., uuid.UUID]
Export = Callable[..., str]
HTMX = {"HX-Request": "true"}
DONE = {"status": "Completed", "output_file": "a.mp4", "file_size": 1000, "resolution": "640x360"}


@pytest.fixture
def waiting(client: TestClient, new_project: New, new_export: Export) -> list[str]:
    """Three exports that wait, of three projects."""
    return [new_export(new_project(f"Film {number}")) for number in range(3)]


def in_line(client: TestClient) -> list[str]:
    return re.findall(r'<li class="export" id="run-([^"]+)"', client.get("/exports/runs").text)


def row(aura: Services, export_id: str) -> ExportHistory:
    with aura.reading() as unit:
        return unit.work.session.get_one(ExportHistory, export_id)


def listed(page: str) -> list[str]:
    return re.findall(r'<li class="export" id="export-([^"]+)"', page)


def test_without_exports_the_page_says_what_it_is_for(client: TestClient) -> None:
    page = client.get("/exports").text

    assert "No exports yet" in page
    assert "Nothing is rendered now, and nothing waits." in page
    assert '<a href="/exports" aria-current="page">' in page


@pytest.mark.parametrize(("way", "expected"), [("up", [0, 2, 1]), ("first", [2, 0, 1]), ("last", [0, 1, 2])])
def test_what_waits_is_moved(client: TestClient, waiting: list[str], way: str, expected: list[int]) -> None:
    answer = client.post(f"/exports/{waiting[2]}/{way}", headers=HTMX)

    assert "aura:runs" in answer.headers["hx-trigger"]
    assert in_line(client) == [waiting[number] for number in expected]


def test_the_first_one_cannot_be_moved_further_up(client: TestClient, waiting: list[str]) -> None:
    answer = client.post(f"/exports/{waiting[0]}/up", headers=HTMX)

    assert "“Standard 720p” is the next in line already." in answer.text
    assert in_line(client) == waiting


@pytest.mark.parametrize("way", ["up", "first", "last"])
def test_what_does_not_wait_has_no_place_to_be_moved_to(
    client: TestClient, waiting: list[str], new_project: New, new_export: Export, way: str
) -> None:
    done = new_export(new_project("Lighthouses"), **DONE)
    answer = client.post(f"/exports/{done}/{way}", headers=HTMX)

    assert answer.status_code == 409
    assert "only one that waits has a place" in answer.text
    assert in_line(client) == waiting


def test_an_export_that_runs_is_shown_when_its_project_is_put_into_the_bin(
    aura: Services,
    client: TestClient,
    new_project: New,
    new_export: Export,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = new_project("Lighthouses")
    with aura.writing() as unit:
        version = unit.versions.save(mine)
        scenes = tuple(unit.live(mine).order().ids)
    runs = new_export(mine, status="InProgress", stage="Composition", version_id=version.id)
    works = Chart(scene_ids=scenes, cells=(Cell(1, False, 25, "working"),))
    monkeypatch.setattr(exports_runs, "charted", lambda *_: works)
    client.post(f"/projects/{mine}/delete")
    page = client.get("/exports")

    assert page.status_code == 200
    assert f'id="run-{runs}"' in page.text
    assert "Scene 1 of 2" in page.text
    assert "/poster" not in page.text


def test_the_queue_and_each_that_waits_are_paused_and_go_on(
    aura: Services, client: TestClient, waiting: list[str]
) -> None:
    assert "Pause the queue" in client.get("/exports/runs").text
    client.post("/exports/pause")
    assert "The queue is paused." in client.get("/exports").text
    client.post("/exports/resume")
    client.post(f"/exports/{waiting[1]}/pause")
    assert row(aura, waiting[1]).is_paused
    client.post(f"/exports/{waiting[1]}/resume")
    assert not row(aura, waiting[1]).is_paused


def test_what_waits_is_cancelled_and_started_again(
    aura: Services, client: TestClient, waiting: list[str]
) -> None:
    said = client.post(f"/exports/{waiting[0]}/cancel", headers=HTMX)

    assert "is cancelled. What was rendered is kept." in said.text
    assert "aura:films" in said.headers["hx-trigger"]
    assert "Start again" in client.get("/exports").text
    client.post(f"/exports/{waiting[0]}/retry")
    assert row(aura, waiting[0]).status == "Queued"


def test_what_runs_is_being_stopped_until_it_has_ended(
    aura: Services, client: TestClient, new_project: New, new_export: Export
) -> None:
    runs = new_export(new_project("Lighthouses"), status="InProgress")

    assert "is being stopped" in client.post(f"/exports/{runs}/cancel", headers=HTMX).text
    assert row(aura, runs).cancel_requested


def test_a_film_that_is_deleted_is_gone_and_its_record_stays(
    aura: Services, client: TestClient, new_project: New, new_export: Export
) -> None:
    done = new_export(new_project("Lighthouses"), **DONE)
    aura.settings.exports_dir.mkdir(parents=True)
    film = aura.settings.exports_dir / "a.mp4"
    film.write_bytes(b"film")
    client.post(f"/exports/{done}/delete")

    assert not film.exists()
    assert listed(client.get("/exports").text) == []
    assert listed(client.get("/exports?status=deleted").text) == [done]
    assert "Film deleted" in client.get("/exports?status=deleted").text


def test_an_export_without_a_film_is_deleted_from_the_list_alone(
    client: TestClient, new_project: New, new_export: Export
) -> None:
    failed = new_export(new_project("Lighthouses"), status="Failed", error_message="No room.")
    answer = client.post(f"/exports/{failed}/delete", headers=HTMX).text
    page = client.get("/exports?status=deleted").text

    assert "is deleted from the list." in answer
    assert "The film of" not in answer
    assert listed(page) == [failed]
    assert "Film deleted" not in page


def test_every_export_is_found_from_the_page_once(
    client: TestClient, new_project: New, new_export: Export
) -> None:
    mine = new_project("Lighthouses")
    expected = [new_export(mine, status="Cancelled") for _ in range(53)]
    found: list[str] = []
    address = "/exports?status=Cancelled"
    while address:
        page = client.get(address).text
        found += listed(page)
        more = re.search(r'href="(/exports\?[^"]*cursor=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""

    assert found == expected[::-1]


def test_the_history_is_narrowed(client: TestClient, new_project: New, new_export: Export) -> None:
    lights, trains = new_project("Lighthouses"), new_project("Night trains")
    done = new_export(lights, **DONE)
    failed = new_export(trains, status="Failed", preset_name="TikTok 9:16")

    assert listed(client.get("/exports?search=light").text) == [done]
    assert listed(client.get("/exports?status=Failed").text) == [failed]
    assert listed(client.get("/exports?preset=TikTok+9:16").text) == [failed]
    assert listed(client.get("/exports?since=7").text) == [failed, done]
    assert "Nothing matches “zeppelin”" in client.get("/exports?search=zeppelin").text
    assert "No export is like that" in client.get("/exports?preset=Nothing").text


@pytest.mark.parametrize("title", ["光の塔 “Lights”", "Plain"])
def test_a_film_is_saved_under_a_sensible_name(
    aura: Services, client: TestClient, new_project: New, new_export: Export, title: str
) -> None:
    done = new_export(new_project(title), **DONE)
    aura.settings.exports_dir.mkdir(parents=True)
    (aura.settings.exports_dir / "a.mp4").write_bytes(b"film")
    answer = client.get(f"/exports/{done}/film")
    name = f"{title.replace(chr(34), '')} - Standard 720p.mp4"

    assert answer.content == b"film"
    assert answer.headers["content-type"] == "video/mp4"
    said = answer.headers["content-disposition"]
    assert said.startswith("attachment")
    assert quote(name) in said or f'"{name}"' in said


def test_the_version_that_made_a_file_is_told(
    client: TestClient, aura: Services, new_project: New, new_export: Export
) -> None:
    mine = new_project("Lighthouses")
    with aura.writing() as unit:
        version = unit.versions.save(mine, name="Sent to Marta")
    new_export(
        mine, **DONE, version_id=version.id, input_file=f"projects/{mine}/versions/{version.version_number}"
    )
    number = version.version_number
    mark = f"aura:projects/{mine}/versions/{number}"

    def told(mark: str, size: int) -> str:
        return client.get("/exports/which", params={"mark": mark, "size": size}).text

    assert f"Made here, from version {number}." in told(mark, 1000)
    assert f'href="/projects/{mine}/history?version={number}"' in told(mark, 1000)
    assert "Sent to Marta" in told(mark, 1000)
    assert "no film of that version is as large" in told(mark, 5)
    assert "it carries no mark of Aura" in told("", 5)
    assert "from a project that is not here" in told(f"aura:projects/{uuid.uuid4()}/versions/1", 5)


def test_a_text_that_is_no_mark_is_refused(client: TestClient) -> None:
    assert client.get("/exports/which?mark=aura:nonsense&size=1").status_code == 422


def test_how_exports_stand_changes_with_each_of_them_and_with_nothing_else(
    aura: Services, client: TestClient, new_project: New, new_export: Export
) -> None:
    mine, other = new_project("Lighthouses"), new_project("Others")
    seen = [standing(aura, mine)]
    waits = new_export(mine)
    for facts in (
        {"progress": 5.0},
        {"status": "InProgress"},
        {"cancel_requested": True},
        {"status": "Cancelled"},
    ):
        seen.append(standing(aura, mine))
        with aura.writing() as unit:
            found = unit.work.session.get_one(ExportHistory, waits)
            for name, value in facts.items():
                setattr(found, name, value)
            found.completed_at = unit.work.now()
    seen.append(standing(aura, mine))
    client.post("/exports/pause")
    seen.append(standing(aura, mine))
    new_export(other)

    assert len(set(seen)) == len(seen)
    assert standing(aura, mine) == seen[-1]
    assert standing(aura, None) != seen[-1]
