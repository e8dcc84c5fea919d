"""The gallery and the bin: every project is found; and no text of a user's is taken for anything else."""

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.services import Services

FINISHED = {
    "status": "Completed",
    "output_file": "a.mp4",
    "duration_seconds": 41.26,
    "file_size": 3_456_789,
    "progress": 100.0,
}

New = Callable[..., uuid.UUID]


def titles(page: str) -> list[str]:
    return [
        html.unescape(title) for title in re.findall(r'<h2 class="cut"><a href="[^"]*">(.*?)</a></h2>', page)
    ]


def test_a_machine_where_nothing_was_done_begins_with_the_set_up(fresh: TestClient) -> None:
    assert fresh.get("/", follow_redirects=False).headers["location"] == "/setup"
    assert fresh.get("/").url.path == "/setup/welcome"


def test_projects_made_without_the_set_up_are_shown(fresh: TestClient, new_project: New) -> None:
    new_project("Lighthouses")
    page = fresh.get("/").text

    assert titles(page) == ["Lighthouses"]
    assert "The set-up is not done yet" in page


def test_without_projects_the_page_says_how_to_begin(client: TestClient) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "Make your first video" in page.text


@pytest.mark.parametrize("sort", ["changed", "title", "length"])
def test_every_project_is_found_from_the_page_once(client: TestClient, new_project: New, sort: str) -> None:
    expected = [f"Film number {number}" for number in range(53)]
    for number, title in enumerate(expected):
        new_project(title, scenes=number % 3)
    found: list[str] = []
    address = f"/?sort={sort}"
    while address:
        page = client.get(address).text
        found += titles(page)
        more = re.search(r'href="(/\?[^"]*cursor=[^"]+)"', page)
        address = html.unescape(more[1]) if more else ""

    assert len(found) == 53
    assert set(found) == set(expected)
    if sort == "title":
        assert found == sorted(expected)
    if sort == "changed":
        assert found == expected[::-1]


def test_titles_in_any_script_are_sorted_across_pages(client: TestClient, new_project: New) -> None:
    for number in range(30):
        new_project(f"Übung {number:02d} – 光", scenes=0)
    first = client.get("/?sort=title").text
    more = re.search(r'href="(/\?[^"]*cursor=[^"]+)"', first)
    assert more
    found = titles(first) + titles(client.get(html.unescape(more[1])).text)

    assert found == [f"Übung {number:02d} – 光" for number in range(30)]


def test_projects_are_searched_and_filtered(aura: Services, client: TestClient, new_project: New) -> None:
    new_project("Lighthouses")
    trains = new_project("Night trains")
    with aura.writing() as unit:
        unit.projects.hold(trains).status = "Completed"

    assert titles(client.get("/?search=LIGHT").text) == ["Lighthouses"]
    assert titles(client.get("/?status=Completed").text) == ["Night trains"]
    assert "Nothing matches “zeppelin”" in client.get("/?search=zeppelin").text


def test_a_deleted_project_is_in_the_bin_and_comes_back(client: TestClient, new_project: New) -> None:
    gone = new_project("Gone")
    deleted = client.post(f"/projects/{gone}/delete", headers={"HX-Request": "true"})

    assert "“Gone” is in the bin." in deleted.text
    assert f'hx-post="/projects/{gone}/bring-back"' in deleted.text
    assert "aura:projects" in deleted.headers["hx-trigger"]
    assert "Gone" not in client.get("/").text
    assert "30 days left" in client.get("/bin").text
    assert f"/projects/{gone}/bring-back" in client.get(f"/?deleted={gone}").text

    client.post(f"/projects/{gone}/bring-back")

    assert titles(client.get("/").text) == ["Gone"]
    assert "The bin is empty" in client.get("/bin").text
    assert "is in the bin" not in client.get(f"/?deleted={gone}").text


def test_a_project_without_a_title_is_told_by_the_word_for_it(client: TestClient, new_project: New) -> None:
    mine = new_project("")
    client.post(f"/projects/{mine}/delete")

    assert "“Untitled” is back." in client.post(f"/projects/{mine}/bring-back").text


def test_a_duplicate_can_be_undone(client: TestClient, new_project: New) -> None:
    first = new_project("Lighthouses")
    answer = client.post(f"/projects/{first}/duplicate")
    undo = re.search(r'hx-post="(/projects/[^"]+/delete)"', answer.text)

    assert undo
    assert "“Lighthouses (copy)” was made." in answer.text
    assert len(titles(client.get("/").text)) == 2
    client.post(undo[1])
    assert len(titles(client.get("/").text)) == 1


