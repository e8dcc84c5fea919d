"""A command and a webhook are told when an export has ended, and can do no harm to it."""

import hashlib
import hmac
import json
import shlex
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aura.exports.facts import Facts
from aura.exports.hooks import Hooks, Unheard
from aura.exports.telling import PAUSES_S, Telling
from aura.timeline.edits.fields import SetVoice

SECRET = "a secret of some length"


class Hook:
    """A command that writes down what it is told, and ends as it is asked to."""

    def __init__(self, folder: Path, then: str = "") -> None:
        self.heard = folder / "heard.jsonl"
        program = folder / "hook.py"
        program.write_text(
            "import json, os, sys\n"
            f"with open({str(self.heard)!r}, 'a') as heard:\n"
            "    print(json.dumps([json.load(sys.stdin), dict(os.environ), os.getcwd()]), file=heard)\n"
            + then
        )
        self.command = shlex.join([sys.executable, str(program)])

    def told(self) -> list[Any]:
        return (
            [json.loads(line) for line in self.heard.read_text().splitlines()] if self.heard.exists() else []
        )


class Listener(HTTPServer):
    """A webhook that answers as it is told to, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.sent: list[tuple[dict[str, str], bytes]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.sent.append((dict(self.headers), body))
                status, headers = server.answers.pop(0) if server.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ended"


@pytest.fixture
def webhook() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def telling(studio: Any) -> Callable[..., Telling]:
    """The teller of hooks that were set up before anything ended."""
    folder, began = studio.aura.settings.exports_dir, studio.aura.database.clock()

    def teller(**hooks: Any) -> Telling:
        made = Telling(studio.aura.units, Hooks(**hooks), folder)
        made.began = began
        return made

    return teller


@pytest.fixture
def ended(studio: Any) -> str:
    """An export that was cancelled while it waited: no worker ended it."""
    export_id: str = studio.request()
    studio.verb("cancel", export_id)
    return export_id


def told(studio: Any, export_id: str) -> list[tuple[str, dict[str, Any]]]:
    return [(kind, data) for kind, data in studio.events(export_id) if kind.endswith("told")]


def test_a_command_gets_the_facts_of_a_finished_film_and_none_of_auras_secrets(
    studio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURA_TEXT_API_KEY", "canary")
    hook = Hook(tmp_path)
    settings = msgspec.structs.replace(studio.aura.settings, export_hook=hook.command)
    monkeypatch.setattr(studio.aura, "settings", settings)
    export = studio.made()

    ((facts, environment, folder),) = hook.told()
    film = studio.film(export)
    assert facts["event"] == environment["EXPORT_EVENT"] == "export.completed"
    assert facts["file"] == environment["EXPORT_FILE"] == str(film)
    assert Path(folder) == film.parent
    assert facts["export_id"] == environment["EXPORT_ID"] == export.id
    assert facts["project_title"] == "Lighthouses"
    assert facts["size_bytes"] == film.stat().st_size
    assert facts["status"] == environment["EXPORT_STATUS"] == "Completed"
    assert "canary" not in json.dumps(environment)
    assert told(studio, export.id) == [("export.told", {"by": "command", "try": 1})]


def test_each_end_is_told_once_whoever_ended_it(
    studio: Any, telling: Any, tmp_path: Path, ended: str
) -> None:
    hook = Hook(tmp_path)
    teller = telling(command=hook.command)
    assert teller.tell_one()
    assert not teller.tell_one()
    studio.verb("retry", ended)
    assert not teller.tell_one()
    studio.verb("cancel", ended)
    assert teller.tell_one()

    first, second = (facts for facts, _, _ in hook.told())
    assert first["event"] == second["event"] == "export.cancelled"
    assert first["file"] is None


def test_an_end_that_was_not_told_yet_is_told_though_its_export_was_asked_for_again(
    studio: Any, telling: Any, webhook: Listener, clock: Any, tmp_path: Path, ended: str
) -> None:
    hook = Hook(tmp_path)
    teller = telling(command=hook.command, url=webhook.address)
    clock.advance(seconds=1)
    studio.verb("retry", ended)
    clock.advance(seconds=1)
    studio.verb("cancel", ended)
    clock.advance(seconds=1)
    studio.verb("retry", ended)

    assert [teller.tell_one() for _ in range(3)] == [True, True, False]
    first, second = (facts for facts, _, _ in hook.told())
    assert [facts["event"] for facts in (first, second)] == ["export.cancelled"] * 2
    assert first["at"] < second["at"]
    assert first["id"] != second["id"]
    assert [json.loads(body)["id"] for _, body in webhook.sent] == [first["id"], second["id"]]
    studio.work()
    assert teller.tell_one()
    assert not teller.tell_one()
    assert [facts["event"] for facts, _, _ in hook.told()][2:] == ["export.completed"]


def test_an_end_that_waits_behind_one_whose_webhook_is_down_is_told_after_it(
    studio: Any, telling: Any, webhook: Listener, clock: Any, ended: str
) -> None:
    webhook.answers = [(503, {})]
    teller = telling(url=webhook.address)
    studio.verb("retry", ended)
    assert teller.tell_one()
    assert not teller.tell_one()
    clock.advance(seconds=1)
    studio.verb("cancel", ended)
    assert teller.tell_one()
    assert teller.tell_one()
    assert not teller.tell_one()

    ids = [json.loads(body)["id"] for _, body in webhook.sent]
    assert ids[0] == ids[1] != ids[2]
    assert [data["try"] for _, data in told(studio, ended)] == [1, 2, 1]


def test_an_export_asked_for_again_while_its_end_is_told_is_not_told_of_that_twice(
    studio: Any, telling: Any, tmp_path: Path, ended: str
) -> None:
    hook = Hook(tmp_path)
    teller = telling(command=hook.command)
    tell = teller._tell

    def slowly(*given: Any, **how: Any) -> Any:
        studio.verb("retry", ended)
        return tell(*given, **how)

    teller._tell = slowly
    assert teller.tell_one()
    teller._tell = tell
    assert not teller.tell_one()
    studio.verb("cancel", ended)
    assert teller.tell_one()
    assert not teller.tell_one()
    assert len({facts["id"] for facts, _, _ in hook.told()}) == len(hook.told()) == 2


def test_what_was_set_aside_is_left_to_a_process_that_knows_of_a_hook(
    studio: Any, telling: Any, tmp_path: Path, ended: str
) -> None:
    studio.verb("retry", ended)
    assert not telling().tell_one()
    hook = Hook(tmp_path)

    assert telling(command=hook.command).tell_one()
    ((facts, _, _),) = hook.told()
    assert facts["status"] == "Cancelled"


def test_of_tellers_at_once_one_tells(studio: Any, telling: Any, tmp_path: Path, ended: str) -> None:
    hook = Hook(tmp_path)
    start = threading.Barrier(4)

    def tell() -> None:
        start.wait()
        telling(command=hook.command).tell_one()

    tellers = [threading.Thread(target=tell) for _ in range(4)]
    for each in tellers:
        each.start()
    for each in tellers:
        each.join()

    assert len(hook.told()) == 1


@pytest.mark.parametrize(
    ("then", "command", "reason"),
    [
        ("sys.exit('no space on the archive')", None, "The command ended with 1. no space on the archive"),
        ("import time; time.sleep(600)", None, "did not finish within 1 s"),
        ("", "no-such-program-anywhere", "is not there"),
        ("", "unfinished 'quote", "cannot be read as a command"),
    ],
)
def test_a_command_that_fails_is_put_on_record_and_changes_nothing_else(
    studio: Any, telling: Any, tmp_path: Path, ended: str, then: str, command: str | None, reason: str
) -> None:
    before = studio.export(ended)
    assert telling(command=command or Hook(tmp_path, then).command, timeout_s=1).tell_one()

    ((kind, data),) = told(studio, ended)
    assert kind == "export.not_told"
    assert reason in data["reason"]
    assert data["again_at"] is None
    after = studio.export(ended)
    assert (after.status, after.error_message, after.hook_due_at) == (
        before.status,
        before.error_message,
        None,
    )


def test_a_webhook_is_sent_the_facts_signed_and_without_places_on_this_machine(
    studio: Any, telling: Any, webhook: Listener, clock: Any
) -> None:
    export_id = studio.request()
    assert studio.work()
    export = studio.export(export_id)
    telling(url=webhook.address, secret=SECRET).tell_one()

    ((headers, body),) = webhook.sent
    assert str(studio.aura.settings.home) not in body.decode()
    assert json.loads(body)["file"] == export.output_file
    stamp, signature = (part.partition("=")[2] for part in headers["Aura-Signature"].split(","))
    wanted = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(signature, wanted)
    assert int(stamp) == round(clock().timestamp())
    assert headers["Aura-Event-Id"] == json.loads(body)["id"]
    assert headers["Aura-Event"] == "export.completed"


def test_a_webhook_is_told_why_an_export_failed_and_not_where_this_machine_keeps_its_files(
    studio: Any, webhook: Listener
) -> None:
    aura = studio.aura
    with aura.writing() as unit:
        for name, value in (
            ("base_url", "http://127.0.0.1:1/v1"),
            ("model", "m"),
            ("api_key", SECRET.replace(" ", "-")),
        ):
            unit.configuration.set(f"speech.{name}", value)
    aura.secrets.file.unlink()
    studio.apply(SetVoice(source="online"))
    settings = msgspec.structs.replace(aura.settings, webhook_url=webhook.address)
    teller = Telling(aura.units, Hooks.of(settings), settings.exports_dir)
    assert teller.since
    export_id = studio.request()
    assert studio.work()
    assert str(aura.settings.home) in studio.export(export_id).error_message
    assert teller.tell_one()

    ((_, body),) = webhook.sent
    assert "secret.key is missing" in json.loads(body)["error"]
    assert str(aura.settings.home) not in body.decode()


def test_a_webhook_that_is_down_is_tried_again_later_each_time_with_the_same_id_and_then_given_up(
    studio: Any, telling: Any, webhook: Listener, clock: Any, tmp_path: Path, ended: str
) -> None:
    hook = Hook(tmp_path)
    teller = telling(url=webhook.address, command=hook.command)
    webhook.answers = [(503, {})] * 9
    assert teller.tell_one()
    for pause_s in PAUSES_S:
        clock.advance(seconds=pause_s - 1)
        assert not teller.tell_one()
        clock.advance(seconds=1)
        assert teller.tell_one()
    clock.advance(seconds=86_400)
    assert not teller.tell_one()

    assert len(webhook.sent) == 1 + len(PAUSES_S)
    assert len({headers["Aura-Event-Id"] for headers, _ in webhook.sent}) == 1
    assert "Aura-Signature" not in webhook.sent[0][0]
    assert len(hook.told()) == 1
    failures = [data for kind, data in told(studio, ended) if kind == "export.not_told"]
    assert all(data["again_at"] for data in failures[:-1])
    assert failures[-1]["again_at"] is None


def test_a_webhook_that_comes_back_is_told(
    studio: Any, telling: Any, webhook: Listener, clock: Any, ended: str
) -> None:
    webhook.answers = [(500, {}), (200, {})]
    teller = telling(url=webhook.address)
    teller.tell_one()
    clock.advance(seconds=PAUSES_S[0])
    teller.tell_one()

    assert [kind for kind, _ in told(studio, ended)] == ["export.not_told", "export.told"]
    assert studio.export(ended).hook_due_at is None


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_webhook_that_refuses_is_not_asked_again(
    studio: Any, telling: Any, webhook: Listener, clock: Any, ended: str, status: int
) -> None:
    webhook.answers = [(status, {})]
    teller = telling(url=webhook.address)
    teller.tell_one()
    clock.advance(seconds=86_400)

    assert not teller.tell_one()
    assert f"answered {status}" in told(studio, ended)[0][1]["reason"]


def test_a_redirect_is_not_followed(studio: Any, telling: Any, webhook: Listener, ended: str) -> None:
    webhook.answers = [(307, {"Location": webhook.address})]
    telling(url=webhook.address).tell_one()

    assert len(webhook.sent) == 1
    assert "answered 307" in told(studio, ended)[0][1]["reason"]


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://169.254.169.254/latest", SECRET, "no server is at this one"),
        ("http://metadata.google.internal/x", SECRET, "no server is at this one"),
        ("http://hooks.example.org/x", SECRET, "begins with https://"),
        ("https://me:word@hooks.example.org/x", SECRET, "holds no name and no password"),
        ("file:///etc/passwd", SECRET, "begins with https:// or http://"),
        ("https://hooks.example.org/x", "short", "has at least 16 characters"),
    ],
)
def test_an_address_that_is_no_servers_is_sent_nothing_and_its_secrets_are_not_repeated(
    studio: Any, telling: Any, ended: str, url: str, secret: str, reason: str
) -> None:
    telling(url=url, secret=secret).tell_one()

    ((kind, data),) = told(studio, ended)
    assert kind == "export.not_told"
    assert reason in data["reason"]
    assert "me:word" not in data["reason"]
    assert secret not in data["reason"]
    assert data["again_at"] is None


def test_who_died_while_telling_is_taken_over_and_does_not_run_the_command_twice(
    studio: Any, telling: Any, webhook: Listener, clock: Any, tmp_path: Path, ended: str
) -> None:
    hook = Hook(tmp_path)
    dying = telling(url=webhook.address, command=hook.command)

    def die(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    dying._tell = die
    with pytest.raises(KeyboardInterrupt):
        dying.tell_one()
    other = telling(url=webhook.address, command=hook.command)
    assert not other.tell_one()
    clock.advance(seconds=timedelta(minutes=3).total_seconds())

    assert other.tell_one()
    assert (len(hook.told()), len(webhook.sent)) == (0, 1)


def test_a_process_that_knows_of_no_hook_leaves_what_is_to_be_told_to_those_that_do(
    studio: Any, telling: Any, webhook: Listener, clock: Any
) -> None:
    ends = [studio.request() for _ in range(3)]
    for export_id in ends:
        studio.verb("cancel", export_id)
    webhook.answers = [(503, {})]
    teller = telling(url=webhook.address)
    assert teller.tell_one(ends[0])  # and is to be told it again

    assert not telling().tell_one(ends[2])
    assert not telling().tell_one()

    clock.advance(seconds=PAUSES_S[0])
    while teller.tell_one():
        pass
    assert [told(studio, export_id)[-1][0] for export_id in ends] == ["export.told"] * 3


def test_a_hook_hears_of_nothing_that_ended_before_it_was_set_up(
    studio: Any, webhook: Listener, clock: Any, tmp_path: Path, ended: str
) -> None:
    folder, command = studio.aura.settings.exports_dir, Hook(tmp_path)

    def teller(**hooks: str) -> Telling:
        return Telling(studio.aura.units, Hooks(url=webhook.address, **hooks), folder)

    clock.advance(seconds=60)
    first = teller()
    assert not first.tell_one()
    assert not first.tell_one(ended)
    clock.advance(seconds=60)
    while_nobody_works = studio.request()
    studio.verb("cancel", while_nobody_works)
    clock.advance(seconds=60)

    later = teller(command=command.command)
    assert later.tell_one()
    assert not later.tell_one()
    assert [kind for kind, _ in told(studio, while_nobody_works)] == ["export.told"]
    assert (told(studio, ended), len(webhook.sent), command.told()) == ([], 1, [])
    assert studio.export(ended).hook_due_at is not None

    clock.advance(seconds=60)
    next_end = studio.request()
    studio.verb("cancel", next_end)
    assert later.tell_one()
    assert [data["by"] for _, data in told(studio, next_end)] == ["command", "webhook"]


def test_a_hook_hears_of_no_end_that_was_set_aside_before_it_was_set_up(
    studio: Any, webhook: Listener, clock: Any, ended: str
) -> None:
    studio.verb("retry", ended)
    clock.advance(seconds=60)
    teller = Telling(studio.aura.units, Hooks(url=webhook.address), studio.aura.settings.exports_dir)
    clock.advance(seconds=60)
    studio.verb("cancel", ended)
    while teller.tell_one():
        pass

    ((_, body),) = webhook.sent
    assert datetime.fromisoformat(json.loads(body)["at"]) > teller.began
    assert studio.export(ended).hook_due_at is None


def failure(title: str, at: datetime) -> Facts:
    """An end of an export that failed, in a project of this title."""
    return Facts(
        id="1", event="export.failed", at=at, export_id="1", project_id="p", project_title=title,
        status="Failed", error=title, preset="x", version="v", file=None, file_digest=None, size_bytes=None,
        duration_s=None, resolution=None, started_at=None, attempts=1, segments_reused=0, segments_rendered=0,
    )  # fmt: skip


def test_texts_of_users_reach_a_command_as_json_and_never_as_words_of_its_line(
    tmp_path: Path, clock: Any
) -> None:
    hook = Hook(tmp_path)
    title = "\"; touch /tmp/x; $(id) `id` \n'"
    facts = failure(title, clock())
    Hooks(command=hook.command).run_command(facts)

    ((heard, environment, _),) = hook.told()
    assert heard["project_title"] == title
    assert title not in environment.values()


def test_a_command_may_say_as_much_as_it_likes(tmp_path: Path, clock: Any) -> None:
    hook = Hook(tmp_path, "for _ in range(2_000):\n    sys.stdout.write('x' * 20_000)\n")
    tracemalloc.start()
    try:
        Hooks(command=hook.command).run_command(failure("Loud", clock()))
        most_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert len(hook.told()) == 1
    assert most_bytes < 5_000_000


def test_what_cannot_be_reached_is_worth_another_try(clock: Any) -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as gone:
        address = f"http://127.0.0.1:{gone.server_port}/"
    facts = Facts(
        id="1", event="export.failed", at=clock(), export_id="1", project_id="p", project_title="",
        status="Failed", error=None, preset="x", version="v", file=None, file_digest=None, size_bytes=None,
        duration_s=None, resolution=None, started_at=None, attempts=1, segments_reused=0, segments_rendered=0,
    )  # fmt: skip
    with pytest.raises(Unheard, match="cannot be reached") as failed:
        Hooks(url=address).post(facts, lambda: 0.0)

    assert failed.value.passes
