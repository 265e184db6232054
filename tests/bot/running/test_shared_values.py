"""What processes know together in Redis: sealed, for a while, and never in anybody's way."""

import time
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.capacity.limits import OwnBuckets, RateLimiter
from bot.running import shared_values
from bot.running.shared_limits import SharedLimits, ToldBuckets
from bot.running.shared_values import SharedValues
from tests.servers import Redis, free_port, redis

OLD, NEW = "the secret of before, long enough", "the secret of now, also long enough"


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    with redis() as running:
        yield running


@pytest.fixture
async def values(server: Redis) -> AsyncIterator[SharedValues]:
    made = SharedValues(server.url, [NEW], time.monotonic)
    yield made
    await made.close()


async def test_what_one_process_keeps_another_reads(server: Redis, values: SharedValues) -> None:
    other = SharedValues(server.url, [NEW], time.monotonic)
    assert await values.put("a", "one", b"words", 60)
    assert await other.get("a", "one") == b"words"
    assert await other.get("a", "two") is None
    await other.remove("a")
    assert await values.get("a", "one") is None
    await other.close()


async def test_under_another_secret_it_is_as_if_it_were_not_there(
    server: Redis, values: SharedValues
) -> None:
    other = SharedValues(server.url, [OLD], time.monotonic)
    assert await values.put("b", "one", b"words", 60)
    assert await other.get("b", "one") is None
    await other.close()


async def test_under_one_name_there_is_only_so_much(values: SharedValues) -> None:
    for number in range(shared_values.MOST_FIELDS):
        assert await values.put("c", str(number), b"words", 60)
    assert not await values.put("c", "one more", b"words", 60)
    assert await values.get("c", "0") is None


async def test_only_one_is_first(server: Redis, values: SharedValues) -> None:
    other = SharedValues(server.url, [NEW], time.monotonic)
    assert await values.is_first("d", 60)
    assert not await other.is_first("d", 60)
    await other.close()


async def test_without_redis_nobody_waits_twice_and_everybody_is_first() -> None:
    away = SharedValues(f"redis://127.0.0.1:{free_port()}/0", [NEW], time.monotonic)
    began = time.monotonic()
    for _ in range(20):
        assert await away.get("e", "one") is None
        assert not await away.put("e", "one", b"words", 60)
        assert await away.is_first("e", 60)
        async with away.alone("e"):
            pass
    assert time.monotonic() - began < 2 * shared_values.ANSWERS_WITHIN_S
    await away.close()


async def test_what_a_client_used_up_here_is_used_up_there(values: SharedValues) -> None:
    now = [100.0]
    buckets = [ToldBuckets(OwnBuckets(), lambda: now[0]) for _ in range(2)]
    here, there = (RateLimiter(60, clock=lambda: now[0], buckets=each) for each in buckets)
    tell = [SharedLimits(each, values) for each in buckets]
    for _ in range(40):
        assert not here.wait("client")
    await tell[0].renew()
    assert not there.wait("client")
    await tell[1].renew()
    allowed = 0
    while not there.wait("client"):
        allowed += 1
    assert 18 <= allowed <= 20  # of 60: 40 here and one there; a second may have passed
    assert not there.wait("another")


async def test_what_was_taken_is_told_once(values: SharedValues) -> None:
    buckets = ToldBuckets(OwnBuckets(), lambda: 0.0)
    limiter = RateLimiter(60, clock=lambda: 0.0, buckets=buckets)
    assert not limiter.wait("client")
    assert buckets.taken == {"client": 1.0}
    shared = SharedLimits(buckets, values)
    await shared.renew()
    assert buckets.taken == {}
    full = buckets.get("client")
    await shared.renew()
    assert buckets.get("client") == full
