"""Pages with cursors: a cursor is the sort key of the last row, so that pages neither skip nor repeat."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, overload

import msgspec
from msgspec import Meta

from aura.errors import Invalid

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")


_COMPARABLE: dict[type, Any] = {
    int: Annotated[int, Meta(ge=-(2**31), lt=2**31)],
    datetime: Annotated[datetime, Meta(tz=True)],
    str: Annotated[str, Meta(pattern="^[!-~]*$")],
}
"""What a database can compare with its columns."""


class Page(Generic[T]):
    """Some rows, and the cursor of the next ones (``None`` at the end).

    Made from one row more than the limit, which tells whether there are more.
    """

    def __init__(self, rows: Sequence[T], limit: int, key: Callable[[T], tuple[Any, ...]]) -> None:
        self.items = rows[:limit]
        self.cursor = cursor_of(*key(rows[limit - 1])) if len(rows) > limit else None


def cursor_of(*key: Any) -> str:
    """The cursor behind the row with this sort key."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


@overload
def position_of(cursor: str, first: type[A], second: type[B], /) -> tuple[A, B]: ...
@overload
def position_of(cursor: str, first: type[A], /) -> tuple[A]: ...
def position_of(cursor: str, *types: type[Any]) -> tuple[Any, ...]:
    """The sort key a cursor holds; raises ``Invalid`` for one that is none of ours."""
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key = tuple(_COMPARABLE.get(kind, kind) for kind in types)
        return msgspec.json.decode(data, type=tuple[key])  # type: ignore[valid-type]  # made at run time
    except (binascii.Error, msgspec.DecodeError, ValueError, UnicodeError):
        raise Invalid("This cursor is not from a page of this list.", field="cursor") from None
