"""The journal as an event loop uses it: what many chats write at once is one transaction.

Without a database everything goes on from memory; what became of updates meanwhile is written down
when it is back.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from actions.reports.database.connection import StoreUnavailable
from bot.channels.telegram.delivery.journal import Entry, Journal, Note

SECONDS_BETWEEN_TRIES = 2.0
MOST_REMEMBERED = 20_000
"""Ids of updates: a batch holds 100, and what was answered comes again within minutes."""
NOTHING = Note()

logger = logging.getLogger(__name__)


class Ledger:
    """Writes down which updates were taken and what became of them, in order.

    Args:
        journal: Where it is written down.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._taken: dict[int, bytes] = {}
        self._notes: dict[int, Note] = {}
        self._next: asyncio.Future[frozenset[int]] | None = None
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._writer: asyncio.Task[None] | None = None
        self._is_away = False

    async def take(self, updates: Mapping[int, bytes]) -> tuple[Entry, ...]:
        """Write updates down; they are safe when this returns.

        Args:
            updates: Sealed updates by their id.

        Returns:
            Those that nobody took before.

        Raises:
            StoreUnavailable: They are not written down.
        """
        fresh = self.unseen(updates)
        if not fresh:
            return ()
        if self._is_away:
            raise StoreUnavailable("the journal cannot be written")
        self._taken.update(fresh)
        new = await self._soon()
        self.remember(fresh)
        return tuple(Entry(each, body) for each, body in fresh.items() if each in new)

    def unseen(self, updates: Mapping[int, bytes]) -> dict[int, bytes]:
        """Give those that this process did not take lately."""
        return {each: body for each, body in updates.items() if each not in self._seen}

    def remember(self, update_ids: Iterable[int]) -> None:
        """Remember which updates were taken."""
        for update_id in update_ids:
            self._seen[update_id] = None
        while len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)

    async def note(self, update_id: int, note: Note) -> None:
        """Write down what became of an update; without a database that waits for nobody."""
        self._notes[update_id] = self._notes.get(update_id, NOTHING).then(note)
        if self._is_away:
            return
        try:
            await self._soon()
        except StoreUnavailable:
            return

    def note_now(self, loop: asyncio.AbstractEventLoop, update_id: int, note: Note) -> None:
        """Write down what becomes of an update at this moment, in any thread.

        Args:
            loop: Of this ledger; without a database it writes that down later.
            update_id: Which update.
            note: What changes.
        """
        if not self._is_away:
            try:
                self._journal.write({}, {update_id: note})
            except Exception as error:
                logger.warning("what is said is noted later: %s", type(error).__name__)
            else:
                return
        loop.call_soon_threadsafe(self._note_later, update_id, note)

    def _note_later(self, update_id: int, note: Note) -> None:
        self._notes[update_id] = self._notes.get(update_id, NOTHING).then(note)
        self._soon()

    async def close(self) -> None:
        """Write down what is left, if the database is there."""
        try:
            if self._notes and not self._is_away:
                await self._soon()
        except StoreUnavailable:
            pass
        if self._notes:
            logger.warning("what was answered is not all written down: the database is away")
        if self._writer:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    def _soon(self) -> asyncio.Future[frozenset[int]]:
        """Give what the next transaction ends with."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="telegram journal")
        return asyncio.shield(self._next)

    async def _write(self) -> None:
        """Write until nothing is left and the database is there."""
        while self._taken or self._notes or self._is_away:
            taken, self._taken = self._taken, {}
            notes, self._notes = self._notes, {}
            waiting, self._next = self._next, None
            try:
                new = await asyncio.to_thread(self._journal.write, taken, notes)
            except Exception as error:  # whoever waits has to hear of every one
                self._put_back(notes)
                self._fail(waiting, error)
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
                continue
            self._succeed(waiting, new)

    def _put_back(self, notes: Mapping[int, Note]) -> None:
        for update_id, note in notes.items():
            self._notes[update_id] = note.then(self._notes.get(update_id, NOTHING))

    def _succeed(self, waiting: asyncio.Future[frozenset[int]] | None, new: frozenset[int]) -> None:
        if self._is_away:
            logger.info("the journal of Telegram is written again")
        self._is_away = False
        if waiting and not waiting.done():
            waiting.set_result(new)

    def _fail(self, waiting: asyncio.Future[frozenset[int]] | None, error: Exception) -> None:
        if not self._is_away:
            # The exception's own text may hold a statement.
            logger.error(
                "the journal of Telegram cannot be written (%s): updates are answered from memory,"
                " check the database",
                type(error).__name__,
            )
        self._is_away = True
        if waiting and not waiting.done():
            waiting.set_exception(StoreUnavailable("the journal cannot be written"))
            waiting.exception()  # nobody has to wait for it
