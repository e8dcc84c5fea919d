"""``/health``: whether this Aura works."""

from fastapi import APIRouter, Request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from aura import __version__
from aura.api.shapes import Health
from aura.api.wire import answer, gives, services
from aura.db.migrate import HEAD
from aura.errors import AuraError

router = APIRouter(tags=["health"])


@router.get("/health", responses=gives(Health) | gives(Health, 503))
def health(request: Request) -> Response:
    """Whether the database answers and the media folder can be written; 503 when not."""
    aura = services(request)
    checks = {"database": "ok", "media": "ok"}
    try:
        with aura.reading() as unit:
            unit.work.session.execute(text("SELECT 1"))
    except (SQLAlchemyError, AuraError) as error:
        checks["database"] = str(error)
    try:
        with aura.objects.receive() as incoming:
            incoming.write(b"?")
    except (OSError, AuraError) as error:
        checks["media"] = str(error)
    status = "ok" if set(checks.values()) == {"ok"} else "failing"
    found = Health(status, __version__, HEAD, aura.database.engine.dialect.name, checks)
    return answer(found, 200 if status == "ok" else 503)
