"""``/openapi.json`` and a page to read it on, which asks no other host for anything."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse, Response

from aura import __version__
from aura.api.wire import components

router = APIRouter(include_in_schema=False)

PROBLEM = {
    "description": "A problem (RFC 9457): `type`, `title`, `status`, `detail`, maybe `field`.",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}

_pages = Environment(loader=PackageLoader("aura.api", "html"), autoescape=True)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the core's structs as its schemas."""
    if app.openapi_schema is None:
        document = get_openapi(
            title="Aura",
            version=__version__,
            summary="Video projects, their edits and their versions.",
            routes=app.routes,
        )
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(components())
        for framework in ("HTTPValidationError", "ValidationError"):
            schemas.pop(framework, None)
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = PROBLEM
        app.openapi_schema = document
    return app.openapi_schema


@router.get("/docs")
def docs(request: Request) -> Response:
    """The API, to read."""
    page = _pages.get_template("docs.html")
    return HTMLResponse(page.render(api=request.app.openapi()))


@router.get("/docs.css")
def docs_style() -> Response:
    source, _, _ = PackageLoader("aura.api", "html").get_source(_pages, "docs.css")
    return Response(source, media_type="text/css")
