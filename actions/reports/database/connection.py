"""The database of reports: connections, transactions, and saying in time when it is away."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

import psycopg2
from sqlalchemy import create_engine, event, exc
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.pool import QueuePool

SECONDS_TO_WAIT = 2  # for a connection, a lock or a statement; callers hear within three
PATIENT = 60  # for work that nobody waits for on the phone
_SECONDS_TO_ANSWER = 1  # a connection that was opened before
_GRACE = 0.5
_AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, sqlite3.OperationalError)
_WRITES, _WAITS = "writes", "seconds_to_wait"


class StoreUnavailable(Exception):  # noqa: N818 - reads as what is the case
    """The database cannot be reached now; try again later."""


class Database:
    """Opens transactions on SQLite or PostgreSQL.

    Args:
        url: SQLAlchemy URL.
    """

    def __init__(self, url: str) -> None:
        place = make_url(url)
        self.is_sqlite = place.get_backend_name() == "sqlite"
        self._engine = _sqlite(place) if self.is_sqlite else _postgres(place)

    @contextmanager
    def reading(self, *, seconds: int = SECONDS_TO_WAIT) -> Iterator[Connection]:
        """Open a transaction that changes nothing.

        Args:
            seconds: How long a statement may take.

        Raises:
            StoreUnavailable: The database is away.
        """
        with self._transaction({_WAITS: seconds}) as connection:
            yield connection

    @contextmanager
    def writing(self, *, seconds: int = SECONDS_TO_WAIT) -> Iterator[Connection]:
        """Open a transaction that is committed when the block ends well.

        Args:
            seconds: How long a statement may take, and a lock may be waited for.

        Raises:
            StoreUnavailable: The database is away; whether it was committed is unknown.
        """
        with self._transaction({_WAITS: seconds, _WRITES: True}) as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, options: dict[str, Any]) -> Iterator[Connection]:
        with _saying(), self._engine.execution_options(**options).connect() as connection:
            wire = None if self.is_sqlite else connection.connection.dbapi_connection
            with _hanging_up(wire, options[_WAITS] + _GRACE), connection.begin():
                yield connection


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,  # opening a file anew costs more than a query
        pool_timeout=SECONDS_TO_WAIT,
        connect_args={"timeout": SECONDS_TO_WAIT, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={options[_WAITS] * 1000}")
    # A reader that becomes a writer fails at once where another one writes; one that says so waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")


def _postgres(url: URL) -> Engine:
    engine = create_engine(
        url,
        future=True,
        pool_timeout=SECONDS_TO_WAIT,
        connect_args={
            "connect_timeout": SECONDS_TO_WAIT,
            "application_name": "kanaalcheck reports",
            "options": "-c timezone=UTC",
        },
    )
    event.listen(engine, "checkout", _ask_whether_alive)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _ask_whether_alive(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401
    """Try a connection of the pool, which may have died or hang since it was used."""
    try:
        with _hanging_up(connection, _SECONDS_TO_ANSWER), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.rollback()
    except psycopg2.Error as error:
        raise exc.InvalidatePoolError from error  # the others are no better


def _begin_postgres(connection: Connection) -> None:
    milliseconds = connection.get_execution_options()[_WAITS] * 1000
    connection.exec_driver_sql(
        f"SET LOCAL statement_timeout = {milliseconds}; SET LOCAL lock_timeout = {milliseconds}"
    )


@contextmanager
def _hanging_up(connection: Any, seconds: float) -> Iterator[None]:  # noqa: ANN401
    """Break a connection off when a block takes longer: a server that hangs never answers."""
    if connection is None:
        yield
        return
    timer = Timer(seconds, _hang_up, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connection: Any) -> None:  # noqa: ANN401
    with (
        suppress(OSError, psycopg2.Error),  # closed meanwhile
        socket.socket(fileno=os.dup(connection.fileno())) as wire,
    ):
        wire.shutdown(socket.SHUT_RDWR)


@contextmanager
def _saying() -> Iterator[None]:
    try:
        yield
    except _AWAY as error:
        raise StoreUnavailable(_reason(error)) from error
    except exc.DBAPIError as error:
        if error.connection_invalidated or _is_read_only(error):
            raise StoreUnavailable(_reason(error)) from error
        raise


def _is_read_only(error: exc.DBAPIError) -> bool:
    """Tell whether the server is a replica that only answers questions."""
    return getattr(error.orig, "pgcode", None) == "25006"


def _reason(error: Exception) -> str:
    """Say what failed, without the statement, whose values are a citizen's."""
    cause = getattr(error, "orig", None) or error
    said = str(cause).strip().partition("\n")[0]
    return f"{type(cause).__name__}: {said}"
