"""Messages of 4,000 characters, one after another, and what everybody else notices of them.

`python -m bench.long_messages [SECONDS [FOLDER …]]`: as `bench.overload`.
"""

import asyncio
import itertools
import json
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp

from bench.overload import LOOKED_AT
from bench.server import Server, free_port, percentile, python, served
from bench.table import as_table

LONGEST = 4_000
SECONDS = 10.0
PAUSE_S = 0.02

KINDS: dict[str, Callable[[int], str]] = {
    "prose": lambda n: f"Ik kreeg bericht {n} van iemand van de overheid en moest betalen. " * 60,
    "addresses": lambda n: " ".join(f"vdab-{n}-{each}.be" for each in range(400)),
    "accounts": lambda n: " ".join(f"@vdab_{n}_{each} op instagram" for each in range(400)),
    "numbers": lambda n: " ".join(f"0478 {n % 90 + 10} {each % 90 + 10} 34" for each in range(400)),
    "names": lambda n: f"VDAB {n} De Lijn OVAM Fluvius Agentschap Wegen en Verkeer " * 80,
    "spaced": lambda n: f"v d a b {n} . b e " * 300,
    "markup": lambda n: f'<a href="http://vdab-{n}.be">www.vdab.be</a> ' * 100,
}


def measure(folder: Path | None = None, seconds: float = SECONDS) -> dict[str, Any]:
    """Send long messages of each kind, new ones each time, while others ask short things.

    Args:
        folder: A checkout to serve; None for this one.
        seconds: How long for each kind.
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
        folder=folder or Path("var/bench/long"),
        environment=environment,
    ) as server:
        quiet = asyncio.run(_others_meanwhile(server, None, seconds))
        return {"nobody": quiet} | {
            kind: asyncio.run(_others_meanwhile(server, kind, seconds)) for kind in KINDS
        }


async def _others_meanwhile(server: Server, kind: str | None, seconds: float) -> dict[str, Any]:
    times: dict[str, list[float]] = {}
    end = time.monotonic() + seconds
    async with aiohttp.ClientSession() as session:
        tasks = [_others(session, server, times, end)]
        if kind:
            tasks.append(_long(session, server, KINDS[kind], times, end))
        await asyncio.gather(*tasks)
    return {
        name: {"count": len(each)}
        | {f"p{percent}_ms": percentile(each, percent) for percent in (50, 99, 100)}
        for name, each in times.items()
    }


async def _long(
    session: aiohttp.ClientSession,
    server: Server,
    text_of: Callable[[int], str],
    times: dict[str, list[float]],
    end: float,
) -> None:
    for number in itertools.count(100):
        if time.monotonic() > end:
            return
        body = {"sender": uuid.uuid4().hex, "message": text_of(number)[:LONGEST]}
        begin = time.perf_counter()
        async with session.post(f"{server.base_url}/webhooks/rest/webhook", json=body) as response:
            response.raise_for_status()
            await response.read()
        times.setdefault("long message", []).append(time.perf_counter() - begin)


async def _others(
    session: aiohttp.ClientSession, server: Server, times: dict[str, list[float]], end: float
) -> None:
    while time.monotonic() < end:
        for path in LOOKED_AT.values():
            begin = time.perf_counter()
            async with session.get(server.base_url + path) as response:
                response.raise_for_status()
                await response.read()
            times.setdefault("others", []).append(time.perf_counter() - begin)
            await asyncio.sleep(PAUSE_S)


if __name__ == "__main__":
    chosen = float(sys.argv[1]) if sys.argv[1:] else SECONDS
    folders = [Path(each) for each in sys.argv[2:]] or [Path()]
    results = {str(folder): measure(folder.resolve(), chosen) for folder in folders}
    print(json.dumps(results, indent=2))
    print(as_table(results), file=sys.stderr)
