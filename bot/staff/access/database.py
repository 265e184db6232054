"""The tables of staff, in the database of reports; made on first use, like those of reports."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate


class StaffDatabase:
    """Opens transactions on tables that are up to date.

    A database that is away at the start is no error: the first call that finds it does the rest.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._is_migrated = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that changes nothing.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrate()
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that is committed when the block ends well.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrate()
        with self._database.writing() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def _migrate(self) -> None:
        if not self._is_migrated:
            migrate(self._database)
            self._is_migrated = True
