"""What the processes of several machines know together, for minutes: in Redis, sealed.

Nobody who reads Redis alone learns what was said, in which conversation, or by whom: names are
hashed and values encrypted under keys from the installation's secret. While Redis is away each
process goes on with what it knows itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sealing import Seal, SealError

if TYPE_CHECKING:
    from bot.conversation.redis_locks import RedisLocks

PREFIX = "kanaalcheck:"
ANSWERS_WITHIN_S = 1.0
PAUSE_S = 5.0
"""After Redis did not answer, how long it is left alone."""
MOST_FIELDS = 50
"""Values under one name; one more, and all of them are forgotten."""
PURPOSE = b"shared between processes"

logger = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class SharedValues:
    """Values by name and field, each for some seconds.

    Args:
        url: Of Redis.
        secrets: Of the installation, then those of before, under which values are read too.
        clock: Seconds that only go forward.
    """

    def __init__(self, url: str, secrets: Sequence[str], clock: Callable[[], float]) -> None:
        self._url = url
        self._seal = Seal(PURPOSE, *secrets)
        self._key = hmac.new(secrets[0].encode(), PURPOSE, hashlib.sha256).digest()
        self._clock = clock
        self._away_until = 0.0

    async def get(self, name: str, field: str) -> bytes | None:
        """Give a value; None when there is none, or nobody can tell."""
        found = await self.tried(lambda redis: redis.hget(self.hashed(name), self.hashed(field)))
        try:
            return zlib.decompress(self._seal.open(found)) if found else None
        except (SealError, zlib.error):
            return None

    async def put(self, name: str, field: str, value: bytes, seconds: int) -> bool:
        """Keep a value; all under that name stay for so long.

        Returns:
            Whether it is kept.
        """
        key, sealed = self.hashed(name), self._seal.seal(zlib.compress(value))

        async def keep(redis: Redis) -> bool:
            asked = redis.pipeline(transaction=False)
            asked.hset(key, self.hashed(field), sealed).expire(key, seconds).hlen(key)
            *_, fields = await asked.execute()
            if fields > MOST_FIELDS:
                await redis.delete(key)
            return bool(fields <= MOST_FIELDS)

        return bool(await self.tried(keep))

    async def remove(self, name: str) -> None:
        """Forget everything under a name."""
        await self.tried(lambda redis: redis.delete(self.hashed(name)))

    async def is_first(self, name: str, seconds: int) -> bool:
        """Tell whether nobody asked this before; so it is, too, when nobody can tell."""
        key = self.hashed(name)
        found = await self.tried(lambda redis: redis.set(key, b"", nx=True, ex=seconds), b"")
        return found is not None

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """Keep other processes from doing the same meanwhile, where Redis is there."""
        if self._clock() < self._away_until:
            yield
            return
        async with self._locks.lock(self.hashed(name)):
            yield

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close(close_connection_pool=True)
        if "_locks" in self.__dict__:
            await self._locks.close()

    async def tried(
        self,
        ask: Callable[[Redis], Awaitable[_Result]],
        otherwise: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Ask Redis; what was asked for goes on without an answer when that is away.

        Args:
            ask: Asks.
            otherwise: What is given when it does not answer.
        """
        if self._clock() < self._away_until:
            return otherwise
        try:
            return await asyncio.wait_for(ask(self._redis), ANSWERS_WITHIN_S)
        except (RedisError, OSError, TimeoutError) as error:
            self._away_until = self._clock() + PAUSE_S
            logger.error(  # noqa: TRY400 - the class says it
                "each process goes on with what it knows, Redis is away: %s", type(error).__name__
            )
            return otherwise

    def hashed(self, name: str) -> str:
        """Give a name as it stands in Redis, which tells nothing to who does not know it."""
        digest = hmac.new(self._key, name.encode("utf-8", "replace"), hashlib.sha256)
        return PREFIX + digest.hexdigest()[:32]

    @cached_property
    def _redis(self) -> Redis:
        return Redis.from_url(
            self._url, socket_timeout=ANSWERS_WITHIN_S, socket_connect_timeout=ANSWERS_WITHIN_S
        )

    @cached_property
    def _locks(self) -> RedisLocks:
        from bot.conversation.redis_locks import RedisLocks  # rasa takes seconds to import

        return RedisLocks(self._url, self._clock)


VALUES = web.AppKey("shared values", SharedValues)
