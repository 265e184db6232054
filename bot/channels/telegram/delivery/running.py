"""Telegram beside the web: begins when the bot can answer, ends without dropping an answer.

Nothing that goes wrong here ever reaches the web.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol

from telegram.error import TelegramError

from actions.reports.database.connection import Database, StoreUnavailable
from bot.channels.telegram.delivery import webhook
from bot.channels.telegram.delivery.answering import Answering, Hears
from bot.channels.telegram.delivery.client import ALLOWED_UPDATES, Client
from bot.channels.telegram.delivery.departures import Departures
from bot.channels.telegram.delivery.intake import Intake
from bot.channels.telegram.delivery.introducing import Introduction, introduce
from bot.channels.telegram.delivery.journal import Entry, Journal
from bot.channels.telegram.delivery.lanes import Lanes
from bot.channels.telegram.delivery.ledger import Ledger
from bot.channels.telegram.delivery.polling import Polling
from bot.channels.telegram.delivery.reach import Reach, backoff, seconds_after
from bot.channels.telegram.sayings import Saying
from bot.notifying.outcomes import Buttons as Choices
from bot.notifying.outcomes import Sender
from bot.running.application import Served
from bot.running.background import Job

CHANNEL = "telegram"
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_BETWEEN_SIGNS = 3.0
SECONDS_BETWEEN_PURGES = 3600.0
SECONDS_TO_FINISH = 5.0
SECONDS_TO_ARRIVE = 3.0

logger = logging.getLogger(__name__)


class Converses(Hears, Protocol):
    """Understands updates, and words what the bot says first."""

    async def outcome(
        self, conversation_id: str, text: str, buttons: Choices
    ) -> tuple[Saying, ...]:
        """Give how something is said in a conversation."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the bot at Telegram is made of."""

    served: Served
    client: Client
    database: Database
    journal: Journal
    ledger: Ledger
    departures: Departures
    lanes: Lanes
    converses: Converses
    answering: Answering
    intake: Intake
    reach: Reach
    introductions: Sequence[Introduction]
    purges: Sequence[Callable[[], object]]


class Telegram:
    """The bot at Telegram, as long as the application runs.

    Args:
        parts: What it is made of.
        webhook_url: Where Telegram sends updates; None asks for them.
        secret_token: What Telegram says with each update.
        lease: How long this process counts as alive after a sign of life.
        senders: Gets how to speak first.
    """

    def __init__(
        self,
        parts: Parts,
        *,
        webhook_url: str | None,
        secret_token: str,
        lease: timedelta,
        senders: dict[str, Sender],
    ) -> None:
        self._parts = parts
        self._webhook_url = webhook_url
        self._secret_token = secret_token
        self._lease = lease
        self._senders = senders

    async def run(self) -> None:
        """Answer until cancelled; whatever goes wrong, it begins again."""
        failures = 0
        while True:
            try:
                await self._run()
            except Exception as error:
                # The exception's own text may hold an address, which holds the token.
                logger.error("Telegram begins again: %s", _named(error))  # noqa: TRY400
                failures += 1
                await asyncio.sleep(backoff(failures))

    async def close(self) -> None:
        """Finish what is being answered; the rest is left to whoever comes next."""
        self._senders.pop(CHANNEL, None)
        await self._parts.lanes.finish(SECONDS_TO_FINISH)
        self._parts.client.send_no_more()  # what would be broken off might have arrived
        await self._parts.lanes.finish(SECONDS_TO_ARRIVE)
        await self._parts.lanes.stop()
        await self._parts.ledger.close()
        try:
            await asyncio.to_thread(self._parts.journal.leave)
            self._parts.departures.close()
        except StoreUnavailable:
            logger.warning("updates that are left wait some seconds: the database is away")
        await self._parts.client.shutdown()
        self._parts.database.close()

    async def speak_first(self, conversation: str, text: str, buttons: Choices) -> None:
        """Say something in a conversation without being asked.

        Raises:
            Unsaid: It is not said.
        """
        sayings = await self._parts.converses.outcome(conversation, text, buttons)
        await self._parts.answering.first(sayings)

    async def _run(self) -> None:
        while not self._parts.served.is_ready:  # noqa: ASYNC110 - set from outside
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        await self._persist(self._parts.client.initialize)
        await self._parts.intake.open(self._left)
        self._senders[CHANNEL] = self.speak_first
        async with asyncio.TaskGroup() as group:
            group.create_task(introduce(self._parts.client, self._parts.introductions))
            group.create_task(self._take())
            for job in (
                Job("taking over at Telegram", SECONDS_BETWEEN_SIGNS, self._sweep),
                Job("forgetting at Telegram", SECONDS_BETWEEN_PURGES, self._purge),
            ):
                group.create_task(job.run(asyncio.Event()))

    async def _take(self) -> None:
        """Let updates come, by webhook or by asking."""
        client = self._parts.client
        if self._webhook_url is None:
            await Polling(client, self._parts.intake, self._parts.reach).run()
            return
        address, _ = webhook.address_of(self._webhook_url)
        await self._persist(
            partial(
                client.set_webhook,
                address,
                allowed_updates=ALLOWED_UPDATES,
                secret_token=self._secret_token,
            )
        )
        logger.info("Telegram sends updates to %s", address)

    async def _left(self) -> Sequence[Entry]:
        """Take over what earlier processes left, to be answered first: a chat stays in order.

        Where Telegram is asked for updates there is one process at a time: what an earlier one has
        in hand is waited for, until it says that it is gone or gives no sign of life any more.
        """
        journal, left = self._parts.journal, list[Entry]()
        try:
            left += await self._claimed()
            while self._webhook_url is None and await asyncio.to_thread(journal.is_shared):
                await asyncio.sleep(self._lease.total_seconds() / 20)
                left += await self._claimed()
        except StoreUnavailable:
            logger.warning("the database is away: what was left at Telegram is answered later")
        return left

    async def _sweep(self) -> None:
        """Give a sign of life, and take over from those that give none."""
        await self._parts.intake.take_over(self._claimed)

    async def _claimed(self) -> Sequence[Entry]:
        await asyncio.to_thread(self._parts.journal.live, self._lease)
        return self._parts.departures.settle(await asyncio.to_thread(self._parts.journal.claim))

    async def _purge(self) -> None:
        for purge in self._parts.purges:
            await asyncio.to_thread(purge)

    async def _persist(self, ask: Callable[[], Awaitable[object]]) -> None:
        """Ask Telegram for something until it does it."""
        failures = 0
        while True:
            try:
                await ask()
            except TelegramError as error:
                self._parts.reach.failed(error)
                failures += 1
                await asyncio.sleep(seconds_after(error, failures))
            else:
                self._parts.reach.worked()
                return


def _named(error: Exception) -> str:
    """Name what went wrong, also where several tasks did."""
    if isinstance(error, ExceptionGroup):
        return ", ".join(_named(each) for each in error.exceptions)
    return type(error).__name__
