"""Examining the database: reached, written to, its tables, its clock, and reports that wait."""

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection, make_url

from actions.reports.database.connection import Database, StoreUnavailable
from actions.reports.database.migrating import newest_revision, revision_of
from actions.reports.intake.spool import Spool
from bot.channels.settings import AllSettings
from bot.operations.finding import Finding, doubtful, well, wrong

ABOUT = "database"
SECONDS_APART = 10.0
"""By which clocks may differ: those of processes that share Telegram have to agree to seconds."""


def examine(settings: AllSettings) -> Iterator[Finding]:
    """Connect, look, and try to write."""
    waiting = Spool(settings.spool).counts()
    if waiting.aside:
        says = f"{waiting.aside} reports could not be filed"
        where = settings.spool / "aside"
        yield wrong("spool", says, f"correct what is in {where} and move it to {settings.spool}")
    if waiting.waiting:
        remedy = "they are filed as soon as the database is there and the server runs"
        yield doubtful("spool", f"{waiting.waiting} reports wait for the database", remedy)
    place = make_url(settings.database_url)
    if place.get_backend_name() == "sqlite" and not _is_made(place.database):
        yield well(ABOUT, f"{place.database} will be made at the first start")
        return
    database = Database(settings.database_url)
    try:
        yield from _look(database)
        yield _try_to_write(database)
    except StoreUnavailable as error:
        remedy = "start it, or correct KANAALCHECK_DATABASE_URL; reports go to the spool meanwhile"
        yield wrong(ABOUT, f"is away: {error}", remedy)
    finally:
        database.close()


def _is_made(path: str | None) -> bool:
    return bool(path) and Path(str(path)).exists()


def _look(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        yield _compared(revision_of(connection))
        yield from (
            _examine_sqlite(connection) if database.is_sqlite else _examine_postgres(connection)
        )


def _compared(revision: str | None) -> Finding:
    newest = newest_revision()
    if revision is None:
        return well(ABOUT, "is empty; its tables are made at the first start")
    if revision > newest:
        says = f"its tables are those of a newer version ({revision}; this one knows {newest})"
        return doubtful(ABOUT, says, "run the newer version (docs/operations.md, Upgrades)")
    if revision < newest:
        says = f"its tables are older ({revision}) than this version ({newest})"
        return doubtful(ABOUT, says, "make a backup; the next start brings them up to date")
    return well(ABOUT, f"its tables are up to date ({revision})")


def _examine_sqlite(connection: Connection) -> Iterator[Finding]:
    said = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if said != "ok":
        yield wrong(ABOUT, f"the file is damaged ({said})", "restore the last backup")


def _examine_postgres(connection: Connection) -> Iterator[Finding]:
    asked = text(
        "SELECT extract(epoch FROM clock_timestamp()), current_setting('is_superuser'),"
        " current_setting('server_version')"
    )
    epoch, is_superuser, version = connection.execute(asked).one()
    apart = time.time() - float(epoch)
    if abs(apart) > SECONDS_APART:
        says = f"the clock here is {apart:+.0f} s beside that of the database"
        yield wrong("clock", says, "let NTP set both clocks")
    if is_superuser == "on":
        says = "its account is a superuser of PostgreSQL, who may also change the audit log"
        yield doubtful(ABOUT, says, "use an account that owns this database alone")
    yield well(ABOUT, f"PostgreSQL {version} answers")


def _try_to_write(database: Database) -> Finding:
    try:
        with database.writing() as connection:
            attempt = connection.begin_nested()
            connection.execute(text("CREATE TEMPORARY TABLE doctor (a integer)"))
            if revision_of(connection) is not None:
                connection.execute(text("UPDATE report_counter SET value = value"))
            attempt.rollback()
    except StoreUnavailable as error:
        remedy = "free its disk, or make it the primary again; reports go to the spool meanwhile"
        return wrong(ABOUT, f"answers and takes nothing: {error}", remedy)
    return well(ABOUT, "takes what is written")
