"""Asking Telegram for updates; each is confirmed only when it is written down or answered."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any

from telegram.error import Conflict, TelegramError

from actions.reports.database.connection import StoreUnavailable
from bot.channels.telegram.delivery.client import Client, id_of
from bot.channels.telegram.delivery.intake import Intake
from bot.channels.telegram.delivery.reach import Reach, seconds_after

LEAST_SECONDS = 0.2  # between two empty answers, for a server that waits for no update

logger = logging.getLogger(__name__)


class Polling:
    """Takes updates by long polling.

    Args:
        client: Asks for them.
        intake: Takes them.
        reach: Says when Telegram is away.
    """

    def __init__(self, client: Client, intake: Intake, reach: Reach) -> None:
        self._client = client
        self._intake = intake
        self._reach = reach
        self._offset: int | None = None

    async def run(self) -> None:
        """Go on until cancelled."""
        failures, has_webhook = 0, True
        while True:
            try:
                if has_webhook:  # as long as there is one, Telegram refuses to be asked
                    await self._client.delete_webhook(drop_pending_updates=False)
                    has_webhook = False
                await self._intake.has_room()
                began = time.monotonic()
                updates = await self._client.updates(self._offset)
                self._reach.worked()
                failures = 0
                await self._take(updates)
                if not updates:
                    await asyncio.sleep(max(0.0, began + LEAST_SECONDS - time.monotonic()))
            except TelegramError as error:
                failures += 1
                has_webhook = has_webhook or isinstance(error, Conflict)
                self._reach.failed(error)
                await asyncio.sleep(seconds_after(error, failures))

    async def _take(self, updates: Sequence[Any]) -> None:
        readable = {number: each for each in updates if (number := id_of(each)) is not None}
        if len(readable) < len(updates):
            logger.warning("%d updates of Telegram have no id", len(updates) - len(readable))
        if not readable:
            return
        try:
            await self._intake.take(readable)
        except StoreUnavailable:
            # Confirmed when all are answered: whatever happens before, Telegram sends them again.
            await self._intake.take_in_memory(readable)
        self._offset = max(readable) + 1
