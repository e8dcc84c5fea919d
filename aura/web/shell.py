"""What stands around every list: where one is, how much there is of each, and what is offered.

A page that is to be found from everywhere gets a line in ``PLACES``.
"""

from typing import Annotated, NamedTuple

from fastapi import Depends
from msgspec import Struct

from aura.api.wire import Reading
from aura.projects.overview import Overview
from aura.services import Unit


class Place(NamedTuple):
    """A page in the navigation; ``counts`` names what is counted behind its name."""

    path: str
    name: str
    icon: str
    counts: str = ""


PLACES = (
    Place("/", "Projects", "film", "projects"),
    Place("/new/template", "Templates", "template"),
    Place("/exports", "Exports", "export"),
    Place("/bin", "Bin", "trash", "deleted"),
)
LAST = (Place("/settings", "Settings", "gear"),)


class Shell(Struct, frozen=True):
    """The frame of a list; ``statuses`` are the projects that are not deleted, counted by theirs."""

    counts: dict[str, int]
    statuses: dict[str, int]
    is_set_up: bool
    places: tuple[Place, ...] = PLACES
    last: tuple[Place, ...] = LAST

    @classmethod
    def of(cls, unit: Unit) -> "Shell":
        statuses = Overview(unit.work).counts()
        deleted = statuses.pop("deleted", 0)
        counts = {"projects": sum(statuses.values()), "deleted": deleted}
        return cls(counts, statuses, unit.setup.current().is_complete)


def _around(unit: Reading) -> Shell:
    return Shell.of(unit)


Around = Annotated[Shell, Depends(_around)]
