"""Which tables are loaded when: those that keys tie together always, the others by whoever uses them."""

from aura import schema


def test_no_key_ties_a_table_that_is_loaded_apart_to_another() -> None:
    tables = schema.whole().tables.values()
    apart = {
        mapper.local_table
        for mapper in schema.Table.registry.mappers
        if mapper.class_.__module__ in schema.APART
    }
    assert {table.name for table in apart} == {"chores", "elections", "templates", "custom_templates"}
    for table in tables:
        for key in table.foreign_keys:
            assert not {table, key.column.table} & apart
