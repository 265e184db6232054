"""Runs migrations on the connection that `migrating` opened; Alembic loads this."""

from alembic import context

from actions.reports.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="report_schema",
    transactional_ddl=True,
)
context.run_migrations()
