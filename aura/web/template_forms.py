"""A template's variables as the fields of a form, and a form's fields as answers.  Pure."""

from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from aura.templates.blueprint import Variable
from aura.web.forms import Form

Look = Literal["line", "text", "number", "one", "some"]
PREFIX = "v_"
"""Before a variable's name in a form, which has names of its own."""
FEW = 6
"""Up to so many options are shown side by side."""


class Blank(Struct, frozen=True, kw_only=True):
    """One field; ``value`` is its text, ``chosen`` what is ticked."""

    name: str
    key: str
    """The variable's own name, by which errors call it."""
    label: str
    look: Look
    help: str
    is_required: bool
    options: Sequence[tuple[str, str]]
    value: str = ""
    chosen: Sequence[str] = ()
    least: int | None = None
    most: int | None = None


def blanks(variables: Sequence[Variable], sent: Form | None = None) -> list[Blank]:
    """The fields of a template's form: as they were sent, else as the template proposes."""
    return [_blank(variable, sent) for variable in variables]


def answers(variables: Sequence[Variable], sent: Form) -> dict[str, Any]:
    """What was answered, by variable."""
    found: dict[str, Any] = {}
    for variable in variables:
        name = PREFIX + variable.name
        found[variable.name] = sent.all(name) if _look(variable) == "some" else sent.text(name)
    return found


def _blank(variable: Variable, sent: Form | None) -> Blank:
    look, name = _look(variable), PREFIX + variable.name
    default = variable.default
    proposed = default if isinstance(default, tuple) else () if default is None else (str(default),)
    values = tuple(sent.all(name)) if sent is not None else proposed
    return Blank(
        name=name,
        key=variable.name,
        label=variable.said,
        look=look,
        help=_help(variable),
        is_required=variable.required,
        options=_options(variable),
        value="\n".join(values),
        chosen=values,
        least=variable.min if look == "number" else None,
        most=None if variable.type == "MultiSelection" else variable.max,
    )


def _look(variable: Variable) -> Look:
    match variable.type:
        case "Number":
            return "number"
        case "LongText":
            return "text"
        case "Selection":
            return "one"
        case "MultiSelection":
            return "some" if variable.options else "text"
    return "line"


def _options(variable: Variable) -> list[tuple[str, str]]:
    none = [("", "None")] if variable.type == "Selection" and not variable.required else []
    return none + [(option, option) for option in variable.options]


def _help(variable: Variable) -> str:
    if variable.type == "MultiSelection" and not variable.options and "line" not in variable.help:
        return f"{variable.help} One a line.".strip()
    return variable.help
