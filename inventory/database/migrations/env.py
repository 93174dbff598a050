"""What Alembic runs: the steps, inside the transaction that ``inventory.database.migrating`` holds."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
