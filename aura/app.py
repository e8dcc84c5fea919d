"""The web application: faces put together around one ``Services``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from aura.api import (
    actions,
    assets,
    captions,
    custom_templates,
    edits,
    exchange,
    explaining,
    exports,
    generation,
    guard,
    heads,
    health,
    live,
    openapi,
    presets,
    previews,
    problems,
    projects,
    queue,
    scenes,
    settings,
    setup,
    templates,
    thumbnails,
    versions,
    waveforms,
)
from aura.services import Services
from aura.web import faults, site

API = "/api/v1"


def create_app(services: Services) -> FastAPI:
    """The application over opened services, which it closes when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.close()

    app = FastAPI(
        title="Aura",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        max_body_size=services.settings.max_body_bytes,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # nobody else is told of a request
    )
    app.state.services = services
    app.openapi = lambda: openapi.describe(app)  # type: ignore[method-assign]  # FastAPI's own way to extend it
    problems.install(app)
    framework = app.build_middleware_stack
    app.build_middleware_stack = lambda: guard.Guard(  # type: ignore[method-assign]  # nothing stands around it
        heads.Heads(framework()), allowed_hosts=services.settings.allowed_hosts, told=faults.told
    )
    api = APIRouter(prefix=API)
    for feature in (
        health,
        projects,
        edits,
        scenes,
        actions,
        versions,
        assets,
        exchange,
        captions,
        generation,
        explaining,
        exports,
        presets,
        previews,
        queue,
        live,
        settings,
        setup,
        templates,
        custom_templates,
        thumbnails,
        waveforms,
        openapi,
    ):
        api.include_router(feature.router)
    site.install(app)
    app.include_router(api)
    return app
