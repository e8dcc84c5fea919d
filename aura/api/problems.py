"""Errors as problem+json: each kind is mapped to its status here, once.

Shape: ``type`` (``/problems/<slug>``), ``title``, ``status``, ``detail``; ``field`` where one is at fault;
further members carry what the error knows, such as ``current`` and ``etag`` of what a stale change met.
"""

from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from aura import errors
from aura.errors import AuraError

STATUS: dict[type[AuraError], int] = {
    errors.Invalid: 422,
    errors.TooLarge: 413,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.PreconditionMissing: 428,
    errors.TooMany: 429,
    errors.NoSpace: 507,
    errors.Unavailable: 503,
    errors.ToolFailed: 502,
}

WORDS = {
    404: "There is nothing at this address.",
    405: "This address does not know that method.",
    413: "The request's body is larger than AURA_MAX_BODY_BYTES allows.",
    416: "The file ends before the range that was asked for.",
    500: "Aura met an error of its own; the log has the details. Nothing was changed.",
}
"""What is said of the answers that the framework gives by itself."""

_NO_TAG = "Send If-Match with the ETag you were given, so that nobody's change is lost."

SLUGS = {status: kind.slug for kind, status in STATUS.items()} | {400: "malformed", 405: "method-not-allowed"}


def status_of(error: AuraError) -> int:
    """The status of an error's kind, or of the kind it is a case of."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def problem(status: int, detail: str, *, field: str | None = None, **data: Any) -> Response:
    """One problem as a response.  It repeats no more of what was sent than a person would read."""
    body = {
        "type": f"/problems/{SLUGS.get(status, 'error')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail[:1000],
        **({"field": field[:200]} if field else {}),
        **{key: value for key, value in data.items() if value is not None},
    }
    content = msgspec.json.encode(body, enc_hook=str)
    headers = {"ETag": f'"{data["etag"]}"'} if data.get("etag") else None
    return Response(content, status, headers, media_type="application/problem+json")


def of_error(error: AuraError) -> Response:
    return problem(status_of(error), error.message, field=error.field, **error.data)


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` as a problem."""

    @app.exception_handler(AuraError)
    def foreseen(_: Request, error: AuraError) -> Response:
        return of_error(error)

    @app.exception_handler(HTTPException)
    def by_the_framework(_: Request, error: HTTPException) -> Response:
        response = problem(error.status_code, WORDS.get(error.status_code, f"{error.detail}."))
        response.headers.update(error.headers or {})
        if response.headers.get("allow") == "GET":
            response.headers["Allow"] = "GET, HEAD"  # which ``heads`` answers
        return response

    @app.exception_handler(ClientDisconnect)
    def broken_off(_: Request, __: ClientDisconnect) -> Response:
        return problem(400, "The connection ended before the request did.")  # which nobody is there to read

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> Response:
        faults = error.errors()
        if any(each["loc"] == ("header", "if-match") for each in faults):
            return of_error(errors.PreconditionMissing(_NO_TAG))
        first = faults[0]
        return problem(422, f"{first['msg']}.", field=str(first["loc"][-1]))

    @app.exception_handler(Exception)
    def unforeseen(_: Request, __: Exception) -> Response:
        return problem(500, WORDS[500])
