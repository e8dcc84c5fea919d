"""A small checkout to start: Aura's own scripts, lock files with nothing in them, and a command that tells
what it was given.  A stand-in for uv makes a set-up quick; each call of it is written down.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = ("aura", "environment.py", "environment.sh")
COMMAND = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "input": sys.stdin.read()}))
"""


class Checkout:
    def __init__(self, top: Path) -> None:
        self.top = top
        self.venv = top / ".venv"
        self.tools = top.parent / "tools"
        self.calls = top.parent / "calls"
        (top / "scripts").mkdir(parents=True)
        self.tools.mkdir()
        for name in SCRIPTS:
            shutil.copy(REPOSITORY / "scripts" / name, top / "scripts" / name)
        for name in ("requirements.lock", "requirements-scenes.lock", "requirements-dev.lock"):
            (top / name).write_text(f"# {name}\n")
        package = top / "aura" / "cli"
        package.mkdir(parents=True)
        for folder in (package.parent, package):
            (folder / "__init__.py").touch()
        (package / "main.py").write_text(COMMAND)
        self.uv_does("exit 0")

    def uv_does(self, action: str) -> None:
        """What the stand-in does when it is told to install."""
        uv = self.tools / "uv"
        uv.write_text(f'#!/bin/sh\necho "$*" >> "{self.calls}"\n{action}\n')
        uv.chmod(0o755)

    def installations(self) -> list[str]:
        return self.calls.read_text().splitlines() if self.calls.exists() else []

    def launch(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start ``scripts/aura`` with next to nothing in the environment."""
        pipe = subprocess.PIPE
        started = {"stdin": pipe, "stdout": pipe, "stderr": pipe, "text": True, "env": self.environment()}
        script = options.pop("script", self.top / "scripts" / "aura")
        started["preexec_fn"] = _heeds_interrupts  # takes no lock that another thread may hold
        return subprocess.Popen([script, *arguments], **{**started, **options})

    def environment(self, **more: str) -> dict[str, str]:
        path = f"{self.tools}{os.pathsep}/usr/bin{os.pathsep}/bin"
        return {"PATH": path, "HOME": str(self.top.parent), "AURA_PYTHON": sys.executable, **more}

    def start(self, *arguments: str, given: str = "", **options: Any) -> "Outcome":
        process = self.launch(*arguments, **options)
        out, err = process.communicate(given)
        return Outcome(process.returncode, out, err)


def _heeds_interrupts() -> None:
    """What a shell starts in the background is told not to, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Outcome:
    def __init__(self, code: int, out: str, err: str | None) -> None:
        self.code, self.out, self.lines = code, out, (err or "").splitlines()

    @property
    def told(self) -> dict[str, Any]:
        """What the command says it was given."""
        assert self.code == 0, self.lines
        told: dict[str, Any] = json.loads(self.out)
        return told
