"""Between HTTP and the verbs: units of work, bodies, tags, answers.

A body is read as JSON, cleaned and converted to a struct of the core or of ``shapes``; the same struct
gives its schema to the OpenAPI document.
"""

import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Header, Path, Query, Request
from starlette.responses import Response

from aura.errors import Invalid
from aura.ids import parse_id
from aura.services import Services, Unit
from aura.timeline.edits.registry import convert
from aura.timeline.terms import Value

SCHEMA_REF = "#/components/schemas/{name}"
ANY_SIZE = 2**62
"""The size of a body whose own limit is AURA_MAX_UPLOAD_BYTES, counted while the file comes in."""


def services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


async def _arrived(request: Request) -> None:
    """Have a form or JSON whole before a transaction is open: whoever sends slowly keeps nobody waiting."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in ("application/json", "application/x-www-form-urlencoded"):
        await request.body()


def _writing(request: Request, _: Annotated[None, Depends(_arrived)]) -> Iterator[Unit]:
    with services(request).writing() as unit:
        yield unit


def _keeping(request: Request) -> Iterator[Unit]:
    with services(request).writing() as unit:
        yield unit


def _reading(request: Request) -> Iterator[Unit]:
    with services(request).reading() as unit:
        yield unit


# The function scope commits before the response leaves: a commit that fails is never answered with 200.
Writing = Annotated[Unit, Depends(_writing, scope="function")]
Keeping = Annotated[Unit, Depends(_keeping, scope="function")]
"""The same behind a file that was received: its bytes are read, and may be said to be of any kind."""
Reading = Annotated[Unit, Depends(_reading, scope="function")]

Limit = Annotated[int, Query(ge=1, le=200, description="Most items on a page.")]
Cursor = Annotated[str | None, Query(max_length=500, description="The `cursor` of the page before.")]


async def read_json(request: Request) -> Any:
    """The request's JSON; raises ``Invalid`` for what is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Invalid("Send JSON, with Content-Type: application/json.")
    try:
        return msgspec.json.decode(await request.body())
    except UnicodeDecodeError:
        raise Invalid("The body is not JSON in UTF-8.") from None
    except msgspec.DecodeError as error:
        raise Invalid(f"The body is not JSON: {error}.") from None
    except RecursionError:
        raise Invalid("The body is nested too deeply.") from None


def body(kind: type[Value]) -> Any:
    """A parameter holding the request's body as a value of ``kind``."""

    async def read(request: Request) -> Value:
        return convert(await read_json(request), kind)

    return Depends(read)


def takes(kind: Any) -> dict[str, Any]:
    """OpenAPI: what a route's body is (``openapi_extra``)."""
    content = {"application/json": {"schema": schema_of(kind)}}
    return {"requestBody": {"required": True, "content": content}}


def gives(kind: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """OpenAPI: what a route answers (``responses``)."""
    says = HTTPStatus(status).phrase
    return {status: {"description": says, "content": {"application/json": {"schema": schema_of(kind)}}}}


_named: dict[str, Any] = {}


def schema_of(kind: Any) -> dict[str, Any]:
    """A struct's JSON schema; what it is made of is remembered for ``components``."""
    (schema,), components = msgspec.json.schema_components([kind], ref_template=SCHEMA_REF)
    _named.update(components)
    return schema


BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
"""How an answer is described that is a file."""


def gives_file(says: str, *kinds: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI: the file that a route answers, in any of these media types."""
    return {200: {"description": says, "content": dict.fromkeys(kinds, BYTES)}}


def components() -> dict[str, Any]:
    return dict(sorted(_named.items()))


def answer(value: Any, status: int = 200, *, etag: str | None = None, **headers: str) -> Response:
    """A struct as a JSON response."""
    if etag is not None:
        headers["ETag"] = f'"{etag}"'
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")


_GIVEN = Header(description="The tag you were given, in double quotes, or `*` for whatever is there.")


async def _if_match(if_match: Annotated[str, _GIVEN]) -> str | None:
    """The tag of ``If-Match``; ``None`` for ``*``.  Without one, ``problems`` answers what is missing."""
    return _tag(if_match)


async def _if_match_given(if_match: Annotated[str | None, _GIVEN] = None) -> str | None:
    return None if if_match is None else _tag(if_match)


def _tag(text: str) -> str | None:
    text = text.strip()
    if text == "*":
        return None
    if len(text) < 2 or text[0] != '"' or text[-1] != '"' or '"' in text[1:-1]:
        raise Invalid('If-Match is one tag in double quotes, or "*".', field="If-Match")
    return text[1:-1]


IfMatch = Annotated[str | None, Depends(_if_match)]
IfMatchGiven = Annotated[str | None, Depends(_if_match_given)]


# Where nothing is waited for: what is not async takes a turn of a thread for each request.
async def _project_id(project_id: str) -> uuid.UUID:
    return parse_id(project_id, "project_id")


async def _scene_id(scene_id: str) -> str:
    return str(parse_id(scene_id, "scene_id"))


async def _export_id(export_id: str) -> str:
    return str(parse_id(export_id, "export_id"))


ProjectId = Annotated[uuid.UUID, Depends(_project_id)]
SceneKey = Annotated[str, Depends(_scene_id)]
ExportKey = Annotated[str, Depends(_export_id)]
DigestKey = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="The digest of a file's bytes.")]
