"""``aura cleanup``: what went, or would go, as a table and as JSON."""

import os
from pathlib import Path
from typing import Any

import pytest

from aura.cleanup import cleanup
from aura.cleanup.cleanup import RULES
from aura.cleanup.rule import Rule
from aura.errors import ToolFailed


@pytest.fixture
def half(environment: Path) -> Path:
    """A file that was being received when its writer died, long ago."""
    path = environment / "media" / "incoming" / "half"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 1234)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def test_a_dry_run_says_what_would_go_and_leaves_it(run: Any, project: str, half: Path) -> None:
    ran = run("cleanup", "--dry-run")

    assert ran.code == 0
    (line,) = (line for line in ran.out.splitlines() if line.startswith("unfinished files"))
    assert line.split() == ["unfinished", "files", "1", "1,234"]
    assert ran.out.endswith("1,234 bytes would be freed; nothing was changed.\n")
    assert half.exists()


def test_a_run_says_what_went(run: Any, project: str, half: Path) -> None:
    told = run("cleanup", "--dry-run", "--json").json

    done = run("cleanup", "--json").json

    assert done == {**told, "dry_run": False}
    assert done["bytes"] == 1234
    assert [rule["rule"] for rule in done["rules"]] == [rule.name for rule in RULES]
    assert not half.exists()
    assert run("cleanup", "--json").json["bytes"] == 0
    assert run("project", "show", project).code == 0


def test_what_could_not_be_cleaned_up_is_said_and_the_rest_is_done(
    run: Any, half: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ground: Any) -> Any:
        raise ToolFailed("The content is damaged.")

    monkeypatch.setattr(cleanup, "RULES", (Rule("broken", "daily", broken), *RULES))

    ran = run("cleanup")

    assert ran.code == 9
    assert "Not all could be cleaned up; broken: The content is damaged." in ran.err
    assert "1,234 bytes freed." in ran.out
    assert not half.exists()
