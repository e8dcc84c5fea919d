"""``aura asset``: files into a project, and out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aura.cli import output, places, state
from aura.cli.state import AsJson, ProjectName
from aura.errors import Invalid, NotFound, TooLarge

if TYPE_CHECKING:
    from aura.timeline.document import Asset

group = typer.Typer(help="Files of a project: add, list, get.", no_args_is_help=True)


@group.command()
def add(
    project: ProjectName,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files to add.")],
    as_json: AsJson = False,
) -> None:
    """Add pictures, clips or sounds to a project: all of them, or none if one cannot be used."""
    from aura.projects.assets import take_in_file

    missing = next((file for file in files if not file.is_file()), None)
    if missing:
        raise NotFound(f"There is no file {missing}.", field="file")
    aura = state.services()
    with state.reading() as unit:
        project_id = state.find_project(unit, project).id
    taken = []
    for file in files:
        try:
            taken.append(take_in_file(aura.objects, aura.prober, file, aura.settings.max_upload_bytes))
        except (Invalid, TooLarge) as refused:
            named = f"{file.name}: {refused.message}"
            raise type(refused)(named, field="file", **refused.data) from refused
    with state.writing() as unit:
        added = [unit.assets.add(project_id, asset)[0] for asset in taken]
    words = output.lined(f"Added {asset.name}: {asset.digest}" for asset in added)
    state.show({"items": added} if len(files) > 1 else added[0], as_json, lambda: words)


@group.command("list")
def list_assets(project: ProjectName, as_json: AsJson = False) -> None:
    """List a project's files."""
    with state.reading() as unit:
        assets = unit.assets.list(state.find_project(unit, project).id)
    rows = [
        f"{asset.digest[:16]}  {asset.type:<6}  {asset.size_bytes:>12,}  {measured(asset):<22}  {asset.name}"
        for asset in assets
    ]
    state.show({"items": assets}, as_json, lambda: output.lined(rows) or "No files yet.")


def measured(asset: Asset) -> str:
    """A file's size in pixels and its length."""
    size = f"{asset.width_px}x{asset.height_px}" if asset.width_px else ""
    length = f"{asset.duration_ms / 1000:.1f} s" if asset.duration_ms else ""
    return " ".join(part for part in (size, length) if part)


@group.command("get")
def get_asset(
    project: ProjectName,
    digest: Annotated[str, typer.Argument(help="The file's digest, or the first digits of it.")],
    out: Annotated[Path, typer.Option(help="Where to write it.")],
    as_json: AsJson = False,
) -> None:
    """Write a project's file to a place of your own."""
    with state.reading() as unit:
        found = state.find_project(unit, project)
        asset, path = unit.assets.get(found.id, state.find_file(unit, found, digest))
    places.put(path, out)
    state.show(asset, as_json, lambda: f"Wrote {out}")
