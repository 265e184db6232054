"""How fast Telegram is written to, and waiting when it says that it was too fast."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.constants import FloodLimit
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.channels.telegram.delivery.sending import AT_ONCE, BEGUN, Begun

Answer = bool | dict[str, Any] | list[dict[str, Any]]

SECONDS_MORE = 0.1  # clocks and networks differ


@dataclass(frozen=True, slots=True)
class Pace:
    """How many messages are sent; zero is without limit.

    The usual ones are Telegram's: 30 messages a second in all, 20 a minute in one group
    (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
    """

    a_second: float = FloodLimit.MESSAGES_PER_SECOND
    a_minute_and_group: float = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP


class Pauses:
    """Waits for chats in which Telegram wants no message for a while.

    It does not say whether it means the chat or the bot. When a second chat is refused while one
    still waits, all of them wait.

    Args:
        clock: Seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[object, float] = {}
        self._all_until = 0.0

    def add(self, chat: object, seconds: float) -> None:
        """Let a chat wait, from now on."""
        now = self._clock()
        until = now + seconds + SECONDS_MORE
        self._until = {each: end for each, end in self._until.items() if end > now}
        if self._until.keys() - {chat}:
            self._all_until = max(self._all_until, until)
        self._until[chat] = max(until, self._until.get(chat, 0.0))

    def left(self, chat: object) -> float:
        """Give the seconds that a chat has to wait still."""
        until = max(self._all_until, self._until.get(chat, 0.0))
        return max(0.0, until - self._clock())

    async def wait(self, chat: object) -> None:
        """Wait as long as is needed."""
        while left := self.left(chat):  # noqa: ASYNC110 - it may grow meanwhile
            await asyncio.sleep(left)


class Pacing(BaseRateLimiter[Begun]):
    """Lets requests go at Telegram's pace; who is refused tries again himself.

    `AIORateLimiter` would try again too, but halts everybody meanwhile, and nobody would know that
    a message which has to wait was not sent.
    """

    def __init__(self, pace: Pace, pauses: Pauses) -> None:
        self._limiter = AIORateLimiter(
            overall_max_rate=pace.a_second, group_max_rate=pace.a_minute_and_group
        )
        self._pauses = pauses
        self._places = asyncio.Semaphore(AT_ONCE)
        self._is_closed = False

    def close(self) -> None:
        """Let nothing go any more: who still wants to waits, until it is broken off."""
        self._is_closed = True

    async def initialize(self) -> None:
        """Make ready."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """End."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ANN401 - the library's own shape
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Begun | None,
    ) -> Answer:
        """Send a request when its turn comes."""

        async def begun(*args: Any, **kwargs: Any) -> Answer:  # noqa: ANN401
            await self._pauses.wait(data.get("chat_id"))
            async with self._places:
                if self._is_closed:
                    await asyncio.Future()
                BEGUN.set(rate_limit_args)
                return await callback(*args, **kwargs)

        return await self._limiter.process_request(begun, args, kwargs, endpoint, data, None)
