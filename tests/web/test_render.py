"""The render page over HTTP: what is chosen, what is in the way, what runs, what was made."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.exports.tables import ExportHistory
from aura.services import Services
from aura.timeline.edits.fields import SetRender, SetVoice

New = Callable[..., uuid.UUID]
Export = Callable[..., str]
HTMX = {"HX-Request": "true"}


def rows(aura: Services, project_id: uuid.UUID) -> list[ExportHistory]:
    with aura.reading() as unit:
        return list(unit.exports.list(project_id=project_id).items)


def test_without_exports_the_page_says_what_to_do(client: TestClient, new_project: New) -> None:
    page = client.get(f"/projects/{new_project('Lighthouses')}/render").text

    assert "No exports yet" in page
    assert "Make the video" in page
    assert "YouTube 1080p" in page


def test_a_project_without_a_script_is_told_where_it_is_written(client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses", scenes=0)
    page = client.get(f"/projects/{mine}/render").text

    assert "There is nothing to render yet" in page
    assert f'href="/projects/{mine}/plan"' in page
    assert "What is red has to be mended first." in page


def test_films_are_there_though_the_servers_that_are_to_speak_and_draw_are_not(
    aura: Services, client: TestClient, new_project: New, new_export: Export
) -> None:
    project_id = new_project("Lights")
    film = new_export(project_id, status="Completed", completed_at=aura.database.clock())
    with aura.writing() as unit:
        unit.editing.apply(project_id, [SetVoice(source="online"), SetRender(pictures="online")])
    page = client.get(f"/projects/{project_id}/render")

    assert page.status_code == 200
    assert film in page.text
    assert "No server is set up for speech" in page.text
    assert 'href="/settings/providers"' in page.text


def test_making_the_video_puts_it_in_the_queue(aura: Services, client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses")
    answer = client.post(f"/projects/{mine}/exports", data={"preset": "Draft 360p"}, headers=HTMX)
    (row,) = rows(aura, mine)

    assert "“Draft 360p” is in the queue." in answer.text
    assert "aura:runs" in answer.headers["hx-trigger"]
    assert (row.preset_name, row.status) == ("Draft 360p", "Queued")
    runs = client.get(f"/projects/{mine}/exports/runs").text
    assert "Next in line" in runs
    assert f'hx-post="/exports/{row.id}/cancel"' in runs


def test_without_scripts_a_plain_form_makes_the_video(client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses")
    answer = client.post(f"/projects/{mine}/exports", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/projects/{mine}/render")


def test_what_is_in_the_way_blocks_and_is_said_in_words(
    aura: Services, client: TestClient, new_project: New
) -> None:
    mine = new_project("Lighthouses", script_text="")
    with aura.writing() as unit:
        unit.editing.apply(mine, [SetRender(preset="Podcast Audio mp3")])
    checks = client.get(f"/projects/{mine}/render/checks").text
    refused = client.post(f"/projects/{mine}/exports", headers=HTMX)

    assert "Nothing is heard in this film" in checks
    assert "What is red has to be mended first." in checks
    assert refused.status_code == 422
    assert rows(aura, mine) == []


def test_a_preset_that_is_gone_is_told_like_anything_else(
    aura: Services, client: TestClient, new_project: New
) -> None:
    mine = new_project("Lighthouses")
    with aura.writing() as unit:
        unit.editing.apply(mine, [SetRender(preset="<b>Gone</b>")])

    page = client.get(f"/projects/{mine}/render").text
    assert "There is no preset “&lt;b&gt;Gone&lt;/b&gt;” any more." in page
    assert "Choose another" in page


def test_what_would_be_rendered_is_told_with_the_reasons(client: TestClient, new_project: New) -> None:
    told = client.get(f"/projects/{new_project('Lighthouses')}/render/foresight").text

    assert "All of it will be rendered." in told
    assert "What is rendered, and why" in told


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "InProgress", "progress": 41.5, "stage": "Voice"}, 'data-percent="42"'),
        ({"status": "InProgress", "cancel_requested": True, "stage": "Voice"}, "Stopping…"),
        ({"status": "Queued", "is_paused": True}, "Waits until you let it go on"),
    ],
)
def test_what_waits_or_runs_is_said(
    client: TestClient, new_project: New, new_export: Export, facts: dict[str, Any], said: str
) -> None:
    mine = new_project("Lighthouses")
    new_export(mine, **facts)

    assert said in client.get(f"/projects/{mine}/exports/runs").text


def test_a_paused_queue_is_said_where_one_waits(aura: Services, client: TestClient, new_project: New) -> None:
    mine = new_project("Lighthouses")
    client.post(f"/projects/{mine}/exports")
    client.post("/exports/pause", headers=HTMX)
    assert "The queue is paused." in client.get(f"/projects/{mine}/exports/runs").text

    client.post("/exports/resume", headers=HTMX)
    assert "The queue is paused." not in client.get(f"/projects/{mine}/exports/runs").text


def test_the_newest_film_is_played_and_any_other_that_is_asked_for(
    client: TestClient, new_project: New, new_export: Export
) -> None:
    mine = new_project("Lighthouses")
    done = {"status": "Completed", "output_file": "a.mp4", "duration_seconds": 4.0, "resolution": "640x360"}
    older, newest = new_export(mine, **done), new_export(mine, **done)
    new_export(mine, status="Failed", error_message="The disk is full.")

    page = client.get(f"/projects/{mine}/render").text
    assert f'<video src="/api/v1/exports/{newest}/file"' in page
    assert "The disk is full." in page
    assert (
        f'<video src="/api/v1/exports/{older}/file"'
        in client.get(f"/projects/{mine}/render?watch={older}").text
    )
    assert "autoplay" in client.get(f"/projects/{mine}/render/player?watch={older}&play=true").text


def test_a_film_that_is_asked_for_is_played_however_old_it_is(
    client: TestClient, new_project: New, new_export: Export
) -> None:
    mine, other = new_project("Lighthouses"), new_project("Night trains")
    done = {"status": "Completed", "output_file": "a.mp4", "duration_seconds": 4.0, "resolution": "640x360"}
    oldest, *_, newest = [new_export(mine, **done) for _ in range(22)]
    foreign = new_export(other, **done)

    def played(watch: str) -> str:
        page = client.get(f"/projects/{mine}/render/player?watch={watch}").text
        return page.partition('src="/api/v1/exports/')[2].partition("/")[0]

    assert played(oldest) == oldest
    assert played(foreign) == newest
    assert played("no-export") == newest
    assert played("%00") == newest


def test_a_film_of_sound_alone_gets_a_player_of_its_own(
    client: TestClient, new_project: New, new_export: Export
) -> None:
    mine = new_project("Lighthouses")
    new_export(mine, status="Completed", output_file="a.mp3", duration_seconds=4.0, resolution=None)

    page = client.get(f"/projects/{mine}/render").text
    assert "<audio" in page
    assert "<video" not in page


@pytest.mark.parametrize(
    "piece", ["render", "exports/runs", "exports/list", "render/player", "render/checks"]
)
def test_a_project_that_is_not_there_has_no_pieces(client: TestClient, piece: str) -> None:
    assert client.get(f"/projects/{uuid.uuid4()}/{piece}").status_code == 404
