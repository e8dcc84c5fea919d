"""How a project begins, in a real browser: what was typed is there again when the page is loaded anew."""

from typing import Any

import pytest


@pytest.fixture
def begun(page: Any, site: Any) -> Any:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    return page


def test_what_was_typed_for_a_new_project_is_there_again_after_a_reload(begun: Any, expect: Any) -> None:
    page = begun
    page.goto("/new")
    page.get_by_label("Topic").fill("How lamps work")
    page.get_by_label("Notes").fill("A lens, a fire, a tower.")
    page.get_by_role("radio", name="9:16").check(force=True)
    page.reload()
    expect(page.get_by_label("Topic")).to_have_value("How lamps work")
    expect(page.get_by_label("Notes")).to_have_value("A lens, a fire, a tower.")
    expect(page.get_by_role("radio", name="9:16")).to_be_checked()

    page.goto("/new/script")
    words = page.get_by_label("Script", exact=True)
    words.fill("A lamp burns.\n\nThe sea is dark.")
    page.goto("/settings")
    page.go_back()
    expect(words).to_have_value("A lamp burns.\n\nThe sea is dark.")


def test_what_was_answered_to_a_template_is_there_again_after_a_reload(begun: Any, expect: Any) -> None:
    page = begun
    page.goto("/new/template/youtube-explainer")
    field = page.locator("#ask textarea, #ask input[type=text]").first
    choice = page.locator("#ask input[type=radio]:not(:checked)").first
    label = choice.get_attribute("value")
    field.fill("Lamps at sea")
    choice.check(force=True)
    page.reload()
    expect(field).to_have_value("Lamps at sea")
    expect(page.locator(f'#ask input[type=radio][value="{label}"]')).to_be_checked()
    expect(page.locator("#preview")).to_contain_text("Lamps at sea")


def test_another_look_takes_nothing_that_was_typed(begun: Any, expect: Any) -> None:
    page = begun
    page.goto("/new/script")
    words = page.get_by_label("Script", exact=True)
    words.fill("A lamp burns.")
    html, dark, light = (
        page.locator("html"),
        page.get_by_role("button", name="Dark"),
        page.get_by_role("button", name="Light"),
    )
    dark.click()
    expect(html).to_have_attribute("data-theme", "dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    light.click()
    expect(html).to_have_attribute("data-theme", "light")
    expect(dark).to_have_attribute("aria-pressed", "false")
    expect(words).to_have_value("A lamp burns.")
    page.goto("/settings")
    expect(html).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="As the system").last.click()
    expect(page.get_by_role("button", name="Light").first).to_have_attribute("aria-pressed", "false")
    page.reload()
    assert html.get_attribute("data-theme") is None


def test_a_look_that_could_not_be_kept_is_not_put_on(begun: Any, complaints: Any, expect: Any) -> None:
    page = begun
    complaints.expected.add("ERR_FAILED")
    page.goto("/new")
    page.get_by_label("Topic").fill("How lamps work")
    page.route("**/theme", lambda route: route.abort())
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("#toasts")).to_contain_text("Aura does not answer")
    assert page.locator("html").get_attribute("data-theme") is None
    expect(page.get_by_label("Topic")).to_have_value("How lamps work")
