"""What an answer says it is.  One of a wrong kind comes from a wrong address: a page, a portal."""

from collections.abc import Mapping

from aura.providers.online.faults import Unusable


def require(headers: Mapping[str, str], kind: str, *allowed: str) -> None:
    """Raise ``Unusable`` for an answer to a ``kind`` of question that is of none of these media types.

    ``audio/`` allows all that begin so.
    """
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not any(given == one or (one.endswith("/") and given.startswith(one)) for one in allowed):
        wanted = allowed[0].rstrip("/")
        raise Unusable(
            f"it is {given or 'of no kind'} and not {wanted}; see that `{kind}.base_url` is right",
            passes=False,
        )
