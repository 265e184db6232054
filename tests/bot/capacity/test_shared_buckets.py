"""What clients use up is counted once for all workers."""

import os

import pytest

from bot.capacity.limits import RateLimiter
from bot.capacity.shared_buckets import BESIDE, SharedBuckets


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def in_another_process(work: object) -> int:
    """Run a function in a forked process and give what it returns, up to 255."""
    process = os.fork()
    if process == 0:
        os._exit(work())  # type: ignore[operator]
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_workers_together_let_a_client_ask_as_often_as_one_alone() -> None:
    limiter = RateLimiter(30, clock=Clock(), buckets=SharedBuckets())

    def allowed() -> int:
        return sum(limiter.wait("192.0.2.1") == 0.0 for _ in range(20))

    counts = [in_another_process(allowed) for _ in range(4)]
    assert counts == [20, 10, 0, 0]
    assert limiter.wait("192.0.2.1") > 0
    assert limiter.wait("192.0.2.2") == 0.0


def test_a_client_is_known_however_many_others_come_meanwhile() -> None:
    clock, buckets = Clock(), SharedBuckets(clients=1_024)
    limiter = RateLimiter(1, clock=clock, buckets=buckets)
    assert limiter.wait("often") == 0.0
    for number in range(300):
        limiter.wait(f"once-{number}")
    assert limiter.wait("often") == pytest.approx(60)


def test_who_is_full_again_first_makes_room() -> None:
    buckets = SharedBuckets(clients=BESIDE)
    for number in range(BESIDE):
        buckets.put(str(number), 100.0 + number)
    buckets.put("new", 200.0)
    assert buckets.get("0") == 0.0
    assert [buckets.get(str(number)) for number in range(1, BESIDE)] == [
        100.0 + number for number in range(1, BESIDE)
    ]
    buckets.put("new", 300.0)
    assert (buckets.get("new"), buckets.get("1")) == (300.0, 101.0)
