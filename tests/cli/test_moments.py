"""Moments of a film, as the command line is given them."""

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("frame", "latest", "--at", "inf"),
        ("preview", "latest", "--from", "0", "--to", "inf"),
        ("preview", "latest", "--from", "inf", "--to", "inf"),
    ],
)
def test_no_moment_is_endlessly_far_away(run: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    run("project", "create", "Bees", "--scene", "One.")
    ran = run(*words, "--output", tmp_path / "out")

    assert ran.code == 2
    assert "Invalid value" in ran.err


def test_a_preview_is_of_a_scene_or_from_a_moment_on_and_not_both(run: Any, tmp_path: Path) -> None:
    run("project", "create", "Bees", "--scene", "One.")
    ran = run("preview", "latest", "--scene", "1", "--from", "3", "--output", tmp_path / "out.mp4")

    assert ran == (2, "", "aura: Say what to see: --scene, or --from and --to. (scene)\n")
