"""The scripts as a person meets them: a fresh checkout, next to nothing in the environment, real packages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SYSTEM = f"/usr/bin{os.pathsep}/bin"

pytestmark = pytest.mark.packaging


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """What a clone of this tree would hold, in a folder whose name has a space."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True, text=True,
    )  # fmt: skip
    top = tmp_path / "a fresh checkout"
    for name in filter(None, listed.stdout.split("\0")):
        source, target = REPOSITORY / name, top / name
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return top


def ran(*command: str | Path, path: str, home: Path) -> str:
    environment = {"PATH": path, "HOME": str(home), "AURA_PYTHON": sys.executable}
    done = subprocess.run(
        command,
        check=False,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_fresh_checkout_runs_and_tests_itself(fresh: Path, tmp_path: Path, installer: str):
    uv = shutil.which("uv")
    if installer == "uv" and uv is None:
        pytest.skip("this machine has no uv")
    path = f"{Path(uv).parent}{os.pathsep}{SYSTEM}" if installer == "uv" and uv else SYSTEM

    assert "Usage" in ran(fresh / "scripts" / "aura", "--help", path=path, home=tmp_path)
    assert " passed" in ran(
        fresh / "scripts" / "test", "tests/scripts/test_locks.py", path=path, home=tmp_path
    )
    assert "Usage" in ran(fresh / "scripts" / "aura", "--help", path=path, home=tmp_path)


def test_locking_again_changes_nothing(fresh: Path, tmp_path: Path):
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("this machine has no uv")
    names = ("uv.lock", "requirements.lock", "requirements-scenes.lock", "requirements-dev.lock")
    before = {name: (fresh / name).read_bytes() for name in names}

    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([fresh / "scripts" / "lock"], env=environment, check=True, capture_output=True)

    assert {name: (fresh / name).read_bytes() for name in names} == before
