"""Pictures made by a server, over ``/images/generations``.

The picture comes in the answer itself; an answer that names another address instead is refused, for no other
host is ever asked.  What comes is a stranger's file: ``probe`` looks at it, in a process of its own, before
anybody else does.
"""

import base64
import binascii
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

import msgspec
from msgspec import Struct

from aura.errors import Invalid
from aura.media.facts import Facts
from aura.providers.online.call import Record
from aura.providers.online.client import Limits
from aura.providers.online.endpoint import Endpoint
from aura.providers.online.faults import Fault, Unusable, host_of
from aura.providers.online.media_type import require
from aura.providers.online.picture_prompt import Wanted, prompt, size_for
from aura.providers.online.prices import Usage
from aura.providers.online.tries import PATIENCE, Asking, Patience, Try

if TYPE_CHECKING:
    from openai import OpenAI

LIMITS = Limits(most_bytes=64 * 2**20)
LEAST_PX = 64
PictureKind = Literal["jpeg", "png", "webp"]

Probe = Callable[[Path], Facts]
"""Looks at a file in a process of its own.  Raises ``Invalid`` for what Aura cannot use."""


class Picture(Struct, frozen=True, kw_only=True):
    """A picture file, as it came."""

    data: bytes
    kind: PictureKind
    width_px: int
    height_px: int


class Illustrator(Protocol):
    """Makes pictures that are not drawn by rule."""

    @property
    def build(self) -> str:
        """Who makes them: part of what names a picture."""
        ...

    def illustrate(self, wanted: Wanted) -> Picture:
        """A picture for a scene, or ``Unavailable``, ``TooMany`` or ``ToolFailed``."""
        ...


class _Image(Struct):
    b64_json: str | None = None
    url: str | None = None


class _Tokens(Struct):
    input_tokens: int | None = None
    output_tokens: int | None = None


class _Answer(Struct):
    data: list[_Image]
    usage: _Tokens | None = None


class OnlineIllustrator:
    """Makes pictures by asking an endpoint.  Safe from any thread."""

    def __init__(
        self,
        endpoint: Endpoint,
        record: Record,
        probe: Probe,
        *,
        limits: Limits = LIMITS,
        patience: Patience | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._asking = Asking(endpoint, "Visuals", record, limits=limits, patience=patience or PATIENCE)
        self._probe = probe
        self._says_format = not endpoint.model.startswith(("gpt-image", "chatgpt-image"))

    @property
    def build(self) -> str:
        """Whom is asked: host, model and size."""
        return f"{host_of(self._endpoint)} {self._endpoint.model} {self._endpoint.size}".strip()

    def illustrate(self, wanted: Wanted) -> Picture:
        """See ``Illustrator.illustrate``."""
        size = self._endpoint.size or size_for(wanted.width_px, wanted.height_px)
        asked = {"prompt": prompt(wanted), "size": size, "n": 1}

        def make(client: "OpenAI", one: Try) -> Picture:
            one.asked = asked | ({"response_format": "b64_json"} if self._says_format else {})
            return self._checked(self._fetched(client, one))

        return self._asking.ask(make, self._without_format)

    def _without_format(self, fault: Fault) -> bool:
        """Models that always answer with the picture itself do not take to be told so."""
        if not self._says_format or "response_format" not in fault.declined:
            return False
        self._says_format = False
        return True

    def _fetched(self, client: "OpenAI", one: Try) -> bytes:
        """The file in an answer."""
        images: Any = client.images.with_streaming_response
        with images.generate(model=self._endpoint.model, **one.asked) as answer:
            one.begun = True
            require(answer.headers, "images", "application/json")
            body = answer.read()
        try:
            found = msgspec.json.decode(body, type=_Answer)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Unusable("it is not the JSON that it should be") from None
        if found.usage is not None:
            one.usage = Usage(input_tokens=found.usage.input_tokens, output_tokens=found.usage.output_tokens)
        if not found.data:
            raise Unusable("there is no picture in it")
        data = _bytes_of(found.data[0])
        one.output = msgspec.json.encode({"bytes": len(data)}).decode()
        return data

    def _checked(self, data: bytes) -> Picture:
        """The picture, once it is known to be one."""
        with tempfile.TemporaryDirectory(prefix="aura-picture-") as folder:
            file = Path(folder) / "answer"
            file.write_bytes(data)
            try:
                facts = self._probe(file)
            except Invalid as error:
                raise Unusable(f"no picture can be made of it ({error.message.rstrip('.')})") from None
        kind: Any = facts.mime.removeprefix("image/")
        if facts.type != "Image" or kind not in get_args(PictureKind):
            raise Unusable(f"it is {facts.mime} and not a picture")
        if min(facts.width_px, facts.height_px) < LEAST_PX:
            raise Unusable(f"the picture has {facts.width_px} × {facts.height_px} pixels")
        return Picture(data=data, kind=kind, width_px=facts.width_px, height_px=facts.height_px)


def _bytes_of(image: _Image) -> bytes:
    if not image.b64_json:
        if image.url:
            raise Unusable(
                "it names an address instead of the picture, and no other host is asked", passes=False
            )
        raise Unusable("it is empty")
    text = image.b64_json
    if text.startswith("data:"):
        text = text.partition(",")[2]
    text = "".join(text.split())  # some servers break it into lines
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unusable("its picture is not in base64") from None
