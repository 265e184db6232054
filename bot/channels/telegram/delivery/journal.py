"""Updates that are being answered, in the database: what survives a crash.

Synchronous, each method one transaction; `ledger.py` is its front for the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement, Select, Update

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from actions.reports.database.tables import telegram_processes, telegram_updates

KEPT = timedelta(hours=48)
"""Telegram sends an update again for 24 hours at most (https://core.telegram.org/bots/api)."""

_u = telegram_updates.c
_p = telegram_processes.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One update that waits for its answer.

    Attributes:
        body: What Telegram sent, sealed.
        answer: The parts of the answer, sealed; None as long as there is none.
        said: How many parts were begun.
        taken_by: The process that had it before.
    """

    update_id: int
    body: bytes
    answer: bytes | None = None
    said: int = 0
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What became of an update since it was written down; None is what did not change."""

    answer: bytes | None = None
    said: int | None = None
    is_answered: bool = False

    def then(self, later: Note) -> Note:
        """Give both in one."""
        return Note(
            later.answer if later.answer is not None else self.answer,
            later.said if later.said is not None else self.said,
            self.is_answered or later.is_answered,
        )


class Journal:
    """The updates of one bot, as one process writes them down.

    Args:
        database: Where.
        bot: Id of the bot: two bots may share a database.
        process: Names this process among those that share it.
        clock: The time in UTC; processes that share a database have clocks that agree to seconds.
    """

    def __init__(
        self, database: Database, bot: str, process: str, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._bot = bot
        self._process = process
        self._clock = clock
        self._is_migrated = False
        self._turn = Lock()

    def write(self, taken: Mapping[int, bytes], notes: Mapping[int, Note]) -> frozenset[int]:
        """Write updates down, and what became of earlier ones; all of it, or nothing.

        Args:
            taken: Sealed updates by their id.
            notes: What changed, by id of the update.

        Returns:
            The ids that were not answered, and not taken by another process. One that this process
            has in hand is among them: the caller knows those.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        now = self._clock()
        # One after the other: SQLite lets who waits for it sleep for longer than it takes.
        with self._turn, self._database.writing() as connection:
            for update_id, note in notes.items():
                self._note(connection, update_id, note, now)
            return frozenset(
                update_id
                for update_id, body in taken.items()
                if self._is_new(connection, update_id, body, now)
            )

    def claim(self) -> tuple[Entry, ...]:
        """Take over, oldest first, what waits of processes that are no longer alive.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        with self._database.writing() as connection:
            left = and_(self._waits(), _u.taken_by.not_in(self._living()))
            rows = connection.execute(
                select(telegram_updates)
                .where(left)
                .order_by(_u.update_id)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                connection.execute(self._one(row.update_id).values(taken_by=self._process))
        return tuple(
            Entry(row.update_id, row.body, row.answer, row.said, row.taken_by) for row in rows
        )

    def is_shared(self) -> bool:
        """Tell whether another process that may be alive still answers something.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        others = and_(self._waits(), _u.taken_by != self._process)
        with self._database.reading() as connection:
            return bool(connection.execute(select(func.count()).where(others)).scalar_one())

    def live(self, lease: timedelta) -> None:
        """Say that this process is alive, for so long from now.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        until = self._clock() + lease
        with self._database.writing() as connection:
            mine = update(telegram_processes).where(_p.id == self._process)
            if not connection.execute(mine.values(alive_until=until)).rowcount:
                connection.execute(
                    telegram_processes.insert().values(id=self._process, alive_until=until)
                )

    def leave(self) -> None:
        """Say that this process is no longer alive: whoever comes next answers what is left.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        with self._database.writing() as connection:
            connection.execute(delete(telegram_processes).where(_p.id == self._process))

    def purge(self) -> None:
        """Delete what Telegram does not send again, and processes that are long gone.

        Raises:
            StoreUnavailable: The database is away.
        """
        self._migrated()
        before = self._clock() - KEPT
        with self._database.writing() as connection:
            connection.execute(
                delete(telegram_updates).where(
                    _u.bot == self._bot, or_(_u.answered_at < before, _u.taken_at < before)
                )
            )
            connection.execute(delete(telegram_processes).where(_p.alive_until < before))

    def _note(self, connection: Connection, update_id: int, note: Note, now: datetime) -> None:
        changed = self._one(update_id)
        if note.is_answered:
            changed = changed.values(body=None, answer=None, answered_at=now)
        elif note.answer is not None:
            changed = changed.values(answer=note.answer)
        if note.said is not None:
            changed = changed.values(said=note.said)
        connection.execute(changed)

    def _is_new(self, connection: Connection, update_id: int, body: bytes, now: datetime) -> bool:
        """Write an update down; tell whether nobody did before, as far as this process knows.

        It may have written it down itself and never heard so, because the connection broke.
        """
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        row = {
            "bot": self._bot,
            "update_id": update_id,
            "taken_at": now,
            "taken_by": self._process,
            "body": body,
            "said": 0,
        }
        statement = insert(telegram_updates).values(row).on_conflict_do_nothing()
        if connection.execute(statement).rowcount:
            return True
        mine = and_(self._waits(), _u.update_id == update_id, _u.taken_by == self._process)
        return bool(connection.execute(select(func.count()).where(mine)).scalar_one())

    def _one(self, update_id: int) -> Update:
        return update(telegram_updates).where(_u.bot == self._bot, _u.update_id == update_id)

    def _waits(self) -> ColumnElement:
        return and_(_u.bot == self._bot, _u.answered_at.is_(None))

    def _living(self) -> Select:
        return select(_p.id).where(or_(_p.alive_until > self._clock(), _p.id == self._process))

    def _migrated(self) -> None:
        if not self._is_migrated:
            migrate(self._database)
            self._is_migrated = True
