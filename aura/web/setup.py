"""``/setup``: the first run.  Welcome, checks, providers, done; one may stop at any time and come back."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from aura.api.wire import Reading, Writing, services
from aura.errors import AuraError
from aura.services import Services, Unit
from aura.setup.checks import findings, gather
from aura.setup.standing import Configured
from aura.web.forms import Form, Sent, at_fields
from aura.web.rendering import go_to, page
from aura.web.setup_lines import SERVERS, Step, after, checks_of, step_lines, where

router = APIRouter(prefix="/setup", include_in_schema=False)

StepName = Annotated[Step, Path()]
ASKED = ("text.base_url", "text.model", "text.api_key")
"""The settings that the providers' page asks for."""


@router.get("")
def open_setup(unit: Reading) -> Response:
    """On to the step that was left."""
    return RedirectResponse(f"/setup/{where(unit.setup.current())}", 303)


@router.get("/checks/list")
def list_checks(request: Request, servers: Annotated[bool, Query()] = False) -> Response:
    """What works here; with ``servers`` only those that were set up, each asked whether it answers."""
    aura = services(request)
    with aura.reading() as unit:
        known = gather(aura.database, unit.configuration)
    found = findings(aura.settings, known, online=servers)
    wanted = [finding for finding in found if finding.name in SERVERS or not servers]
    return page(request, "parts/checks.html", checks=checks_of(wanted), servers=servers)


@router.get("/{step}")
def show_step(request: Request, unit: Reading, step: StepName) -> Response:
    """One step of the set-up."""
    return _step(request, unit, step, {})


@router.post("/skip")
def skip_setup(request: Request, unit: Writing) -> Response:
    """Everything on this machine, and nothing more to ask."""
    unit.setup.save(tier="Offline")
    unit.setup.complete()
    return go_to(request, "/new")


@router.post("/done")
def complete_setup(request: Request, unit: Writing) -> Response:
    """The set-up is done: on to the first video."""
    if unit.setup.current().tier is None:
        unit.setup.save(tier="Offline")
    unit.setup.complete()
    return go_to(request, "/new")


@router.post("/keys")
def save_keys(request: Request, sent: Sent) -> Response:
    """Keep who makes what, and the server that writes; back to the question where it cannot be kept."""
    aura = services(request)
    try:
        _keep(aura, sent)
    except AuraError as error:
        errors = at_fields(error)
        if sent.text("api_key") and sent.text("tier") != "Offline":
            errors.setdefault("api_key", "Give the key once more: no page holds it.")
        with aura.reading() as unit:
            return _step(request, unit, "keys", errors, sent)
    return go_to(request, "/setup/done")


@router.post("/{step}")
def next_step(request: Request, unit: Writing, step: StepName) -> Response:
    """Remember how far one came, and go on."""
    unit.setup.save(step=after(step))
    return go_to(request, f"/setup/{after(step)}")


def _keep(aura: Services, sent: Form) -> None:
    with aura.writing() as unit:
        tier = sent.text("tier", "Offline")
        unit.setup.save(step="done", tier=tier)
        for key in ASKED if tier != "Offline" else ():
            name = key.partition(".")[2]
            line = unit.configuration.get(key)
            if line.source != "environment" and (sent.text(name) or not line.setting.is_sensitive):
                unit.configuration.set(key, sent.text(name).strip())


def _step(
    request: Request, unit: Unit, step: Step, errors: dict[str, str], sent: Form | None = None
) -> Response:
    setup, aura = unit.setup.current(), unit.services
    lines: dict[str, Configured] = {}
    for key in ASKED:
        lines[key.partition(".")[2]] = unit.configuration.get(key)
    values = {name: sent.text(name) if sent else line.shown for name, line in lines.items()}
    return page(
        request,
        "setup.html",
        422 if errors else 200,
        steps=step_lines(step),
        step=step,
        next=after(step),
        tier=sent.text("tier") if sent else setup.tier or "Offline",
        values=values,
        fixed=[name for name, line in lines.items() if line.source == "environment"],
        has_key=lines["api_key"].source != "default",
        errors=errors,
        home=aura.settings.home,
        films=aura.settings.exports_dir,
        media=aura.settings.media_dir,
        is_reopened=setup.is_reopened,
    )
