"""A template tried out: with few answers, with many, and its parts with each choice there is.  Pure."""

from collections.abc import Collection, Iterator
from typing import Any

from msgspec.structs import replace

from aura.errors import Invalid
from aura.templates.answers import LONGEST
from aura.templates.blueprint import PARTS, Blueprint, Pipeline, Variable
from aura.templates.filling import BLANK, fill
from aura.templates.findings import Finding, found_by

LENGTH_OFF_PERCENT = 15
"""How far a film may be from the length its plan tells, before its author is told."""


def unfillable(template: Blueprint, presets: Collection[str] | None) -> Iterator[Finding]:
    """Where a film would not come of it: with few answers, with many, and of its parts with each choice."""
    usual = {variable.name: _sample(variable) for variable in template.variables}
    for answers in (_usual(template), usual):
        try:
            fill(template, answers, presets=presets)
        except Invalid as error:
            yield found_by(error)
            return
    decided, parts = _decided(template)
    for variable in template.variables:
        for other in _others(variable) if variable.name in decided else ():
            try:
                fill(parts, usual | {variable.name: other}, presets=presets)
            except Invalid as error:
                words = f"With {variable.name} = {other!r:.60}: {error.message}"
                yield Finding("error", error.field or "", words)


def _decided(template: Blueprint) -> tuple[set[str], Blueprint]:
    """The variables that fill fields whole, and the template with nothing but those fields."""
    whole: dict[str, dict[str, Any]] = {}
    for name in PARTS:
        fields = template.part(name).items()
        whole[name] = {field: text for field, text in fields if BLANK.fullmatch(str(text).strip())}
    texts = [text for part in whole.values() for text in part.values()]
    names = {name for text in texts for name in BLANK.findall(text)}
    return names, replace(template, scenes=(), title="", pipeline=Pipeline(), **whole)


def _usual(template: Blueprint) -> dict[str, Any]:
    """The fewest answers that will do: what has a default, or may be left out, is not answered."""
    asked = (variable for variable in template.variables if variable.required and variable.default is None)
    return {variable.name: _sample(variable) for variable in asked}


def _sample(variable: Variable) -> Any:
    """An answer that the variable allows: its default, or one that is made up."""
    if variable.default not in (None, "", ()):
        return variable.default
    least = variable.min or 1
    match variable.type:
        case "Number":
            return variable.min if variable.min is not None else min(1, variable.max or 1)
        case "Selection":
            return variable.options[0]
        case "MultiSelection":
            return list(variable.options[:least]) or [f"Item {n}: words" for n in range(1, least + 1)]
    most = min(variable.max or 40, LONGEST[variable.type])
    return ("sample " * (least // 7 + 2))[: max(least, min(most, least + 6))].strip().ljust(least, "x")


def _others(variable: Variable) -> Iterator[Any]:
    if variable.type == "Selection":
        yield from variable.options
    if variable.type == "Number":
        yield from (bound for bound in (variable.min, variable.max) if bound is not None)


def misjudged(template: Blueprint) -> Iterator[Finding]:
    """A plan that tells another length than the film has with its usual answers."""
    if not template.scenes or "target_duration_s" not in template.plan:
        return
    film = fill(template, _usual(template))
    told, length = film.plan.target_duration_s, film.length_s
    if abs(length - told) * 100 > told * LENGTH_OFF_PERCENT:
        words = f"The plan tells {told} s, and with its defaults the film takes about {length} s."
        yield Finding("warning", "plan.target_duration_s", words)
