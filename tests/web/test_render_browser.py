"""The render step in a real browser with a real worker: a film is made, watched, known again and deleted."""

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from aura.ids import new_id
from aura.projects.assets import take_in
from aura.services import Services
from aura.timeline.document import Brief, Head, Render
from aura.timeline.edits.fields import SetRender
from aura.timeline.edits.showing import SetSceneMedia
from aura.timeline.scene import Media, Scene
from aura.worker import Worker

FRAMES = 30
PLAYS = """v => new Promise(done => {
  const told = () => v.currentTime && done(v.currentTime);
  v.addEventListener("timeupdate", told);
  told();
})"""
"""Waits until a film has moved; answers how far."""


@pytest.fixture
def film(site: Any, tmp_path: Path) -> tuple[uuid.UUID, str]:
    """A silent project of two pictures, and its address; the set-up is done."""
    aura: Services = site.aura
    scenes = [Scene(id=str(new_id()), length_frames=FRAMES) for _ in range(2)]
    with aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        made = unit.projects.create(
            brief=Brief(topic="Lamps"), head=Head(title="Two “lamps”"), scenes=scenes
        ).id
        unit.editing.apply(made, [SetRender(preset="Draft 360p")])
    for number, scene in enumerate(scenes):
        bring(aura, made, scene.id, tmp_path, number)
    return made, f"/projects/{made}"


def bring(aura: Services, project_id: uuid.UUID, scene_id: str, folder: Path, number: int) -> None:
    """Give a scene a picture."""
    path = folder / f"{number}.png"
    Image.new("RGB", (320, 180), (60 * number, 90, 160)).save(path)
    with aura.objects.receive() as incoming:
        incoming.write(path.read_bytes())
        asset = take_in(incoming, path.name, aura.prober)
    with aura.writing() as unit:
        unit.assets.add(project_id, asset)
        unit.editing.apply(project_id, [SetSceneMedia(scene=scene_id, media=Media(asset=asset.digest))])


@pytest.fixture
def working(site: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Begins to work off the queue."""
    monkeypatch.setenv("AURA_WORKERS", "1")
    worker = Worker(site.aura)
    thread = threading.Thread(target=worker.run)
    yield thread.start
    worker.stop()
    if thread.ident:
        thread.join()


def test_a_preset_is_chosen_the_video_made_watched_made_again_and_deleted(
    page: Any,
    site: Any,
    expect: Any,
    film: tuple[uuid.UUID, str],
    working: Callable[[], None],
    tmp_path: Path,
) -> None:
    project_id, path = film
    page.goto(f"{path}/render")
    expect(page.locator(".nothing-yet")).to_be_visible()
    page.get_by_role("button", name="Choose another").click()
    page.locator('input[value="Email/Web 480p"]').click()  # a card that is pointed at closes the dialog
    expect(page.locator("#choosing")).not_to_be_visible()
    expect(page.locator("#before .chosen")).to_contain_text("Email/Web 480p")
    with site.aura.reading() as unit:
        assert unit.live(project_id).part(Render).preset == "Email/Web 480p"
    page.locator("#undo").click()
    expect(page.locator("#before .chosen")).to_contain_text("Draft 360p")
    expect(page.locator('#choosing input[value="Draft 360p"]')).to_be_checked()

    page.get_by_role("button", name="Make the video").click()
    expect(page.locator("#runs")).to_contain_text("Next in line")
    working()
    expect(page.locator("#player video")).to_be_visible(timeout=300_000)
    expect(page.locator("#runs .run, #runs .export")).to_have_count(0)
    expect(page.locator("#exports .export")).to_contain_text("Completed")
    page.locator("#exports").get_by_role("link", name="Play").click()
    video = page.locator("#player video[autoplay]")
    assert video.evaluate(PLAYS) > 0
    assert video.evaluate("v => { v.currentTime = 1.5; return v.seekable.end(0) }") >= 1.5

    bring(site.aura, project_id, scenes(site.aura, project_id)[1], tmp_path, 7)
    page.reload()
    expect(page.locator("#foresight")).to_contain_text("1 of 2 segments is reused")
    page.get_by_role("button", name="Make the video").click()
    expect(page.locator("#exports .export")).to_have_count(2, timeout=300_000)
    expect(page.locator("#exports .export").first).to_contain_text("1 of 2 segments reused")

    with page.expect_download() as saving:
        page.locator("#player").get_by_role("link", name="Download").click()
    assert saving.value.suggested_filename.startswith("Two “lamps” - Draft 360p - v")
    saved = tmp_path / "saved.mp4"
    saving.value.save_as(saved)
    page.goto("/exports")
    page.locator("[data-which] input").set_input_files(saved)
    expect(page.locator("#which")).to_contain_text("Made here, from version")
    stranger = tmp_path / "stranger.mp4"
    stranger.write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 100_000)
    page.locator("[data-which] input").set_input_files(stranger)
    expect(page.locator("#which")).to_contain_text("it carries no mark of Aura")

    page.get_by_role("button", name="More for").first.click()
    page.locator("[popover]:popover-open").get_by_role("button", name="Delete").click()
    expect(page.locator("#delete-film")).to_contain_text("Delete the film of “Draft 360p”?")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#history .export")).to_have_count(1)
    page.get_by_role("link", name="Deleted").click()
    expect(page.locator("#history .export")).to_have_count(1)


def test_an_export_that_runs_is_shown_as_it_goes_and_stopped(
    page: Any, site: Any, expect: Any, film: tuple[uuid.UUID, str]
) -> None:
    _, path = film
    page.goto(f"{path}/render")
    page.get_by_role("button", name="Make the video").click()
    expect(page.locator("#runs")).to_contain_text("Next in line")
    (export_id,) = [
        each.removeprefix("run-")
        for each in page.locator("#runs .export").evaluate_all("l => l.map(e => e.id)")
    ]
    with site.aura.writing() as unit:  # a worker, as slow as the test wants it
        row = unit.exports.get(export_id)
        row.status, row.stage, row.progress = "InProgress", "Voice", 3.0
    expect(page).to_have_title("3 % · Render · Two “lamps” · Aura")
    with site.aura.writing() as unit:
        row = unit.exports.get(export_id)
        row.stage, row.progress = "Composition", 52.0
    expect(page.locator("#runs .pct")).to_contain_text("52")
    expect(page.locator("#said-progress")).to_have_text("Draft 360p: 50 per cent")
    expect(page.locator("#runs .segs li")).to_have_count(2)
    page.locator("#runs").get_by_role("button", name="Cancel").click()
    expect(page.locator("#runs")).to_contain_text("Stopping…")
    with site.aura.writing() as unit:
        unit.exports.get(export_id).status = "Cancelled"
    expect(page.locator("#exports .export")).to_contain_text("Cancelled")
    expect(page).to_have_title("Render · Two “lamps” · Aura")
    expect(page.locator("#runs .run")).to_have_count(0)
    page.locator("#exports").get_by_role("button", name="Start again").click()
    expect(page.locator("#runs")).to_contain_text("Next in line")
    with site.aura.writing() as unit:
        unit.exports.cancel(export_id)


def scenes(aura: Services, project_id: uuid.UUID) -> list[str]:
    with aura.reading() as unit:
        return [scene.id for scene in unit.live(project_id).document().timeline.scenes]
