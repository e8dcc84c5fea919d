"""The pages put together: their routes, and how errors are shown on them.

To add a page: a file of routes beside this one, a view model apart from I/O where there is logic, a template
in ``html`` that extends ``app.html`` or ``studio.html``, and its name in ``PAGES``.
"""

from fastapi import FastAPI

from aura.web import (
    brief,
    faults,
    files,
    plan,
    projects,
    render,
    saving,
    scenes,
    settings,
    setup,
    starting,
    studio,
    template_pages,
    theme,
    voice,
)

PAGES = (
    files,
    theme,
    setup,
    projects,
    template_pages,
    starting,
    brief,
    plan,
    voice,
    scenes,
    render,
    studio,
    saving,
    settings,
)


def install(app: FastAPI) -> None:
    """Give the application its pages; to be called when the API is in place."""
    faults.install(app)
    for page in PAGES:
        app.include_router(page.router)
