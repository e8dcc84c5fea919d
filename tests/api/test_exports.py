"""Exports over HTTP: asked for, watched, fetched in parts, cancelled, tried again and deleted."""

import io
from collections.abc import Iterator
from typing import Any

import av
import pytest
from blake3 import blake3
from PIL import Image
from starlette.testclient import TestClient

from aura.services import Services
from aura.worker import Worker

API = "/api/v1"


class Desk:
    """One project without words, so that it renders in a moment, and its exports."""

    def __init__(self, aura: Services, client: TestClient, title: str = "Light “houses” & ships") -> None:
        self.aura, self.client = aura, client
        body = {"brief": {"topic": "Lighthouses"}, "scenes": [{"title": "The lamp"}, {"title": "The lens"}]}
        self.project = client.post(f"{API}/projects", json=body).json()["id"]
        at = f"{API}/projects/{self.project}"
        client.patch(f"{at}/head", json={"title": title}, headers={"If-Match": "*"}).raise_for_status()
        picture = io.BytesIO()
        Image.radial_gradient("L").save(picture, "PNG")
        added = client.post(f"{at}/assets?name=a.png", content=picture.getvalue()).json()
        digest = added["asset"]["digest"]
        for item in client.get(f"{at}/scenes").json()["items"]:
            scene = f"{at}/scenes/{item['scene']['id']}"
            client.patch(
                scene, json={"media": {"asset": digest}}, headers={"If-Match": "*"}
            ).raise_for_status()

    def request(self, **body: Any) -> Any:
        return self.client.post(
            f"{API}/projects/{self.project}/exports", json={"preset": "Draft 360p", **body}
        )

    def made(self) -> Any:
        address = self.request().headers["location"]
        assert Worker(self.aura).run_one()
        line = self.client.get(address).json()
        assert line["status"] == "Completed", line["error"]
        return line


