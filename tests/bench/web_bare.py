"""``python -m tests.bench.web_bare``: a bare page and a bare form post of the framework of Aura's pages.

FastAPI on uvicorn, Jinja2 with escaping, routes that are plain functions, a page of ten lines; the form is
parsed, and the answer says its fields.  No database, no files, nothing else.  The address is printed, as
``aura serve`` does.
"""

import socket
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Form
from jinja2 import Environment
from starlette.responses import HTMLResponse

LINES = [(f"Lamp {number}", f"/lamps/{number}", number * 7) for number in range(10)]

_pages = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
PAGE = _pages.from_string(
    """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/static/page.css"></head>
<body>
<h1>{{ title }}</h1>
<ol>
{% for name, path, seconds in lines %}
<li><a href="{{ path }}">{{ name }}</a> <span class="muted">{{ seconds }} s</span></li>
{% endfor %}
</ol>
</body>
</html>
"""
)
SAVED = _pages.from_string('<p id="said-{{ name }}">{{ value }} was {{ was }}</p>\n')

app = FastAPI(openapi_url=None)


@app.get("/page")
def show_page() -> HTMLResponse:
    """The bare page."""
    return HTMLResponse(PAGE.render(title="Lamps", lines=LINES))


@app.put("/form")
def take_form(
    name: Annotated[str, Form()], value: Annotated[str, Form()], was: Annotated[str, Form()] = ""
) -> HTMLResponse:
    """The bare form post."""
    return HTMLResponse(SAVED.render(name=name, value=value, was=was))


def main() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    print(f"The bare pages are at http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="info", access_log=False, server_header=False)).run(
        sockets=[listening]
    )


if __name__ == "__main__":
    main()
