"""Bringing the tables up to date; safe when several processes start at once."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from actions.reports.database.connection import PATIENT, Database

FOLDER = Path(__file__).with_name("migrations")
VERSIONS = "report_schema"
_ADVISORY_LOCK = 0x4B43_0001  # "KC"; any number that nobody else takes
_one_at_a_time = Lock()  # Alembic keeps what it runs in its module


def migrate(database: Database, revision: str = "head") -> None:
    """Run the migrations that the database misses, in one transaction.

    Args:
        database: Where.
        revision: Up to which one.

    Raises:
        StoreUnavailable: The database is away; nothing changed.
    """
    with _one_at_a_time, database.writing(seconds=PATIENT) as connection:
        if not database.is_sqlite:
            _wait_for_others(connection)
        config = Config()
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def newest_revision() -> str:
    """Give the revision to which this version brings the tables."""
    return str(ScriptDirectory(str(FOLDER)).get_current_head())


def revision_of(connection: Connection) -> str | None:
    """Give the revision of the tables that are there; None where there are none."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608
    return str(found) if found else None


def _wait_for_others(connection: Connection) -> None:
    """Take the lock of migrations; on SQLite the transaction itself is one."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
