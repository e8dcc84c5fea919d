"""``serve``: one command that answers and renders, keeps its worker alive, and leaves nothing behind."""

import signal
import socket
import urllib.error
import urllib.request
from typing import Any

import pytest
from msgspec import json

PATIENCE_S = 60.0
"""Only a test that hangs is ended by it."""


def get(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.decode(answer.read())


def test_it_answers_keeps_its_worker_alive_and_stops_when_asked(place: Any, processes: Any) -> None:
    server = processes.start(place.home, "serve", "--port", "0")
    address = server.address()
    assert get(f"{address}api/v1/health")["status"] == "ok"
    first = server.worker()
    processes.kill(first)

    place.wait(lambda: server.worker() != first, "another worker")
    assert get(f"{address}api/v1/health")["status"] == "ok"
    all_of_it = server.tree()
    assert server.stop() == 0
    place.wait(lambda: not any(map(processes.alive, all_of_it)), "its processes to end")
    place.wait(lambda: not place.leftovers(), "the worker to tidy up")


def test_without_a_worker_it_only_answers(place: Any, processes: Any) -> None:
    export_id = place.request()
    server = processes.start(place.home, "serve", "--port", "0", "--no-worker")
    address = server.address()

    assert get(f"{address}api/v1/exports/{export_id}")["status"] == "Queued"
    assert server.tree() == [server.pid]
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait() == 0
    assert place.export(export_id).status == "Queued"


def test_while_it_renders_it_stops_all_the_same_and_gives_the_export_back(place: Any, processes: Any) -> None:
    export_id = place.request()
    server = processes.start(place.home, "serve", "--port", "0")
    server.address()
    place.wait_for_segments(5)
    all_of_it = server.tree()
    assert len(all_of_it) >= 3

    assert server.stop() == 0

    place.wait(lambda: not any(map(processes.alive, all_of_it)), "its processes to end")
    export = place.export(export_id)
    assert (export.status, export.attempt) == ("Queued", 0)
    assert place.leftovers() == place.working_folders() == []


def test_its_worker_goes_out_by_the_proxy_that_the_environment_names(
    place: Any, processes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    (place.home / "aura.env").write_text("AURA_WEBHOOK_URL=https://hooks.example/aura\n")
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(PATIENCE_S)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        server = processes.start(place.home, "serve", "--port", "0")
        export_id = place.request()
        place.wait_until(export_id, "InProgress")
        with place.aura.writing() as unit:
            unit.exports.cancel(export_id)

        asking, _ = proxy.accept()

        with asking:
            assert asking.recv(100).startswith(b"CONNECT hooks.example:443 ")
        assert server.stop() == 0
