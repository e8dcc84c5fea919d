"""Runs the migration scripts on the connection Aura hands over, or on Aura's own database.

``alembic revision --autogenerate -m "…"`` and ``alembic check`` work from a checkout.
"""

from alembic import context

from aura import config, schema
from aura.db.engine import Database


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=schema.whole(),
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with Database(config.load().url).migrating() as own:
        run(own)
