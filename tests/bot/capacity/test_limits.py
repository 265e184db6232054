import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.capacity.limits import UNKNOWN_CLIENT, OwnBuckets, RateLimiter, client_key, parse_networks
from bot.running.limiting import weight_of


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_client_may_ask_its_whole_minute_at_once_and_then_waits() -> None:
    clock = Clock()
    limiter = RateLimiter(3, clock=clock)
    assert [limiter.wait("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limiter.wait("a") == pytest.approx(20.0)
    assert limiter.wait("b") == 0.0


def test_waiting_as_long_as_told_is_enough() -> None:
    clock = Clock()
    limiter = RateLimiter(3, clock=clock)
    for _ in range(3):
        limiter.wait("a")
    clock.now += limiter.wait("a")
    assert limiter.wait("a") == 0.0
    assert limiter.wait("a") > 0


def test_a_refused_request_does_not_count() -> None:
    clock = Clock()
    limiter = RateLimiter(1, clock=clock)
    limiter.wait("a")
    waits = [limiter.wait("a") for _ in range(5)]
    assert waits == [pytest.approx(60.0)] * 5


def test_zero_means_without_limit_and_remembers_nobody() -> None:
    buckets = OwnBuckets()
    limiter = RateLimiter(0, clock=Clock(), buckets=buckets)
    assert not any(limiter.wait("a") for _ in range(1_000))
    assert len(buckets) == 0


def test_remembers_a_bounded_number_of_clients() -> None:
    buckets = OwnBuckets(10)
    limiter = RateLimiter(1, clock=Clock(), buckets=buckets)
    for number in range(1_000):
        limiter.wait(str(number))
    assert len(buckets) == 10
    assert limiter.wait("999") > 0
    assert limiter.wait("0") == 0.0


@pytest.mark.parametrize(("per_minute", "length", "allowed"), [(120, 4_000, 15), (8, 4_000, 1)])
def test_a_long_text_counts_as_several_requests(per_minute: int, length: int, allowed: int) -> None:
    limiter = RateLimiter(per_minute, clock=Clock())
    more = weight_of("x" * length) - 1
    waits = [limiter.wait("a") or limiter.wait_more("a", more) for _ in range(allowed + 1)]
    assert waits[:allowed] == [0.0] * allowed
    assert waits[allowed] > 0


@given(st.integers(1, 600), st.integers(0, 4_000))
def test_one_text_is_never_too_long_for_who_said_nothing_yet(per_minute: int, length: int) -> None:
    limiter = RateLimiter(per_minute, clock=Clock())
    assert limiter.wait("a") == 0.0
    assert limiter.wait_more("a", weight_of("x" * length) - 1) == 0.0


@given(st.integers(1, 600), st.lists(st.floats(0, 90), max_size=60))
def test_never_allows_more_than_two_minutes_worth_within_a_minute(
    per_minute: int, pauses: list[float]
) -> None:
    clock = Clock()
    limiter = RateLimiter(per_minute, clock=clock)
    allowed = []
    for pause in pauses:
        clock.now += pause
        if limiter.wait("a") == 0.0:
            allowed.append(clock.now)
    for begin in allowed:
        assert sum(begin <= at < begin + 60 for at in allowed) <= 2 * per_minute


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("192.0.2.7", [], "", "192.0.2.7"),
        ("192.0.2.7", ["198.51.100.9"], "", "192.0.2.7"),
        ("10.0.0.1", ["198.51.100.9"], "10.0.0.0/8", "198.51.100.9"),
        ("10.0.0.1", ["203.0.113.5, 198.51.100.9"], "10.0.0.0/8", "198.51.100.9"),
        ("10.0.0.1", ["203.0.113.5", "198.51.100.9, 10.0.0.2"], "10.0.0.0/8", "198.51.100.9"),
        ("10.0.0.1", ["junk"], "10.0.0.0/8", "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.0/8", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", [], "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", [], "", "192.0.2.7"),
        ("fe80::1%eth0", [], "", "fe80::/64"),
        (None, [], "", UNKNOWN_CLIENT),
    ],
)
def test_believes_a_forwarded_address_only_from_a_trusted_proxy(
    remote: str | None, forwarded: list[str], trusted: str, expected: str
) -> None:
    assert client_key(remote, forwarded, parse_networks(trusted)) == expected


def test_a_proxy_that_is_no_address_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="proxy"):
        parse_networks("10.0.0.1, proxy.example")
