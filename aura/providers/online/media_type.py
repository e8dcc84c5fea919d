"""What an answer says it is.  One of a wrong kind comes from a wrong address: a page, a portal."""

from collections.abc import Mapping

from aura.providers.online.faults import Unusable


def require(headers: Mapping[str, str], *allowed: str) -> None:
    """Raise ``Unusable`` for an answer of another kind; ``audio/`` allows all that begin so."""
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not any(given == kind or (kind.endswith("/") and given.startswith(kind)) for kind in allowed):
        raise Unusable(f"it is {given or 'of no kind'} and not {allowed[0].rstrip('/')}", passes=False)
