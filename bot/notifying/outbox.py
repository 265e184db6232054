"""The outbox: what has to be told, taken row by row, told, and ticked off or tried again later.

Couriers differ in what goes together and in what a crash in the middle means. A row is theirs for
as long as its lease: after that, another process takes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from actions.reports.model import DeliveryWay, OutboxRow

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBLINGS = 20

Parcel = Sequence[OutboxRow]

logger = logging.getLogger(__name__)


class Postponed(Exception):  # noqa: N818 - reads as what is the case
    """A parcel that may be told only later.

    Attributes:
        until: When it may.
    """

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Courier(Protocol):
    """Tells one kind of rows.

    Attributes:
        at_once: How many rows are taken at a time.
        lease: How long they are kept from others.
        is_never_repeated: A crash in the middle loses a message instead of repeating it.
    """

    kind: DeliveryWay
    at_once: int
    lease: timedelta
    is_never_repeated: bool

    @property
    def channels(self) -> Collection[str] | None:
        """Those in whose conversations it can speak; None when it speaks in none."""

    def parcels(self, rows: Sequence[OutboxRow]) -> Iterable[Parcel]:
        """Put together what is told together."""

    async def deliver(self, parcel: Parcel) -> None:
        """Tell it, or return where there is nobody to tell it to.

        Raises:
            Postponed: It may be told only later.
            Exception: It was not told; it is tried again.
        """


class Outbox:
    """Empties the rows of one courier.

    Args:
        store: Holds the rows.
        clock: The time in UTC.
    """

    def __init__(self, store: ReportStore, courier: Courier, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._courier = courier
        self._clock = clock
        self._told: set[int] = set()

    async def empty(self) -> None:
        """Tell everything that is due.

        Raises:
            StoreUnavailable: The database is away; what was told meanwhile is ticked off later.
        """
        await self._tick_off()
        while rows := await self._take():
            for parcel in self._courier.parcels(rows):
                await self._deliver(parcel)

    async def _take(self) -> Sequence[OutboxRow]:
        courier = self._courier
        return await asyncio.to_thread(
            self._store.take_outbox,
            courier.kind,
            courier.at_once,
            lease_seconds=courier.lease.total_seconds(),
            channels=courier.channels,
        )

    async def _deliver(self, parcel: Parcel) -> None:
        if self._courier.is_never_repeated:
            await self._note_told(parcel)
        try:
            await self._courier.deliver(parcel)
        except Postponed as postponed:
            return await self._retry(parcel, postponed.until)
        except Exception as error:
            # The exception's own text may hold an address or a URL with a password.
            logger.warning("%s is tried again: %s", self._courier.kind, type(error).__name__)
            wait = waiting(max(row.attempts for row in parcel))
            return await self._retry(parcel, self._clock() + wait)
        return await self._note_told(parcel)

    async def _note_told(self, parcel: Parcel) -> None:
        self._told |= {row.id for row in parcel}
        await self._tick_off()

    async def _tick_off(self) -> None:
        for row in tuple(self._told):
            await asyncio.to_thread(self._store.outbox_sent, row)
            self._told.discard(row)

    async def _retry(self, parcel: Parcel, at: datetime) -> None:
        for row in parcel:
            await asyncio.to_thread(self._store.outbox_failed, row.id, retry_at=at)


def waiting(attempts: int) -> timedelta:
    """Say how long to wait after so many attempts: twice as long each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, MOST_DOUBLINGS)), LONGEST_WAIT)
