"""However much is sent, no more is taken than is allowed, and what is too much is told and not kept."""

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import anyio
import pytest
from fastapi import FastAPI

PATH = "/api/v1/projects"
LIMIT = 2 * 2**20
PIECE = 64 * 1024
WHOLE = 300 * 2**20


class Answer(NamedTuple):
    status: int
    body: bytes
    taken: int
    """How many bytes were asked for before it was answered."""


async def post(app: FastAPI, path: str, headers: dict[str, str], size: int) -> Answer:
    """Ask the application directly, counting the bytes it takes."""
    taken, started, body = 0, 0, b""

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += PIECE
        return {"type": "http.request", "body": bytes(PIECE), "more_body": taken < size}

    async def send(message: Any) -> None:
        nonlocal started, body
        if message["type"] == "http.response.start":
            started = message["status"]
        body += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"localhost"), *((k.encode(), v.encode()) for k, v in headers.items())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return Answer(started, body, taken)


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_of_a_body_whose_length_is_told_nothing_is_taken(app: FastAPI, kind: str) -> None:
    headers = {"content-type": kind, "content-length": str(WHOLE)}
    answer = anyio.run(post, app, PATH, headers, WHOLE)
    assert answer.status == 413
    assert b'"/problems/too-large"' in answer.body
    assert answer.taken == 0


def test_of_a_body_whose_length_is_not_told_no_more_than_the_limit_is_taken(app: FastAPI) -> None:
    headers = {"content-type": "application/json", "transfer-encoding": "chunked"}
    answer = anyio.run(post, app, PATH, headers, WHOLE)
    assert answer.status == 413
    assert b'"/problems/too-large"' in answer.body
    assert LIMIT < answer.taken <= LIMIT + PIECE


def test_a_body_just_under_the_limit_is_read(app: FastAPI) -> None:
    headers = {"content-type": "application/json", "content-length": str(LIMIT)}
    answer = anyio.run(post, app, PATH, headers, LIMIT)
    assert answer.status == 422, "it is not JSON, but not too large either"


def test_of_a_file_for_a_project_that_is_not_there_nothing_is_taken(app: FastAPI) -> None:
    path = f"{PATH}/00000000-0000-7000-8000-000000000001/assets"
    answer = anyio.run(post, app, path, {"transfer-encoding": "chunked"}, WHOLE)
    assert (answer.status, answer.taken) == (404, 0)


class Server:
    """A served Aura, as a process of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        quiet = {"AURA_DATABASE_URL": "", "AURA_SCHEDULER": "off"}  # an election would be in the log
        environment = {**os.environ, "AURA_HOME": str(home), **quiet}
        command = [sys.executable, "-m", "aura.cli.main", "serve", "--port", "0"]
        self._log = (home / "stderr").open("w+b")
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        found = re.search(r"http://([\d.]+):(\d+)/", self.process.stdout.readline())
        self.address = found[1], int(found[2])

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait()
        self.process.stdout.close()
        self._log.close()
        return code

    def log(self) -> str:
        """What it logged that is more than information."""
        lines = (self.home / "stderr").read_text().splitlines()
        return "\n".join(line for line in lines if not line.startswith("INFO:"))

    def most_memory_mb(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024

    def request(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(*self.address)
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def pour(self, head: str, pieces: Iterator[bytes]) -> bytes:
        """Send until an answer comes or the connection ends; give the answer."""
        host = f"Host: {self.address[0]}:{self.address[1]}\r\n"
        with socket.create_connection(self.address) as connection:
            connection.sendall(head.encode() + host.encode() + b"\r\n")
            try:
                for piece in pieces:
                    if select.select([connection], [], [], 0)[0]:
                        break
                    connection.sendall(piece)
                return connection.recv(65536)
            except (ConnectionResetError, BrokenPipeError):
                return b""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("served"))
    yield running
    assert running.stop() == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("told", [True, False], ids=["length told", "chunked"])
def test_a_served_aura_refuses_300_mb_without_holding_them(server: Server, told: bool) -> None:
    assert server.request("GET", "/api/v1/health")[0] == 200
    before = server.most_memory_mb()
    length = f"Content-Length: {WHOLE}" if told else "Transfer-Encoding: chunked"
    piece = bytes(PIECE) if told else b"%x\r\n%s\r\n" % (PIECE, bytes(PIECE))
    answer = server.pour(
        f"POST {PATH} HTTP/1.1\r\nContent-Type: application/json\r\n{length}\r\n",
        (piece for _ in range(WHOLE // PIECE)),
    )
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in answer
    assert server.most_memory_mb() - before < 30
    assert server.request("GET", "/api/v1/health")[0] == 200


def holds(what: Callable[[], bool]) -> bool:
    """Whether it comes true while one may wait for it."""
    deadline = time.monotonic() + 30
    while not what() and time.monotonic() < deadline:
        time.sleep(0.005)
    return what()


def test_an_upload_that_breaks_off_leaves_nothing(server: Server) -> None:
    status, made = server.request("POST", PATH, b'{"brief": {"topic": "Cut off"}}')
    assert status == 201
    project = re.search(rb'"id":"([0-9a-f-]+)"', made)[1].decode()
    path, incoming = f"{PATH}/{project}/assets", server.home / "media" / "incoming"

    def arriving() -> int:
        return sum(file.stat().st_size for file in incoming.iterdir()) if incoming.is_dir() else 0

    with socket.create_connection(server.address) as connection:
        host = f"{server.address[0]}:{server.address[1]}"
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9000000\r\n\r\n"
        connection.sendall(
            head.encode()
            + bytes.fromhex(
                "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
            )
            + bytes(3_000_000)
        )
        assert holds(lambda: arriving() > 1_000_000)
    assert holds(lambda: list(incoming.iterdir()) == [])
    assert server.request("GET", path) == (200, b'{"items":[],"cursor":null}')
    assert server.log() == ""
