"""Whatever a provider does: three tries at most, one clear error of the right kind, all of it on record.

Nothing half comes back, no file is left behind, and the key is in no error, no log and no record.
"""

import json
import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
import structlog

from aura.errors import AuraError, ToolFailed, TooMany, Unavailable
from aura.providers.online.call import Call
from aura.providers.online.client import Limits
from aura.timeline.document import Brief, Plan
from tests.providers.online.conftest import KEY, Hours
from tests.providers.online.server import (
    DONE,
    Handler,
    Provider,
    Reply,
    error,
    event,
    picture,
    said,
    sound,
    text,
)

Site = Literal["drafter", "speaker", "illustrator"]
SITES: dict[Site, str] = {"drafter": "text", "speaker": "speech", "illustrator": "images"}
LIMITS = Limits(most_bytes=1_000_000, most_pieces=2_000, most_characters=20_000)

SEEN: list[tuple[str, str, str, int, str]] = []
"""What was seen, for the table that ``pytest -s`` prints."""


@pytest.fixture(scope="module", autouse=True)
def _table() -> Iterator[None]:
    yield
    widths = [max(len(str(row[column])) for row in SEEN) for column in range(4)] if SEEN else []
    print()
    for row in sorted(SEEN):
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)))


class Asker(NamedTuple):
    """One who asks, and what it is answered with when all is well."""

    name: Site
    kind: str
    ask: Callable[..., object]
    good: Reply


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest, script: Any, voice: bytes, image: bytes) -> Callable[..., Asker]:
    name: Site = request.param
    make = request.getfixturevalue(name)

    def build(**others: Any) -> Asker:
        asker = make(limits=LIMITS, **others)
        if name == "drafter":
            plan = Plan(target_duration_s=30, density="Dense")
            return Asker(name, "text", lambda: asker.draft(Brief(topic="Lighthouses"), plan), text(script()))
        if name == "speaker":
            said_words = "The lamp is lit. Ships see it from afar."
            return Asker(name, "speech", lambda: asker.speak(said_words, language="en"), sound(voice))
        return Asker(name, "images", lambda: asker.illustrate(Shown()), picture(image))

    return build


class Shown:
    """What a picture is wanted of."""

    title, text, topic, tone, palette = "The lamp", "The lamp is lit.", "Lighthouses", "warm", "Dusk"
    width_px, height_px = 1280, 720


class Fault(NamedTuple):
    """What goes wrong, and what must come of it."""

    replies: Callable[[Asker], list[Reply]]
    kind: type[AuraError] | None
    asked: int
    words: str = ""
    status: str = "Failed"
    timeout_s: float = 5


def always(reply: Callable[[Asker], Reply]) -> Callable[[Asker], list[Reply]]:
    return lambda site: [reply(site)]


def begun(then: Callable[[Handler], object]) -> Callable[[Asker], Reply]:
    """An answer that begins well."""
    kinds = {"drafter": "text/event-stream", "speaker": "audio/wav", "illustrator": "application/json"}
    starts = {
        "drafter": b"".join(said('{"title": "How ', "light", finish=None)),
        "speaker": b"RIFF\xff\xff\xff\xffWAVE" + bytes(500),
        "illustrator": b'{"created": 1, "data": [{"b64_json": "iVBORw0',
    }

    def start(site: Asker) -> Reply:
        def reply(to: Handler) -> None:
            to.begin(200, kinds[site.name], Transfer_Encoding="chunked")
            to.chunk(starts[site.name])
            then(to)

        return reply

    return start


def endlessly(to: Handler) -> None:
    piece = event({"id": "c", "choices": [{"index": 0, "delta": {"content": "and on and "}}]})
    filler = piece if to.path.endswith("completions") else b"A" * 8_192
    while True:
        to.chunk(filler)


def answering(**by_site: Reply) -> Callable[[Asker], Reply]:
    return lambda site: by_site[site.name]


def whole(kind: str, data: bytes, status: int = 200, **headers: str) -> Reply:
    return lambda to: to.whole(status, kind, data, **headers)


def page(_: Asker) -> Reply:
    return whole("text/html; charset=utf-8", b"<html><body><h1>Welcome to this network</h1></body></html>")


