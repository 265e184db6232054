"""Conversations that several processes share in PostgreSQL, and that outlive its absence.

Each process also keeps what it answered itself. While the database is away that is what it goes on
with; what could not be written down, or deleted, is made good when the database is there again.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock

from sqlalchemy import Interval, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Connection

from actions.reports.database.connection import Database, StoreUnavailable
from actions.reports.database.migrating import migrate
from actions.reports.database.tables import conversations as rows
from bot.conversation.memory import KEPT_S, Conversations, Slots

PAUSE_S = 5.0
"""After the database did not answer, how long it is left alone: each try takes seconds."""

MOST_AT_ONCE = 200  # conversations that are made good with one turn
SECONDS_BETWEEN_LOOKS = 60.0  # for what is kept long enough
_KEPT = literal(timedelta(seconds=KEPT_S), Interval)

logger = logging.getLogger(__name__)


class SharedConversations:
    """Slots by sender in a database; who stays away for a day is forgotten.

    Args:
        database: PostgreSQL. Its own clock decides what is a day old: those of processes differ.
        own: What this process answered.
        clock: Seconds that only go forward.
    """

    def __init__(self, database: Database, own: Conversations, clock: Callable[[], float]) -> None:
        self._database = database
        self._own = own
        self._clock = clock
        self._is_migrated = False
        self._away_until = self._look_again_at = 0.0
        self._unwritten: dict[str, None] = {}
        self._lock = Lock()

    @property
    def is_away(self) -> bool:
        """Whether the database did not answer when it was asked last."""
        return self._clock() < self._away_until

    def slots(self, sender: str) -> Slots | None:
        """Give what a conversation remembers; None when it is new."""
        if sender not in self._unwritten and not self.is_away:
            try:
                with self._ready(), self._database.reading() as connection:
                    return _read(connection, sender)
            except StoreUnavailable as error:
                self._leave_alone(error)
        return self._own.slots(sender)

    def keep(self, sender: str, slots: Slots) -> None:
        """Remember this and nothing else of a conversation."""
        self._own.keep(sender, slots)
        self._write(sender)

    def forget(self, sender: str) -> None:
        """Delete a conversation."""
        self._own.forget(sender)
        self._write(sender)

    def senders(self) -> tuple[str, ...]:
        """Give who is remembered by this process."""
        return self._own.senders()

    def _write(self, sender: str) -> None:
        with self._lock:
            self._unwritten[sender] = None
            waiting = (sender, *self._unwritten)[:MOST_AT_ONCE]
        if self.is_away:
            return
        try:
            with self._ready(), self._database.writing() as connection:
                for each in dict.fromkeys(waiting):
                    _replace(connection, each, self._own.slots(each))
                self._drop_old(connection)
        except StoreUnavailable as error:
            self._leave_alone(error)
            return
        with self._lock:
            for each in waiting:
                self._unwritten.pop(each, None)

    def _drop_old(self, connection: Connection) -> None:
        now = self._clock()
        if now >= self._look_again_at:
            self._look_again_at = now + SECONDS_BETWEEN_LOOKS
            connection.execute(delete(rows).where(rows.c.seen_at < func.now() - _KEPT))

    @contextmanager
    def _ready(self) -> Iterator[None]:
        """Make the table first, if that was not done yet."""
        if not self._is_migrated:
            migrate(self._database)
            self._is_migrated = True
        yield

    def _leave_alone(self, error: StoreUnavailable) -> None:
        self._away_until = self._clock() + PAUSE_S
        logger.error("conversations go on from memory, the database is away: %s", error)


def _read(connection: Connection, sender: str) -> Slots | None:
    young = rows.c.seen_at >= func.now() - _KEPT
    found = connection.execute(select(rows.c.slots).where(rows.c.sender == sender, young)).first()
    return dict(found[0]) if found else None


def _replace(connection: Connection, sender: str, slots: Slots | None) -> None:
    if slots is None:
        connection.execute(delete(rows).where(rows.c.sender == sender))
        return
    values = {"slots": dict(slots), "seen_at": func.now()}
    written = insert(rows).values(sender=sender, **values)
    connection.execute(written.on_conflict_do_update(index_elements=["sender"], set_=values))
