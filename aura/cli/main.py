"""The command ``aura``: groups put together, errors as one line and an exit code."""

import gc
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from aura import __version__
from aura.cli import (
    assets,
    backup,
    captions,
    check,
    cleanup,
    completions,
    demo,
    doctor,
    edits,
    exchange,
    explaining,
    exports,
    history,
    make,
    output,
    presets,
    previews,
    projects,
    queue,
    scenes,
    scripts,
    serve,
    settings,
    sheets,
    state,
    storage,
    templates,
    versions,
    worker,
)
from aura.cli.exits import exit_code
from aura.disk import full_disk_named
from aura.errors import AuraError, Invalid, Unavailable

COMMANDS = (
    demo.demo,
    make.make,
    history.undo,
    history.redo,
    history.history,
    projects.draft,
    serve.serve,
    worker.worker,
    doctor.doctor,
    completions.calls,
    cleanup.cleanup,
    check.check,
    backup.backup,
    backup.restore_backup,
    storage.storage,
    previews.preview,
    previews.frame,
    sheets.sheet,
    sheets.thumbnail,
    sheets.waveform,
)


def build() -> typer.Typer:
    """The whole command line, with a command for each edit that is registered now."""
    app = typer.Typer(
        name="aura",
        help="Make videos step by step; undo anything; render only what changed.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    groups = {
        "project": typer.Typer(help=projects.group.info.help, no_args_is_help=True),
        "scene": typer.Typer(help=scenes.group.info.help, no_args_is_help=True),
        "asset": typer.Typer(help=assets.group.info.help, no_args_is_help=True),
        "captions": captions.group,
        "version": versions.group,
        "export": typer.Typer(help=exports.group.info.help, no_args_is_help=True),
        "queue": queue.group,
        "scripts": scripts.group,
        "presets": presets.group,
        "template": templates.group,
        "config": settings.group,
        "setup": settings.setup_group,
    }
    groups["project"].registered_commands.extend(projects.group.registered_commands)
    groups["scene"].registered_commands.extend(scenes.group.registered_commands)
    groups["asset"].registered_commands.extend(assets.group.registered_commands)
    groups["export"].registered_commands.extend(exports.group.registered_commands)
    for file_command in (exchange.pack, exchange.unpack, exchange.otio):
        groups["project"].command()(file_command)
    groups["export"].command("presets")(presets.list_presets)
    groups["export"].command()(presets.check)
    groups["export"].command()(explaining.explain)
    for name, group in groups.items():
        app.add_typer(group, name=name)
    for command in COMMANDS:
        app.command()(command)
    edits.attach(groups, app)

    @app.callback(invoke_without_command=True)
    def options(
        context: typer.Context,
        home: Annotated[
            str | None, typer.Option(help="The folder that holds everything; AURA_HOME otherwise.")
        ] = None,
        version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    ) -> None:
        state.STATE.home = home
        if version:
            typer.echo(f"aura {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            typer.echo(context.get_help())

    return app


def main() -> None:
    """Run the command line; an error is one line on standard error and its kind's exit code."""
    gc.disable()  # loading the libraries makes many objects and no garbage: see ``state.services``
    output.settle()
    try:
        with full_disk_named("The disk is full; free some space and try again."):
            _run()
    except AuraError as error:
        _fail(error)
    except OSError as error:
        _fail(Unavailable(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}."))
    finally:
        state.close()
        gc.freeze()  # what is left is not gone through once more as the interpreter ends: 0.15 s less


def _run() -> None:
    """Programs, which ask for JSON, are told in JSON what was wrong with their words too."""
    if "--json" not in sys.argv:
        build()(prog_name="aura")
        return
    try:
        ended = build()(prog_name="aura", standalone_mode=False)
    except typer.TyperException as error:
        parameter = getattr(getattr(error, "param", None), "name", None)
        raise Invalid(error.format_message(), field=parameter) from error
    except typer.Abort:
        sys.exit(1)
    sys.exit(ended or 0)


def _fail(error: AuraError) -> NoReturn:
    with suppress(OSError):  # whoever cannot hear why is told by the exit code
        if "--json" in sys.argv:
            found = {"kind": error.slug, "message": error.message, "field": error.field, **error.data}
            typer.echo(output.as_json(found), err=True)
        else:
            where = f" ({error.field})" if error.field else ""
            typer.echo(f"aura: {error.message}{where}", err=True)
    output.let_go()
    sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
