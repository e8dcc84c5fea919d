"""The client for one question to an endpoint, and how much an answer may be.

The client of the ``openai`` library speaks to any server of that interface.  It is given no key, makes no
tries of its own and follows no redirect; what it sends goes through ``wire``, and what is in the environment
for it (other keys, addresses, headers) does not.

Loading the library takes half a second, which the first question waits for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Unfit

if TYPE_CHECKING:
    from openai import OpenAI

CONNECT_S = 10.0


class Limits(Struct, frozen=True, kw_only=True):
    """How much of an answer is read before it counts as endless."""

    most_bytes: int
    most_pieces: int = 50_000
    """Pieces of a streamed text: about as many tokens."""
    most_characters: int = 200_000
    """Characters of a streamed text."""


@contextmanager
def connected(
    endpoint: Endpoint, limits: Limits, *, clock: Callable[[], float], deadline: float
) -> Iterator["OpenAI"]:
    """A client whose answers end at the latest with the first read after ``deadline``, told by ``clock``.

    Raises ``Unfit`` where the endpoint lacks an address or a model.
    """
    if not endpoint.base_url.startswith(("http://", "https://")):
        raise _unset("address", f"{endpoint.kind}.base_url")
    if not endpoint.model:
        raise _unset("model", f"{endpoint.kind}.model")
    import httpx2
    from openai import OpenAI

    from aura.providers.online.wire import Wire

    timeout = httpx2.Timeout(endpoint.timeout_s, connect=min(CONNECT_S, endpoint.timeout_s))
    wire = Wire(endpoint, most_bytes=limits.most_bytes, clock=clock, deadline=deadline)
    with httpx2.Client(transport=wire, trust_env=False, follow_redirects=False) as http:
        yield OpenAI(
            api_key="not-given-to-the-library",
            base_url=endpoint.base_url,
            timeout=timeout,
            max_retries=0,
            http_client=http,
        )


def _unset(what: str, setting: str) -> Unfit:
    return Unfit(f"No {what} is set; set one with `aura config set {setting}`.", setting)
