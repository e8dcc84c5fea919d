"""Where the system chooses the colours (high contrast): what is chosen is seen, and so is every switch."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from aura.timeline.edits.scenes import SetSceneDuration
from tests.web.scenic import Film, png

pytestmark = pytest.mark.long

LEAST_SHARE = 0.02
"""Of the points of a control: what of it is told by less cannot be seen."""


@pytest.fixture
def film(page: Any, site: Any) -> Film:
    with site.aura.writing() as unit:
        unit.setup.save(tier="Offline")
        unit.setup.complete()
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    film = Film(site.aura, texts=("A lamp burns.", "The lens turns."))
    film.show(1, film.bring(png(), "sky.png"))
    return film


@pytest.fixture
def look(page: Any) -> Callable[[str], Image.Image]:
    """The picture of what is found first, without what is round about it."""

    def take(selector: str) -> Image.Image:
        data = page.locator(selector).first.screenshot(animations="disabled")
        return Image.open(BytesIO(data)).convert("RGB")

    return take


def colours(picture: Image.Image) -> Counter[bytes]:
    """How many points have which colour."""
    data = picture.tobytes()
    return Counter(data[at : at + 3] for at in range(0, len(data), 3))


def share(picture: Image.Image) -> float:
    """How much of a picture has another colour than most of it."""
    found = colours(picture)
    return 1 - found.most_common(1)[0][1] / found.total()


def middle(picture: Image.Image) -> bytes:
    """The colour that most of a picture's upper third has, where no letters are."""
    return colours(picture.crop((3, 3, picture.width - 3, max(4, picture.height // 3)))).most_common(1)[0][0]


def test_switches_and_places_are_seen(page: Any, film: Film, look: Callable[[str], Image.Image]) -> None:
    page.goto(f"{film.path}/scenes")
    page.wait_for_selector("#i-focus-center")
    page.wait_for_load_state("networkidle")
    on = look("#i-follows")
    assert middle(look("#i-focus-center:checked")) != middle(look("#i-focus-left"))
    assert share(look("#i-focus-left")) > LEAST_SHARE
    assert share(on) > LEAST_SHARE
    film.apply(SetSceneDuration(scene=film.scenes[0].id, frames=90))
    page.goto(f"{film.path}/scenes")
    page.wait_for_load_state("networkidle")
    off = look("#i-follows:not(:checked)")
    assert share(off) > LEAST_SHARE
    assert middle(on) != middle(off)
    assert share(look(".scene .grip")) > LEAST_SHARE
    assert share(look(".start-scene")) > LEAST_SHARE


def test_the_switch_of_the_keys_is_seen(page: Any, film: Film, look: Callable[[str], Image.Image]) -> None:
    page.goto("/settings")
    on = look("[data-single-keys]")
    page.locator("[data-single-keys]").uncheck()
    off = look("[data-single-keys]")
    assert min(share(on), share(off)) > LEAST_SHARE
    assert middle(on) != middle(off)
    assert middle(look(".choice[aria-pressed=true]")) == middle(look(".choice[aria-pressed=false]"))
    assert share(look(".choice[aria-pressed=true]")) > share(look(".choice[aria-pressed=false]"))


@pytest.mark.parametrize(
    ("place", "chosen", "other"),
    [
        ("/", ".nav a[aria-current]", ".nav a:not([aria-current])"),
        ("/brief", ".steps a[aria-current]", ".steps a:not([aria-current])"),
        ("/history", ".history-tabs .btn[aria-current]", ".history-tabs .btn:not([aria-current])"),
        ("/settings", ".side-foot .btn[aria-pressed=true]", ".side-foot .btn[aria-pressed=false]"),
    ],
)
def test_where_one_is_is_seen(
    page: Any, film: Film, look: Callable[[str], Image.Image], place: str, chosen: str, other: str
) -> None:
    page.goto(place if place in ("/", "/settings") else film.path + place)
    assert middle(look(chosen)) != middle(look(other))
    assert share(look(chosen)) > LEAST_SHARE  # and what it says can be read


def test_how_far_something_came_and_a_slider_are_seen(
    page: Any, film: Film, look: Callable[[str], Image.Image]
) -> None:
    page.goto(f"{film.path}/voice")
    assert share(look("input[type=range]")) > LEAST_SHARE
    page.evaluate(
        "() => { const meter = document.createElement('progress'); meter.className = 'meter';"
        " meter.max = 100; meter.value = 50; document.getElementById('content').prepend(meter) }"
    )
    assert share(look(".meter")) > 0.3
