"""Everything that is wrong with a template, found at once.  Pure.

An error keeps a template out; a warning tells its author what it could do better.  Each names the field at
fault, as ``scenes[2].text``, and says what would be right.  What may be answered is tried: each choice, and
the bounds of each number, so that a template that was let in can be filled.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from aura.errors import Invalid
from aura.render.preset import PRESETS
from aura.templates.answers import values
from aura.templates.blueprint import (
    BRACES,
    PARTS,
    RESERVED,
    WITHIN_EACH,
    Blueprint,
    Pipeline,
    SceneBlueprint,
    TemplateFile,
    Variable,
    pipeline_of,
    strings,
)
from aura.templates.filling import BLANK
from aura.templates.findings import Finding, found_by
from aura.templates.trying import misjudged, unfillable
from aura.timeline.edits.registry import convert
from aura.timeline.rules import clean
from aura.timeline.terms import Value

B = TypeVar("B", bound=Blueprint)


class Checked(NamedTuple):
    """A template, and what was found; there is none when anything found is an error."""

    template: Any
    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level == "error"]


_PIECES: dict[str, type[Value]] = {"variables": Variable, "scenes": SceneBlueprint}


def check(tree: Any, kind: type[B], presets: Collection[str] | None = PRESETS) -> Checked:
    """What there is to say of a template's fields; ``kind`` is what they are to make.

    ``presets`` names those there are; with ``None``, whichever it names is taken.
    """
    try:
        tree = clean(tree)
    except Invalid as error:
        return Checked(None, [found_by(error)])
    if not isinstance(tree, dict):
        return Checked(None, [Finding("error", "", "A template is a table of fields.")])
    found = list(_misshapen(tree, kind)) or list(_faults(tree, kind))
    if found:
        return Checked(None, found)
    template = convert(tree, kind)
    found = list(
        dict.fromkeys([*_variables(template), *_topic(template), *_scenes(template), *_blanks(template)])
    )
    if not found:
        found = list(dict.fromkeys(unfillable(template, presets)))
    if found:
        return Checked(None, found)
    return Checked(template, [*_unused(template), *_unspoken(template), *misjudged(template)])


def checked(tree: Any, kind: type[B], called: str = "", presets: Collection[str] | None = PRESETS) -> B:
    """The template, or ``Invalid`` with the first error and, as ``findings``, with all of them."""
    result = check(tree, kind, presets)
    if result.errors:
        first = result.errors[0]
        name = called or (tree.get("id") if isinstance(tree, dict) else "") or "the template"
        where = f"{first.field}: " if first.field else ""
        raise Invalid(
            f"{name!s:.60}: {where}{first.message}", field=first.field or None, findings=result.findings
        )
    template: B = result.template
    return template


def _misshapen(tree: dict[str, Any], kind: type[B]) -> Iterator[Finding]:
    """Where the fields are not those of a template: of every piece its first fault."""
    pieces = {name: tree.get(name) for name in _PIECES if isinstance(tree.get(name), list)}
    card = {name: [] if name in pieces else value for name, value in tree.items() if name != "pipeline"}
    yield from _faults(card, kind)
    for name, items in pieces.items():
        for place, item in enumerate(items or []):
            yield from _faults(item, _PIECES[name], f"{name}[{place}]")
    if "pipeline" in tree:
        yield from _faults(tree["pipeline"], Pipeline, "pipeline")


def _faults(data: Any, kind: type[Value], prefix: str = "") -> Iterator[Finding]:
    try:
        convert(data, kind)
    except Invalid as error:
        yield found_by(error, prefix)


def _variables(template: Blueprint) -> Iterator[Finding]:
    seen: set[str] = set()
    counts = {name for variable in template.variables for name in variable.blanks - {variable.name}}
    for place, variable in enumerate(template.variables):
        at = f"variables[{place}]"
        if variable.name in RESERVED | counts:
            yield Finding("error", f"{at}.name", f"{variable.name} is the name of a blank that fills itself.")
        if variable.name in seen:
            yield Finding("error", f"{at}.name", f"There is another variable {variable.name}.")
        seen.add(variable.name)
        choices = variable.type in ("Selection", "MultiSelection")
        if variable.type == "Selection" and not variable.options:
            yield Finding("error", f"{at}.options", "A selection needs its options.")
        if variable.options and not choices:
            yield Finding("error", f"{at}.options", f"A {variable.type} has no options; a Selection has.")
        if len(set(variable.options)) < len(variable.options):
            yield Finding("error", f"{at}.options", "Each option is named once.")
        if variable.min is not None and variable.max is not None and variable.min > variable.max:
            yield Finding("error", f"{at}.min", "The least is not more than the most.")
            continue
        if variable.default is not None:
            yield from _default(replace(variable, required=False), f"{at}.default")


def _default(variable: Variable, at: str) -> Iterator[Finding]:
    try:
        values((variable,), {})
    except Invalid as error:
        yield Finding("error", at, f"The default is no answer: {error.message}")


def _topic(template: Blueprint) -> Iterator[Finding]:
    if isinstance(template, TemplateFile) and not str(template.brief.get("topic", "")).strip():
        yield Finding("error", "brief.topic", "Say what the film is about.")


def _scenes(template: Blueprint) -> Iterator[Finding]:
    known = {variable.name: variable for variable in template.variables}
    for place, scene in enumerate(template.scenes):
        if scene.each and not (scene.each in known and known[scene.each].is_list):
            words = "A scene is repeated over a variable that is a MultiSelection or a LongText."
            yield Finding("error", f"scenes[{place}].each", words)
        if scene.when and scene.when not in known:
            yield Finding("error", f"scenes[{place}].when", f"There is no variable {scene.when!r:.60}.")


def _blanks(template: Blueprint) -> Iterator[Finding]:
    """Blanks that nothing fills, and braces that are no blank."""
    known = frozenset().union(*(variable.blanks for variable in template.variables))
    for at, text, names in _texts(template):
        for name in sorted(set(BLANK.findall(text)) - known - names - {BRACES}):
            only = " It is for scenes with “each”." if name in WITHIN_EACH else ""
            there = ", ".join(sorted(known)) or "none"
            words = f"{{{{{name}}}}} is no variable; there are: {there}.{only}"
            yield Finding("error", at, words)
        if "{{" in BLANK.sub(" ", text):
            yield Finding("error", at, "A blank is written {{name}}, and two braces {{braces}}.")


def _texts(template: Blueprint) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every text with blanks: its field, itself, and the names that it alone may use."""
    nothing: frozenset[str] = frozenset()
    yield "title", template.title, nothing
    for name in PARTS:
        for at, text in strings(template.part(name), name):
            yield at, text, nothing
    for place, scene in enumerate(template.scenes):
        names = WITHIN_EACH if scene.each else nothing
        yield f"scenes[{place}].title", scene.title, names
        yield f"scenes[{place}].text", scene.text, names
    for stage, options in pipeline_of(template).items():
        yield f"pipeline.{stage}.instructions", options.instructions, nothing


def _unused(template: Blueprint) -> Iterator[Finding]:
    used = {name for _, text, _ in _texts(template) for name in BLANK.findall(text)}
    used |= {name for scene in template.scenes for name in (scene.each, scene.when)}
    for place, variable in enumerate(template.variables):
        if not variable.blanks & used:
            yield Finding("warning", f"variables[{place}]", f"Nothing uses {variable.name}.")


def _unspoken(template: Blueprint) -> Iterator[Finding]:
    if template.scenes and "language" not in template.brief:
        words = "Say the language of the scenes, as in en; without it, that of the project is spoken."
        yield Finding("warning", "brief.language", words)
