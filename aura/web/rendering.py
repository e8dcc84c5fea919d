"""An answer from a template, and what every page carries.

``page`` answers a whole page or a piece of one.  Every answer names what it may load (``POLICY``): nothing
inline, nothing from elsewhere.  Templates escape all they are given; a name they are not given is an error.
"""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aura import __version__
from aura.web import files, words

OWN = ("script", "style", "font", "img", "media", "connect")
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; " + "; ".join(
    f"{kind}-src 'self'" for kind in OWN
)
THEME_COOKIE = "aura_theme"
THEMES = ("light", "dark")


def commands(text: str) -> Markup:
    """Text with what stands between backticks shown as what one types."""
    pieces = [escape(piece) for piece in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else piece
        for number, piece in enumerate(pieces)
    )


def icon(name: str, kind: str = "") -> Markup:
    """One of the icons' sheet, drawn beside words that say what it means; ``kind`` is one more class."""
    classes = f"icon {kind}".rstrip()
    sheet = files.address("icons.svg")
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(classes, sheet, name)


pages = Environment(
    loader=PackageLoader("aura.web", "html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,  # they are the package's own, and a look at each file's time costs at every answer
)
pages.globals |= {"version": __version__}
pages.filters |= {
    "length": words.length,
    "about": words.about,
    "size": words.size,
    "initials": words.initials,
    "hue": words.hue,
    "counted": words.counted,
    "commands": commands,
    "static": files.address,
    "icon": icon,
}  # filters, not functions: what is the same for all is put through one once, when its template is read


def page(request: Request, template: str, status: int = 200, /, **view: Any) -> Response:
    """A template, filled in; ``view`` is all it knows besides the request's own facts."""
    facts = {"theme": theme_of(request), "here": request.scope["path"]}
    html = pages.get_template(template).render(**facts, **view)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Vary": "Cookie, HX-Request"}
    return HTMLResponse(html, status, headers)


def theme_of(request: Request) -> str:
    """The look that was chosen; empty: as the system is."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def is_htmx(request: Request) -> bool:
    """Whether a script of ours asks, and puts the answer into the page that is there."""
    return request.headers.get("hx-request") == "true"


def go_to(request: Request, path: str) -> Response:
    """Send the browser to another page after a change."""
    if is_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


def told(response: Response, *events: str) -> Response:
    """The answer, with word to the page's scripts of what happened (``HX-Trigger``).

    It is said to the body: whatever asked may be replaced by the answer.
    """
    said = ", ".join(f'"{event}": {{"target": "body"}}' for event in events)
    response.headers["HX-Trigger"] = f"{{{said}}}"
    return response
