"""``/``: the projects, and the newest film of each to play."""

from fastapi import APIRouter
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse, Response

from aura import __version__
from aura.api.export_shapes import ExportLine
from aura.api.shapes import ProjectLine
from aura.api.wire import Cursor, Reading

router = APIRouter(include_in_schema=False)

_pages = Environment(loader=PackageLoader("aura.web", "html"), autoescape=True)
_static = PackageLoader("aura.web", "static")
PER_PAGE = 24


@router.get("/")
def home(unit: Reading, cursor: Cursor = None) -> Response:
    """The projects, the latest changed first."""
    page = unit.projects.list(limit=PER_PAGE, cursor=cursor)
    films = unit.exports.newest_of([project.id for project in page.items])
    cards = [
        (ProjectLine.of(project), ExportLine.of(films[project.id]) if project.id in films else None)
        for project in page.items
    ]
    html = _pages.get_template("home.html").render(cards=cards, cursor=page.cursor, version=__version__)
    return HTMLResponse(html)


@router.get("/static/aura.css")
def style() -> Response:
    source, _, _ = _static.get_source(_pages, "aura.css")
    return Response(source, media_type="text/css", headers={"Cache-Control": "no-cache"})
