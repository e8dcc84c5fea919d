"""Servers in processes of their own, asked over HTTP on one connection kept open, as a browser keeps it.

What an answer costs is the processor time of all threads of its server, and the time by the clock from the
request's first byte to the answer's last.  (Linux: elsewhere a process cannot read another one's clock.)
"""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.bench.measuring import Spent

CHECKOUT = Path(__file__).parents[2]
_ADDRESS = re.compile(r" at http://127\.0\.0\.1:(\d+)/")
BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br"}
FORM = {**BROWSER, "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8", "HX-Request": "true"}


class Answer(NamedTuple):
    """An answer's body as it was sent, how it is packed, and what it cost."""

    body: bytes
    encoding: str
    spent: Spent


class Served:
    """A server that runs."""

    def __init__(self, pid: int, port: int) -> None:
        self._clock = (~pid << 3) | 2  # what clock_getcpuclockid(3) makes of a process
        self._line = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, path: str) -> Answer:
        return self._asked("GET", path, None, BROWSER)

    def put(self, path: str, form: Mapping[str, str]) -> Answer:
        return self._asked("PUT", path, urlencode(form).encode(), FORM)

    def close(self) -> None:
        self._line.close()

    def _asked(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cpu, wall = time.clock_gettime(self._clock), time.perf_counter()
        self._line.request(method, path, body, dict(headers))
        response = self._line.getresponse()
        content = response.read()
        wall = time.perf_counter() - wall
        cpu = time.clock_gettime(self._clock) - cpu
        if response.status != 200:
            raise AssertionError(f"{method} {path} was answered with {response.status}: {content[:500]!r}")
        return Answer(content, response.headers.get("Content-Encoding", ""), Spent(cpu, wall))


def require_clocks() -> None:
    """Raises ``SystemExit`` where another process's clock cannot be read."""
    if sys.platform != "linux":
        raise SystemExit("This bench reads the clocks of other processes, which only Linux lets it do.")


@contextmanager
def serving(words: Sequence[str], env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server from when it has said its address, to the end of the block."""
    command = [sys.executable, "-P", "-m", *words]
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env={**os.environ, **(env or {}), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        with closing(Served(process.pid, _port(process, command))) as served:
            yield served
    finally:
        process.terminate()
        process.communicate()


def _port(process: "subprocess.Popen[str]", command: Sequence[str]) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if found := _ADDRESS.search(line):
            return int(found[1])
    raise AssertionError(f"{' '.join(command)} ended without saying its address")
