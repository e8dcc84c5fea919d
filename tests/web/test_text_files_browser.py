"""A script's file in a real browser: it becomes the script's text, or is refused and leaves what is there."""

from typing import Any

import pytest

TYPED = "Typed by hand."


def file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": data}


@pytest.fixture
def words(page: Any, site: Any) -> Any:
    """The field of a script, with something in it."""
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    page.goto("/new/script")
    field = page.get_by_label("Script", exact=True)
    field.press_sequentially(TYPED)
    return field


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (file("latin.txt", "Caf\u00e9 du matin.".encode("latin-1")), "latin.txt is not a text in UTF-8"),
        (file("film.txt", bytes(range(256)) * 40), "film.txt is not a text in UTF-8"),
        (file("none.txt", b""), "none.txt is empty"),
        (file("long.txt", b"word " * 50_000), "long.txt is longer than a script may be"),
    ],
    ids=["of another coding", "no text", "empty", "too long"],
)
def test_a_file_that_is_no_script_is_refused_and_what_was_typed_stays(
    page: Any, words: Any, given: dict[str, Any], said: str, expect: Any
) -> None:
    page.get_by_label("Choose a text file").set_input_files(given)
    expect(page.locator("#said-text")).to_contain_text(said)
    expect(words).to_have_value(TYPED)
    page.get_by_label("Choose a text file").set_input_files(file("good.txt", b"Another one."))
    expect(words).to_have_value("Another one.")
    expect(page.locator("#said-text")).to_be_empty()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_script_s_file_takes_the_place_of_what_was_typed_which_undo_brings_back(
    page: Any, words: Any, coding: str, expect: Any
) -> None:
    page.get_by_label("Choose a text file").set_input_files(
        file("good.txt", "Caf\u00e9 \u706f".encode(coding))
    )
    expect(words).to_have_value("Caf\u00e9 \u706f")
    page.keyboard.press("Control+z")
    expect(words).to_have_value(TYPED)
