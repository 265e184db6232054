"""Load on an HTTP server: closed loops of clients, each sending its next request on the answer.

The clients speak HTTP/1.1 over bare sockets: on a machine of few cores a client library takes as
much of them as the server that it measures. What they take all the same is told beside.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Request:
    """One POST with a JSON body."""

    path: str
    body: dict[str, Any]

    def written(self, host: str) -> bytes:
        """Give it as bytes of HTTP."""
        content = json.dumps(self.body).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load run showed; times in milliseconds.

    Attributes:
        failures: Any answer but 200.
        client_core_ms: Time of a core that the clients took for each request.
    """

    clients: int
    requests: int
    failures: int
    p50_ms: float
    p99_ms: float
    per_second: float
    client_core_ms: float


class _Connection:
    """Sends one request after the other, and opens anew where the server closed."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def status(self, request: bytes) -> int:
        """Send a request, read its whole answer, give its status."""
        self._streams = self._streams or await asyncio.open_connection(*self._address)
        reader, writer = self._streams
        writer.write(request)
        head = (await reader.readuntil(_END_OF_HEAD)).lower()
        _, _, after = head.partition(_LENGTH)
        await reader.readexactly(int(after.partition(b"\r\n")[0]))
        if b"connection: close" in head:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        """Let go of the server."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def run_load(base_url: str, requests: Iterable[Request], *, clients: int) -> LoadResult:
    """Send all requests with `clients` closed loops and time each of them.

    Args:
        base_url: Such as `http://127.0.0.1:8080`.
        requests: Sent in turn; split evenly over the clients.
        clients: Number of requests under way at once, at least 1.

    Returns:
        Percentiles over all requests.
    """
    times: list[float] = []
    failures = 0
    place = urlsplit(base_url)
    queue = (request.written(place.netloc) for request in requests)

    async def client() -> None:
        nonlocal failures
        connection = _Connection(str(place.hostname), place.port or 80)
        for request in queue:
            begin = time.perf_counter()
            status = await connection.status(request)
            failures += status != 200
            times.append((time.perf_counter() - begin) * 1000)
        connection.close()

    own, begin = time.process_time(), time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    elapsed, own = time.perf_counter() - begin, time.process_time() - own
    times.sort()
    return LoadResult(
        clients=clients,
        requests=len(times),
        failures=failures,
        p50_ms=round(statistics.median(times), 2),
        p99_ms=round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
        per_second=round(len(times) / elapsed, 1),
        client_core_ms=round(own * 1000 / len(times), 3),
    )
