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
from fastapi import FastAPI
from starlette.testclient import TestClient

from aura import config
from aura.app import create_app
from aura.exports.tables import ExportHistory
from aura.ids import new_id
from aura.services import Services
from aura.timeline.document import Brief, Document, Head
from aura.timeline.scene import Scene
from tests.web.serving import Serving

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
    "<img src=/static/x onerror=alert(11)>",
    "<svg/onload=alert(12)>",
    '<a href="javascript:alert(13)">',
    "';alert(14);//",
    "<style>*{display:none}</style>",
    "<!--<script>",
    "]]><script>alert(17)</script>",
    "<b hx-get=/ hx-trigger=load>",
    "<base href=//evil.example/>",
    "</span></p></div></main><h1>",
    "<meta http-equiv=refresh content=0>",
    "<object data=//evil.example>",
    "<p data-save=/ data-name=x>",
    "<template><slot>",
    "<form action=//evil.example>",
    "%3Cscript%3Ealert(26)",
    "\\u003cscript\\u003ealert(27)",
    "&#60;script&#62;",
    "</option></select><video src=x>",
    "`alert(30)`",
)
"""Texts that would do something if a page took them for anything but text."""


@pytest.fixture
def client(aura: Services, new_app: Callable[[Services], FastAPI]) -> Iterator[TestClient]:
    """Asks over HTTP; the set-up is done."""
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    with TestClient(new_app(aura), base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def fresh(aura: Services, new_app: Callable[[Services], FastAPI]) -> Iterator[TestClient]:
    """The same on a machine where nothing was done yet."""
    with TestClient(new_app(aura), base_url="http://localhost") as opened:
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
        self.shape: list[tuple[str, ...]] = []
        """Each element, and the names of its attributes."""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.shape.append((tag, *sorted(name for name, _ in attrs)))
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


PATIENCE_MS = 120_000
"""How long anything in a browser may take on a machine that has much else to do."""


class Site(NamedTuple):
    """A running Aura, and where it is."""

    aura: Services
    app: FastAPI
    address: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An Aura of its own, served as it is to people."""
    home: Path = tmp_path_factory.mktemp("site")
    aura = Services(config.load(home, database_url="", scheduler="off")).open()
    app = create_app(aura)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(aura, app, f"http://127.0.0.1:{port}")
    aura.closing.set()  # whoever watches something is let go
    server.should_exit = True
    thread.join()


@pytest.fixture
def serving(home: Path) -> Iterator[Serving]:
    started = Serving(home)
    yield started
    started.end()


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
        self.expected: set[str | tuple[str, str]] = set()
        """Words that are no complaint here; with an address: those about addresses that hold it."""

    def watch(self, page: Any) -> None:
        page.on("console", lambda message: self._said(message.type, message.text, message.location["url"]))
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        page.on("dialog", self._interrupted)

    def _said(self, kind: str, text: str, url: str) -> None:
        pairs = ((each, "") if isinstance(each, str) else each for each in self.expected)
        if not any(words in text and place in url for words, place in pairs):
            self.found.append(f"{kind}: {text} ({url})")

    def _interrupted(self, dialog: Any) -> None:
        self.found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.found.append(f"asked elsewhere: {url}")


@pytest.fixture
def complaints_of() -> type[Complaints]:
    return Complaints


@pytest.fixture
def complaints(site: Site) -> Iterator[Complaints]:
    watching = Complaints(site.address)
    yield watching
    assert watching.found == []


@pytest.fixture(scope="session")
def patience_ms() -> int:
    return PATIENCE_MS


@pytest.fixture(scope="session")
def expect() -> Any:
    """Waits until something is so."""
    expect = pytest.importorskip("playwright.sync_api").expect
    expect.set_options(timeout=PATIENCE_MS)
    return expect


@pytest.fixture
def page(browser: Any, site: Site, complaints: Complaints) -> Iterator[Any]:
    """A page in a browser that knows nothing yet."""
    context = browser.new_context(base_url=site.address, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.on("page", complaints.watch)
    yield context.new_page()
    context.close()


@pytest.fixture
def document(site: Any) -> Callable[[str], Document]:
    def read(path: str) -> Document:
        with site.aura.reading() as unit:
            found: Document = unit.live(uuid.UUID(path.split("/")[2])).document()
            return found

    return read


@pytest.fixture
def order(document: Callable[[str], Document]) -> Callable[[str], str]:
    return lambda path: "".join(scene.script_text for scene in document(path).timeline.scenes)


@pytest.fixture
def path(site: Site) -> str:
    """The address of a new project without scenes, in an Aura that was set up."""
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        made: uuid.UUID = unit.projects.create(brief=Brief(topic="Lamps"), head=Head(title="Lamps")).id
        return f"/projects/{made}"
