"""``aura serve`` answers, stops when it is asked to, finishes what it began, and leaves nothing running."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from aura import config
from aura.cli.serve import GRACE_S, _listen
from aura.services import Services, Unit


class Served:
    """``aura serve`` on a free port of a home of its own."""

    def __init__(self, home: Path, *words: str) -> None:
        self.home = home
        environment = {
            **os.environ,
            "AURA_HOME": str(home),
            "AURA_DATABASE_URL": "",
            "PYTHONWARNINGS": "error",
        }
        home.mkdir(exist_ok=True)
        self.stderr = home / "stderr"
        with self.stderr.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "aura.cli.main", "serve", "--port", "0", *words],
                env=environment, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        found = re.match(r"Aura is at http://([\d.]+):(\d+)/\n", self.process.stdout.readline())
        self.address = found[1], int(found[2])
        self.host = f"{found[1]}:{found[2]}"

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://{self.host}{path}") as answer:
            return json.load(answer)

    def get_status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://{self.host}{path}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code

    def post(self, path: str, body: Any) -> Any:
        request = urllib.request.Request(
            f"http://{self.host}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(*words: str) -> Served:
        running.append(Served(tmp_path / "home", *words))
        return running[-1]

    yield start
    for served in running:
        served.close()


@contextmanager
def opened(served: Served) -> Iterator[Unit]:
    """What a served Aura left behind."""
    aura = Services(config.load(served.home, database_url="")).open()
    with aura.reading() as unit:
        yield unit
    aura.close()


def titles(served: Served) -> dict[str, str]:
    with opened(served) as unit:
        return {str(project.id): project.title for project in unit.projects.list().items}


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def terminal() -> Iterator[None]:
    """What is started is told when its terminal is closed, also where the tests themselves outlive theirs."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP])
def test_it_answers_and_stops_when_asked_and_its_worker_with_it(
    serve: Callable[..., Served], asked: signal.Signals
) -> None:
    served = serve()
    assert served.get("/api/v1/health")["status"] == "ok"
    made = served.post("/api/v1/projects", {"brief": {"topic": "Rivers"}})
    children = served.children() if Path("/proc/self/task").exists() else []
    assert served.end(asked) == 0
    assert not any(map(is_running, children))
    assert "Traceback" not in served.stderr.read_text()
    assert titles(served) == {made["id"]: "Rivers"}


def test_an_address_that_it_does_not_answer_to_comes_with_what_to_do(serve: Callable[..., Served]) -> None:
    served = serve("--host", "0.0.0.0", "--no-worker")
    assert served.get_status("/api/v1/health") == 403
    said = served.stderr.read_text()
    assert "It answers to 127.0.0.1, localhost, [::1] alone: add the name" in said

    served = serve("--no-worker")
    assert served.get_status("/api/v1/health") == 200
    assert "alone" not in served.stderr.read_text()


def test_it_listens_at_an_address_as_it_stands_in_a_url() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with closing(_listen("[::1]", 0)) as listening:
        assert listening.getsockname()[0] == "::1"


def test_it_finishes_what_it_has_begun_before_it_stops(serve: Callable[..., Served]) -> None:
    served = serve("--no-worker")
    made = served.post("/api/v1/projects", {"brief": {"topic": "Rivers"}})
    path, body = (
        f"/api/v1/projects/{made['id']}/assets",
        bytes.fromhex(
            "47494638376102000200810000285aa00000000000000000002c0000000002000200000806000108041010003b"
        )
        + bytes(500_000),
    )
    head = f"POST {path} HTTP/1.1\r\nHost: {served.host}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(served.address) as connection:
        connection.sendall(head.encode() + body[:300_000])
        incoming = served.home / "media" / "incoming"
        while not (incoming.is_dir() and list(incoming.iterdir())):
            time.sleep(0.005)
        served.process.send_signal(signal.SIGINT)
        while "Shutting down" not in served.stderr.read_text():
            time.sleep(0.005)
        connection.sendall(body[300_000:])
        assert connection.recv(65536).startswith(b"HTTP/1.1 201")
    assert served.process.wait() == 0
    assert "Traceback" not in served.stderr.read_text()
    with opened(served) as unit:
        (asset,) = unit.assets.list(uuid.UUID(made["id"]))
    assert asset.size_bytes == len(body)


@pytest.mark.long
def test_it_stops_though_a_server_that_is_to_write_is_silent(serve: Callable[..., Served]) -> None:
    served = serve("--no-worker")
    made = served.post("/api/v1/projects", {"brief": {"topic": "Rivers"}})
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        aura = Services(config.load(served.home, database_url="")).open()
        with aura.writing() as unit:
            unit.setup.save(tier="OwnServer")
            unit.configuration.set("text.base_url", address)
            unit.configuration.set("text.model", "writer")
            unit.configuration.set("text.timeout_s", 600)
        aura.close()
        with socket.create_connection(served.address) as connection:
            draft = f"POST /api/v1/projects/{made['id']}/draft HTTP/1.1\r\nHost: {served.host}\r\n\r\n"
            connection.sendall(draft.encode())
            asked, _ = silent.accept()
            with asked:
                served.process.send_signal(signal.SIGTERM)
                assert served.process.wait(5 * GRACE_S) == 0
    with opened(served) as unit:
        assert unit.projects.get(uuid.UUID(made["id"])).scene_count == 0


def test_a_kill_loses_nothing_that_was_answered(serve: Callable[..., Served]) -> None:
    served = serve("--no-worker")
    made = [served.post("/api/v1/projects", {"brief": {"topic": f"Number {n}"}}) for n in range(5)]
    assert served.end(signal.SIGKILL) == -signal.SIGKILL
    assert titles(served) == {each["id"]: each["title"] for each in made}


def test_a_port_in_use_is_told_with_what_to_do(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port, "--no-worker")
    assert ran.code == 8
    assert ran.out == ""
    assert ran.err.startswith(f"aura: Cannot listen on 127.0.0.1:{port}: ")
    assert "Try --port 0" in ran.err
    assert ran.err.count("\n") == 1
