"""Photographs the pages: ``screenshots.py FOLDER [PAGE ...]`` writes each as ``PAGE-LOOK.png``.

The pages are served over a home of its own, seeded with projects in several states, and thrown away.
A browser is needed: Chromium, at ``AURA_CHROMIUM`` or where the system has it.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from aura import config
from aura.actor import LOCAL
from aura.app import create_app
from aura.cli import film
from aura.cli.demo import BRIEF
from aura.exports.tables import ExportHistory
from aura.services import Services
from aura.templates.using import Chosen
from aura.timeline.document import Brief, Head

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
}


class Seeds(NamedTuple):
    """The projects the pages are shown with."""

    full: str
    empty: str
    deleted: str


class Shot(NamedTuple):
    """A page: its address, and what is done on it before it is photographed."""

    path: str
    before: str = ""


def shots(seeds: Seeds) -> dict[str, Shot]:
    full, empty = f"/projects/{seeds.full}", f"/projects/{seeds.empty}"
    return {
        "setup-welcome": Shot("/setup/welcome"),
        "setup-checks": Shot("/setup/checks", "wait:.check .badge"),
        "setup-providers": Shot("/setup/keys"),
        "setup-providers-server": Shot("/setup/keys", 'check:[value="OwnServer"]'),
        "setup-done": Shot("/setup/done"),
        "gallery": Shot("/"),
        "gallery-menu": Shot("/", "click:.project .menu-button"),
        "gallery-toast": Shot(f"/?deleted={seeds.deleted}"),
        "gallery-nothing-found": Shot("/?search=zeppelin"),
        "bin": Shot("/bin"),
        "new-idea": Shot("/new"),
        "new-script": Shot("/new/script"),
        "new-file": Shot("/new/file"),
        "templates": Shot("/new/template"),
        "template": Shot("/new/template/youtube-explainer", "wait:#preview .facts"),
        "brief": Shot(f"{full}/brief"),
        "brief-empty": Shot(f"{empty}/brief"),
        "plan": Shot(f"{full}/plan"),
        "plan-empty": Shot(f"{empty}/plan"),
        "plan-gate": Shot(f"{empty}/plan", "click:#next"),
        "voice": Shot(f"{full}/voice"),
        "scenes": Shot(f"{full}/scenes"),
        "render": Shot(f"{full}/render"),
        "render-empty": Shot(f"{empty}/render"),
        "settings": Shot("/settings"),
        "not-there": Shot("/nowhere"),
    }


def main(folder: Path, wanted: list[str]) -> None:
    """Seed a home, serve it, and photograph the pages named, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, served(Path(scratch)) as (aura, address):
        seeds = seed(aura)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            pages = {name: shot for name, shot in shots(seeds).items() if name in wanted or not wanted}
            for look in LOOKS:
                photograph(browser, address, folder, look, pages)
            browser.close()


def photograph(browser: Browser, address: str, folder: Path, look: str, pages: dict[str, Shot]) -> None:
    """Every page in one look; what the browser complains of is printed."""
    opened = browser.new_context(base_url=address, reduced_motion="reduce", **LOOKS[look])
    page = opened.new_page()
    page.on("console", lambda message: print(f"{page.url}: {message.type}: {message.text}", file=sys.stderr))
    for name, shot in pages.items():
        page.goto(shot.path, wait_until="networkidle")
        prepare(page, shot.before)
        page.screenshot(path=folder / f"{name}-{look}.png")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            print(f"{name}-{look}: {wide} pixels wider than the window", file=sys.stderr)
    opened.close()


def prepare(page: Page, before: str) -> None:
    """Bring a page into the state it is shown in."""
    what, _, selector = before.partition(":")
    if what == "click":
        page.locator(selector).first.click()
    elif what == "check":
        page.locator(selector).first.check(force=True)
    elif what == "wait":
        page.locator(selector).first.wait_for()
    page.wait_for_timeout(150)


def seed(aura: Services) -> Seeds:
    """Projects in several states."""
    full = aura.studio.start(BRIEF.read_text(encoding="utf-8"), BRIEF.name, LOCAL, "offline")
    for template in ("youtube-explainer", "social-top-list", "creative-memory", "business-before-after"):
        aura.gallery.start(Chosen("template", template), {}, LOCAL)
    with aura.writing() as unit:
        brief = Brief(topic="Why the sea is salty, and the Dead Sea saltier still")
        empty = unit.projects.create(brief=brief, head=Head(title="Why the sea is salty")).id
        gone = unit.projects.create(brief=Brief(topic="Untitled"), head=Head(title="A first try")).id
        unit.projects.delete(gone)
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    with aura.writing() as unit:
        unit.projects.set_step(full, "render")
        export_id = unit.exports.request(full, "Draft 360p").id
    film.make(aura, export_id, quiet=True)
    with aura.writing() as unit:
        failed = unit.exports.request(full).id
        row = unit.work.session.get_one(ExportHistory, failed)
        row.status, row.error_message = "Failed", "The disk is full: 64 MB more are needed."
    return Seeds(str(full), str(empty), str(gone))


@contextmanager
def served(home: Path) -> Iterator[tuple[Services, str]]:
    """An Aura of its own, and its address."""
    aura = Services(config.load(home, database_url="", scheduler="off")).open()
    settings = uvicorn.Config(create_app(aura), port=0, log_level="warning")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield aura, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def chromium() -> str:
    """The browser's path."""
    found = os.environ.get("AURA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        sys.exit(
            "There is no Chromium; install it (Debian: apt install chromium), or name it in AURA_CHROMIUM."
        )
    return found


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
