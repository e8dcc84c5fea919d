"""The storyboard as a page shows it."""

from typing import Any


def shown(page: Any) -> str:
    """The words on the board's cards, in their order."""
    return "".join(page.locator(".scene textarea").evaluate_all("all => all.map(each => each.value)"))
