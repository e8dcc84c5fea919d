"""The kinds of error.  None knows of HTTP; each is mapped once, in ``api.problems`` and ``cli.exits``.

    AuraError
    ├── Invalid               what was given breaks a rule; ``field`` names what
    ├── TooLarge              more bytes than the limit allows
    ├── Unauthenticated       nobody is known to be asking
    ├── Forbidden             known, but not allowed
    ├── NotFound              no such thing, or not one the actor may see
    ├── Conflict              it fits no longer with what is there; ``data`` names with what
    ├── Stale                 the caller's copy is old; ``data`` carries the current value
    ├── PreconditionMissing   the caller must say which copy the change was made from
    ├── TooMany               a rate or a quota is used up
    ├── NoSpace               the disk is full, or would be
    ├── Unavailable           something Aura rests on does not answer, or is not set up
    └── ToolFailed            an outside tool (an encoder, a model) failed at its work

A message is one sentence for a person: what was wrong and, where it helps, what to do.
"""

from typing import Any, ClassVar


class AuraError(Exception):
    """Any failure Aura foresees.  ``slug`` is its stable name in every face."""

    slug: ClassVar[str] = "error"

    def __init__(self, message: str, *, field: str | None = None, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.data = data
        self.edit: int | None = None
        """Which edit it is about, from 0, where several were given."""


class Invalid(AuraError):
    slug = "invalid"


class TooLarge(AuraError):
    slug = "too-large"


class Unauthenticated(AuraError):
    slug = "unauthenticated"


class Forbidden(AuraError):
    slug = "forbidden"


class NotFound(AuraError):
    slug = "not-found"


class Conflict(AuraError):
    slug = "conflict"


class Stale(AuraError):
    slug = "stale"


class PreconditionMissing(AuraError):
    slug = "precondition-missing"


class TooMany(AuraError):
    slug = "too-many"


class NoSpace(AuraError):
    slug = "no-space"


class Unavailable(AuraError):
    slug = "unavailable"


class ToolFailed(AuraError):
    slug = "tool-failed"


KINDS: tuple[type[AuraError], ...] = (
    Invalid,
    TooLarge,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Stale,
    PreconditionMissing,
    TooMany,
    NoSpace,
    Unavailable,
    ToolFailed,
)
