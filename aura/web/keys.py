"""What keys open on a project's pages: the map of all keys, and a name for the project as it is now."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from aura.api.wire import ProjectId, Reading, Writing
from aura.web.forms import Sent
from aura.web.rendering import page, told
from aura.web.toasts import Toast

router = APIRouter(prefix="/projects/{project_id}", include_in_schema=False)

KEYS = (
    (
        "Everywhere",
        (
            (("Ctrl", "Z"), "Undo"),
            (("Shift", "Ctrl", "Z"), "Redo"),
            (("Ctrl", "S"), "Save a named version"),
            (("[", "]"), "Previous, next step"),
            (("?",), "This map"),
        ),
    ),
    (
        "Among the scenes",
        (
            (("Arrows",), "Previous, next card; Home and End: first, last"),
            (("Shift", "Arrows"), "Choose several"),
            (("Alt", "Arrows"), "Move what is chosen"),
            (("Enter",), "Edit the words; Esc leaves them"),
            (("Ctrl", "D"), "Duplicate"),
            (("Del",), "Delete; undo brings it back"),
            (("Ctrl", "Enter"), "In the words: split the scene at the cursor"),
            (("Space",), "On a grip: lift, and put down; else play and pause"),
            (("J", "K", "L"), "Back, pause, play on"),
            (("/",), "Find and replace"),
        ),
    ),
)
VERSION = "aura:version"
"""What the page is told when there is a new version."""


@router.get("/keys")
def show_keys(request: Request, unit: Reading, project_id: ProjectId) -> Response:
    """The dialogs, for a page that has none yet."""
    unit.projects.get(project_id)
    return page(request, "parts/keys.html", path=f"/projects/{project_id}", groups=KEYS)


@router.post("/keep")
def keep_version(request: Request, unit: Writing, project_id: ProjectId, sent: Sent) -> Response:
    """Save the project as it is now, under a name."""
    name = " ".join(sent.text("name").split())[:300]
    version = unit.versions.save(project_id, name=name or None)
    words = f"v{version.version_number} is saved" + (f" as “{name}”." if name else ".")
    return told(page(request, "parts/toasts.html", toast=Toast(words)), VERSION)
