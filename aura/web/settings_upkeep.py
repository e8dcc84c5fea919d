"""``/settings/storage`` and ``/settings/machine``: where the bytes are, what may go, what works; a backup."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import Reading, services
from aura.errors import AuraError
from aura.services import Services
from aura.upkeep.backing_up import back_up
from aura.upkeep.storage import storage
from aura.web.rendering import page
from aura.web.settings_lines import PLACES
from aura.web.settings_room import clearing_of, room_of
from aura.web.shell import Around
from aura.web.toasts import Toast
from aura.web.words import counted

router = APIRouter(prefix="/settings", include_in_schema=False)


@router.get("/storage")
def show_storage(request: Request, shell: Around) -> Response:
    """Where the bytes are; they are counted once the page is there."""
    return page(request, "settings_storage.html", shell=shell, pages=PLACES)


@router.get("/storage/room")
def list_room(request: Request, unit: Reading) -> Response:
    """What takes how much."""
    aura = services(request)
    found = storage(unit.work.session, aura.database, aura.objects, aura.settings)
    return page(request, "parts/settings_room.html", room=room_of(found))


@router.get("/storage/clearing")
def foresee_clearing(request: Request) -> Response:
    """What the clean-up would remove now; nothing is changed."""
    return _cleared(request, services(request), dry_run=True)


@router.post("/storage/clearing")
def clear(request: Request) -> Response:
    """Remove at once what nobody needs any more."""
    return _cleared(request, services(request), dry_run=False)


@router.get("/machine")
def show_machine(request: Request, shell: Around) -> Response:
    """What works on this machine, and a backup of all that is kept."""
    backups = services(request).settings.backups_dir / "backup"
    return page(request, "settings_machine.html", shell=shell, pages=PLACES, backups=backups)


@router.post("/machine/backup")
def make_backup(request: Request) -> Response:
    """Back everything up, or bring the backup that is there up to date."""
    aura = services(request)
    target = aura.settings.backups_dir / "backup"
    try:
        made = back_up(aura.settings, aura.database, aura.objects, target, media=True, key=False)
    except AuraError as error:
        return page(request, "parts/settings_backup.html", made=None, files="", error=error.message)
    files = counted(len(made.manifest.media or ()), "media file")
    return page(request, "parts/settings_backup.html", made=made, files=files, error="")


def _cleared(request: Request, aura: Services, *, dry_run: bool) -> Response:
    clearing = clearing_of(aura.clean_up(dry_run=dry_run), is_done=not dry_run)
    toast = None if dry_run else Toast(clearing.summary)
    return page(request, "parts/settings_clearing.html", clearing=clearing, toast=toast)
