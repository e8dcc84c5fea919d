"""An Aura with something in it, and all that makes a schema."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from aura.services import Services
from aura.timeline.document import Brief
from aura.timeline.scene import Scene


@pytest.fixture
def filled(aura: Services) -> Services:
    """An Aura with a project in it, closed."""
    with aura.writing() as unit:
        scenes = [Scene(id=f"00000000-0000-7000-8000-{number:012}", title="Kept") for number in range(3)]
        unit.projects.create(brief=Brief(topic="Rivers"), scenes=scenes)
    aura.close()
    return aura


@pytest.fixture
def shape() -> Callable[[Connection], dict[str, Any]]:
    """Tells all that makes a schema: tables, columns, keys and indexes."""
    return read_shape


def read_shape(connection: Connection) -> dict[str, Any]:
    """All that makes the schema: tables, columns, keys and indexes."""
    found = inspect(connection)
    return {
        table: (
            {(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
            {(i["name"], tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(table)},
            {(u["name"], tuple(u["column_names"])) for u in found.get_unique_constraints(table)},
            {
                (f["name"], tuple(f["constrained_columns"]), f["referred_table"], str(f["options"]))
                for f in found.get_foreign_keys(table)
            },
            tuple(found.get_pk_constraint(table)["constrained_columns"]),
        )
        for table in found.get_table_names()
    }
