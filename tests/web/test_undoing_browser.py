"""Undo by keyboard in a real browser: the browser's own where letters are typed, Aura's everywhere else."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from aura.timeline.document import Brief, Head
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene

CTRL = 2
"""As Chromium counts what is held down."""


@pytest.fixture
def path(site: Any) -> str:
    """A project of one scene, whose words were changed last."""
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
        scene = Scene(id=str(uuid.uuid4()), script_text="A lamp.")
        made = unit.projects.create(brief=Brief(topic="Lamps"), head=Head(title="Lamps"), scenes=[scene]).id
        unit.editing.apply(made, [SetSceneText(scene=scene.id, text="A lamp burns.")])
        return f"/projects/{made}"


def press_often(page: Any) -> None:
    """Once for each letter, which a browser may take back one by one, and once more."""
    for _ in range(5):
        page.keyboard.press("Control+z")


def test_in_a_text_that_is_saved_nowhere_undo_takes_back_letters_and_nothing_of_the_project(
    page: Any, path: str, document: Callable[[str], Any], expect: Any
) -> None:
    page.goto(f"{path}/scenes")
    page.locator("[data-find]").first.click()
    page.locator("#find-text").press_sequentially("lamp")
    press_often(page)
    expect(page.locator("#find-text")).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    name = page.get_by_label("Name")
    expect(name).to_be_focused()
    name.press_sequentially("Sent")
    press_often(page)
    expect(name).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("#undo")).to_have_attribute("aria-label", re.compile("text of scene 1"))
    assert document(path).timeline.scenes[0].script_text == "A lamp burns."

    page.locator(".scene-pick").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Words of scene 1")).to_have_value("A lamp.")


def test_keys_mean_the_same_on_a_keyboard_whose_letters_are_no_latin_ones(
    page: Any, path: str, document: Callable[[str], Any], complaints: Any, expect: Any
) -> None:
    complaints.expected.add(("status of 404", "/drawn"))  # the picture of a scene that goes as it comes
    page.goto(f"{path}/scenes")
    page.locator(".scene-pick").focus()
    keyboard = page.context.new_cdp_session(page)

    def press(key: str, code: str) -> None:
        pressed = {"key": key, "code": code, "modifiers": CTRL}
        keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **pressed})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})

    press("в", "KeyD")
    expect(page.locator(".scene")).to_have_count(2)
    press("я", "KeyZ")
    expect(page.locator(".scene")).to_have_count(1)
    press("ئ", "KeyZ")
    expect(page.get_by_label("Words of scene 1")).to_have_value("A lamp.")
    press("ы", "KeyS")
    expect(page.get_by_label("Name")).to_be_focused()
    assert len(document(path).timeline.scenes) == 1
