"""``aura backup`` and ``aura restore-backup``: all that is kept, in another place and back."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from aura.cli import state
from aura.cli.state import AsJson

KEY_HELP = "Put secret.key in too, which opens the servers' keys: then keep the backup to yourself."


def backup(
    to: Annotated[
        Path | None,
        typer.Option(help="A folder, brought up to date where it is a backup, or a .tar file."),
    ] = None,
    media: Annotated[bool, typer.Option("--media/--no-media", help="Whether media files are in it.")] = True,
    key: Annotated[bool, typer.Option("--with-key", help=KEY_HELP)] = False,
    as_json: AsJson = False,
) -> None:
    """Back everything up while Aura goes on: the database as it is at one moment, and the media."""
    from aura.upkeep.backing_up import back_up

    aura = state.services()
    target = to or aura.settings.backups_dir / "backup"
    made = back_up(aura.settings, aura.database, aura.objects, target, media=media, key=key)
    lines = [
        (
            f"Backed up to {made.target}: {_counted(made.manifest.counts)}, "
            f"{len(made.manifest.media or ()):,} media files, {made.new_files:,} of them new "
            f"({made.new_bytes:,} bytes)."
        ),
        *made.advice,
    ]
    if to is None:
        lines.append("That is on the same disk; --to names a better place.")
    state.show(made, as_json, lambda: "\n".join(lines))


def restore_backup(
    source: Annotated[Path, typer.Argument(help="The folder or the .tar file that a backup is in.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Where there is a database already, put it aside.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into this home, whole or not at all; no Aura may be at work there."""
    from aura import config
    from aura.upkeep.restoring import restore

    settings = config.load(Path(state.STATE.home) if state.STATE.home else None)
    done = restore(settings, source, replace=replace)
    lines = [
        (
            f"Restored to {done.home} as of {_moment(done.made_at)}: {_counted(done.counts)}, "
            f"{done.files:,} media files."
        ),
        *([f"What was there is in {done.aside}"] if done.aside else []),
        *done.advice,
    ]
    state.show(done, as_json, lambda: "\n".join(lines))


def _counted(counts: dict[str, int]) -> str:
    projects, versions = (counts.get(table, 0) for table in ("project_states", "project_versions"))
    return f"{projects:,} projects, {versions:,} versions" if counts else "no database"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
