"""Photographs the pages: ``scripts/screenshots FOLDER [PAGE ...]`` writes each as ``PAGE-LOOK.png``.

The pages are served over a home of its own, seeded with projects in several states, and thrown away.
A browser is needed: Chromium, at ``AURA_CHROMIUM`` or where the system has it.
"""

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from aura import config
from aura.actor import LOCAL
from aura.app import create_app
from aura.cli import film
from aura.cli.demo import BRIEF
from aura.exports.presets import Changes
from aura.exports.tables import ExportHistory
from aura.ids import new_id
from aura.projects.tables import VersionType
from aura.services import Services
from aura.templates.custom_templates import Card
from aura.templates.using import Chosen
from aura.timeline.document import Brief, Head
from aura.timeline.edits import Edit
from aura.timeline.edits.fields import SetBrief
from aura.timeline.edits.scenes import DeleteScene, InsertScene, MoveScene, SetSceneMotion, SetSceneText
from aura.timeline.scene import Scene

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
    past: str
    template: str
    preset: str


class Shot(NamedTuple):
    """A page: its address, and what is done on it before it is photographed."""

    path: str
    before: str = ""


SEEN = """() => Promise.all([...document.images].filter((each) => !each.complete && each.checkVisibility() &&
  each.getBoundingClientRect().top < innerHeight).map((each) => new Promise((go) => {
    each.addEventListener("load", go); each.addEventListener("error", go); })))"""


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
        "scenes-empty": Shot(f"{empty}/scenes"),
        "scenes-menu": Shot(f"{full}/scenes", "click:.scene .more"),
        "scenes-find": Shot(f"{full}/scenes", "click:[data-find]"),
        "scenes-keys": Shot(f"{full}/scenes", "press:?"),
        "project-menu": Shot(f"{full}/brief", "click:.bar .menu-button"),
        "render": Shot(f"{full}/render"),
        "render-empty": Shot(f"{empty}/render"),
        "render-presets": Shot(f"{full}/render", "click:.chosen"),
        "exports": Shot("/exports"),
        "exports-failed": Shot("/exports?status=Failed"),
        "exports-nothing-found": Shot("/exports?search=zeppelin"),
        "presets": Shot("/presets"),
        "preset": Shot("/presets/new?like=YouTube+1080p"),
        "preset-edit": Shot(f"/presets/edit?{urlencode({'name': seeds.preset})}"),
        "history": Shot(f"/projects/{seeds.past}/history"),
        "history-compare": Shot(f"/projects/{seeds.past}/history?version=2#compare"),
        "history-save": Shot(f"/projects/{seeds.past}/history", "click:#save-version"),
        "history-done": Shot(f"/projects/{seeds.past}/history/done"),
        "voice-record": Shot(f"{full}/voice", "click:[data-record]"),
        "template-new": Shot(f"{full}/template"),
        "template-own": Shot(f"/templates/own/{seeds.template}"),
        "settings": Shot("/settings"),
        "settings-providers": Shot("/settings/providers"),
        "settings-projects": Shot("/settings/projects"),
        "settings-storage": Shot("/settings/storage", "wait:.shares"),
        "settings-machine": Shot("/settings/machine", "wait:.check .badge"),
        "not-there": Shot("/nowhere"),
    }


def main(folder: Path, wanted: list[str], looks: list[str]) -> None:
    """Seed a home, serve it, and photograph the pages named, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, served(Path(scratch)) as (aura, address):
        seeds = seed(aura)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            pages = {name: shot for name, shot in shots(seeds).items() if name in wanted or not wanted}
            for look in looks:
                photograph(browser, address, folder, look, pages)
            browser.close()


def photograph(browser: Browser, address: str, folder: Path, look: str, pages: dict[str, Shot]) -> None:
    """Every page in one look; what the browser complains of is printed."""
    opened = browser.new_context(base_url=address, reduced_motion="reduce", **LOOKS[look])
    page = opened.new_page()
    page.on("console", lambda message: print(f"{page.url}: {message.type}: {message.text}", file=sys.stderr))
    for name, shot in pages.items():
        page.goto(shot.path)
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
    elif what == "press":
        page.keyboard.press(selector)
    elif what == "wait":
        page.locator(selector).first.wait_for()
    settle(page)


def settle(page: Page) -> None:
    """Wait for pieces that are fetched, for letters, and for the pictures that are in sight."""
    for _ in range(3):  # a piece may ask for another
        page.wait_for_timeout(150)
        page.locator(".htmx-request").first.wait_for(state="detached")
    page.evaluate("document.fonts.ready.then(() => {})")
    page.evaluate(SEEN)


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
        card = Card(name="How it speaks", description="A thing, from afar to close by.", category="Creative")
        own = unit.custom_templates.save(full, card, {"thing": "lighthouse"}).id
        slow = Changes(like="YouTube 1080p", size_px=540, video_bit_rate=2_345_500)
        preset = unit.presets.save("For slow lines", slow).recipe.name
    return Seeds(str(full), str(empty), str(gone), with_past(aura, full), own, preset)


def with_past(aura: Services, project_id: uuid.UUID) -> str:
    """A copy of a project, to which much was done since."""
    with aura.writing() as unit:
        copy = unit.projects.duplicate(project_id).id
        scenes = unit.live(copy).document().timeline.scenes
        unit.versions.save(copy, name="Sent to Marta", description="She liked the tower.", important=True)
    words = scenes[1].script_text.split()
    told = " ".join([*words[:4], "lonely", *words[5:], "Some burn to this day."])
    fresh = Scene(id=str(new_id()), script_text="Every light blinks in a rhythm of its own.")
    steps: tuple[tuple[Edit, VersionType, str | None], ...] = (
        (SetSceneText(scene=scenes[1].id, text=told), "Autosave", None),
        (SetSceneMotion(scene=scenes[2].id, motion="left"), "Autosave", None),
        (MoveScene(scene=scenes[3].id, after="end"), "RestorePoint", "Before a new draft"),
        (InsertScene(scene=fresh, after=scenes[2].id), "Autosave", None),
        (DeleteScene(scene=scenes[-1].id), "Autosave", None),
        (SetBrief(audience="Sailors and children"), "Manual", "Shown to the class"),
        (SetSceneText(scene=scenes[0].id, text="Far out, a light goes round."), "Autosave", None),
    )
    for edit, version_type, name in steps:
        with aura.writing() as unit:
            unit.editing.apply(copy, [edit])
            unit.versions.save(copy, version_type=version_type, name=name)
    return str(copy)


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


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    names = list(shots(Seeds(*Seeds._fields)))
    parser = argparse.ArgumentParser(
        prog="scripts/screenshots",
        description="Photograph the pages in light, dark and at a phone's width.",
        epilog=f"Pages: {', '.join(names)}.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the pictures are written")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="what is photographed; all pages otherwise")
    parser.add_argument("--look", action="append", choices=[*LOOKS], help="how; in all looks otherwise")
    given = parser.parse_args()
    if unknown := sorted(set(given.pages) - set(names)):
        parser.error(f"there is no page {unknown[0]!r}; there are {', '.join(names)}")
    return given


if __name__ == "__main__":
    given = asked()
    main(given.folder, given.pages, given.look or [*LOOKS])
