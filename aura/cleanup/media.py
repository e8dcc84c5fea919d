"""Takes media files away that nothing names any more.

A file is named by a row of a project's files, by whatever a project mentions (its versions and actions
included), by the shelf and by templates.  All of that is looked through before the first file goes; and a
file that was kept or touched since the grace began stays, whatever was found: whoever is about to name a
file keeps or touches it first.  So what a row names is there, whenever the row is written.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select

from aura.cleanup import mentions
from aura.cleanup.entries import entry
from aura.cleanup.freeing import PIECE, Freed, Ground
from aura.cleanup.rules.files import OBJECTS_KEPT, Entry, unused
from aura.projects.tables import AssetState, ProjectState
from aura.templates.tables import CustomTemplate, Template


def free_media(ground: Ground) -> Freed:
    """Take all media files away that nothing names."""
    there = [found for path in ground.objects.listed() if (found := entry(path))]
    return remove(ground, unnamed(ground, list(unused(there, OBJECTS_KEPT, ground.now))))


def old_files(ground: Ground, digests: Collection[bytes]) -> list[Entry]:
    """The files of these digests that are there, and not kept or touched lately."""
    paths = (ground.objects.find(digest.hex()) for digest in sorted(digests))
    there = [found for path in paths if path and (found := entry(path))]
    return list(unused(there, OBJECTS_KEPT, ground.now))


def remove(ground: Ground, files: Sequence[Entry]) -> Freed:
    """Remove media files, or count those that would go."""
    freed = Freed()
    for number, file in enumerate(files):
        if number % PIECE == 0:
            ground.pause()
        size: int | None = file.size_bytes
        if not ground.dry_run:
            size = ground.objects.remove(file.path.name, ground.now - OBJECTS_KEPT)
        if size is not None:
            freed = freed.plus(1, size)
    return freed


def unnamed(
    ground: Ground, files: Sequence[Entry], without: Collection[uuid.UUID] = frozenset()
) -> list[Entry]:
    """Those of these files that nothing names but the projects ``without``."""
    left = {bytes.fromhex(file.path.name): file for file in files}
    for named in _named(ground, without):
        if not left:
            break
        for digest in named & left.keys():
            del left[digest]
    return list(left.values())


def _named(ground: Ground, without: Collection[uuid.UUID]) -> Iterator[set[bytes]]:
    """What is named: last what takes long to read."""
    with ground.units.reading() as work:
        projects = set(work.session.scalars(select(ProjectState.id))) - set(without)
        for texts in (Template.template_data, CustomTemplate.video_structure_json):
            for text in work.session.scalars(select(texts)):
                yield mentions.mentioned(text)
    for path in (ground.settings.cache_dir / "made").glob("*/*.json"):
        yield mentions.on_shelf(path)
    for project_id in sorted(projects):
        ground.pause()
        with ground.units.reading() as work:
            held = select(AssetState.digest).where(AssetState.project_id == project_id)
            yield set(work.session.scalars(held))
            yield from mentions.of_project(work.session, project_id)
