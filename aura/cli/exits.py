"""Errors as exit codes: each kind is mapped here, once.  0 is success, 130 an interruption."""

from aura import errors
from aura.errors import AuraError

EXIT_CODES: dict[type[AuraError], int] = {
    errors.Invalid: 2,
    errors.NotFound: 3,
    errors.Conflict: 4,
    errors.Stale: 5,
    errors.TooLarge: 6,
    errors.NoSpace: 7,
    errors.Unavailable: 8,
    errors.ToolFailed: 9,
    errors.Forbidden: 10,
    errors.Unauthenticated: 11,
    errors.PreconditionMissing: 12,
    errors.TooMany: 13,
}


FOUND = 20
"""What `aura check` ends with when something is wrong, or is left so by a repair."""


def exit_code(error: AuraError) -> int:
    return next((EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES), 1)
