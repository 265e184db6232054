"""How soon a password may be tried again: ever later, for one account and for one client.

An attempt is counted before the password is looked at, so that many at once gain nothing. What
was typed as a name is kept as a hash, for a day: somebody may have typed a password there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from bot.staff.access.database import StaffDatabase
from bot.staff.access.tables import attempts
from bot.staff.access.tokens import stored

REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures are free, and how long one waits at most after that."""

    free: int
    longest: float


ACCOUNT = Limit(free=5, longest=300.0)  # longer, and anybody could keep a colleague out
CLIENT = Limit(free=20, longest=900.0)  # an office shares one address


class Throttle:
    """The attempts in the database, so that all processes count together."""

    def __init__(self, database: StaffDatabase, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def attempt(self, name: str, client: str) -> float:
        """Count an attempt to log in.

        Returns:
            0.0 when the password may be looked at, else the seconds to wait first; an attempt
            that has to wait is not counted.
        """
        now = self._clock()
        try:
            with self._database.writing() as connection:
                connection.execute(sa.delete(attempts).where(attempts.c.last_at < now - REMEMBERED))
                counted = [
                    (key, limit, _row(connection, key)) for key, limit in _keys(name, client)
                ]
                wait = max(_wait(row, limit, now) for _, limit, row in counted)
                if wait > 0:
                    return wait
                for key, _, row in counted:
                    _count(connection, key, row, now)
        except (IntegrityError, _CountedElsewhereError):  # two at once: one of them waits
            return 1.0
        return 0.0

    def succeeded(self, name: str, client: str) -> None:
        """Take back the attempt: it was the right password."""
        (account, _), (origin, _) = _keys(name, client)
        less = sa.update(attempts).where(attempts.c.key == origin, attempts.c.failures > 0)
        with self._database.writing() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c.key == account))
            connection.execute(less.values(failures=attempts.c.failures - 1))


class _CountedElsewhereError(Exception):
    """Another attempt changed the count between reading and writing."""


def _keys(name: str, client: str) -> tuple[tuple[str, Limit], tuple[str, Limit]]:
    return (stored(f"account {name.lower()}"), ACCOUNT), (stored(f"client {client}"), CLIENT)


def _row(connection: Connection, key: str) -> Row | None:
    return connection.execute(sa.select(attempts).where(attempts.c.key == key)).one_or_none()


def _wait(row: Row | None, limit: Limit, now: datetime) -> float:
    if row is None or row.failures < limit.free:
        return 0.0
    delay: float = min(2.0 ** min(row.failures - limit.free, 30), limit.longest)
    passed: float = (now - row.last_at).total_seconds()
    return max(0.0, delay - passed)


def _count(connection: Connection, key: str, row: Row | None, now: datetime) -> None:
    if row is None:
        connection.execute(sa.insert(attempts).values(key=key, failures=1, last_at=now))
        return
    change = sa.update(attempts).where(attempts.c.key == key, attempts.c.failures == row.failures)
    if connection.execute(change.values(failures=row.failures + 1, last_at=now)).rowcount == 0:
        raise _CountedElsewhereError
