"""A Python module kept running beside this process: started again when it ends, stopped when asked.

What it says goes to this process's standard error.  It dies with this process, like every other.  When it
cannot be started, as where there are too many processes, that is said there too, and tried again.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from aura.errors import AuraError
from aura.media import spawn

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
STEADY_S = 60.0
"""Who ran this long was well: the next wait is the first one again."""


class Supervised:
    """Runs ``python -m module args`` until ``stop``."""

    def __init__(self, module: str, args: Sequence[str], env: Mapping[str, str]) -> None:
        self._module = module
        self._argv = [sys.executable, "-P", "-m", module, *args]
        self._env = {**env, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)}
        self._stopping = threading.Event()
        self._state = threading.Lock()
        self._process: spawn.Process | None = None
        self._thread = threading.Thread(target=self._keep_running, name="aura-supervisor")

    def start(self) -> None:
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The number of the process that runs now."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def stop(self, grace_s: float) -> None:
        """Ask it to end, and end it after ``grace_s`` if it has not."""
        with self._state:
            self._stopping.set()
            process = self._process
        if process is not None:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            spawn.end(process, grace_s)
        if self._thread.ident is not None:
            self._thread.join()

    def _keep_running(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._stopping.is_set():
            started = time.monotonic()
            process = self._begun()
            if process is not None:
                self._listen(process)
            if self._stopping.is_set():
                return
            if process is not None:
                spawn.end(process)
            wait_s = FIRST_WAIT_S if time.monotonic() - started > STEADY_S else wait_s
            self._stopping.wait(wait_s)
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)

    def _begun(self) -> spawn.Process | None:
        """The process, started unless it is to stop or cannot be."""
        with self._state:
            if self._stopping.is_set():
                return None
            try:
                self._process = spawn.start(
                    self._argv, cwd="/", stdin=spawn.DEVNULL, stdout=spawn.JOINED, env=self._env
                )
                return self._process
            except (AuraError, OSError) as error:
                self._process = None
                words = f"{self._module} could not be started and is tried again: {error}\n"
        _say(words)
        return None

    def _listen(self, process: spawn.Process) -> None:
        assert process.stdout is not None
        with process.stdout as said:
            while chunk := said.read(4096):
                _say(chunk.decode("utf-8", "replace"))


def _say(words: str) -> None:
    """Nobody may be listening any more, and it goes on all the same."""
    with suppress(OSError):
        sys.stderr.write(words)
