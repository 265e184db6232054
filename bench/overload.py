"""Ten times as many turns as can be answered, and what everybody else notices of it.

`python -m bench.overload [SECONDS [FOLDER …]]` serves each folder (a checkout with its own models;
this one when none is given), one after another in one run, and asks it in the same way.
"""

import asyncio
import itertools
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.server import Server, free_port, percentile, python, served
from bench.table import as_table

CLIENTS = 200
SECONDS = 20.0
PAUSE_S = 0.25  # of the one who looks
LOOKED_AT = {
    "check": "/api/v1/check?q=vdab-jobs.be",
    "live": "/health/live",
    "ready": "/health/ready",
}


@dataclass
class _Seen:
    statuses: Counter[int] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    without_retry_after: int = 0
    not_shown: int = 0


def measure(folder: Path | None = None, seconds: float = SECONDS) -> dict[str, Any]:
    """Let 200 clients write as fast as they are answered, while one looks once a second.

    Args:
        folder: A checkout to serve; None for this one.
        seconds: How long.
    """
    port = free_port()
    environment = {
        "KANAALCHECK_PORT": str(port),
        "KANAALCHECK_RATE_LIMIT": "0",
        "KANAALCHECK_LOG_LEVEL": "WARNING",
        "TELEGRAM_TOKEN": "",
    }
    with served(
        [python(), "-m", "bot", "run"],
        port=port,
        ready_path="/health/ready",
        folder=folder or Path("var/bench/overload"),
        environment=environment,
    ) as server:
        before = server.memory_mb()
        seen, after_ms = asyncio.run(_crowded(server, seconds))
        return _as_dict(seen, seconds, after_ms) | {
            "memory_mb": {"before": before, "after": server.memory_mb()}
        }


async def _crowded(server: Server, seconds: float) -> tuple[_Seen, float]:
    seen = _Seen()
    end = time.monotonic() + seconds
    numbers = itertools.count()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        writing = [_writer(session, server, seen, numbers, end) for _ in range(CLIENTS)]
        await asyncio.gather(*writing, _onlooker(server, seen, end))
        begin = time.perf_counter()
        await _turn(session, server, next(numbers))
        return seen, (time.perf_counter() - begin) * 1000


async def _writer(
    session: aiohttp.ClientSession, server: Server, seen: _Seen, numbers: Iterator[int], end: float
) -> None:
    while time.monotonic() < end:
        begin = time.perf_counter()
        status, told_s = await _turn(session, server, next(numbers))
        seen.statuses[status] += 1
        name = "turn" if status == 200 else "turn, sent away"
        seen.times.setdefault(name, []).append(time.perf_counter() - begin)
        if status != 200:
            seen.without_retry_after += told_s is None
            await asyncio.sleep(float(told_s or 1))


async def _turn(
    session: aiohttp.ClientSession, server: Server, number: int
) -> tuple[int, str | None]:
    body = {"sender": f"crowd-{number}", "message": f"hoe herken ik een vals bericht? {number}"}
    async with session.post(f"{server.base_url}/webhooks/rest/webhook", json=body) as response:
        await response.read()
        return response.status, response.headers.get("Retry-After")


async def _onlooker(server: Server, seen: _Seen, end: float) -> None:
    """Ask on new connections, as somebody does who comes now."""
    while time.monotonic() < end:
        for name, path in LOOKED_AT.items():
            begin = time.perf_counter()
            async with (
                aiohttp.ClientSession() as session,
                session.get(server.base_url + path) as response,
            ):
                await response.read()
                seen.not_shown += response.status != 200
            seen.times.setdefault(name, []).append(time.perf_counter() - begin)
        await asyncio.sleep(PAUSE_S)


def _as_dict(seen: _Seen, seconds: float, after_ms: float) -> dict[str, Any]:
    times = {
        name: {
            "p50_ms": percentile(each, 50),
            "p99_ms": percentile(each, 99),
            "most_ms": percentile(each, 100),
        }
        for name, each in sorted(seen.times.items())
    }
    return {
        "clients": CLIENTS,
        "answered_per_second": round(seen.statuses[200] / seconds, 1),
        "statuses": {str(status): count for status, count in sorted(seen.statuses.items())},
        "sent_away_without_retry_after": seen.without_retry_after,
        "checks_and_health_refused": seen.not_shown,
        **times,
        "turn_right_afterwards_ms": round(after_ms, 1),
    }


if __name__ == "__main__":
    chosen = float(sys.argv[1]) if sys.argv[1:] else SECONDS
    folders = [Path(each) for each in sys.argv[2:]] or [Path()]
    results = {str(folder): measure(folder.resolve(), chosen) for folder in folders}
    print(json.dumps(results, indent=2))
    print(as_table(results), file=sys.stderr)
