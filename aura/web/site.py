"""The pages put together: their routes, and how errors are shown on them.

To add a page: a file of routes beside this one, a view model apart from I/O where there is logic, a template
in ``html`` that extends ``app.html`` or ``studio.html``, and its name in ``PAGES``.
"""

from fastapi import FastAPI

from aura.web import (
    brief,
    exports,
    exports_live,
    faults,
    files,
    finding,
    history,
    history_changes,
    history_pictures,
    history_restoring,
    inspector,
    inspector_overlays,
    keys,
    live,
    pictures,
    plan,
    plan_drafting,
    presets,
    preview,
    projects,
    recordings,
    render,
    saving,
    scenes,
    settings,
    settings_upkeep,
    setup,
    starting,
    strip,
    studio,
    template_own,
    template_pages,
    theme,
    voice,
)

PAGES = (
    scenes,
    files,
    theme,
    setup,
    projects,
    template_own,
    template_pages,
    starting,
    brief,
    plan,
    plan_drafting,
    voice,
    recordings,
    finding,
    inspector,
    inspector_overlays,
    pictures,
    preview,
    strip,
    keys,
    render,
    exports_live,
    exports,
    presets,
    studio,
    history,
    history_changes,
    history_restoring,
    history_pictures,
    live,
    settings,
    settings_upkeep,
)


def install(app: FastAPI) -> None:
    """Give the application its pages; to be called when the API's words for errors are in place.

    Before the API's routes, though: a request is tried against one after another, and people wait for pages.
    """
    faults.install(app)
    app.routes.extend(saving.routes)
    for page in PAGES:
        app.include_router(page.router)
