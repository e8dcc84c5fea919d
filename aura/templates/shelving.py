"""Takes the templates that ship with Aura into the gallery: they are files, and the gallery is a table."""

from pathlib import Path

from aura.actor import Actor
from aura.db.work import Units
from aura.templates.templates import Templates


def shelve(units: Units, actor: Actor, folder: Path) -> None:
    """Bring the gallery in line with a folder of files, each named by its template's id.

    It writes only when something differs.
    """
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    with units.reading(actor) as work:
        if Templates(work).is_shelved(files):
            return
    with units.writing(actor) as work:
        Templates(work).shelve(files)
