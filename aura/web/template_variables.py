"""What a project's words become in a template, and a template's questions as fields to edit.  Pure."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from aura.templates.blueprint import RESERVED, Blueprint, Variable
from aura.templates.reading import fields_of
from aura.web.forms import Form

ROWS = 5
"""Blanks that are offered when a project becomes a template."""

_LONGEST_NAME = 40


def name_of(label: str, taken: Sequence[str] = ()) -> str:
    """A variable's name from what people call it: ``city_name``; never that of a blank that fills itself."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub("[^a-z0-9]+", "_", plain).strip("_")
    name = (name if name[:1].isalpha() else f"blank_{name}".rstrip("_"))[:_LONGEST_NAME].rstrip("_")
    number, found = 2, name
    while found in taken or found in RESERVED:
        found, number = f"{name[: _LONGEST_NAME - 3]}_{number}", number + 1
    return found


def asked(sent: Form) -> dict[str, tuple[str, str]]:
    """Of each blank, by its name: what it is called, and what it says in the project."""
    found: dict[str, tuple[str, str]] = {}
    for row in range(ROWS):
        words, label = sent.text(f"words_{row}").strip(), sent.text(f"label_{row}").strip()
        if words:
            label = label or f"Blank {row + 1}"
            found[name_of(label, list(found))] = (label, words)
    return found


def labelled(blueprint: Blueprint, labels: dict[str, str]) -> dict[str, Any]:
    """The template's fields with its variables called as people call them."""
    fields = fields_of(blueprint)
    for variable in fields.get("variables", []):
        variable["label"] = labels.get(variable["name"], variable.get("label", ""))
    return fields


def edited(blueprint: Blueprint, sent: Form) -> dict[str, Any]:
    """The template's fields with its questions as a form has them: ``label_NAME`` and so on."""
    fields = fields_of(blueprint)
    for plain, variable in zip(fields.get("variables", []), blueprint.variables, strict=True):
        at = variable.name
        plain["label"] = sent.text(f"label_{at}").strip()
        plain["help"] = sent.text(f"help_{at}").strip()
        plain["required"] = f"required_{at}" in sent
        if is_plain(variable):
            plain["default"] = sent.text(f"default_{at}")
    return fields


def is_plain(variable: Variable) -> bool:
    """Whether what it proposes is a text, which is edited as one."""
    return variable.type in ("Text", "LongText")