def test_the_newest_film_is_there_to_watch_and_to_save(
    client: TestClient, new_project: New, new_export: Callable[..., str]
) -> None:
    mine = new_project("Lighthouses")
    older = new_export(mine, **FINISHED)
    newest = new_export(mine, **FINISHED)
    new_export(mine, status="Failed", error_message="No luck.")
    page = client.get("/").text

    assert f'href="/api/v1/exports/{newest}/file"' in page
    assert f'href="/api/v1/exports/{newest}/file?download=true"' in page
    assert older not in page
    assert "No luck." not in page
    assert "3.5 MB" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "Queued"}, "Waiting"),
        ({"status": "InProgress", "progress": 41.5}, "Rendering"),
        ({"status": "Failed", "error_message": "Scene 2: no file."}, "Scene 2: no file."),
    ],
)
def test_without_a_film_the_card_says_how_far_it_is(
    client: TestClient,
    new_project: New,
    new_export: Callable[..., str],
    facts: dict[str, Any],
    said: str,
) -> None:
    new_export(new_project("Lighthouses"), **facts)

    assert said in client.get("/").text


def test_pages_load_nothing_from_elsewhere_and_may_be_framed_by_nobody(client: TestClient, seen: Any) -> None:
    paths = (
        "/",
        "/bin",
        "/new",
        "/new/script",
        "/new/file",
        "/new/template",
        "/settings",
        "/setup/keys",
        "/no",
    )
    for path in paths:
        page = client.get(path)
        found = seen(page.text)
        links = [address for address in found.addresses if not address.startswith("#")]
        assert all(link.startswith("/") and not link.startswith("//") for link in links), path
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "style" not in found.elements
        assert page.headers["x-content-type-options"] == "nosniff"


def test_what_the_pages_link_to_is_there(client: TestClient, new_project: New, seen: Any) -> None:
    new_project("Lighthouses")
    todo, done = ["/"], set[str]()
    while todo:
        address = todo.pop().partition("#")[0]
        if not address or address in done:
            continue
        done.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html") and not address.startswith("/api"):
            found = seen(answer.text)
            links = [value for name, value in found.attributes if name in ("href", "src") and value]
            todo += [link for link in links if not link.startswith("/api/")]

    assert {"/new", "/bin", "/settings", "/setup/keys", "/new/template/youtube-explainer"} <= done


def test_a_cursor_that_is_none_is_refused_with_a_page(client: TestClient) -> None:
    answer = client.get("/?cursor=nonsense")

    assert answer.status_code == 422
    assert "Something is not right yet" in answer.text


def test_what_is_not_there_is_said_on_a_page_and_to_programs_as_a_problem(client: TestClient) -> None:
    missing = client.get(f"/projects/{uuid.uuid4()}/brief")

    assert missing.status_code == 404
    assert "This page is not here" in missing.text
    assert client.get("/api/v1/nowhere").headers["content-type"] == "application/problem+json"


def test_an_error_of_a_script_s_request_is_a_toast_that_leaves_the_page_alone(client: TestClient) -> None:
    answer = client.post(f"/projects/{uuid.uuid4()}/delete", headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert answer.headers["hx-reswap"] == "none"
    assert 'role="alert"' in answer.text
    assert "<html" not in answer.text


def test_an_error_of_aura_s_own_is_shown_and_names_no_insides(
    aura: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aura.app import create_app

    def break_down(_: Services) -> None:
        raise RuntimeError("a secret of the insides")

    monkeypatch.setattr(Services, "reading", break_down)
    with TestClient(create_app(aura), base_url="http://localhost", raise_server_exceptions=False) as broken:
        answer = broken.get("/settings")

    assert answer.status_code == 500
    assert "Aura stumbled" in answer.text
    assert "secret" not in answer.text


def test_another_site_s_form_changes_nothing(client: TestClient, new_project: New) -> None:
    mine = f"/projects/{new_project('Lighthouses')}"
    paths = (
        "/new",
        "/theme",
        "/setup/skip",
        "/setup/keys",
        f"{mine}/delete",
        f"{mine}/undo",
        f"{mine}/draft",
    )
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        for path in paths:
            assert client.post(path, headers=headers).status_code == 403, path

    assert titles(client.get("/").text) == ["Lighthouses"]


def test_the_look_is_chosen_and_kept(client: TestClient) -> None:
    assert "data-theme" not in client.get("/").text.partition("<body")[0]
    answer = client.post("/theme", data={"theme": "dark", "back": "/settings"}, follow_redirects=False)

    assert answer.headers["location"] == "/settings"
    assert '<html lang="en" data-theme="dark">' in client.get("/").text
    client.post("/theme", data={"theme": "", "back": "/"})
    assert "data-theme" not in client.get("/").text.partition("<body")[0]


def test_a_form_leads_to_no_other_host(client: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb", ""):
        answer = client.post("/theme", data={"theme": "dark", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/", back
