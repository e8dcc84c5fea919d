"""``/new``: a project from an idea, a pasted script, or a project's file."""

import re
from typing import IO, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from aura.actor import LOCAL
from aura.api.exchange import received
from aura.api.wire import ANY_SIZE, Reading, Writing, services
from aura.errors import AuraError, Invalid
from aura.exchange.unpacking import unpack
from aura.timeline.document import Brief, Head
from aura.timeline.edits.registry import convert
from aura.web.brief_words import SHAPES
from aura.web.forms import Form, Sent, at_fields
from aura.web.rendering import go_to, page
from aura.web.shell import Around, Shell

router = APIRouter(prefix="/new", include_in_schema=False)


@router.get("")
def ask_for_idea(request: Request, unit: Reading, shell: Around) -> Response:
    """What is it about?"""
    return _idea(request, shell, Form({}), unit.usual.document.brief.aspect, {})


@router.post("")
def start_from_idea(request: Request, unit: Writing, sent: Sent) -> Response:
    """A project with a brief and nothing else yet."""
    usual = unit.usual.document
    try:
        said = {name: sent.text(name) for name in ("notes", "aspect") if name in sent}
        said |= {"topic": _line(sent.text("topic")), "language": usual.brief.language}
        brief = convert(said, Brief)
        if not brief.topic:
            raise Invalid("Say what the video is about; a few words are enough.", field="topic")
    except AuraError as error:
        return _idea(request, Shell.of(unit), sent, sent.text("aspect"), at_fields(error))
    project = unit.projects.create(
        brief=brief, head=Head(title=title_of(brief.topic)), voice=usual.voice, render=usual.render
    )
    return go_to(request, f"/projects/{project.id}/brief")


@router.get("/script")
def ask_for_script(request: Request, shell: Around) -> Response:
    """A finished text, to be taken word for word."""
    return page(request, "new_script.html", shell=shell, text="", errors={})


@router.post("/script")
def start_from_script(request: Request, sent: Sent) -> Response:
    """A project with the scenes of a script."""
    aura, text = services(request), sent.text("text")
    try:
        if not text.strip():
            raise Invalid("Paste the text first: what is to be said in the video.", field="text")
        project_id = aura.studio.start(text, "script.txt", LOCAL, "offline")
    except AuraError as error:
        with aura.reading() as unit:
            shell = Shell.of(unit)
        errors = {"text": error.message}
        return page(request, "new_script.html", 422, shell=shell, text=text, errors=errors)
    with aura.writing() as unit:
        unit.projects.set_step(project_id, "plan")
    return go_to(request, f"/projects/{project_id}/plan")


@router.get("/file")
def ask_for_file(request: Request, shell: Around) -> Response:
    """A project's file."""
    return page(request, "new_file.html", shell=shell)


@router.post("/file", max_body_size=ANY_SIZE)
def start_from_file(request: Request, file: Annotated[IO[bytes], Depends(received)]) -> Response:
    """A project as its file holds it; the file is the request's body."""
    aura = services(request)
    return go_to(request, f"/projects/{unpack(aura.units, aura.objects, aura.prober, file)}")


def _idea(request: Request, shell: Around, sent: Form, aspect: str, errors: dict[str, str]) -> Response:
    said = {name: sent.text(name) for name in ("topic", "notes")}
    status = 422 if errors else 200
    return page(
        request, "new_idea.html", status, shell=shell, said=said, aspect=aspect, shapes=SHAPES, errors=errors
    )


def _line(text: str) -> str:
    """Text of one line."""
    return " ".join(text.split())


def title_of(topic: str, longest: int = 80) -> str:
    """A title for a topic: its first sentence, cut at a word where it is long.

    A point behind a few letters ends no sentence: it is that of “St. Petersburg”, or of “the U.S. coast”.
    """
    first = re.split(r"(?<=\w{4})\. |(?<=\w): ", topic, maxsplit=1)[0].rstrip(".")
    if len(first) <= longest:
        return first
    return first[:longest].rpartition(" ")[0] or first[:longest]
