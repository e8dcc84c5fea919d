"""What an edit is, and the one list of all kinds of edit."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Meta

from aura.errors import Invalid
from aura.timeline import codec, rules
from aura.timeline.terms import Id, Value
from aura.timeline.view import Outcome, View


class Edit(Value, frozen=True, kw_only=True):
    """A change to a document, as a value.  ``apply`` is pure and must be exactly undone by its inverse."""

    kind: ClassVar[str] = ""
    """``noun.verb``: its name in payloads, in the API and on the command line."""
    public: ClassVar[bool] = True
    """Whether callers may ask for it by name; the others belong to a verb of their own."""

    @classmethod
    def completed(cls, payload: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:  # noqa: ARG003
        """A caller's payload with the ids that it left for Aura to make."""
        return payload

    def apply(self, view: View) -> Outcome:
        """What it makes of a project, and what takes it back.  Each kind has its own."""
        raise NotImplementedError

    def guard(self) -> str:
        """The part whose state the caller must have seen: its ETag is the precondition.

        Each kind has its own.
        """
        raise NotImplementedError

    def batch_key(self) -> str | None:
        """What a person types into: edits of one key, made in a row within seconds, are one action.

        ``None`` is an action of its own.  Edits of one key set the same fields of the same part, so that the
        inverse of the first takes them all back.
        """
        return None


REGISTRY: dict[str, type[Edit]] = {}

NewId = Annotated[
    str,
    Meta(
        pattern=get_args(Id)[1].pattern, description="The new scene's id; one is made for whoever gives none."
    ),
]
"""The id of what an edit makes: part of its payload, so that doing it again makes the same."""

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


def given(change: Edit, besides: Collection[str] = ()) -> dict[str, Any]:
    """The fields that an edit sets: those that are not ``UNSET``, besides the ones that say where."""
    fields = {name: getattr(change, name) for name in change.__struct_fields__ if name not in besides}
    return {name: value for name, value in fields.items() if value is not UNSET}


def decode(
    kind: str, payload: Any, *, public_only: bool = True, new_id: Callable[[], object] | None = None
) -> Edit:
    """The edit of this kind with these fields.  Raises ``Invalid`` naming the kind or the field.

    ``new_id`` makes the ids of new scenes that the payload leaves out.
    """
    struct = REGISTRY.get(kind)
    if struct is None or (public_only and not struct.public):
        known = ", ".join(sorted(name for name, each in REGISTRY.items() if each.public))
        raise Invalid(f"There is no edit {kind!r:.80}; there are: {known}.", field="kind")
    if new_id is not None and isinstance(payload, dict):
        payload = struct.completed(payload, lambda: str(new_id()))
    return convert(payload, struct)


S = TypeVar("S", bound=Value)


def convert(data: Any, kind: type[S]) -> S:
    """Untrusted JSON as a value of ``kind``: cleaned, checked, and refused with the field's name."""
    try:
        return msgspec.convert(rules.clean(data), kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        field = re.sub(r"^`\$\.?|`$", "", path) or None
        named = re.match(r"Object (?:missing required|contains unknown) field `(\w+)`", message)
        if named:
            field = f"{field}.{named[1]}" if field else named[1]
        raise Invalid(_in_plain_words(message, kind, field), field=field) from None


def _in_plain_words(message: str, kind: type[Value], field: str | None) -> str:
    """What the decoder found wrong, with what would be right."""
    if named := re.match(r"Object missing required field `(\w+)`", message):
        return f"The field {named[1]} is missing."
    if named := re.match(r"Object contains unknown field `(\w+)`", message):
        known = ", ".join(kind.__struct_fields__)
        return f"There is no field {named[1]}." + ("" if field and "." in field else f" There are: {known}.")
    if found := re.match(r"Invalid enum value (.+)", message):
        return f"{found[1]} is not one of the choices: {', '.join(_choices(kind, field or ''))}."
    if found := re.match(r"Expected `int` (>=|<=) (-?\d+)", message):
        bound = "least" if found[1] == ">=" else "most"
        return f"Give a whole number of at {bound} {int(found[2]):,}."
    for pattern, words in _PATTERNS.items():
        if pattern in message:
            return words
    return f"{message}."


_PATTERNS = {
    "^(start": "A place is the id of a scene, or “start”, or “end”.",
    "{64}": "A file is named by its digest, 64 hex digits.",
    "{12}": "That is not the id of a scene or a version.",
    "[a-z]{2,3}": "A language is written like en, de or pt-BR.",
}


def _choices(kind: Any, path: str) -> list[str]:
    """The values a field may take, or each item of one that holds several."""
    for name in re.sub(r"\[[^\]]*\]", "", path).split("."):
        structs = [each for each in _within(kind) if isinstance(each, type) and issubclass(each, Value)]
        found = [each for each in structs if name in each.__struct_fields__]
        if not found:
            return []
        kind = get_type_hints(found[0])[name]
    literals = [each for each in _within(kind) if get_origin(each) is Literal]
    return [str(choice) for each in literals for choice in get_args(each)]


def _within(kind: Any) -> Iterator[Any]:
    """A type and those that it is made of."""
    yield kind
    if get_origin(kind) is not Literal:
        for each in get_args(kind):
            yield from _within(each)
