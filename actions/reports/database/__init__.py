"""The database of reports: connection, tables, migrations, locks."""
