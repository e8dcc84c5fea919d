"""Canonical bytes and digests: the one written form of a value, and its name.

Rules: keys sorted, defaults omitted, UTF-8 without escapes, no white space, integers only.  Each part
carries the schema number; it rises only when a field changes its meaning, and then ``UPGRADES`` says
how an older form becomes the newer one.  A timeline is lines: its head, its assets, its scenes, each
one JSON object, so that a change of one scene is a change of one line.

A digest is the BLAKE3 of the canonical bytes, 32 bytes.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from blake3 import blake3

from aura.errors import Invalid
from aura.timeline.document import Asset, Brief, Document, Head, Plan, Render, Timeline, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value

SCHEMA = 1

UPGRADES: dict[int, Callable[[str, dict[str, Any]], dict[str, Any]]] = {}
"""From schema n to n + 1: ``(struct name, fields) -> fields``, for every struct a part is made of."""

V = TypeVar("V", bound=Value)


class Frozen(NamedTuple):
    """A document as the bytes of its five parts, in the order of a version's hashes."""

    brief: bytes
    plan: bytes
    voice: bytes
    render: bytes
    timeline: bytes

    def digests(self) -> tuple[bytes, ...]:
        return tuple(digest(part) for part in self)


def digest(data: bytes) -> bytes:
    """The BLAKE3 of ``data``."""
    return blake3(data).digest()


@lru_cache(256)  # one edit asks for the same scene's up to four times
def canonical(value: Value) -> bytes:
    """The canonical bytes of one value, without a schema number: a scene's line, an asset's line.

    Equal values have one form, as their fields hold what they are declared to.
    """
    return msgspec.json.encode(_plain(value))


def digest_of(value: Value) -> bytes:
    """The digest of one value: of its canonical bytes, or for a document of its five parts' digests."""
    if isinstance(value, Document):
        return document_digest(freeze(value).digests())
    return digest(canonical(value))


def encode_part(value: Value) -> bytes:
    """A small part (brief, plan, voice, render, head) with its schema number."""
    return msgspec.json.encode({"schema": SCHEMA, **_plain(value)})


def decode_part(data: bytes, kind: type[V]) -> V:
    """The part written by ``encode_part``; older schemas are upgraded, newer ones refused."""
    part: V = _part(data, kind)
    return part


@lru_cache(32)
def _part(data: bytes, kind: Any) -> Any:
    fields = msgspec.json.decode(data)
    schema = fields.pop("schema")
    return msgspec.convert(_upgraded(kind.__name__, fields, schema), kind)


def decode_value(data: bytes, kind: type[V], schema: int = SCHEMA) -> V:
    """The value written by ``canonical`` under ``schema``."""
    if schema == SCHEMA:
        return msgspec.json.decode(data, type=kind)
    return msgspec.convert(_upgraded(kind.__name__, msgspec.json.decode(data), schema), kind)


def timeline_bytes(head: Head, assets: Iterable[bytes], scenes: Iterable[bytes]) -> bytes:
    """A timeline from its head and the canonical lines of its assets (by digest) and scenes (in order)."""
    return b"\n".join([opening_bytes(head, assets), *scenes])


def opening_bytes(head: Head, assets: Iterable[bytes]) -> bytes:
    """The lines of a timeline before its scenes."""
    asset_lines = sorted(assets)
    first = {"assets": len(asset_lines), "schema": SCHEMA, **_plain(head)}
    return b"\n".join([msgspec.json.encode(first), *asset_lines])


def opening_of(timeline: bytes) -> bytes:
    """The lines of a timeline before its scenes, from the bytes it begins with."""
    first = timeline.partition(b"\n")[0]
    assets = msgspec.json.decode(first)["assets"]
    return b"\n".join(timeline.split(b"\n", assets + 1)[: assets + 1])


def cut(timeline: bytes) -> list[bytes]:
    """A timeline's bytes in pieces, which joined are the timeline again.

    Cut after each scene whose id ends as one in 128 does: then a change of a scene's text moves no cut, and
    one that moves, brings or takes a scene changes the pieces that it leaves and enters.
    """
    pieces: list[bytes] = []
    begun = at = 0
    while (at := timeline.find(b'"id":"', at)) >= 0:
        if ends_piece(int(timeline[at + 40 : at + 42], 16)):
            at = timeline.find(b"\n", at) + 1
            if not at:
                break
            pieces.append(timeline[begun:at])
            begun = at
        else:
            at += 42
    pieces.append(timeline[begun:])
    return pieces


def scenes_in(piece: bytes) -> int:
    """How many scenes a piece of a timeline holds."""
    return piece.count(b'"id":"')  # nothing else has such a field, and in a text its quotes are escaped


PIECE_MASK = 0x7F
"""A scene is the last of its piece where the last byte of its id has none of these bits."""


def ends_piece(last_byte: int) -> bool:
    """Whether a scene with this last byte of its id is the last of its piece."""
    return not last_byte & PIECE_MASK


def decode_timeline(data: bytes) -> Timeline:
    first, *lines = data.split(b"\n")
    fields = msgspec.json.decode(first)
    schema, count = fields.pop("schema"), fields.pop("assets")
    return Timeline(
        head=msgspec.convert(_upgraded("Head", fields, schema), Head),
        assets=tuple(decode_value(line, Asset, schema) for line in lines[:count]),
        scenes=tuple(decode_value(line, Scene, schema) for line in lines[count:]),
    )


def freeze(document: Document) -> Frozen:
    """The five parts of a document as canonical bytes."""
    timeline = document.timeline
    return Frozen(
        encode_part(document.brief),
        encode_part(document.plan),
        encode_part(document.voice),
        encode_part(document.render),
        timeline_bytes(timeline.head, map(canonical, timeline.assets), map(canonical, timeline.scenes)),
    )


def thaw(frozen: Frozen) -> Document:
    """The document whose parts these are: ``thaw(freeze(d)) == d``."""
    return Document(
        brief=decode_part(frozen.brief, Brief),
        plan=decode_part(frozen.plan, Plan),
        voice=decode_part(frozen.voice, Voice),
        render=decode_part(frozen.render, Render),
        timeline=decode_timeline(frozen.timeline),
    )


def document_digest(part_digests: Iterable[bytes]) -> bytes:
    """The digest of a whole document, from the digests of its five parts."""
    return digest(b"".join(part_digests))


def _upgraded(name: str, fields: dict[str, Any], schema: int) -> dict[str, Any]:
    if schema > SCHEMA:
        raise Invalid(f"This content was written by a newer Aura (schema {schema}); please upgrade.")
    for step in range(schema, SCHEMA):
        fields = UPGRADES[step](name, fields)
    return fields


_shapes: dict[type[Value], tuple[tuple[str, Any], ...]] = {}


def _shape(kind: type[Value]) -> tuple[tuple[str, Any], ...]:
    """A struct's field names, sorted, each with the default that is left out."""
    shape = _shapes.get(kind)
    if shape is None:
        fields = msgspec.structs.fields(kind)
        shape = tuple(sorted(((field.name, field.default) for field in fields), key=lambda f: f[0]))
        _shapes[kind] = shape
    return shape


def _plain(value: Value) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, default in _shape(type(value)):
        field = getattr(value, name)
        if field != default:
            plain[name] = field if type(field) in _AS_IT_IS else _plain_field(field)
    return plain


_AS_IT_IS = {str, int, bool, type(None)}


def _plain_field(field: Any) -> Any:
    if isinstance(field, Value):
        return _plain(field)
    if isinstance(field, tuple):
        return [_plain_field(item) for item in field]
    return field
