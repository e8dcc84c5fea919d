"""What an edit is, and the one list of all kinds of edit."""

import re
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import msgspec

from aura.errors import Invalid
from aura.timeline import codec, rules
from aura.timeline.document import Value
from aura.timeline.view import Outcome, View


class Edit(Value, frozen=True, kw_only=True):
    """A change to a document, as a value.  ``apply`` is pure and must be exactly undone by its inverse."""

    kind: ClassVar[str] = ""
    """``noun.verb``: its name in payloads, in the API and on the command line."""
    public: ClassVar[bool] = True
    """Whether callers may ask for it by name; the others belong to a verb of their own."""

    def apply(self, view: View) -> Outcome:
        raise NotImplementedError

    def guard(self) -> str:
        """The part whose state the caller must have seen: its ETag is the precondition."""
        raise NotImplementedError


REGISTRY: dict[str, type[Edit]] = {}

E = TypeVar("E", bound=type[Edit])


def edit(kind: str, *, public: bool = True) -> Callable[[E], E]:
    """Register an edit under its kind."""

    def register(struct: E) -> E:
        struct.kind = kind
        struct.public = public
        REGISTRY[kind] = struct
        return struct

    return register


def encode(change: Edit) -> bytes:
    """An edit's payload: its canonical bytes, without its kind."""
    return codec.canonical(change)


def decode(kind: str, payload: Any, *, public_only: bool = True) -> Edit:
    """The edit of this kind with these fields.  Raises ``Invalid`` naming the kind or the field."""
    struct = REGISTRY.get(kind)
    if struct is None or (public_only and not struct.public):
        known = ", ".join(sorted(name for name, each in REGISTRY.items() if each.public))
        raise Invalid(f"There is no edit {kind!r:.80}; there are: {known}.", field="kind")
    return convert(payload, struct)


S = TypeVar("S", bound=Value)


def convert(data: Any, kind: type[S]) -> S:
    """Untrusted JSON as a value of ``kind``: cleaned, checked, and refused with the field's name."""
    try:
        return msgspec.convert(rules.clean(data), kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        field = re.sub(r"^`\$\.?|`$", "", path) or None
        missing = re.match(r"Object missing required field `(\w+)`", message)
        if missing:
            field = f"{field}.{missing[1]}" if field else missing[1]
        raise Invalid(f"{message}.", field=field) from None
