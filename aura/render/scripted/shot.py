"""A scene that a script draws, as a shot; and questions to a script.

The script runs in a child process that knows none of Aura's settings or secrets, is killed when it draws or
says nothing for ``SILENT_S``, and may use so much memory and write so little.  What a script does wrong is
not tried again.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from aura.errors import Invalid
from aura.media.processes import Child, ChildDied, ChildSilent, Limits
from aura.render.planes import Plane
from aura.render.scripted.installed import Installed
from aura.render.scripted.messages import Asked, Check, Describe, Draw, Open
from aura.render.spec import Canvas, Script

MODULE = "aura.render.scripted.script_child"
SILENT_S = 30.0
"""Shorter than the engine waits for its workers."""
LIMITS = Limits(memory_bytes=4 * 2**30, file_bytes=64 * 2**20, open_files=256)


class Process:
    """The process of one script, started when it is first needed and again after it failed."""

    def __init__(self, name: str, path: Path, limits: Limits = LIMITS, silent_s: float = SILENT_S) -> None:
        self._name, self._path = name, path
        self._limits, self._silent_s = limits, silent_s
        self._child: Child | None = None

    @property
    def runs(self) -> bool:
        return self._child is not None

    def ask(self, asked: Asked) -> Any:
        """Ask something.  Raises Invalid, also where the script hangs or dies."""
        if self._child is None:
            self._child = Child.start(MODULE, cwd=self._path.parent, limits=self._limits)
        try:
            return self._child.ask(msgspec.to_builtins(asked), timeout_s=self._silent_s)
        except ChildSilent:
            self.close()
            raise self._wrong(f"takes more than {self._silent_s:g} s for a frame and was stopped") from None
        except ChildDied as error:
            self.close()
            said = error.stderr_tail.splitlines()[-1:]
            how = f"ended with {error.returncode}" if error.returncode >= 0 else "was killed"
            raise self._wrong(
                " ".join([f"{how} while it drew", *(f"({line[:200]})" for line in said)])
            ) from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._child is not None:
            with suppress(OSError):
                self._child.kill()
        self._child = None

    def _wrong(self, what: str) -> Invalid:
        return Invalid(f"The script {self._name} {what}.", field="script")


class ScriptedShot:
    """What a script draws, frame by frame."""

    still = False

    def __init__(self, path: Path, spec: Script, canvas: Canvas) -> None:
        self._process = Process(spec.name, path)
        self._open = Open(
            path=str(path),
            name=spec.name,
            parameters=spec.parameters,
            digest=spec.digest,
            width_px=canvas.width_px,
            height_px=canvas.height_px,
            rate_numerator=canvas.rate_numerator,
            rate_denominator=canvas.rate_denominator,
            frames=spec.length_frames,
        )

    def draw(self, frame: int, target: Plane) -> None:
        if not self._process.runs:
            self._process.ask(self._open)
        drawn = self._process.ask(Draw(frame=frame))
        np.copyto(target, np.frombuffer(drawn, np.uint8).reshape(target.shape))

    def close(self) -> None:
        self._process.close()


def describe(script: Installed) -> dict[str, Any]:
    """Which parameters a script has, as a JSON schema."""
    process = Process(script.name, script.path)
    try:
        schema: dict[str, Any] = process.ask(Describe(path=str(script.path), name=script.name))
    finally:
        process.close()
    return schema


def check(script: Installed, parameters: str) -> None:
    """Raise Invalid, naming the field, for parameters that a script does not take."""
    process = Process(script.name, script.path)
    try:
        process.ask(Check(path=str(script.path), name=script.name, parameters=parameters))
    finally:
        process.close()
