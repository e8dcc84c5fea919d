"""``aura template``: the gallery and the user's own templates, as files, in lists, in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aura.cli import output, places, state, template_uses
from aura.cli.make import read_text
from aura.cli.state import AsJson
from aura.cli.template_uses import TemplateName, find

if TYPE_CHECKING:
    from aura.templates.blueprint import Variable

group = typer.Typer(
    help="Templates: list, show, use, apply, preview, save, import, export and more.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A template's file.", dir_okay=False)]


for _command in (template_uses.use, template_uses.apply, template_uses.preview, template_uses.save):
    group.command()(_command)


@group.callback()
def opened() -> None:
    """The gallery holds what ships with Aura."""
    _ = state.services().gallery


@group.command("list")
def list_templates(
    category: Annotated[str | None, typer.Option(help="YouTube, SocialMedia, Business or Creative.")] = None,
    search: Annotated[str | None, typer.Option(help="Words of the name, description or tags.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only those with this tag.")] = None,
    sort: Annotated[str, typer.Option(help="uses, stars or name.")] = "uses",
    own: Annotated[bool, typer.Option("--own", help="Show your own templates.")] = False,
    deleted: Annotated[bool, typer.Option("--deleted", help="Show what can be brought back.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Most templates to show.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the templates of the gallery, or your own."""
    from aura.api.shapes import Listing
    from aura.api.template_shapes import CustomTemplateLine, TemplateLine
    from aura.timeline.rules import clean_text

    words = clean_text(search, "search") if search else None
    lines: list[Any]
    with state.reading() as unit:
        if own:
            mine = unit.custom_templates.list(limit=limit, search=words, deleted=deleted)
            lines, cursor = [CustomTemplateLine.of(row) for row in mine.items], mine.cursor
        else:
            page = unit.templates.list(
                category=_one_of(category, "category"),
                search=words,
                tag=clean_text(tag, "tag") if tag else None,
                sort=_one_of(sort, "sort"),
                limit=limit,
                deleted=deleted,
            )
            lines, cursor = [TemplateLine.of(row) for row in page.items], page.cursor
    rows = [
        f"{line.id:<36}  {line.category:<11}  {line.aspect:>5}  {line.target_duration_s:>4} s  {line.name}"
        for line in lines
    ]
    state.show(Listing(lines, cursor), as_json, lambda: output.lined(rows) or "No templates.")


def _one_of(value: str | None, field: str) -> Any:
    from typing import get_args

    from aura.errors import Invalid
    from aura.templates.blueprint import CATEGORIES
    from aura.templates.templates import Sort

    choices = CATEGORIES if field == "category" else get_args(Sort)
    if value is not None and value not in choices:
        raise Invalid(f"The {field} is one of {', '.join(choices)}.", field=field)
    return value


@group.command()
def show(template: TemplateName, as_json: AsJson = False) -> None:
    """Show a template: what it is for, and what it asks."""
    from aura.api.template_shapes import CustomTemplateWhole, TemplateWhole

    whole: TemplateWhole | CustomTemplateWhole
    with state.reading() as unit:
        chosen = find(unit, template)
        if chosen.kind == "template":
            whole = TemplateWhole.of(unit.templates.get(chosen.id))
        else:
            whole = CustomTemplateWhole.of(unit.custom_templates.get(chosen.id))
    asked = list(map(_asked, whole.content.variables))
    lines = [
        f"{whole.name}  ({whole.id})",
        f"{whole.form}, {whole.aspect}, about {whole.target_duration_s} s",
        whole.description,
        *(["It asks:", *asked] if asked else ["It asks nothing."]),
    ]
    state.show(whole, as_json, lambda: "\n".join(line for line in lines if line))


def _asked(variable: Variable) -> str:
    """A question of a template in a line."""
    choices = f" ({', '.join(variable.options)})" if variable.options else ""
    needed = "needed" if variable.required else ""
    return f"  {variable.name:<16} {variable.type:<14} {needed:<7} {variable.said}{choices}"


@group.command()
def validate(file: File, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a template's file."""
    from aura.templates.blueprint import TemplateFile
    from aura.templates.checking import check
    from aura.templates.reading import read

    text = read_text(file)
    with state.reading() as unit:
        presets = [offer.recipe.name for offer in unit.presets.list()]
    result = check(read(text), TemplateFile, presets)
    rows = [
        f"{found.level}: {found.field + ': ' if found.field else ''}{found.message}"
        for found in result.findings
    ]
    state.show({"items": result.findings}, as_json, lambda: "\n".join(rows) or "Nothing is wrong with it.")
    if result.errors:
        raise typer.Exit(2)


@group.command("import")
def import_template(
    file: File,
    again: Annotated[bool, typer.Option("--again", help="Put it in the place of the one of its id.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a template's file into the gallery."""
    from aura.api.template_shapes import TemplateWhole

    text = read_text(file)
    with state.writing() as unit:
        whole = TemplateWhole.of(unit.templates.take_in(text, again=again))
    state.show(whole, as_json, lambda: f"Imported “{whole.name}”; `aura template use {whole.id}` uses it.")


@group.command("export")
def export_template(
    template: TemplateName,
    out: Annotated[Path | None, typer.Option(help="Where to write it; printed when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a template to a file, which another Aura can import."""
    with state.reading() as unit:
        chosen = find(unit, template)
        own = chosen.kind == "custom_template"
        text = unit.custom_templates.file(chosen.id) if own else unit.templates.file(chosen.id)
    if out is not None:
        places.write(text.encode(), out)
    state.show({"id": chosen.id, "file": text}, as_json, lambda: f"Wrote {out}" if out else text.rstrip())


@group.command()
def rate(
    template: TemplateName,
    stars: Annotated[int, typer.Argument(min=1, max=5, help="One to five.")],
    as_json: AsJson = False,
) -> None:
    """Give a template of the gallery one to five stars."""
    from aura.api.template_shapes import TemplateLine

    with state.writing() as unit:
        line = TemplateLine.of(unit.templates.rate(template, stars))
    state.show(line, as_json, lambda: f"“{line.name}” has {line.rating:.0f} stars.")


@group.command()
def delete(template: TemplateName, as_json: AsJson = False) -> None:
    """Delete a template; it can be brought back for 30 days."""
    line = _change(template, "delete")
    state.show(
        line, as_json, lambda: f"Deleted “{line.name}”; `aura template bring-back {line.id}` undoes it."
    )


@group.command("bring-back")
def bring_back(template: TemplateName, as_json: AsJson = False) -> None:
    """Bring a deleted template back."""
    line = _change(template, "bring_back", deleted=True)
    state.show(line, as_json, lambda: f"“{line.name}” is back.")


def _change(name: str, verb: str, *, deleted: bool = False) -> Any:
    from aura.api.template_shapes import CustomTemplateLine, TemplateLine

    with state.writing() as unit:
        chosen = find(unit, name, deleted=deleted)
        if chosen.kind == "template":
            return TemplateLine.of(getattr(unit.templates, verb)(chosen.id))
        return CustomTemplateLine.of(getattr(unit.custom_templates, verb)(chosen.id))
