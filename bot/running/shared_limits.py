"""The limit of requests over several machines: what each process let through, told to the others.

Twice a second, beside the requests: nobody waits for Redis. A client that goes from one machine to
the next may get as many requests too many as it sends in half a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from redis.asyncio import Redis

from bot.capacity.limits import Buckets
from bot.running.shared_values import SharedValues

SECONDS_BETWEEN = 0.5
MOST_TOLD = 2_000
"""Clients of one round; of a flood by more, each process judges the rest by itself."""

# What is left of a bucket stands in Redis as the time of its clock at which it is full again.
_ADD = """
local now = redis.call('TIME')
now = tonumber(now[1]) + tonumber(now[2]) / 1000000
local left = {}
for i, key in ipairs(KEYS) do
  local full = math.max(tonumber(redis.call('GET', key) or 0), now) + tonumber(ARGV[i])
  local seconds = full - now
  if seconds > 0 then
    redis.call('SET', key, string.format('%.6f', full), 'PX', math.ceil(seconds * 1000))
  end
  left[i] = string.format('%.6f', seconds)
end
return left
"""


@dataclass(slots=True)
class ToldBuckets:
    """Buckets of this process that note what is taken out of them.

    Attributes:
        own: Where they are kept.
        clock: The clock of the limiter.
        taken: Seconds by client, since they were told last.
    """

    own: Buckets
    clock: Callable[[], float]
    taken: dict[str, float] = field(default_factory=dict)

    def get(self, key: str) -> float:
        """Give when it would be full again; 0.0 of a key that is not remembered."""
        return self.own.get(key)

    def put(self, key: str, full_again_at: float) -> None:
        """Remember when it would be full again, and what was taken."""
        before = max(self.own.get(key), self.clock())
        self.own.put(key, full_again_at)
        if key in self.taken or len(self.taken) < MOST_TOLD:
            self.taken[key] = self.taken.get(key, 0.0) + full_again_at - before


TOLD = web.AppKey("told buckets", ToldBuckets)


class SharedLimits:
    """Tells the others what was taken here, and takes over what was taken there.

    Args:
        buckets: Of this process.
        values: Redis, with names that tell nothing.
    """

    def __init__(self, buckets: ToldBuckets, values: SharedValues) -> None:
        self._buckets = buckets
        self._values = values

    async def renew(self) -> None:
        """Tell and take over once; without Redis nothing is told, and nothing piles up."""
        taken, self._buckets.taken = self._buckets.taken, {}
        if not taken:
            return
        names = [self._values.hashed(f"limit {key}") for key in taken]

        async def add(redis: Redis) -> list[bytes]:
            found: list[bytes] = await redis.eval(_ADD, len(names), *names, *taken.values())
            return found

        left = await self._values.tried(add, [])
        now = self._buckets.clock()
        for key, seconds in zip(taken, left, strict=False):
            own = self._buckets.own
            own.put(key, max(own.get(key), now + float(seconds)))


def told(own: Buckets) -> ToldBuckets:
    """Let buckets of this process be told to others."""
    return ToldBuckets(own, time.monotonic)