@pytest.fixture(autouse=True)
def _one_child() -> Iterator[None]:
    """Short films need no more than one child process, and each takes half a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AURA_WORKERS", "1")
        yield


@pytest.fixture
def desk(aura: Services, client: TestClient) -> Desk:
    return Desk(aura, client)


def test_a_request_is_accepted_and_says_where_to_watch_it(desk: Desk) -> None:
    answered = desk.request()
    line = answered.json()

    assert answered.status_code == 202
    assert answered.headers["location"] == f"{API}/exports/{line['id']}"
    assert desk.client.get(answered.headers["location"]).json() == line
    assert (line["status"], line["progress"], line["attempt"]) == ("Queued", 0, 0)
    assert line["project_id"] == desk.project
    assert line["version"].startswith(f"projects/{desk.project}/versions/")
    assert line["file"] is None
    assert line["started_at"] is None


def test_a_finished_export_says_all_there_is_to_say(desk: Desk) -> None:
    line = desk.made()
    film = desk.client.get(line["file"]).content

    assert line["file"] == f"{API}/exports/{line['id']}/file"
    assert line["file_digest"] == blake3(film).hexdigest()
    assert line["size_bytes"] == len(film)
    assert (line["resolution"], line["codec"], line["preset"]) == ("640x360", "h264", "Draft 360p")
    assert line["duration_s"] == pytest.approx(4.0)
    assert (line["progress"], line["attempt"], line["error"]) == (100, 1, None)
    assert line["segments_reused"] + line["segments_rendered"] == 2
    assert line["started_at"] <= line["completed_at"]


def test_the_film_is_played_from_its_address(desk: Desk) -> None:
    answered = desk.client.get(desk.made()["file"])

    assert answered.status_code == 200
    assert answered.headers["content-type"] == "video/mp4"
    assert answered.headers["content-disposition"].startswith("inline")
    assert answered.headers["accept-ranges"] == "bytes"
    with av.open(io.BytesIO(answered.content)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 120


def test_a_film_is_saved_under_a_plain_name(desk: Desk) -> None:
    line = desk.made()
    answered = desk.client.get(line["file"], params={"download": "true"})

    assert answered.headers["content-disposition"] == f'attachment; filename="{line["file_name"]}"'
    assert line["file_name"].startswith("light-houses-ships-")


def test_a_player_fetches_a_film_in_parts(desk: Desk) -> None:
    file = desk.made()["file"]
    whole = desk.client.get(file).content
    part = desk.client.get(file, headers={"Range": "bytes=100-299"})
    end = desk.client.get(file, headers={"Range": "bytes=-50"})
    behind = desk.client.get(file, headers={"Range": f"bytes={len(whole)}-"})

    assert part.status_code == end.status_code == 206
    assert part.content == whole[100:300]
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole)}"
    assert end.content == whole[-50:]
    assert behind.status_code == 416


def test_what_happened_is_listed_in_order_and_from_where_one_left_off(desk: Desk) -> None:
    line = desk.made()
    events = desk.client.get(f"{API}/exports/{line['id']}/events").json()["items"]
    kinds = [event["kind"] for event in events if event["kind"] != "export.progress"]
    ids = [event["id"] for event in events]

    assert kinds == ["export.queued", "export.started", "export.verifying", "export.completed"]
    assert ids == sorted(set(ids))
    rest = desk.client.get(f"{API}/exports/{line['id']}/events", params={"after": ids[1]}).json()["items"]
    assert rest == events[2:]


def test_events_of_one_export_are_not_told_of_another(desk: Desk) -> None:
    desk.made()
    other = desk.request().json()["id"]
    (event,) = desk.client.get(f"{API}/exports/{other}/events").json()["items"]

    assert event["kind"] == "export.queued"


def test_the_history_lists_the_newest_first(desk: Desk) -> None:
    asked = [desk.request().json()["id"] for _ in range(3)]
    first = desk.client.get(f"{API}/exports", params={"limit": 2}).json()
    second = desk.client.get(f"{API}/exports", params={"limit": 2, "cursor": first["cursor"]}).json()

    assert [line["id"] for line in first["items"] + second["items"]] == asked[::-1]
    assert second["cursor"] is None


def test_the_history_is_asked_for_a_project_and_a_status(desk: Desk, aura: Services) -> None:
    mine = desk.request().json()["id"]
    theirs = Desk(aura, desk.client).request().json()["id"]
    desk.client.post(f"{API}/exports/{theirs}/cancel")

    def ids(**asked: str) -> list[str]:
        return [line["id"] for line in desk.client.get(f"{API}/exports", params=asked).json()["items"]]

    assert ids(project=desk.project) == [mine]
    assert ids(status="Cancelled") == [theirs]
    assert ids(project=desk.project, status="Cancelled") == []


def test_a_waiting_export_is_cancelled_tried_again_and_finished(desk: Desk) -> None:
    export = f"{API}/exports/{desk.request().json()['id']}"

    assert desk.client.post(f"{export}/cancel").json()["status"] == "Cancelled"
    assert desk.client.post(f"{export}/cancel").status_code == 409
    assert desk.client.post(f"{export}/retry").json()["status"] == "Queued"
    assert desk.client.post(f"{export}/retry").status_code == 409
    assert Worker(desk.aura).run_one()
    assert desk.client.get(export).json()["status"] == "Completed"


def test_a_deleted_export_is_gone_together_with_its_film(desk: Desk) -> None:
    line = desk.made()
    export = f"{API}/exports/{line['id']}"

    assert desk.client.delete(export).status_code == 200
    for address in (export, line["file"], f"{export}/events"):
        assert desk.client.get(address).status_code == 404
    assert desk.client.delete(export).status_code == 404
    assert desk.client.get(f"{API}/exports").json()["items"] == []
    assert list(desk.aura.settings.exports_dir.glob("*.mp4")) == []


def test_what_cannot_be_done_now_is_a_conflict(desk: Desk) -> None:
    export = f"{API}/exports/{desk.request().json()['id']}"

    assert desk.client.get(f"{export}/file").status_code == 409
    assert desk.client.delete(export).status_code == 409
    assert desk.client.post(f"{export}/retry").status_code == 409


def test_a_project_without_scenes_is_a_conflict_and_an_unknown_preset_is_invalid(desk: Desk) -> None:
    empty = desk.client.post(f"{API}/projects", json={"brief": {"topic": "Nothing"}}).json()["id"]
    nothing = desk.client.post(f"{API}/projects/{empty}/exports", json={})
    unknown = desk.request(preset="Cinema 8k")

    assert nothing.status_code == 409
    assert "draft" in nothing.json()["detail"]
    assert unknown.status_code == 422
    assert unknown.json()["field"] == "render.preset"
    assert "Draft 360p" in unknown.json()["detail"]


def test_why_an_export_failed_is_said(desk: Desk) -> None:
    export = desk.request().headers["location"]
    for path in desk.aura.settings.media_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    Worker(desk.aura).run_one()
    line = desk.client.get(export).json()

    assert line["status"] == "Failed"
    assert line["error"].startswith("Scenes 1 and 2: a file is not in the media store")
    assert (line["file"], line["file_digest"]) == (None, None)


def test_the_presets_are_listed_with_their_sizes(client: TestClient) -> None:
    presets = {line["name"]: line for line in client.get(f"{API}/presets").json()["items"]}

    assert {"Standard 720p", "Draft 360p"} <= presets.keys()
    assert presets["Standard 720p"]["size_px"] == 720
    assert presets["Standard 720p"]["loudness_lufs"] == -16