def endless_error(to: Handler) -> None:
    to.begin(500, "text/plain", Transfer_Encoding="chunked")
    for _ in range(64):
        to.chunk(b"trouble " * 1_024)
    to.wfile.write(b"0\r\n\r\n")


TALKATIVE = f"Incorrect API key provided: {KEY}.\x1b[31m \u202e" + "You can find it. " * 100
REFUSAL = "I cannot help with that."

FAULTS: dict[str, Fault] = {
    "no answer in time": Fault(
        always(lambda _: Handler.be_silent),
        Unavailable,
        3,
        "was silent for 0.2 seconds before it answered; try again later, or set a higher `",
        timeout_s=0.2,
    ),
    "a stall in mid-stream": Fault(
        always(begun(Handler.be_silent)), Unavailable, 3, "in the middle of its answer", timeout_s=0.2
    ),
    "401": Fault(
        always(lambda _: error(401, TALKATIVE, "invalid_api_key")),
        Unavailable,
        1,
        "does not accept the key; set the right one with `aura config set {kind}.api_key`",
    ),
    "403": Fault(
        always(lambda _: error(403, TALKATIVE)), Unavailable, 1, "does not allow this with this key"
    ),
    "404 model": Fault(
        always(lambda _: error(404, "The model `a-model` does not exist.", "model_not_found")),
        Unavailable,
        1,
        "has no model a-model; set the right one with `aura config set {kind}.model`",
    ),
    "404 path": Fault(
        always(lambda _: whole("text/plain", b"404 page not found", 404)), Unavailable, 1, "{kind}.base_url"
    ),
    "422": Fault(always(lambda _: error(422, "n is out of range.")), ToolFailed, 1, "n is out of range."),
    "429, then well": Fault(
        lambda site: [error(429, "Slow down.", "rate_limit_exceeded", Retry_After="7"), site.good], None, 2
    ),
    "429 for long": Fault(
        always(lambda _: error(429, "Slow down.", "rate_limit_exceeded", Retry_After="120")),
        TooMany,
        1,
        "try again in 120 s",
    ),
    "429 for ever": Fault(always(lambda _: error(429, "Slow down.")), TooMany, 3, "try again later"),
    "429 quota": Fault(
        always(lambda _: error(429, "You exceeded your current quota.", "insufficient_quota")),
        TooMany,
        1,
        "is used up",
    ),
    "500, then well": Fault(lambda site: [error(500, TALKATIVE), site.good], None, 2),
    "500 for ever": Fault(always(lambda _: error(500, TALKATIVE)), Unavailable, 3, "has trouble of its own"),
    "500 without end": Fault(always(lambda _: endless_error), Unavailable, 3, "trouble trouble"),
    "truncated": Fault(always(begun(Handler.drop)), ToolFailed, 3, "it broke off before its end"),
    "truncated, then well": Fault(lambda site: [begun(Handler.drop)(site), site.good], None, 2),
    "reset in mid-stream": Fault(always(begun(Handler.reset)), ToolFailed, 3, "it broke off before its end"),
    "reset": Fault(always(lambda _: Handler.reset), Unavailable, 3, "broke the connection off"),
    "malformed": Fault(
        always(
            answering(
                drafter=text('{"title": "How light", "scenes": [{"title": "One" '),
                speaker=whole("audio/wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(range(256))),
                illustrator=whole("application/json", b'{"data": [{"b64_json": "iVBO'),
            )
        ),
        ToolFailed,
        3,
    ),
    "malformed stream": Fault(
        always(
            answering(
                drafter=lambda to: to.chunked("text/event-stream", [b"data: {]\n\n", *DONE]),
                speaker=whole("audio/wav", b'{"ok": true}'),
                illustrator=whole("application/json", b'{"data": [{"b64_json": "not base64!"}]}'),
            )
        ),
        ToolFailed,
        3,
    ),
    "wrong schema": Fault(
        always(
            answering(
                drafter=text('{"title": "How light", "scenes": {"first": 1}}'),
                speaker=whole("audio/mpeg", b"\xff\xfb\x90\x00" + bytes(400)),
                illustrator=whole("application/json", b'{"data": [{"b64_json": 7}]}'),
            )
        ),
        ToolFailed,
        3,
    ),
    "chunks of another kind": Fault(
        always(
            answering(
                drafter=lambda to: to.chunked(
                    "text/event-stream", [event("no object"), event({"choices": "none"}), *DONE]
                ),
                speaker=sound(b"RIFF\x00\x00\x00\x00WAVE" + bytes(2_000)),
                illustrator=picture(b"GIF89a" + bytes(50)),
            )
        ),
        ToolFailed,
        3,
    ),
    "refusal": Fault(
        always(
            answering(
                drafter=lambda to: to.chunked("text/event-stream", said(REFUSAL, refusal=True) + DONE),
                speaker=error(400, REFUSAL, "content_policy_violation"),
                illustrator=error(400, REFUSAL, "moderation_blocked"),
            )
        ),
        ToolFailed,
        1,
        f"refuses to do this: {REFUSAL}",
        "Refused",
    ),
    "empty": Fault(
        always(
            answering(
                drafter=text(""),
                speaker=whole("audio/wav", b""),
                illustrator=whole("application/json", b'{"created": 1, "data": []}'),
            )
        ),
        ToolFailed,
        3,
    ),
    "endless": Fault(always(begun(endlessly)), ToolFailed, 1, "it does not end"),
    "wrong content type": Fault(always(page), ToolFailed, 1, "see that `{kind}.base_url` is right"),
    "compressed": Fault(
        always(lambda _: whole("application/json", b"\x1f\x8b" + bytes(20), Content_Encoding="gzip")),
        ToolFailed,
        1,
        "it is compressed",
    ),
}


def everything_of(failed: BaseException) -> str:
    """All that can be read of an error: itself, what it hangs on, what it carries."""
    told = []
    error: BaseException | None = failed
    while error is not None:
        told += [repr(error), str(error), repr(vars(error)), *traceback.format_exception(error)]
        error = error.__cause__ or error.__context__
    return "\n".join(told)


def kept_secret(told: str) -> bool:
    return KEY not in told and KEY[3:19] not in told


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_a_result_or_one_clear_error(
    site: Callable[..., Asker],
    provider: Provider,
    calls: list[Call],
    hours: Hours,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    fault = FAULTS[name]
    here = site(timeout_s=fault.timeout_s)
    provider.will(*fault.replies(here))
    caplog.set_level(logging.DEBUG)
    message = "-"
    with structlog.testing.capture_logs() as logs:
        if fault.kind is None:
            assert here.ask()
        else:
            with pytest.raises(AuraError) as failed:
                here.ask()
            message = failed.value.message
            assert type(failed.value) is fault.kind
            assert failed.value.__cause__ is None
            assert failed.value.__context__ is None
            assert fault.words.format(kind=here.kind) in message
            assert message.endswith(".")
            assert message.isprintable()
            assert len(message) < 450
            if "401" not in name and "model" not in name:
                assert provider.host in message
            assert kept_secret(everything_of(failed.value))

    assert len(provider.asked) == fault.asked <= 3
    assert [call.attempt for call in calls] == list(range(1, fault.asked + 1))
    statuses = [call.status for call in calls]
    assert statuses[-1] == ("Completed" if fault.kind is None else fault.status)
    assert set(statuses[:-1]) <= {"Failed"}
    assert all(bool(call.error) == (call.status != "Completed") for call in calls)
    assert kept_secret(repr(calls) + repr(logs) + caplog.text)
    assert len(logs) == statuses.count("Failed") + statuses.count("Refused")
    assert list(temporary.iterdir()) == []
    assert len(hours.pauses) == fault.asked - 1
    assert all(asked.headers["authorization"] == f"Bearer {KEY}" for asked in provider.asked)
    kind = "well" if fault.kind is None else fault.kind.__name__
    SEEN.append((name, here.name, kind, fault.asked, message))


def test_nobody_there(site: Callable[..., Asker], calls: list[Call], hours: Hours) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = site(base_url=f"http://127.0.0.1:{port}/v1")
    with pytest.raises(Unavailable, match=f"127.0.0.1:{port} cannot be reached; see that it runs") as failed:
        here.ask()

    assert f"`{here.kind}.base_url`" in failed.value.message
    assert [(call.attempt, call.status) for call in calls] == [(n, "Failed") for n in (1, 2, 3)]
    assert hours.pauses == [1.0, 2.0]
    SEEN.append(("nobody there", here.name, "Unavailable", 3, failed.value.message))


def test_a_redirect_to_another_host_is_not_followed(
    site: Callable[..., Asker], provider: Provider, calls: list[Call]
) -> None:
    other = Provider()  # it never answers: nothing may come there
    here = site()
    provider.will(whole("text/plain", b"", 307, Location=f"http://user:pw@{other.host}/v1/elsewhere"))
    with pytest.raises(Unavailable, match=f"sends Aura on to {other.host}, where it does not go") as failed:
        here.ask()

    other.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        other.socket.accept()
    other.server_close()
    assert len(provider.asked) == len(calls) == 1
    assert "pw" not in failed.value.message
    SEEN.append(("redirect to another host", here.name, "Unavailable", 1, failed.value.message))


def test_a_redirect_on_the_same_host_is_not_followed_either(
    site: Callable[..., Asker], provider: Provider
) -> None:
    here = site()
    provider.will(whole("text/plain", b"", 308, Location="/v2/elsewhere"))
    with pytest.raises(Unavailable, match="sends Aura on to another address"):
        here.ask()

    assert len(provider.asked) == 1


def test_an_answer_that_drips_ends_with_the_time_there_is(
    site: Callable[..., Asker], provider: Provider, calls: list[Call], hours: Hours
) -> None:
    def drip(to: Handler) -> None:
        for _ in range(50):
            hours.now += 6
            to.chunk(b": still here\n\n")
            to.server.closing.wait(0.005)
        to.be_silent()

    here = site(timeout_s=5)
    provider.will(begun(drip)(here))
    with pytest.raises(
        ToolFailed, match=r"it took too long in all; a higher `[a-z]+\.timeout_s` gives"
    ) as failed:
        here.ask()

    assert len(provider.asked) == len(calls) == 1
    SEEN.append(("a drip", here.name, "ToolFailed", 1, failed.value.message))


def in_s(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        (lambda: {"Retry_After": "7"}, 7.0, 7.0),
        (lambda: {"Retry_After_Ms": "1500", "Retry_After": "9"}, 1.5, 1.5),
        (lambda: {"Retry_After": in_s(20)}, 10.0, 21.0),
        (lambda: {"Retry_After": in_s(-20)}, 1.0, 1.0),
        (lambda: {"Retry_After": "soon"}, 1.0, 1.0),
        (lambda: {"Retry_After": "-5"}, 1.0, 1.0),
        (dict, 1.0, 1.0),
    ],
)
def test_a_pause_is_as_long_as_the_server_wishes(
    site: Callable[..., Asker], provider: Provider, hours: Hours, headers: Any, least: float, most: float
) -> None:
    here = site()
    provider.will(error(503, "Busy.", **headers()), here.good)
    assert here.ask()

    (pause,) = hours.pauses
    assert least <= pause <= most


def test_there_is_no_try_for_which_there_is_no_time(
    site: Callable[..., Asker], provider: Provider, hours: Hours
) -> None:
    here = site(timeout_s=0.2)
    provider.will(error(503, "Busy.", Retry_After="9"))
    with pytest.raises(Unavailable):
        here.ask()

    assert (len(provider.asked), hours.pauses) == (2, [9.0])


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ({"base_url": ""}, "No address is set; set one with `aura config set {kind}.base_url`."),
        ({"model": ""}, "No model is set; set one with `aura config set {kind}.model`."),
    ],
)
def test_what_is_not_set_is_said_and_nobody_is_asked(
    site: Callable[..., Asker], provider: Provider, calls: list[Call], others: Any, words: str
) -> None:
    here = site(**others)
    with pytest.raises(Unavailable) as failed:
        here.ask()

    assert failed.value.message == words.format(kind=here.kind)
    assert provider.asked == calls == []


@pytest.mark.parametrize("key", ["sk-with\nline-end", "sk-with-ümlaut", "sk with blanks"])
def test_a_key_that_cannot_be_one_is_neither_sent_nor_shown(
    site: Callable[..., Asker], provider: Provider, calls: list[Call], key: str
) -> None:
    from aura.providers.online.endpoint import Secret

    here = site(api_key=Secret(key))
    with pytest.raises(Unavailable, match="characters that no key has") as failed:
        here.ask()

    assert provider.asked == []
    assert key not in everything_of(failed.value) + repr(calls)
    assert json.loads(calls[0].input_json)
