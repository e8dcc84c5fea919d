"""``/theme``: light, dark, or as the system is; the choice is kept in a cookie, so that no page flashes."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from aura.web.forms import Sent
from aura.web.rendering import THEME_COOKIE, THEMES

router = APIRouter(include_in_schema=False)

A_YEAR_S = 365 * 86_400


@router.post("/theme")
def choose_theme(sent: Sent) -> Response:
    """Keep the choice, and go back to where it was made."""
    back, chosen = sent.text("back"), sent.text("theme")
    response = RedirectResponse(back if is_own(back) else "/", 303)
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR_S, samesite="lax", httponly=True)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="lax", httponly=True)
    return response


def is_own(path: str) -> bool:
    """Whether a path leads to a page of this Aura: no address of another host looks like one."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
