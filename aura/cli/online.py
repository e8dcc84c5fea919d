"""``--online`` and ``--offline`` of the commands that make things; what is said before anything leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import state
from aura.timeline.terms import Source

if TYPE_CHECKING:
    from aura.providers.online.disclosure import Disclosure

OnlineChoice = Annotated[
    bool | None,
    typer.Option("--online/--offline", help="Who makes it: the servers that are set up, or this machine."),
]


def source_of(online: bool | None) -> Source | None:
    """Who is to make it; none: as it is set up."""
    if online is None:
        return None
    return "online" if online else "offline"


def tell(disclosures: Iterable[Disclosure]) -> None:
    """Say on standard error what will leave this machine."""
    state.log_apart(state.services())
    for each in disclosures:
        typer.echo(each.what, err=True)
