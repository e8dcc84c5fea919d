"""``/settings``: the look, who makes what, and where files live."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import Reading
from aura.setup.catalogue import KINDS
from aura.web.rendering import page
from aura.web.shell import Around

router = APIRouter(include_in_schema=False)

TIERS = {"Offline": "This machine, offline", "OwnServer": "A server of your own", "Cloud": "A service"}
WORK = {"text": "Scripts", "speech": "Voices", "images": "Pictures"}


@router.get("/settings")
def show_settings(request: Request, unit: Reading, shell: Around) -> Response:
    """What is set, and where it is changed."""
    aura = unit.services
    makers = [(WORK[kind], unit.configuration.source(kind)) for kind in KINDS]
    return page(
        request,
        "settings.html",
        shell=shell,
        tier=TIERS.get(unit.setup.current().tier or "Offline", "This machine, offline"),
        makers=makers,
        home=aura.settings.home,
        films=aura.settings.exports_dir,
        media=aura.settings.media_dir,
        ffmpeg=aura.in_use.ffmpeg_path,
    )
