"""The database in a backup: the file of SQLite, or the rows of each table of PostgreSQL.

Conversations are left out: they are forgotten within a day anyway.
"""

import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sqlalchemy import MetaData, Table, func, inspect, select, text
from sqlalchemy.engine import Connection, make_url

from actions.reports.database.connection import Database, StoreUnavailable
from actions.reports.database.migrating import migrate, newest_revision, revision_of
from actions.reports.database.tables import compatibility, counters, events, reports
from bot.operations.backup.archive import ONLY_OURS, BackupError, Writing, each_file

FOLDER = "database/"
SQLITE_FILE = f"{FOLDER}kanaalcheck.sqlite"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
OURS = ("report", "staff_", "telegram_")
LEFT_OUT = frozenset({"report_schema", "telegram_process"})
SECONDS = 3_600
"""That copying may take."""


def add(made: Writing, database_url: str) -> Mapping[str, Any]:
    """Put the database in a backup, as it is at one moment; gives what restoring has to know.

    Raises:
        BackupError: The database is away.
    """
    path = sqlite_file(database_url)
    try:
        return _add_postgres(made, database_url) if path is None else _add_sqlite(made, path)
    except (StoreUnavailable, sqlite3.Error) as error:
        raise BackupError(f"the database is away ({error}): start it and try again") from error


def restore(path: Path, facts: Mapping[str, Any], database_url: str) -> None:
    """Put the database of a checked backup in the place of an empty one.

    Raises:
        BackupError: There is something in it, or it is of another kind or version.
    """
    target = sqlite_file(database_url)
    kind = POSTGRESQL if target is None else SQLITE
    if facts["kind"] != kind:
        says = f"the backup is of {facts['kind']}: set KANAALCHECK_DATABASE_URL to one of that kind"
        raise BackupError(says)
    if facts["revision"] and facts["revision"] > newest_revision():
        raise BackupError("the backup is of a newer version of Kanaalcheck: restore it with that")
    if target is None:
        _restore_postgres(path, facts, database_url)
    else:
        _restore_sqlite(path, target)


def refuse_what_is_used(database_url: str) -> None:
    """Make sure that nothing is lost.

    Raises:
        BackupError: The database holds something, or is away.
    """
    path = sqlite_file(database_url)
    if path is not None and not path.exists():
        return
    database = Database(database_url)
    try:
        with database.reading() as connection:
            if _is_used(connection):
                says = "the database holds reports or a log: move it away, or give an empty one"
                raise BackupError(says)
    except StoreUnavailable as error:
        raise BackupError(f"the database is away ({error}): start it and try again") from error
    finally:
        database.close()


def sqlite_file(database_url: str) -> Path | None:
    """Give the file of a SQLite database; None for PostgreSQL."""
    place = make_url(database_url)
    return Path(str(place.database)) if place.get_backend_name() == SQLITE else None


def _is_used(connection: Connection) -> bool:
    made = inspect(connection).has_table
    used = (
        connection.execute(select(func.count()).select_from(each)).scalar_one()
        for each in (reports, events)
        if made(each.name)
    )
    return any(used)


def _add_sqlite(made: Writing, path: Path) -> Mapping[str, Any]:
    if not path.exists():
        raise BackupError(f"there is no database in {path}: set KANAALCHECK_DATABASE_URL")
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".backup-") as copy:
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(copy.name)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            revision = _sqlite_revision(target)
        with Path(copy.name).open("rb") as file:
            made.add(SQLITE_FILE, file)
    return {"kind": SQLITE, "revision": revision}


def _sqlite_revision(connection: sqlite3.Connection) -> str | None:
    try:
        found = connection.execute("SELECT version_num FROM report_schema").fetchone()
    except sqlite3.OperationalError:  # nobody has filed or looked yet
        return None
    return str(found[0]) if found else None


def _restore_sqlite(path: Path, target: Path) -> None:
    for _, _, content in each_file(path, SQLITE_FILE):
        target.parent.mkdir(parents=True, exist_ok=True)
        for beside in ("", "-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        target.touch(mode=ONLY_OURS)
        target.write_bytes(content.read())


def _add_postgres(made: Writing, database_url: str) -> Mapping[str, Any]:
    database = Database(database_url)
    try:
        with database.reading(seconds=SECONDS) as connection:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            tables = [_add_table(made, connection, each) for each in _tables(connection)]
            return {"kind": POSTGRESQL, "revision": revision_of(connection), "tables": tables}
    finally:
        database.close()


def _tables(connection: Connection) -> Sequence[Table]:
    """Give our tables, those first that others refer to."""
    names = [
        name
        for name in inspect(connection).get_table_names()
        if name.startswith(OURS) and name not in LEFT_OUT
    ]
    found = MetaData()
    found.reflect(connection, only=names)
    return list(found.sorted_tables)


def _add_table(made: Writing, connection: Connection, table: Table) -> dict[str, Any]:
    columns = [column.name for column in table.columns]
    with tempfile.TemporaryFile() as rows:
        _copy(connection, f"COPY {_named(table.name, columns)} TO STDOUT", rows)
        made.add(f"{FOLDER}{table.name}", rows)
    return {"name": table.name, "columns": columns}


def _restore_postgres(path: Path, facts: Mapping[str, Any], database_url: str) -> None:
    database = Database(database_url)
    columns = {each["name"]: each["columns"] for each in facts["tables"]}
    try:
        _make_tables(database, facts["revision"])
        with database.writing(seconds=SECONDS) as connection:
            for filled in (counters, compatibility):  # by the migrations
                connection.execute(filled.delete())
            for _, name, rows in each_file(path, FOLDER):
                _fill(connection, name, columns[str(name)], rows)
        migrate(database)
    except StoreUnavailable as error:
        raise BackupError(f"the database is away ({error}): start it and try again") from error
    finally:
        database.close()


def _make_tables(database: Database, revision: str | None) -> None:
    with database.reading() as connection:
        found = revision_of(connection)
    if found not in (None, revision):
        says = (
            f"the tables are those of version {found}, the backup's {revision}: empty the database"
        )
        raise BackupError(says)
    if revision:
        migrate(database, revision)


def _fill(
    connection: Connection, name: PurePosixPath, columns: Sequence[str], rows: BinaryIO
) -> None:
    table = str(name)
    _copy(connection, f"COPY {_named(table, columns)} FROM STDIN", rows)
    if "id" not in columns:
        return
    asked = text("SELECT pg_get_serial_sequence(:table, 'id')")
    sequence = connection.execute(asked, {"table": table}).scalar()
    if sequence:  # an id that we give ourselves has none
        going_on = f"SELECT setval(:sequence, max(id)) FROM {table} HAVING max(id) IS NOT NULL"  # noqa: S608
        connection.execute(text(going_on), {"sequence": sequence})


def _named(table: str, columns: Sequence[str]) -> str:
    quoted = ", ".join(f'"{each}"' for each in columns)  # a name may be a word of SQL, as left is
    return f"{table} ({quoted})"


def _copy(connection: Connection, command: str, file: BinaryIO | Any) -> None:  # noqa: ANN401
    with connection.connection.dbapi_connection.cursor() as cursor:
        cursor.copy_expert(command, file)
