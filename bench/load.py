"""Load on an HTTP server: closed loops of clients, each sending its next request on the answer."""

import asyncio
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp


@dataclass(frozen=True, slots=True)
class Request:
    """One POST with a JSON body."""

    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load run showed; times in milliseconds."""

    clients: int
    requests: int
    failures: int
    p50_ms: float
    p99_ms: float
    per_second: float


async def run_load(base_url: str, requests: Iterable[Request], *, clients: int) -> LoadResult:
    """Send all requests with `clients` closed loops and time each of them.

    Args:
        base_url: Such as `http://127.0.0.1:8080`.
        requests: Sent in turn; split evenly over the clients.
        clients: Number of requests under way at once, at least 1.

    Returns:
        Percentiles over all requests; a failure is any answer but 200.
    """
    times: list[float] = []
    failures = 0
    queue = iter(requests)

    async def client(session: aiohttp.ClientSession) -> None:
        nonlocal failures
        for request in queue:
            begin = time.perf_counter()
            async with session.post(base_url + request.path, json=request.body) as response:
                await response.read()
                failures += response.status != 200
            times.append((time.perf_counter() - begin) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        begin = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(clients)))
        elapsed = time.perf_counter() - begin
    times.sort()
    return LoadResult(
        clients=clients,
        requests=len(times),
        failures=failures,
        p50_ms=round(statistics.median(times), 2),
        p99_ms=round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
        per_second=round(len(times) / elapsed, 1),
    )
