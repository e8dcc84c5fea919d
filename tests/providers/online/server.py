"""A provider on this machine: a real HTTP server that answers as servers of the interface do, and misbehaves.

A ``Reply`` answers one request; the last of those that were given answers all that follow.  The shapes are
those of chat completion chunks, speech and images as they are served in late 2026.
"""

import base64
import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Reply = Callable[["Handler"], object]

HEAD = {
    "id": "chatcmpl-B9x1",
    "object": "chat.completion.chunk",
    "created": 1795651200,
    "model": "a-model-2026-09-22",
    "service_tier": "default",
    "system_fingerprint": "fp_44709d6fcb",
}
USAGE = {
    "prompt_tokens": 812,
    "completion_tokens": 344,
    "total_tokens": 1156,
    "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
}


class Asked(NamedTuple):
    """One request; the names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Provider(ThreadingHTTPServer):
    """The server.  ``replies`` are taken in order."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = []
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/v1"

    def will(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def take(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That nobody listens any more is part of the game."""


class Handler(BaseHTTPRequestHandler):
    server: Provider
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, json.loads(self.rfile.read(length) or "{}"))
        with contextlib.suppress(OSError):
            self.server.take(asked)(self)

    do_GET = do_CONNECT = do_POST  # noqa: N815 - as the library wants them

    def begin(self, status: int, kind: str, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def whole(self, status: int, kind: str, data: bytes, **headers: str) -> None:
        self.begin(status, kind, Content_Length=str(len(data)), **headers)
        self.wfile.write(data)

    def chunked(self, kind: str, pieces: Sequence[bytes], *, end: bool = True) -> None:
        """Pieces as they come; without an ``end`` the connection is closed in the middle."""
        self.begin(200, kind, Transfer_Encoding="chunked")
        for piece in pieces:
            self.chunk(piece)
        if end:
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.drop()

    def chunk(self, piece: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def drop(self) -> None:
        """Close the connection as if all were said."""
        self.wfile.flush()
        self.close_connection = True

    def reset(self) -> None:
        """Close it so that the other side is told of an error."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RD)
        self.connection.close()
        self.close_connection = True

    def be_silent(self) -> None:
        """Keep the connection, say nothing."""
        self.server.closing.wait(20)
        self.close_connection = True


def event(chunk: Any) -> bytes:
    return b"data: " + (chunk if isinstance(chunk, bytes) else json.dumps(chunk).encode()) + b"\n\n"


def said(*pieces: str, finish: str | None = "stop", refusal: bool = False) -> list[bytes]:
    """A text as a stream of chunks, without the last words of the protocol."""
    field = "refusal" if refusal else "content"
    first = {"role": "assistant", "content": None if refusal else "", "refusal": None}
    chunks: list[dict[str, Any]] = [_choice(first)]
    chunks += [_choice({field: piece}) | {"obfuscation": "xY3"} for piece in pieces]
    if finish:
        chunks.append(_choice({}, finish))
    return [event(HEAD | {"usage": None} | chunk) for chunk in chunks]


def _choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]}


DONE = [event(HEAD | {"choices": [], "usage": USAGE}), b": bye\n\n", b"data: [DONE]\n\n"]


def text(whole: str, *, size: int = 23, finish: str = "stop") -> Reply:
    """A streamed answer, in small pieces."""
    pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
    return lambda to: to.chunked("text/event-stream; charset=utf-8", said(*pieces, finish=finish) + DONE)


def sound(wav: bytes) -> Reply:
    """A WAV file as it is streamed: in chunks, and without a length in its head."""
    streamed = wav[:4] + b"\xff\xff\xff\xff" + wav[8:40] + b"\xff\xff\xff\xff" + wav[44:]
    parts = [streamed[start : start + 8_192] for start in range(0, len(streamed), 8_192)]
    return lambda to: to.chunked("audio/wav", parts)


def picture(data: bytes) -> Reply:
    """A picture in an answer."""
    found = {"b64_json": base64.b64encode(data).decode()}
    usage = {"input_tokens": 50, "output_tokens": 1_584, "total_tokens": 1_634}
    answer = {"created": 1795651200, "data": [found], "output_format": "png", "usage": usage}
    return lambda to: to.whole(200, "application/json", json.dumps(answer).encode())


def error(
    status: int, message: str, code: str | None = None, *, param: str | None = None, **headers: str
) -> Reply:
    """An error as the interface has it."""
    body = {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}
    return lambda to: to.whole(status, "application/json", json.dumps(body).encode(), **headers)
