"""Every row says when and by whom it was made and last changed, however it was written."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.orm import Session

from aura import schema
from aura.actor import LOCAL, Actor
from aura.blobs import content
from aura.blobs.tables import ContentBlob
from aura.services import Services
from aura.setup.tables import Configuration

ANNA, BEN = Actor(uuid.UUID(int=1)), Actor(uuid.UUID(int=2))

AUDIT = {"created_at", "updated_at", "created_by", "modified_by"}

HALVES = {"blob_payloads", "blob_copies"}
"""Tables that are the other half of a row elsewhere, whose audit columns are theirs too."""


def values(key: str, **others: Any) -> dict[str, Any]:
    return {"key": key, "value": "1", "category": "looks", "value_type": "string", **others}


def trail(aura: Services, key: str = "theme") -> tuple[datetime, datetime, uuid.UUID, uuid.UUID]:
    with aura.reading() as unit:
        row = unit.work.session.get_one(Configuration, key)
        return row.created_at, row.updated_at, row.created_by, row.modified_by


def by_orm(session: Session) -> None:
    session.add(Configuration(**values("theme")))


def by_plain_insert(session: Session) -> None:
    session.execute(insert(Configuration).values(**values("theme")))


def by_bulk_insert(session: Session) -> None:
    session.execute(insert(Configuration), [values("theme"), values("another")])


def by_core_insert(session: Session) -> None:
    session.connection().execute(insert(Configuration.__table__), [values("theme")])


def change_by_orm(session: Session) -> None:
    session.get_one(Configuration, "theme").value = "2"


def change_by_plain_update(session: Session) -> None:
    session.execute(update(Configuration).values(value="2"))


def change_by_bulk_update(session: Session) -> None:
    session.execute(update(Configuration), [{"key": "theme", "value": "2"}])


def change_by_core_update(session: Session) -> None:
    session.connection().execute(update(Configuration.__table__).values(value="2"))


MAKING = [by_orm, by_plain_insert, by_bulk_insert, by_core_insert]
CHANGING = [change_by_orm, change_by_plain_update, change_by_bulk_update, change_by_core_update]


def test_every_table_has_the_audit_columns_and_none_may_be_empty(aura: Services) -> None:
    found = inspect(aura.database.engine)
    for table in schema.whole().tables:
        columns = {column["name"]: column for column in found.get_columns(table)}
        if table in HALVES:
            assert not AUDIT & columns.keys(), table
        else:
            assert columns.keys() >= AUDIT, table
            assert not any(columns[name]["nullable"] for name in AUDIT), table


@pytest.mark.parametrize("make", MAKING)
def test_a_row_says_who_made_it_and_when(aura: Services, make: Callable[[Session], None]) -> None:
    before = aura.database.clock()
    with aura.writing(ANNA) as unit:
        make(unit.work.session)
    made_at, changed_at, made_by, changed_by = trail(aura)
    assert before < made_at == changed_at < aura.database.clock()
    assert (made_by, changed_by) == (ANNA.user_id, ANNA.user_id)


@pytest.mark.parametrize("change", CHANGING)
def test_a_row_says_who_changed_it_last_and_when(aura: Services, change: Callable[[Session], None]) -> None:
    with aura.writing(ANNA) as unit:
        by_orm(unit.work.session)
    made_at, _, _, _ = trail(aura)
    before = aura.database.clock()
    with aura.writing(BEN) as unit:
        change(unit.work.session)
    still_made_at, changed_at, made_by, changed_by = trail(aura)
    assert (still_made_at, made_by) == (made_at, ANNA.user_id)
    assert before < changed_at < aura.database.clock()
    assert changed_by == BEN.user_id


def test_naming_a_blob_again_is_a_change_of_its_row(aura: Services) -> None:
    with aura.writing(ANNA) as unit:
        name, _ = content.put(unit.work.session, "Plan", b"{}", unit.work.now())
    with aura.reading() as unit:
        made_at = unit.work.session.get_one(ContentBlob, name).created_at
    with aura.writing(BEN) as unit:
        content.put(unit.work.session, "Plan", b"{}", unit.work.now())
    with aura.reading() as unit:
        blob = unit.work.session.get_one(ContentBlob, name)
        assert (blob.created_at, blob.created_by) == (made_at, ANNA.user_id)
        assert blob.updated_at > made_at
        assert blob.modified_by == BEN.user_id


def test_without_accounts_the_actor_is_the_one_user_the_first_migration_made(aura: Services) -> None:
    with aura.writing() as unit:
        by_orm(unit.work.session)
    with aura.reading() as unit:
        users = unit.work.session.scalars(select(schema.identity.User.id)).all()
    assert users == [LOCAL.user_id]
    assert trail(aura)[2:] == (LOCAL.user_id, LOCAL.user_id)


def test_a_moment_is_kept_to_the_microsecond(aura: Services) -> None:
    with aura.writing() as unit:
        by_orm(unit.work.session)
        moment = datetime.fromisoformat("2031-05-06T07:08:09.123457+02:00")
        unit.work.session.flush()
        unit.work.session.execute(update(Configuration).values(created_at=moment))
    assert trail(aura)[0] == moment
    with aura.writing() as unit:
        unit.work.session.execute(delete(Configuration))
