"""How often one client may ask: a token bucket for each, in bounded memory.

A bucket is kept as one number, the time at which it would be full again (the generic cell rate
algorithm): no timers, and a client that stays away costs nothing.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol

Network = IPv4Network | IPv6Network
IPAddress = IPv4Address | IPv6Address

UNKNOWN_CLIENT = "unknown"
MOST_KEYS = 50_000
IPV6_PREFIX = 64  # one household or phone gets a whole /64


class Buckets(Protocol):
    """When the bucket of each key would be full again, in seconds of the clock."""

    def get(self, key: str) -> float:
        """Give it; 0.0 of a key that is not remembered."""

    def put(self, key: str, full_again_at: float) -> None:
        """Remember it."""


class OwnBuckets:
    """Buckets of one process.

    Args:
        most: How many are remembered; the one unseen for longest goes first.
    """

    def __init__(self, most: int = MOST_KEYS) -> None:
        self._most = most
        self._full_again_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_again_at)

    def get(self, key: str) -> float:
        """Give when it would be full again; 0.0 of a key that is not remembered."""
        return self._full_again_at.get(key, 0.0)

    def put(self, key: str, full_again_at: float) -> None:
        """Remember when it would be full again."""
        self._full_again_at[key] = full_again_at
        self._full_again_at.move_to_end(key)
        while len(self._full_again_at) > self._most:
            self._full_again_at.popitem(last=False)


class RateLimiter:
    """Allows each key `per_minute` requests in a minute, all at once or spread out."""

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float], buckets: Buckets | None = None
    ) -> None:
        """Make a limiter.

        Args:
            per_minute: Requests a minute for each key; 0 means without limit.
            clock: Seconds that only go forward; the same for all who share the buckets.
            buckets: None for some of its own.
        """
        self._interval = 60 / per_minute if per_minute else 0.0
        self._clock = clock
        self._buckets = OwnBuckets() if buckets is None else buckets

    def wait(self, key: str) -> float:
        """Take one request for `key`.

        Returns:
            0.0 when it may go on, else the seconds after which it may be tried again.
        """
        return self._take(key, self._interval)

    def wait_more(self, key: str, requests: int) -> float:
        """Take more for a request that was taken already, because it costs as much as several.

        Args:
            key: Who asks.
            requests: As how many more it counts; one request is never more than is allowed at all.

        Returns:
            As `wait`.
        """
        return self._take(key, min(requests * self._interval, 60 - self._interval))

    def _take(self, key: str, takes: float) -> float:
        if not self._interval or not takes:
            return 0.0
        now = self._clock()
        full_again_at = max(self._buckets.get(key), now) + takes
        excess = full_again_at - now - 60
        if excess > 1e-6:
            return excess
        self._buckets.put(key, full_again_at)
        return 0.0


def parse_networks(text: str) -> tuple[Network, ...]:
    """Read a list of addresses and networks, separated by commas.

    Raises:
        ValueError: If one of them is no IP address or network.
    """
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def client_key(
    remote: str | None, forwarded_for: Sequence[str], trusted_proxies: Sequence[Network]
) -> str:
    """Say who asks, for counting.

    Args:
        remote: Address of the other end of the connection.
        forwarded_for: Values of the `X-Forwarded-For` headers, in order.
        trusted_proxies: Only what these add to `X-Forwarded-For` is believed.

    Returns:
        An IPv4 address, or the /64 network of an IPv6 address.
    """
    client = _parse(remote)
    if client is None:
        return UNKNOWN_CLIENT
    hops = [part for value in forwarded_for for part in value.split(",")]
    while hops and _is_trusted(client, trusted_proxies):
        previous = _parse(hops.pop())
        if previous is None:
            break
        client = previous
    if isinstance(client, IPv6Address):
        return str(ip_network((client, IPV6_PREFIX), strict=False))
    return str(client)


def _is_trusted(client: IPAddress, trusted_proxies: Sequence[Network]) -> bool:
    return any(client in network for network in trusted_proxies)


def _parse(text: str | None) -> IPAddress | None:
    try:
        address = ip_address((text or "").strip().partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
