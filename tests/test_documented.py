"""What can be set, called or met is written down."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer
from typer.main import get_group

from aura import errors, schema
from aura.cli.main import build
from aura.config import Settings
from aura.setup.catalogue import VARIABLES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").rglob("*.md")))


def commands(app: typer.Typer) -> list[str]:
    """Every command, with its group."""
    found = []
    for name, command in get_group(app).commands.items():
        inner = getattr(command, "commands", None)
        found += [f"{name} {verb}" for verb in inner] if inner else [name]
    return found


def is_documented(command: str) -> bool:
    """Whether a row of the README's table of commands names it: `noun verb`, or `verb` in its noun's row."""
    noun, _, verb = command.partition(" ")
    rows = [line for line in README.splitlines() if line.startswith("|")]
    named = [row.split("|")[1] for row in rows]
    if not verb:
        return any(f"`{noun}`" in cell for cell in named)
    return any(f"`{noun} " in cell and (f"`{command}`" in cell or f"`{verb}`" in cell) for cell in named)


SETTINGS = {f"AURA_{setting.upper()}" for setting in Settings.__struct_fields__} | VARIABLES.keys()


@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("command", sorted(commands(build())))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert is_documented(command)


WRITTEN = sorted(
    {line.strip() for line in re.findall(r"^ *(?:\./scripts/)?aura ([a-z].*)$", DOCS, re.MULTILINE)}
)
"""What is written to be typed, in the blocks of the README and the docs."""
COMMAND_LINE = get_group(build())


@pytest.mark.parametrize("line", WRITTEN)
def test_every_command_line_that_is_written_down_is_one_that_aura_takes(line: str) -> None:
    command = COMMAND_LINE
    words = shlex.split(line, comments=True)
    while words and (inner := getattr(command, "commands", {}).get(words[0])):
        command, words = inner, words[1:]

    assert not hasattr(command, "commands"), words
    assert command.make_context("aura", words).args == []


def test_a_template_that_is_used_in_the_readme_asks_for_what_is_answered_there() -> None:
    used = [shlex.split(line, comments=True) for line in WRITTEN if line.startswith("template use ")]
    assert used
    for _, _, template, *rest in used:
        asked = tomllib.loads((ROOT / "templates" / f"{template}.toml").read_text(encoding="utf-8"))
        answered = {word.partition("=")[0] for word in rest if "=" in word}

        assert answered <= {variable["name"] for variable in asked["variables"]}


@pytest.mark.parametrize("kind", errors.KINDS, ids=lambda kind: kind.slug)
def test_every_kind_of_error_is_in_the_readme(kind: type[errors.AuraError]) -> None:
    assert f"`{kind.slug}`" in README


def test_no_setting_is_documented_that_is_not_there() -> None:
    named = {word.strip("`|,.:;()") for word in README.replace("=", " ").split() if word.startswith("`AURA_")}

    assert {name for name in named if not name.endswith("…")} <= SETTINGS


def test_tables_that_were_added_are_named_in_the_docs() -> None:
    for table in ("users", "events", "blob_payloads", "ai_completions"):
        assert table in schema.whole().tables
        assert f"`{table}`" in DOCS
