"""The page ``/``: every project, its newest film to play, and no text of a user's taken for anything else."""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from aura.app import create_app
from aura.exports.tables import ExportHistory
from aura.ids import new_id
from aura.services import Services
from aura.timeline.document import Brief, Head, Scene

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "&lt;b&gt;",
)


@pytest.fixture
def client(aura: Services) -> Iterator[TestClient]:
    with TestClient(create_app(aura), base_url="http://localhost") as opened:
        yield opened


def project(aura: Services, title: str, scenes: int = 2) -> Any:
    with aura.writing() as unit:
        made = [Scene(id=str(new_id()), script_text="A lamp burns.") for _ in range(scenes)]
        return unit.projects.create(brief=Brief(topic="x"), head=Head(title=title), scenes=made).id


def export(aura: Services, project_id: Any, **facts: Any) -> str:
    """An export in some state."""
    with aura.writing() as unit:
        export_id = unit.exports.request(project_id).id
        row = unit.work.session.get_one(ExportHistory, export_id)
        for name, value in facts.items():
            setattr(row, name, value)
        return export_id


class Seen(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


FINISHED = {
    "status": "Completed",
    "output_file": "a.mp4",
    "duration_seconds": 41.26,
    "file_size": 3_456_789,
    "progress": 100.0,
}


def test_without_projects_the_page_says_how_to_begin(client: TestClient) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "No projects yet" in page.text
    assert "aura demo" in page.text


def test_every_project_is_found_from_the_page(aura: Services, client: TestClient) -> None:
    titles = {f"Film number {number}" for number in range(53)}
    for title in titles:
        project(aura, title)
    found: list[str] = []
    address = "/"
    while address:
        page = client.get(address).text
        found += re.findall(r"<h2>(.*?)</h2>", page)
        more = re.search(r'href="(/\?cursor=[^"]+)"', page)
        address = html.unescape(more[1]) if more else ""

    assert len(found) == 53
    assert set(found) == titles
    assert "No projects yet" not in client.get("/").text


def test_a_deleted_project_is_not_shown(aura: Services, client: TestClient) -> None:
    gone = project(aura, "Gone")
    with aura.writing() as unit:
        unit.projects.delete(gone)

    assert "Gone" not in client.get("/").text


def test_the_newest_film_is_there_to_play_and_to_save(aura: Services, client: TestClient) -> None:
    mine = project(aura, "Lighthouses")
    older = export(aura, mine, **FINISHED)
    newest = export(aura, mine, **FINISHED)
    export(aura, mine, status="Failed", error_message="No luck.")
    page = client.get("/").text

    assert f'src="/api/v1/exports/{newest}/file' in page
    assert f'href="/api/v1/exports/{newest}/file?download=true"' in page
    assert older not in page
    assert "No luck." not in page
    assert "41.3 s" in page
    assert "3.5 MB" in page
    assert "1280x720" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "Queued"}, "Queued"),
        ({"status": "InProgress", "progress": 41.5}, "InProgress, 41.5 %"),
        ({"status": "Failed", "error_message": "Scene 2: no file."}, "Scene 2: no file."),
        ({"status": "Cancelled"}, "Cancelled"),
    ],
)
def test_without_a_film_the_page_says_how_far_it_is(
    aura: Services, client: TestClient, facts: dict[str, Any], said: str
) -> None:
    export(aura, project(aura, "Lighthouses"), **facts)
    page = client.get("/").text

    assert said in page
    assert "<video" not in page


def test_a_project_that_was_never_exported_has_no_film_yet(aura: Services, client: TestClient) -> None:
    project(aura, "Lighthouses", scenes=1)
    page = client.get("/").text

    assert "No film yet" in page
    assert "1 scene " in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_user_s_text_is_shown_as_text(aura: Services, client: TestClient, text: str) -> None:
    export(aura, project(aura, text), status="Failed", error_message=text)
    export(aura, project(aura, text), **FINISHED)
    seen = Seen(client.get("/").text)

    assert seen.elements <= {
        "html", "head", "meta", "title", "link", "body", "header", "main", "h1", "h2", "p", "a", "ul", "li",
        "video", "div",
    }  # fmt: skip
    assert not any(name.startswith("on") for name, _ in seen.attributes)
    assert ("aria-label", f"The newest film of {text}") in seen.attributes
    assert seen.texts.count(text) == 3


def test_the_page_loads_nothing_from_elsewhere_and_may_be_framed_by_nobody(client: TestClient) -> None:
    page = client.get("/")
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)

    assert addresses
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


def test_what_the_page_links_to_is_there(client: TestClient) -> None:
    for address in re.findall(r'(?:src|href)="([^"]+)"', client.get("/").text):
        assert client.get(address).status_code == 200, address
    assert client.get("/static/aura.css").headers["content-type"] == "text/css; charset=utf-8"


def test_a_cursor_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/?cursor=nonsense").status_code == 422
