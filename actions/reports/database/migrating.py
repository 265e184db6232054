"""Bringing the tables up to date; safe when several processes start at once."""

import logging
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Connection

from actions.reports.database.connection import PATIENT, Database, StoreUnavailable
from actions.reports.database.tables import compatibility

FOLDER = Path(__file__).with_name("migrations")
VERSIONS = "report_schema"
_ADVISORY_LOCK = 0x4B43_0001  # "KC"; any number that nobody else takes
_log = logging.getLogger(__name__)
_one_at_a_time = Lock()  # Alembic keeps what it runs in its module


class TablesTooNew(StoreUnavailable):
    """The tables were changed by a newer version so that this one cannot work with them."""


def migrate(database: Database, revision: str = "head") -> None:
    """Run the migrations that the database misses, in one transaction.

    Args:
        database: Where.
        revision: Up to which one.

    Tables of a newer version are left as they are, where this version can work with them.

    Raises:
        StoreUnavailable: The database is away; nothing changed.
        TablesTooNew: This version cannot work with tables that a newer one made.
    """
    with _one_at_a_time, database.writing(seconds=PATIENT) as connection:
        if not database.is_sqlite:
            _wait_for_others(connection)
        found = revision_of(connection)
        if found and found > newest_revision():
            _go_on_beside(connection, found)
            return
        config = Config()
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _go_on_beside(connection: Connection, found: str) -> None:
    newest = newest_revision()
    oldest = connection.execute(select(compatibility.c.oldest)).scalar()
    if oldest is None or newest < oldest:
        raise TablesTooNew(
            f"the tables are those of a newer version ({found}), which need code from {oldest} on,"
            f" and this is {newest}: start the newer version, or restore a backup of before"
        )
    _log.warning("the tables are those of a newer version (%s, here %s): going on", found, newest)


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
