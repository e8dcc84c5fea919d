"""Requests of a page that are kept back, so that a test says when they are answered."""

from typing import Any


def hold(page: Any, address: str) -> list[Any]:
    """Keeps the first request to an address back; it is in the list once it is made."""
    held: list[Any] = []

    def keep(route: Any) -> None:
        held.append(route)

    page.route(address, keep, times=1)
    return held
