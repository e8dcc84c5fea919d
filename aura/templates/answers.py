"""What was answered to a template's questions, checked: a value for each variable.  Pure.

Text is taken for a number, and lines for a list, as forms and command lines know nothing else.  Raises
``Invalid`` with the field ``answers.NAME``, saying what the variable may be.
"""

from collections.abc import Mapping
from typing import Any

from aura.errors import Invalid
from aura.templates.blueprint import MAX_ITEMS, MAX_OPTIONS, Variable
from aura.timeline.rules import clean_text

Answer = str | int | tuple[str, ...]

LONGEST = {"Text": 300, "LongText": 20_000}
"""Characters, where the variable sets no other limit."""
LONGEST_ITEM = 2_000


def values(variables: tuple[Variable, ...], answers: Mapping[str, Any]) -> dict[str, Answer]:
    """The value of every variable: what was answered, or else its default, or else nothing."""
    known = {variable.name for variable in variables}
    for name in answers:
        if name not in known:
            there = f"there are: {', '.join(sorted(known))}" if known else "it has none"
            raise Invalid(f"The template has no variable {name!r:.60}; {there}.", field="answers")
    return {variable.name: _value(variable, answers.get(variable.name)) for variable in variables}


def is_blank(answer: Answer) -> bool:
    """Whether nothing was answered."""
    return answer in ("", ())


def items(answer: Answer) -> tuple[str, ...]:
    """What a scene is repeated for: the items of a list, or the lines of a text."""
    return answer if isinstance(answer, tuple) else _lines(str(answer))


def parted(item: str) -> tuple[str, str]:
    """An item's title and text, where it is written as ``title: text``; else all of it is its title."""
    title, colon, text = item.partition(": ")
    return (title.strip(), text.strip()) if colon else (item.strip(), "")


def _value(variable: Variable, given: Any) -> Answer:
    given = variable.default if given is None else given
    if given is None:
        given = () if variable.type == "MultiSelection" else ""
    value = _typed(variable, given)
    if is_blank(value):
        if variable.required:
            raise _wrong(variable, "cannot be left out")
        return value
    _bound(variable, value)
    return value


def _typed(variable: Variable, given: Any) -> Answer:
    field = f"answers.{variable.name}"
    match variable.type:
        case "Number":
            return _number(variable, given)
        case "MultiSelection":
            lines = _lines(given) if isinstance(given, str) else given
            if not isinstance(lines, list | tuple) or not all(isinstance(item, str) for item in lines):
                raise _wrong(variable, "is a list of texts")
            chosen = tuple(clean_text(item, field).strip() for item in lines)
            return _chosen(variable, tuple(item for item in chosen if item))
    if not isinstance(given, str):
        raise _wrong(variable, "is a text")
    text = clean_text(given, field).strip()
    if variable.type == "LongText":
        return text
    if "\n" in text or "\t" in text:
        raise _wrong(variable, "is one line")
    if variable.type == "Selection" and text and text not in variable.options:
        raise _wrong(variable, f"is one of {', '.join(variable.options)}")
    return text


def _number(variable: Variable, given: Any) -> Answer:
    if isinstance(given, str):
        text = given.strip()
        if not text:
            return ""
        given = int(text) if text.removeprefix("-").isdecimal() and len(text) <= 10 else None
    if not isinstance(given, int) or isinstance(given, bool):
        raise _wrong(variable, f"is a whole number{_bounds(variable)}")
    return given


def _chosen(variable: Variable, chosen: tuple[str, ...]) -> tuple[str, ...]:
    if variable.options:
        if not set(chosen) <= set(variable.options):
            raise _wrong(variable, f"is chosen from {', '.join(variable.options)}")
        if len(set(chosen)) < len(chosen):
            raise _wrong(variable, "names each choice once")
    if any(len(item) > LONGEST_ITEM or "\n" in item for item in chosen):
        raise _wrong(variable, f"holds items of one line and at most {LONGEST_ITEM:,} characters each")
    return chosen


def _bound(variable: Variable, value: Answer) -> None:
    match variable.type:
        case "Number":
            least, most, size, of = variable.min, variable.max, int(value), ""  # type: ignore[arg-type]
        case "MultiSelection":
            limit = MAX_OPTIONS if variable.options else MAX_ITEMS
            least, most, size, of = (
                variable.min,
                min(variable.max or limit, limit),
                len(items(value)),
                "items",
            )
        case _:
            longest = LONGEST.get(variable.type, LONGEST["Text"])
            least, size, of = variable.min, len(str(value)), "characters"
            most = longest if variable.max is None else min(variable.max, longest)
    if (least is not None and size < least) or (most is not None and size > most):
        what = f"has{_bounds(variable, most)} {of}" if of else f"is a whole number{_bounds(variable)}"
        raise _wrong(variable, what)


def _bounds(variable: Variable, most: int | None = None) -> str:
    most = variable.max if most is None else most
    if variable.min is not None and most is not None:
        return f" from {variable.min:,} to {most:,}"
    if variable.min is not None:
        return f" of at least {variable.min:,}"
    return "" if most is None else f" of at most {most:,}"


def _wrong(variable: Variable, rule: str) -> Invalid:
    return Invalid(f"“{variable.said}” {rule}.", field=f"answers.{variable.name}")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
