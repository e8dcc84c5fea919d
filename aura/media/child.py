"""The child's side: one request at a time, answered over pipes of its own.

The pipes are handed over beside standard input and output, so nothing a library prints can get into
the stream; what it prints ends up in the parent's tail of standard error.  The pipe of requests is
watched all the time: when it ends, the parent has died, and so does the child, whatever it was doing.
"""

import gc
import os
import queue
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from aura.errors import AuraError, ToolFailed
from aura.media import forking, frames

REST_S = 0.5
PIPES, ZYGOTE = "AURA_CHILD_PIPES", "AURA_CHILD_ZYGOTE"
"""Which of the two is set says whether this process answers, or bears those that do."""


def serve(
    handle: Callable[[Any, Callable[[Any], None]], Any], rest: Callable[[], None] = lambda: None
) -> None:
    """Answer requests with ``handle(request, progress)`` until the parent is gone.

    ``handle`` returns the answer, calls ``progress`` with any value on the way, and raises an AuraError
    to fail with that kind; any other exception fails as ToolFailed and its traceback goes to standard
    error.  ``rest`` is called when nothing has been asked for ``REST_S``.  Does not return.
    """
    requests_fd, replies_fd = _pipes()
    gc.enable()
    for fd in (requests_fd, replies_fd):
        os.set_inheritable(fd, False)
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    requests = os.fdopen(requests_fd, "rb")
    threading.Thread(target=_listen, args=(requests, asked), name="aura-requests", daemon=True).start()
    with os.fdopen(replies_fd, "wb", buffering=0) as replies:
        while True:
            request = _next(asked, rest)
            _say(replies, _respond(handle, request, lambda value: _say(replies, frames.Progress(value))))


def _pipes() -> tuple[int, int]:
    """This process's ends of the pipes for requests and replies."""
    if door := os.environ.pop(ZYGOTE, None):
        return forking.born(int(door))
    requests, replies = os.environ.pop(PIPES).split(",")
    return int(requests), int(replies)


def _listen(requests: BinaryIO, asked: "queue.SimpleQueue[Any]") -> None:
    """Queue every request; end the process when there can be no more."""
    try:
        while head := requests.read(frames.HEAD_BYTES):
            asked.put(frames.request(requests.read(frames.size(head))))
    finally:
        os._exit(0)


def _next(asked: "queue.SimpleQueue[Any]", rest: Callable[[], None]) -> Any:
    """The next request, however long it takes to come."""
    try:
        return asked.get(timeout=REST_S)
    except queue.Empty:
        rest()
    return asked.get()


def _respond(
    handle: Callable[[Any, Callable[[Any], None]], Any], request: Any, progress: Callable[[Any], None]
) -> frames.Message:
    try:
        return frames.Answer(handle(request, progress))
    except AuraError as error:
        return frames.Failure(error.slug, _told(error.message), error.field, error.data)
    except Exception as error:  # noqa: BLE001 - a child outlives what one request did
        traceback.print_exc()
        return frames.Failure(ToolFailed.slug, _told(f"{type(error).__name__}: {error}"))


def _told(words: str) -> str:
    """What went wrong, also of a path that is no text."""
    return words.encode(errors="backslashreplace").decode()


def _say(replies: Any, message: frames.Message) -> None:
    """Write one whole frame.  A message that cannot be packed is a failure of the one who made it."""
    try:
        frame = frames.pack(message)
    except (TypeError, ValueError) as error:
        frame = frames.pack(frames.Failure(ToolFailed.slug, f"the answer cannot be sent: {error}"))
    rest = memoryview(frame)
    try:
        while rest:
            rest = rest[replies.write(rest) :]
    except BrokenPipeError:
        os._exit(0)
