"""What a page tells of what would leave this machine; or why a server that was chosen cannot be asked.

The page is there either way: where things are put right is a link on it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aura.errors import Unavailable
from aura.providers.online.disclosure import Disclosure


class Leaving(NamedTuple):
    """Sentences of what would be sent, or the one that says what is in the way of sending it."""

    told: Sequence[str] = ()
    lacks: str = ""


def leaving(tells: Callable[[], Sequence[Disclosure]]) -> Leaving:
    """What ``tells`` says, or what it lacks."""
    try:
        return Leaving([each.what for each in tells()])
    except Unavailable as error:
        return Leaving(lacks=error.message)
