"""Taking updates in, whichever way they come: written down first, then answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.channels.telegram.delivery.answering import REPEATED, TAKEN, Answering
from bot.channels.telegram.delivery.journal import Entry
from bot.channels.telegram.delivery.lanes import Lanes
from bot.channels.telegram.delivery.ledger import Ledger
from bot.channels.telegram.metrics import TelegramMetrics
from bot.channels.telegram.sealing import Seal

Claim = Callable[[], Awaitable[Sequence[Entry]]]
"""Takes over what others left."""

MOST_WAITING = 2_000
"""Updates that wait in memory; above that Telegram keeps the rest."""


class Intake:
    """Takes updates and lets them be answered.

    Args:
        answering: Answers them.
        ledger: Writes them down.
        seal: Seals what is written down.
        lanes: What waits.
        metrics: Counts them.
    """

    def __init__(
        self,
        answering: Answering,
        ledger: Ledger,
        seal: Seal,
        lanes: Lanes,
        metrics: TelegramMetrics,
    ) -> None:
        self._answering = answering
        self._ledger = ledger
        self._seal = seal
        self._lanes = lanes
        self._metrics = metrics
        self._held: list[Entry] = []
        self._is_open = False
        self._taking = asyncio.Lock()

    async def open(self, claim: Claim) -> None:
        """Begin to answer: what was left by earlier processes, then what came meanwhile."""
        async with self._taking:
            left = sorted(await claim(), key=lambda entry: entry.update_id)
            self._ledger.remember(entry.update_id for entry in left)
            self._is_open = True
            self._answering.put([*left, *self._held])
            self._held.clear()

    async def take_over(self, claim: Claim) -> None:
        """Answer what another process left."""
        async with self._taking:  # Telegram may send the same once more at this moment
            left = await claim()
            self._ledger.remember(entry.update_id for entry in left)
            self._answering.put(left)

    @property
    def is_full(self) -> bool:
        """Whether more should come later."""
        return len(self._lanes) + len(self._held) >= MOST_WAITING

    async def has_room(self) -> None:
        """Wait until there is room for more."""
        await self._lanes.has_room(MOST_WAITING)

    async def take(self, updates: Mapping[int, Any]) -> None:
        """Write updates down and let them be answered; repeated ones are left out.

        Args:
            updates: As Telegram sent them, by their id.

        Raises:
            StoreUnavailable: They are not written down, and nobody answers them.
        """
        async with self._taking:  # the same update may come twice at the same moment
            entries = await self._ledger.take(self._sealed(updates))
        self._count(len(updates), len(entries))
        if self._is_open:
            self._answering.put(entries)
        else:
            self._held.extend(entries)

    async def take_in_memory(self, updates: Mapping[int, Any]) -> None:
        """Answer updates that cannot be written down, and wait until all of them are answered."""
        fresh = self._ledger.unseen(self._sealed(updates))
        self._ledger.remember(fresh)
        self._count(len(updates), len(fresh))
        coming = self._answering.put([Entry(each, body) for each, body in fresh.items()])
        await asyncio.gather(*coming)

    def _sealed(self, updates: Mapping[int, Any]) -> dict[int, bytes]:
        return {
            number: self._seal.seal(json.dumps(updates[number]).encode())
            for number in sorted(updates)
        }

    def _count(self, came: int, new: int) -> None:
        self._metrics.update(TAKEN, new)
        self._metrics.update(REPEATED, came - new)
