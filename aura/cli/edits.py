"""Every registered edit as a command, made from its own fields: ``scene.text`` is ``aura scene text``.

A required plain field is an argument, any other an option; the fields of a struct are options of its
own (``--script-text`` of a scene), and what is not plain is given as JSON.  Ids may be scene numbers, and
several of them are given as ``1,4-6``; of a file's digest the first digits are enough.  The ids of new
scenes are made.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
import typer

from aura.cli import state
from aura.errors import Invalid
from aura.ids import new_id
from aura.timeline.edits import REGISTRY, Edit, decode
from aura.timeline.edits.registry import NewId
from aura.timeline.terms import Digest, Id, Position, Value
from aura.timeline.view import END, START

SCENES = tuple[Id, ...]


class Field(NamedTuple):
    """One value a command takes: where it goes in the payload, and what it is."""

    path: tuple[str, ...]
    type: Any
    required: bool

    @property
    def name(self) -> str:
        return self.path[-1]


def attach(groups: dict[str, typer.Typer], root: typer.Typer) -> None:
    """Add a command for each public edit to the group of its noun, making groups that are missing."""
    for kind, struct in sorted(REGISTRY.items()):
        if not struct.public:
            continue
        noun, _, verb = kind.partition(".")
        if noun not in groups:
            groups[noun] = typer.Typer(help=f"Change the {noun}.", no_args_is_help=True)
            root.add_typer(groups[noun], name=noun)
        groups[noun].command(verb, help=(struct.__doc__ or "").strip())(_command(kind, struct))


def _command(kind: str, struct: type[Edit]) -> Callable[..., None]:
    fields = list(_fields(struct))

    def run(project: str, as_json: bool, **given: Any) -> None:
        from aura.api.shapes import Done

        with state.writing() as unit:
            found = state.find_project(unit, project)
            payload: dict[str, Any] = {}
            for field in fields:
                text = given[_parameter(field)]
                if text is not None:
                    value = _value(field, text)
                    if field.type in (Id, Position) and value not in (START, END):
                        value = state.find_scene(unit, found, value)
                    elif field.type == Digest:
                        value = state.find_file(unit, found, value)
                    elif field.type == SCENES:
                        value = state.find_scenes(unit, found, value)
                    _put(payload, field.path, value)
            _complete(struct, payload)
            edit = decode(kind, payload, new_id=new_id)
            applied = unit.editing.apply(found.id, [edit])
            result = Done.of(unit, applied, edit.guard())
        words = "; ".join(action.description for action in result.actions) or "Nothing to change"
        state.show(result, as_json, lambda: f"{words}.")

    parameters = [inspect.Parameter("project", _KEYWORD, annotation=state.ProjectName)]
    for field in sorted(fields, key=lambda f: not _is_argument(f)):
        default = inspect.Parameter.empty if _is_argument(field) else None
        parameters.append(
            inspect.Parameter(_parameter(field), _KEYWORD, annotation=_annotation(field), default=default)
        )
    parameters.append(inspect.Parameter("as_json", _KEYWORD, annotation=state.AsJson, default=False))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # Typer reads it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


_KEYWORD = inspect.Parameter.POSITIONAL_OR_KEYWORD


def _fields(struct: type[Value], above: tuple[str, ...] = (), *, optional: bool = False) -> Iterator[Field]:
    for field in msgspec.structs.fields(struct):
        inner = _plain(field.type)
        if inner in (NewId, tuple[NewId, ...]):
            continue
        if isinstance(inner, type) and issubclass(inner, Value) and not above:
            yield from _fields(inner, (field.name,), optional=True)
        elif not (above and isinstance(inner, type) and issubclass(inner, Value)):
            yield Field((*above, field.name), inner, field.required and not optional)


def _plain(kind: Any) -> Any:
    """A field's type without None, UNSET and constraints; what names a scene or a file stays what it is."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kind = next(arg for arg in typing.get_args(kind) if arg not in (type(None), msgspec.UnsetType))
    if kind in (Id, NewId, Position, Digest):
        return kind
    if typing.get_origin(kind) is Annotated:
        return typing.get_args(kind)[0]
    return kind


def _is_argument(field: Field) -> bool:
    return field.required and len(field.path) == 1


def _parameter(field: Field) -> str:
    return "_".join(field.path) if field.name in ("id", "type") else field.name


def _annotation(field: Field) -> Any:
    choices, several = _choices(field.type), typing.get_origin(field.type) is tuple
    about = _HELP.get(field.type, "")
    if choices:
        about = f"{'Some' if several else 'One'} of: {', '.join(choices)}."
    if not about and field.type not in (str, int, bool):
        about = "As JSON."
    if _is_argument(field):
        return Annotated[str, typer.Argument(help=about or None)]
    return Annotated[str | None, typer.Option(help=about or None)]


def _choices(kind: Any) -> tuple[str, ...]:
    """What a field, or each item of one that holds several, may be."""
    if typing.get_origin(kind) is tuple:
        kind = typing.get_args(kind)[0]
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


_HELP: dict[Any, str] = {
    int: "A whole number.",
    bool: "true or false.",
    Id: "A scene's number, or its id.",
    Position: "After which scene: its number or id, “start” or “end”.",
    Digest: "A file's digest, or the first digits of it.",
    SCENES: "Scenes by their numbers, like 1,4-6, by their ids, or “all”.",
}


def _value(field: Field, text: str) -> Any:
    if field.type in (str, Id, Position, Digest, SCENES) or typing.get_origin(field.type) is Literal:
        return text
    if _choices(field.type):
        return text.split(",")
    try:
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise Invalid(f"{text!r:.80} is not {_HELP.get(field.type, 'JSON')}", field=field.name) from None


def _put(payload: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        payload = payload.setdefault(name, {})
    payload[path[-1]] = value


def _complete(struct: type[Edit], payload: dict[str, Any]) -> None:
    """What the command line need not say: structs that were left out."""
    for field in msgspec.structs.fields(struct):
        inner = _plain(field.type)
        if not (isinstance(inner, type) and issubclass(inner, Value)):
            continue
        if field.required and type(None) in typing.get_args(field.type):
            payload.setdefault(field.name, None)
        elif field.required:
            payload.setdefault(field.name, {})
