"""Pages over HTTP, as a browser without scripts sees them; and a real browser for what scripts do.

The browser is the machine's own Chromium (``AURA_CHROMIUM``, or as the system has it); where there is none
its tests are skipped and say so.  Whatever the browser complains of fails the test that was running.
"""

import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from starlette.testclient import TestClient

from aura import config
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
    "javascript:alert(1)",
    "</textarea><script>alert(1)</script>",
    "${alert(1)}`",
    "--><iframe src=//evil.example>",
)


@pytest.fixture
def client(aura: Services) -> Iterator[TestClient]:
    """Asks over HTTP; the set-up is done."""
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    with TestClient(create_app(aura), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def fresh(aura: Services) -> Iterator[TestClient]:
    """The same on a machine where nothing was done yet."""
    with TestClient(create_app(aura), base_url="http://localhost") as opened:
        yield opened


def project(
    aura: Services, title: str, scenes: int = 2, topic: str = "x", script_text: str = "A lamp burns."
) -> uuid.UUID:
    with aura.writing() as unit:
        made = [Scene(id=str(new_id()), script_text=script_text) for _ in range(scenes)]
        return unit.projects.create(brief=Brief(topic=topic), head=Head(title=title), scenes=made).id


def export(aura: Services, project_id: Any, **facts: Any) -> str:
    """An export in some state."""
    with aura.writing() as unit:
        export_id = unit.exports.request(project_id).id
        row = unit.work.session.get_one(ExportHistory, export_id)
        for name, value in facts.items():
            setattr(row, name, value)
        return export_id


@pytest.fixture
def new_project(aura: Services) -> Callable[..., uuid.UUID]:
    return lambda *args, **facts: project(aura, *args, **facts)


@pytest.fixture
def new_export(aura: Services) -> Callable[..., str]:
    return lambda project_id, **facts: export(aura, project_id, **facts)


class Seen(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())

    @property
    def addresses(self) -> list[str]:
        return [value or "" for name, value in self.attributes if name in ("src", "href", "action", "poster")]


@pytest.fixture
def seen() -> type[Seen]:
    return Seen


@pytest.fixture
def hostile() -> tuple[str, ...]:
    return HOSTILE


class Site(NamedTuple):
    """A running Aura, and where it is."""

    aura: Services
    address: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An Aura of its own, served as it is to people."""
    home: Path = tmp_path_factory.mktemp("site")
    aura = Services(config.load(home, database_url="", scheduler="off")).open()
    server = uvicorn.Server(uvicorn.Config(create_app(aura), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(aura, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The machine's Chromium."""
    path = os.environ.get("AURA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("There is no Chromium here (apt install chromium, or name one in AURA_CHROMIUM).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


class Complaints:
    """All that a browser found wrong: messages, errors, requests to elsewhere, answers that failed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.found: list[str] = []
        self.expected: set[str] = set()

    def watch(self, page: Any) -> None:
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def _said(self, kind: str, text: str) -> None:
        if not any(words in text for words in self.expected):
            self.found.append(f"{kind}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.found.append(f"asked elsewhere: {url}")


@pytest.fixture
def complaints(site: Site) -> Iterator[Complaints]:
    watching = Complaints(site.address)
    yield watching
    assert watching.found == []


@pytest.fixture
def page(browser: Any, site: Site, complaints: Complaints) -> Iterator[Any]:
    """A page in a browser that knows nothing yet."""
    context = browser.new_context(base_url=site.address, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    opened = context.new_page()
    complaints.watch(opened)
    yield opened
    context.close()
