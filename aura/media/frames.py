"""What a parent and its child process say to each other, and how it looks on the pipe.

A frame is a length (four bytes, big-endian) and that many bytes of MessagePack.  A request is any
value MessagePack can hold.  To each request the child says any number of ``Progress`` and then exactly
one ``Answer`` or ``Failure``.

Paths are text here.  One whose bytes are no text, as the operating system allows, goes as an extension of
MessagePack that holds them.
"""

import os
from typing import Any

import msgspec
from msgspec.msgpack import Decoder, Encoder, Ext

from aura.errors import KINDS, AuraError, ToolFailed

LIMIT_BYTES = 256 * 2**20
HEAD_BYTES = 4


class Progress(msgspec.Struct, frozen=True, array_like=True, tag="progress"):
    """Something was done; more follows."""

    value: Any


class Answer(msgspec.Struct, frozen=True, array_like=True, tag="answer"):
    """The request is done."""

    value: Any


class Failure(msgspec.Struct, frozen=True, array_like=True, tag="failure"):
    """The request could not be done.  ``slug`` names the kind of error."""

    slug: str
    message: str
    field: str | None = None
    data: dict[str, Any] = {}

    def error(self) -> AuraError:
        """The error to raise on this side."""
        kind = next((kind for kind in KINDS if kind.slug == self.slug), ToolFailed)
        error = kind(self.message, field=self.field)
        error.data = self.data
        return error


Message = Progress | Answer | Failure

_NO_TEXT = 1
"""The extension that holds the bytes of a path."""


def _read_ext(code: int, data: memoryview) -> Any:
    """A path as Python has it, with what is no text in it as half surrogates."""
    return os.fsdecode(bytes(data)) if code == _NO_TEXT else Ext(code, bytes(data))


_message: Decoder[Message] = Decoder(Message, ext_hook=_read_ext)
_request: Decoder[Any] = Decoder(ext_hook=_read_ext)


def pack(value: Any) -> bytes:
    """One frame.  Raises ValueError if it is larger than a frame may be."""
    body = bytearray(HEAD_BYTES)
    try:
        Encoder().encode_into(value, body, HEAD_BYTES)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, builtin_types=(bytes, bytearray, memoryview))
        Encoder().encode_into(_with_bytes(plain), body, HEAD_BYTES)
    size_bytes = len(body) - HEAD_BYTES
    if size_bytes > LIMIT_BYTES:
        raise ValueError(f"a message of {size_bytes} bytes is more than {LIMIT_BYTES}")
    body[:HEAD_BYTES] = size_bytes.to_bytes(HEAD_BYTES, "big")
    return bytes(body)


def size(head: bytes | bytearray) -> int:
    """The bytes that follow a frame's head.  Raises ValueError if they are more than a frame may hold."""
    size_bytes = int.from_bytes(head[:HEAD_BYTES], "big")
    if size_bytes > LIMIT_BYTES:
        raise ValueError(f"a message of {size_bytes} bytes is more than {LIMIT_BYTES}")
    return size_bytes


def request(body: bytes | bytearray) -> Any:
    """What a parent asked."""
    return _request.decode(body)


def message(body: bytes | bytearray) -> Message:
    """What a child said.  Raises msgspec.MsgspecError if it is no message."""
    return _message.decode(body)


def _with_bytes(value: Any) -> Any:
    """The same, with what is no text as its bytes."""
    match value:
        case str() if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                return Ext(_NO_TEXT, os.fsencode(value))
        case list() | tuple():
            return [_with_bytes(each) for each in value]
        case dict():
            return {key: _with_bytes(each) for key, each in value.items()}
    return value
