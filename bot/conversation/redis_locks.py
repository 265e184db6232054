"""One message of a conversation at a time, whichever process takes it: a lock in Redis.

A lock is one key with a token and an expiry that its holder renews: what a killed process held is
free after `EXPIRY_S`, and nobody frees what is another's. While Redis is away, or a lock does not
come, a turn goes on without it: within a process messages are in order anyway.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from weakref import WeakKeyDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import DEFAULT_LOCK_LIFETIME, LockStore
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

PREFIX = "kanaalcheck:turn:"
EXPIRY_S = 4.0
RENEWED_EVERY_S = 1.0
LONGEST_WAIT_S = 10.0
"""For another process that takes a message of the same conversation; a turn takes milliseconds."""

ANSWERS_WITHIN_S = 1.0
PAUSE_S = 5.0
"""After Redis did not answer, how long it is left alone."""

logger = logging.getLogger(__name__)


class RedisLocks(LockStore):
    """Locks by conversation.

    Args:
        url: Of Redis.
        clock: Seconds that only go forward.
    """

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        super().__init__()
        self._url = url
        # A connection belongs to the event loop that made it; long messages have one of their own.
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, Redis] = WeakKeyDictionary()
        self._clock = clock
        self._away_until = 0.0

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = DEFAULT_LOCK_LIFETIME,  # noqa: ARG002 - its holder renews it
        wait_time_in_seconds: float = 0.02,
    ) -> AsyncIterator[None]:
        """Hold the lock of a conversation, or go on without it when that cannot be had."""
        lock = Lock(
            self._redis(),
            f"{PREFIX}{conversation_id}",
            timeout=EXPIRY_S,
            sleep=wait_time_in_seconds,
            thread_local=False,
        )
        if not await self._taken(lock):
            yield
            return
        renewing = asyncio.create_task(_renew(lock))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            with suppress(RedisError, LockError, TimeoutError):
                await asyncio.wait_for(lock.release(), ANSWERS_WITHIN_S)

    async def close(self) -> None:
        """Close the connections of this event loop."""
        await self._redis().close(close_connection_pool=True)

    def _redis(self) -> Redis:
        loop = asyncio.get_running_loop()
        if loop not in self._by_loop:
            self._by_loop[loop] = Redis.from_url(
                self._url, socket_timeout=ANSWERS_WITHIN_S, socket_connect_timeout=ANSWERS_WITHIN_S
            )
        return self._by_loop[loop]

    def get_lock(self, conversation_id: str) -> TicketLock | None:  # noqa: ARG002
        """Give no ticket: Rasa's tickets are not used."""
        return None

    def save_lock(self, lock: TicketLock) -> None:
        """Keep no ticket."""

    def delete_lock(self, conversation_id: str) -> None:
        """Delete no ticket."""

    async def _taken(self, lock: Lock) -> bool:
        if self._clock() < self._away_until:
            return False
        try:
            is_taken = await asyncio.wait_for(
                lock.acquire(blocking_timeout=LONGEST_WAIT_S), LONGEST_WAIT_S + ANSWERS_WITHIN_S
            )
        except (RedisError, OSError, TimeoutError) as error:
            self._away_until = self._clock() + PAUSE_S
            logger.error("turns go on without a lock, Redis is away: %s", type(error).__name__)  # noqa: TRY400 - the class says it
            return False
        if not is_taken:
            logger.error("a turn goes on without its lock after %g s", LONGEST_WAIT_S)
        return bool(is_taken)


async def _renew(lock: Lock) -> None:
    while True:
        await asyncio.sleep(RENEWED_EVERY_S)
        with suppress(RedisError, LockError, OSError, TimeoutError):
            await lock.reacquire()
