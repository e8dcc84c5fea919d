"""A served Aura that is killed and started again."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path


class Serving:
    """``aura serve`` in a process of its own, on a port and over a home that stay the same."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.said = home.with_name("serve.log")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; it answers by the end of this."""
        words = ["--home", str(self.home), "serve", "--port", str(self.port)]
        with self.said.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "aura.cli.main", *words],
                env={**os.environ, "AURA_SCHEDULER": "off", "AURA_WORKERS": "1", "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )
        assert self._process.stdout is not None
        assert self.address in self._process.stdout.readline()

    def kill(self) -> None:
        """As a crash: it can do nothing more."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()

    def end(self) -> None:
        """It must still be there, unless it was killed; what it said tells why it is not."""
        if self._process is None or self._process.returncode is not None:
            return
        died = self._process.poll()
        self._process.terminate()
        self._process.communicate()
        assert died is None, self.said.read_text()
