"""``/setup``: how far the set-up came, what works here; ``/system``: what this Aura works with."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from aura import __version__
from aura.api.setting_shapes import Checked, SetupChanges, SetupLine, SystemLine
from aura.api.wire import Reading, Writing, answer, body, gives, services, takes
from aura.db.migrate import HEAD
from aura.setup.checks import findings, gather

router = APIRouter(tags=["setup"])


@router.get("/setup", responses=gives(SetupLine))
def get_setup(unit: Reading) -> Response:
    """How far the user's set-up came."""
    return answer(SetupLine.of(unit.setup.current()))


@router.patch("/setup", responses=gives(SetupLine), openapi_extra=takes(SetupChanges))
def save_setup(unit: Writing, changes: Annotated[SetupChanges, body(SetupChanges)]) -> Response:
    """Remember the step, the tier and what the pages know."""
    setup = unit.setup.save(step=changes.step, tier=changes.tier, state=changes.state)
    return answer(SetupLine.of(setup))


@router.post("/setup/complete", responses=gives(SetupLine))
def complete_setup(unit: Writing) -> Response:
    """The set-up is done."""
    return answer(SetupLine.of(unit.setup.complete()))


@router.get("/setup/checks", responses=gives(Checked))
def check(
    request: Request, online: Annotated[bool, Query(description="Ask the servers that were set up.")] = False
) -> Response:
    """What works on this machine, and what to do about what does not."""
    aura = services(request)
    with aura.reading() as unit:
        known = gather(aura.database, unit.configuration)
    return answer(Checked.of(findings(aura.settings, known, online=online)))


@router.get("/system", responses=gives(SystemLine))
def get_system(unit: Reading) -> Response:
    """This Aura.  What is in use of FFmpeg and folders can be seen here, and not set."""
    aura = unit.services
    return answer(
        SystemLine(
            version=__version__,
            database=aura.database.engine.dialect.name,
            schema=HEAD,
            home=str(aura.settings.home),
            is_setup_complete=unit.setup.is_system_complete(),
            **aura.in_use._asdict(),
        )
    )
