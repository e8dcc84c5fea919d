"""Content that was stored whole is stored as changes after an upgrade, and reads as before it."""

import random
import uuid

from alembic import command
from sqlalchemy import select, text

from aura.blobs.tables import BlobPayload, ContentBlob
from aura.cleanup.tables import Chore
from aura.db import migrate
from aura.projects.tables import ProjectVersion
from aura.services import Services
from aura.timeline.codec import Frozen
from aura.timeline.document import Brief
from aura.timeline.edits.scenes import SetSceneText
from aura.timeline.scene import Scene


def a_history(aura: Services) -> dict[int, Frozen]:
    """Versions of a project large enough to be stored in pieces."""
    rng = random.Random(1)
    scenes = [
        Scene(id=str(uuid.UUID(int=rng.getrandbits(128))), script_text=f"{rng.getrandbits(4_000):x}")
        for _ in range(350)
    ]
    with aura.writing() as unit:
        project_id = unit.projects.create(brief=Brief(topic="Lighthouses"), scenes=scenes).id
    for number in range(3):
        with aura.writing() as unit:
            unit.editing.apply(project_id, [SetSceneText(scene=scenes[number].id, text="changed")])
            unit.versions.save(project_id)
    return versions(aura)


def versions(aura: Services) -> dict[int, Frozen]:
    with aura.reading() as unit:
        rows = unit.work.session.scalars(select(ProjectVersion)).all()
        return {row.version_number: unit.live(row.project_id).frozen(row) for row in rows}


def test_versions_of_the_schema_before_read_the_same_after_an_upgrade(aura: Services) -> None:
    before = a_history(aura)
    with aura.database.migrating() as connection:
        command.downgrade(migrate.config(connection), "0002")
        stored = dict(connection.execute(text("SELECT content_hash, content FROM blob_payloads")).all())
    parts = {part for frozen in before.values() for part in frozen}
    assert {bytes(data) for data in stored.values()} >= parts
    again = Services(aura.settings).open()

    assert versions(again) == before
    with again.reading() as unit:
        session = unit.work.session
        whole = select(ContentBlob).join(BlobPayload, BlobPayload.id == ContentBlob.payload_id)
        found = session.scalars(whole).all()
        assert len(found) == len(stored)
        assert {blob.payload.base_id for blob in found if blob.payload} == {None}
    again.close()


def test_a_history_goes_on_as_changes_after_an_upgrade(aura: Services) -> None:
    before = a_history(aura)
    with aura.database.migrating() as connection:
        command.downgrade(migrate.config(connection), "0002")
    again = Services(aura.settings).open()
    with again.writing() as unit:
        project = unit.projects.list().items[0]
        scene = unit.live(project.id).document().timeline.scenes[9]
        unit.editing.apply(project.id, [SetSceneText(scene=scene.id, text="after the upgrade")])
        first = unit.versions.save(project.id).storage_size_bytes
        unit.editing.apply(project.id, [SetSceneText(scene=scene.id, text="and once more")])
        second = unit.versions.save(project.id).storage_size_bytes

    assert second < 1_000 < first  # the first stores the pieces, the second what changed
    assert versions(again).items() >= before.items()
    again.close()


def test_what_was_begun_and_last_done_is_known_after_an_upgrade(aura: Services) -> None:
    """A chore's row may name films that are still to be removed."""
    with aura.writing() as unit:
        unit.work.session.add(Chore(name="films", started_at=unit.work.now(), result_json='{"left": 1}'))
    with aura.database.migrating() as connection:
        command.downgrade(migrate.config(connection), "0003")
    again = Services(aura.settings).open()
    with again.reading() as unit:
        assert unit.work.session.get_one(Chore, "films").result_json == '{"left": 1}'
    again.close()
