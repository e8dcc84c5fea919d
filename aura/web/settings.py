"""``/settings``: the look, the keys, who makes what, what new projects begin with; all changed in place."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from aura.api.settings import Key
from aura.api.wire import Reading, Writing, services
from aura.errors import AuraError, Invalid, Stale
from aura.setup.catalogue import Kind
from aura.setup.checks import gather
from aura.setup.servers import server
from aura.setup.setups import TIERS as KNOWN_TIERS
from aura.web.forms import Form, Sent
from aura.web.rendering import go_to, page
from aura.web.settings_lines import MAKERS, PLACES, TIERS, line_of, lines_of
from aura.web.setup_lines import line_of as check_of
from aura.web.shell import Around

router = APIRouter(prefix="/settings", include_in_schema=False)

KindKey = Annotated[Kind, Path()]


@router.get("")
def show_settings(request: Request, unit: Reading, shell: Around) -> Response:
    """The look, the keys, and where files live."""
    aura = unit.services
    return page(
        request,
        "settings.html",
        shell=shell,
        pages=PLACES,
        home=aura.settings.home,
        films=aura.settings.exports_dir,
        media=aura.settings.media_dir,
        ffmpeg=aura.in_use.ffmpeg_path,
    )


@router.get("/providers")
def show_providers(request: Request, unit: Reading, shell: Around) -> Response:
    """Who writes, speaks and draws."""
    lines = unit.configuration.list()
    return page(
        request,
        "settings_providers.html",
        shell=shell,
        pages=PLACES,
        tiers=TIERS,
        tier=unit.setup.current().tier or "Offline",
        groups=[(group, lines_of(lines, group.kind)) for group in MAKERS],
        common=lines_of(lines, "providers"),
    )


@router.post("/providers")
def choose_tier(request: Request, unit: Writing, sent: Sent) -> Response:
    """Everything on this machine, or with servers."""
    tier = next((each for each in KNOWN_TIERS if each == sent.text("tier")), None)
    if tier is None:
        raise Invalid("Choose who makes things: this machine, a server of your own, or a service.")
    unit.setup.save(tier=tier)
    return go_to(request, "/settings/providers")


@router.get("/providers/{kind}/test")
def test_server(request: Request, kind: KindKey) -> Response:
    """Ask a server whether it answers."""
    aura = services(request)
    with aura.reading() as unit:
        known = gather(aura.database, unit.configuration)
        key = unit.configuration.get(f"{kind}.api_key")
    found = server(kind, known.endpoints[kind], key, known.tier, online=True)
    return page(request, "parts/settings_test.html", found=check_of(found), kind=kind)


@router.get("/projects")
def show_defaults(request: Request, unit: Reading, shell: Around) -> Response:
    """What new projects begin with."""
    lines = lines_of(unit.configuration.list(), "defaults")
    return page(request, "settings_projects.html", shell=shell, pages=PLACES, lines=lines)


@router.put("/values/{key}")
def save_setting(request: Request, key: Key, sent: Sent) -> Response:
    """Set a setting, and show it as it is then; what cannot be is said beside it."""
    return _changed(request, key, sent, sent.text("value"))


@router.post("/values/{key}/reset")
def reset_setting(request: Request, key: Key, sent: Sent) -> Response:
    """Let the default apply again; a secret is forgotten."""
    return _changed(request, key, sent, None)


def _changed(request: Request, key: str, sent: Form, value: str | None) -> Response:
    aura = services(request)
    try:
        with aura.writing() as unit:
            expected = sent.number("version")
            if value is None:
                line = unit.configuration.reset(key, expected=expected)
            else:
                line = unit.configuration.set(key, value, expected=expected)
            return page(request, "parts/setting.html", line=line_of(line, is_saved=True))
    except AuraError as error:
        with aura.reading() as unit:
            now = unit.configuration.get(key)
        words = (
            "It was changed elsewhere; this is how it is now." if isinstance(error, Stale) else error.message
        )
        again = None if isinstance(error, Stale) else value
        return page(request, "parts/setting.html", 422, line=line_of(now, sent=again, error=words))
