"""Holds the parts of documents that come from outside to all that holds of those made here.  Pure.

A part is accepted when its bytes are canonical, its texts fit for a document, its fields in their ranges,
its scenes as long as their content makes them, and its ids its own.  A line that was accepted once, in one
version, need not be looked at again in the next.  What the parts say of media is collected, to be compared
with what is measured.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from aura.errors import Invalid
from aura.timeline import codec, rules
from aura.timeline.codec import digest
from aura.timeline.document import Asset, Brief, Head, Plan, Render, Voice
from aura.timeline.scene import Scene
from aura.timeline.terms import Value

SMALL: dict[str, type[Value]] = {"brief": Brief, "plan": Plan, "voice": Voice, "render": Render}

V = TypeVar("V", bound=Value)


class Claims:
    """What documents say of one file: its facts where it is listed, and what it is used as."""

    def __init__(self) -> None:
        self.facts: set[Asset] = set()
        self.shown_as: set[str] = set()
        self.is_heard = False
        self.is_words = False


class Checking:
    """All parts of one file; ``media`` are the claims by digest."""

    def __init__(self) -> None:
        self.media: dict[str, Claims] = defaultdict(Claims)
        self._seen: dict[tuple[bytes, Fraction], str] = {}

    def part(self, field: str, data: bytes, where: str) -> None:
        """Accept the bytes of a part, or raise ``Invalid``."""
        with _named(where):
            if field == "timeline":
                self._timeline(data)
            else:
                _small(data, SMALL[field])

    def _timeline(self, data: bytes) -> None:
        first, *lines = data.split(b"\n")
        fields = _json(first)
        schema, count = fields["schema"], fields.pop("assets")
        head = codec.decode_part(msgspec.json.encode(fields), Head)
        rules.check_rate(head)
        if not isinstance(count, int) or not 0 <= count <= len(lines):
            raise Invalid("It counts more files than it has.")
        if len(lines) - count > rules.MAX_SCENES:
            raise Invalid(f"A project holds at most {rules.MAX_SCENES:,} scenes.")
        assets = [self._asset(line, schema) for line in lines[:count]]
        again = codec.timeline_bytes(head, lines[:count], lines[count:])
        if schema == codec.SCHEMA and (again != data or len(set(assets)) < len(assets)):
            raise Invalid("It is not in its canonical form.")
        ids = [self._scene(line, schema, head.rate, number) for number, line in enumerate(lines[count:], 1)]
        if len(set(ids)) < len(ids):
            raise Invalid("Two scenes have the same id.")
        if head.music and head.music.asset:
            self.media[head.music.asset].is_heard = True
        if head.watermark and head.watermark.asset:
            self.media[head.watermark.asset].shown_as.add("Image")

    def _asset(self, line: bytes, schema: int) -> str:
        asset = _value(line, Asset, schema)
        self.media[asset.digest].facts.add(asset)
        return asset.digest

    def _scene(self, line: bytes, schema: int, rate: Fraction, number: int) -> str:
        key = (digest(line), rate)
        if key not in self._seen:
            with _named(f"scene {number}"):
                scene = _value(line, Scene, schema)
                if rules.timed(scene, rate) != scene:
                    raise Invalid("It is not as long as its content makes it.", field="length_frames")
                rules.check_captions(scene.captions)
                rules.check_overlays(scene.overlays)
            self._collect(scene)
            self._seen[key] = scene.id
        return self._seen[key]

    def _collect(self, scene: Scene) -> None:
        if scene.media:
            self.media[scene.media.asset].shown_as.add(scene.media.type)
        if scene.narration:
            self.media[scene.narration.audio].is_heard = True
            if scene.narration.words:
                self.media[scene.narration.words].is_words = True


def _small(data: bytes, kind: type[V]) -> V:
    schema = _json(data)["schema"]
    value = codec.decode_part(data, kind)
    if schema == codec.SCHEMA and codec.encode_part(value) != data:
        raise Invalid("It is not in its canonical form.")
    return value


def _value(line: bytes, kind: type[V], schema: int) -> V:
    _json(line)
    value = codec.decode_value(line, kind, schema)
    if schema == codec.SCHEMA and codec.canonical(value) != line:
        raise Invalid("It is not in its canonical form.")
    return value


def _json(data: bytes) -> dict[str, Any]:
    """A JSON object that is fit for a document."""
    fields = msgspec.json.decode(data)
    if rules.clean(fields) != fields:
        raise Invalid("Its texts are not written as Aura writes them: composed, with plain line ends.")
    if not isinstance(fields, dict):
        raise Invalid("It is no JSON object.")
    return fields


@contextmanager
def _named(where: str) -> Iterator[None]:
    """Every way of not being a part of a document, told in one, with the place."""
    try:
        yield
    except Invalid as refused:
        field = f" ({refused.field})" if refused.field not in (None, "file") else ""
        raise Invalid(f"{where}{field}: {refused.message}", field="file") from None
    except msgspec.ValidationError as error:
        raise Invalid(f"{where}: {error}.", field="file") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        raise Invalid(f"{where}: this is no part of a document.", field="file") from None
