"""``aura config`` and ``aura setup``: the settings that change while Aura runs, and the set-up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from aura.cli import state
from aura.cli.state import AsJson
from aura.errors import Invalid

if TYPE_CHECKING:
    from aura.setup.setups import Setup
    from aura.setup.standing import Configured

group = typer.Typer(help="Settings: list, get, set, unset.", no_args_is_help=True)
setup_group = typer.Typer(help="The set-up: show, tier, complete.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(metavar="KEY", help="A setting, such as text.base_url.")]


@group.command("list")
def list_settings(as_json: AsJson = False) -> None:
    """List every setting, and where it was said."""
    from aura.api.setting_shapes import SettingLine
    from aura.api.shapes import Listing

    with state.reading() as unit:
        lines = unit.configuration.list()
    listing = Listing([SettingLine.of(line) for line in lines])
    state.show(listing, as_json, lambda: "\n".join(map(_words, lines)))


@group.command()
def get(key: Key, as_json: AsJson = False) -> None:
    """Show a setting: what holds, where it was said, what it may be."""
    with state.reading() as unit:
        line = unit.configuration.get(key)
    _show(line, as_json, f"{_words(line)}\n{line.setting.description}")


@group.command("set")
def set_value(
    key: Key,
    value: Annotated[
        str | None, typer.Argument(help="What it is to be; a key is asked for when it is left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set a setting.  Leave a key out: typed at the prompt, it stays out of your shell's history."""
    from aura.setup.catalogue import find

    sensitive = find(key).is_sensitive
    if sensitive and value is not None and not as_json:
        typer.echo("Your shell may remember that key; leave it out, and you are asked for it.", err=True)
    said = _asked_for(sensitive) if value is None else value
    with state.writing() as unit:
        line = unit.configuration.set(key, said)
    _show(line, as_json, _words(line))


@group.command()
def unset(key: Key, as_json: AsJson = False) -> None:
    """Let a setting's default apply again; a key is forgotten."""
    with state.writing() as unit:
        line = unit.configuration.reset(key)
    _show(line, as_json, _words(line))


def _asked_for(sensitive: bool) -> str:
    """What is typed, unseen where it is a key, or what comes through a pipe."""
    given: TextIO | None = sys.stdin  # none where it was closed
    if given is not None and given.isatty():
        answer: str = typer.prompt("Value", hide_input=sensitive, err=True)
        return answer
    try:
        line = given.readline(10_000) if given is not None else ""
    except UnicodeDecodeError:
        raise Invalid("What came through the pipe is no text.", field="value") from None
    if not line:
        raise Invalid("Say what it is to be, here or through a pipe.", field="value")
    return line.rstrip("\r\n")


def _show(line: Configured, as_json: bool, words: str) -> None:
    from aura.api.setting_shapes import SettingLine

    state.show(SettingLine.of(line), as_json, lambda: words)


def _words(line: Configured) -> str:
    from aura.setup.servers import where
    from aura.setup.values import written

    problem = f"  cannot be used: {line.problem}" if line.problem else ""
    return f"{line.setting.key:<26}  {written(line.shown) or '–':<30}  {where(line)}{problem}"


@setup_group.command("show")
def show_setup(as_json: AsJson = False) -> None:
    """Show how far the set-up came, and what was chosen."""
    with state.reading() as unit:
        setup = unit.setup.current()
    _show_setup(setup, as_json)


@setup_group.command()
def tier(
    name: Annotated[str, typer.Argument(metavar="TIER", help="Offline, OwnServer or Cloud.")],
    as_json: AsJson = False,
) -> None:
    """Choose who makes texts, voices and pictures; Offline lets nothing leave this machine."""
    from aura.setup.setups import TIERS

    meant = next((each for each in TIERS if each.lower() == name.lower()), name)
    with state.writing() as unit:
        setup = unit.setup.save(tier=meant)
    _show_setup(setup, as_json)


@setup_group.command()
def complete(as_json: AsJson = False) -> None:
    """Say that the set-up is done."""
    with state.writing() as unit:
        setup = unit.setup.complete()
    _show_setup(setup, as_json)


def _show_setup(setup: Setup, as_json: bool) -> None:
    from aura.api.setting_shapes import SetupLine

    done = "done" if setup.is_complete else "open again after an upgrade" if setup.is_reopened else "not done"
    words = f"The set-up is {done}, at the step {setup.step}; tier: {setup.tier or 'not chosen'}."
    state.show(SetupLine.of(setup), as_json, lambda: words)
