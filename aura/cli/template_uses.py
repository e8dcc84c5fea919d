"""Projects from templates, and templates from projects: the commands that take answers.

A template is meant by its id in the gallery; one of the user's own by its name, its id or the end of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aura.cli import state
from aura.cli.make import read_text
from aura.cli.online import tell
from aura.cli.state import AsJson, ProjectName

if TYPE_CHECKING:
    from aura.services import Unit
    from aura.templates.using import Chosen

TemplateName = Annotated[
    str, typer.Argument(metavar="TEMPLATE", help="A template's id; of your own ones also the name.")
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="An answer; again with the same name makes a list."),
]
AnswersFile = Annotated[
    Path | None, typer.Option("--answers", help="A file of answers: a JSON object.", dir_okay=False)
]


def find(unit: Unit, name: str, *, deleted: bool = False) -> Chosen:
    """The template meant: of the gallery by its id, else one of the user's own."""
    from aura.errors import NotFound
    from aura.templates.using import Chosen
    from aura.timeline.rules import clean_text

    name = clean_text(name, "template")
    try:
        return Chosen("template", unit.templates.get(name, deleted=deleted).id)
    except NotFound:
        return Chosen("custom_template", unit.custom_templates.named(name, deleted=deleted).id)


def usual(unit: Unit) -> Chosen:
    """The user's default."""
    from aura.errors import NotFound
    from aura.templates.using import Chosen

    default = unit.custom_templates.default()
    if default is None:
        raise NotFound("No template of yours is the default; name one.", field="template")
    return Chosen("custom_template", default.id)


def answered(given: list[str] | None, file: Path | None) -> dict[str, Any]:
    """The answers of a file, and over them those of the command line."""
    import msgspec

    from aura.errors import Invalid

    answers: dict[str, Any] = {}
    if file is not None:
        try:
            answers = msgspec.json.decode(read_text(file), type=dict[str, Any])
        except (msgspec.DecodeError, RecursionError):
            raise Invalid(f"{file} is not a JSON object of answers.", field="answers") from None
    said: dict[str, list[str]] = {}
    for each in given or ():
        name, equals, value = each.partition("=")
        if not equals:
            raise Invalid(f"{each!r:.80} is not an answer; write NAME=VALUE.", field="set")
        said.setdefault(name.strip(), []).append(value)
    return answers | {name: values if len(values) > 1 else values[0] for name, values in said.items()}


def use(
    template: Annotated[
        str | None,
        typer.Argument(metavar="[TEMPLATE]", help="A template's id or name; your default when left out."),
    ] = None,
    given: Set = None,
    answers: AnswersFile = None,
    as_json: AsJson = False,
) -> None:
    """Create a project from a template."""
    from aura.actor import LOCAL
    from aura.api.shapes import ProjectWhole

    said = answered(given, answers)
    with state.reading() as unit:
        chosen = find(unit, template) if template else usual(unit)
    gallery = state.services().gallery
    tell(gallery.tells(chosen, said, LOCAL))
    project_id = gallery.start(chosen, said, LOCAL)
    with state.reading() as unit:
        whole = ProjectWhole.of_live(unit.live(project_id))
    state.show(whole, as_json, lambda: f"Created “{whole.title}”, {whole.scene_count} scenes: {whole.id}")


def apply(
    template: TemplateName,
    project: ProjectName,
    given: Set = None,
    answers: AnswersFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a project as a template says; what was there is kept as a restore point."""
    from aura.actor import LOCAL
    from aura.api.shapes import ActionLine, Done

    said = answered(given, answers)
    with state.reading() as unit:
        chosen, project_id = find(unit, template), state.find_project(unit, project).id
    gallery = state.services().gallery
    tell(gallery.tells(chosen, said, LOCAL, project_id))
    applied = gallery.apply(project_id, chosen, said, LOCAL)
    result = Done([ActionLine.of(action) for action in applied.actions])
    count = applied.project.scene_count
    state.show(result, as_json, lambda: f"Applied: {count} scenes; `aura undo` takes it back.")


def preview(
    template: TemplateName, given: Set = None, answers: AnswersFile = None, as_json: AsJson = False
) -> None:
    """Show the film that answers would make, without making a project."""
    from aura.actor import LOCAL
    from aura.api.template_shapes import Preview

    said = answered(given, answers)
    with state.reading() as unit:
        chosen = find(unit, template)
    gallery = state.services().gallery
    film = Preview.of(gallery.preview(chosen, said, LOCAL), gallery.tells(chosen, said, LOCAL))
    rows = [f"{number:>4}  {scene.title}\n      {scene.text}" for number, scene in enumerate(film.scenes, 1)]
    head = f"{film.title or film.brief.topic}: {film.brief.aspect}, about {film.length_s} s"
    state.show(film, as_json, lambda: "\n".join([head, *rows]))


def save(
    project: ProjectName,
    name: Annotated[str, typer.Option(help="What the template is called.")],
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
    variable: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=WORDS", help="Words of the project that are to be asked for."),
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="Make it the default.")] = False,
    as_json: AsJson = False,
) -> None:
    """Save a project as a template of your own."""
    from aura.api.template_shapes import CustomTemplateWhole, ProjectAsTemplate
    from aura.timeline.edits.registry import convert

    card = {"name": name, "description": description, "is_default": default}
    new = convert({**card, "variables": answered(variable, None)}, ProjectAsTemplate)
    with state.writing() as unit:
        row = unit.custom_templates.save(state.find_project(unit, project).id, new, new.variables)
        whole = CustomTemplateWhole.of(row)
    asks = ", ".join(each.name for each in whole.content.variables) or "nothing"
    state.show(whole, as_json, lambda: f"Saved “{whole.name}”, which asks for {asks}: {whole.id}")
