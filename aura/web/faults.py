"""Errors as people meet them: a page that says what to do, or for htmx a toast over the page that is there.

What an error is called and which status it has is decided once, in ``aura.api.problems``; here its words are
put into a page.  Addresses under ``/api/`` are left to programs.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aura.errors import AuraError
from aura.web.rendering import is_htmx, page

API = "/api/"

HEADINGS = {
    403: "This is not allowed",
    404: "This page is not here",
    405: "This page does not take that",
    409: "This does not fit what is there now",
    412: "Somebody was faster",
    413: "This is too large",
    422: "Something is not right yet",
    429: "That was a lot at once",
    500: "Aura stumbled",
    502: "A tool failed at its work",
    503: "Something Aura needs does not answer",
    507: "The disk is full",
}

REMEDIES = {
    403: "Open Aura at its own address, and try again there.",
    404: "It may have been deleted. Deleted projects can be brought back from the bin for 30 days.",
    409: "Go back, look at how things stand now, and try again.",
    412: "Go back and look at it again; nothing of yours was changed.",
    413: "Go back, and send less at once.",
    500: "Your work is saved. Try again; if it happens again, the log in Aura's folder says more.",
    502: "Your work is saved. Try again in a moment.",
    503: "Your work is saved. Try again in a moment.",
    507: "Free some space, then try again. Nothing that was saved is lost.",
}


GONE_SCENE = ("That scene is not there any more.", "It was deleted meanwhile; undo can bring it back.")
"""What is said of a scene that nobody finds, which people know by no id."""


class Fault(msgspec.Struct, frozen=True):
    """An error as a page shows it."""

    status: int
    heading: str
    detail: str
    remedy: str


def install(app: FastAPI) -> None:
    """Let every error outside the API be shown; to be called when the API's own words are in place."""
    for kind in (AuraError, HTTPException, RequestValidationError, Exception):
        app.exception_handlers[kind] = _shown(app.exception_handlers[kind])


def _shown(problem: Callable[[Request, Any], Any]) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        return told(request, problem(request, error))

    return answer


def told(request: Request, problem: Response) -> Response:
    """A problem as it is for programs, and as a page or a toast for everybody else."""
    return problem if request.scope["path"].startswith(API) else shown(request, problem)


def shown(request: Request, problem: Response) -> Response:
    """A problem as a page, or as a toast for htmx, which leaves the page as it is."""
    fault = fault_of(problem)
    if not is_htmx(request):
        return page(request, "fault.html", fault.status, fault=fault)
    response = page(request, "parts/fault_toast.html", fault.status, fault=fault)
    response.headers["HX-Reswap"] = "none"
    return response


def fault_of(problem: Response) -> Fault:
    """What a problem says, for people."""
    said = msgspec.json.decode(problem.body)
    status = problem.status_code
    heading = HEADINGS.get(status, said["title"])
    if status == 404 and said.get("field", "").partition("[")[0] in ("scene", "scenes"):
        return Fault(status, heading, *GONE_SCENE)
    return Fault(status, heading, said["detail"], REMEDIES.get(status, "Go back, and try again."))
