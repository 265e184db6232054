"""One process beside several on the same port: turns and checks a second, and their memory.

`python -m bench.workers [WORKERS …]`; 1, 2 and 1 again when none are given, since a shared machine
is not the same from one minute to the next.

The clients run on the same cores and take a share of them, so that two workers on two cores never
have two. `per_second_of_a_core` says what the servers do with each core that they got: where it
stays the same, workers do not stand in each other's way.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from bench.chat import questions
from bench.load import Request, run_load
from bench.server import Server, cpu_seconds, memory_together_mb, own_memory_mb, own_server
from bench.table import as_table

CLIENTS = 16
TURNS = 300
CHECKS = 1_000
PRESSED = '/report_status{"reference": "KC-AAAA-AAAA"}'
"""A button: a turn without the encoder, which uses a second core by itself."""


def measure(counts: Sequence[int] = (1, 2, 1)) -> dict[str, Any]:
    """Ask each number of workers the same."""
    return {f"{place}. {count} workers": measured(count) for place, count in enumerate(counts, 1)}


def measured(workers: int) -> dict[str, Any]:
    """Start that many workers, and ask them as fast as they answer."""
    with own_server(workers) as server:
        _loaded(server, [_turn(n, text) for n, text in _numbered(4 * CLIENTS)])  # all are warm
        return {
            "ready_s": server.seconds_to_ready,
            "turns": _loaded(server, [_turn(n, text) for n, text in _numbered(TURNS)]),
            "turns without the encoder": _loaded(
                server, [_turn(n, PRESSED) for n in range(2 * TURNS)]
            ),
            "checks": _loaded(
                server,
                [Request("/api/v1/check", {"text": text}) for _, text in _numbered(CHECKS)],
            ),
            "own_memory_of_each_mb": own_memory_mb(server.pid),
            "memory_together_mb": memory_together_mb(server.pid),
            "load_average": round(os.getloadavg()[0], 1),
        }


def _numbered(count: int) -> list[tuple[int, str]]:
    return list(enumerate(questions(count)))


def _turn(number: int, text: str) -> Request:
    return Request(
        "/webhooks/rest/webhook", {"sender": f"{os.getpid()}-{number % 97}", "message": text}
    )


def _loaded(server: Server, requests: list[Request]) -> dict[str, Any]:
    before, begin = cpu_seconds(server.pid), time.perf_counter()
    load = asyncio.run(run_load(server.base_url, requests, clients=CLIENTS))
    cpu, elapsed = cpu_seconds(server.pid) - before, time.perf_counter() - begin
    return {
        "core_ms_each": round(cpu * 1000 / len(requests), 2),
        "client_core_ms_each": load.client_core_ms,
        "cores_of_the_servers": round(cpu / elapsed, 2),
        "per_second": load.per_second,
        "per_second_of_a_core": round(len(requests) / max(cpu, 0.01)),
        "p50_ms": load.p50_ms,
        "p99_ms": load.p99_ms,
        "failures": load.failures,
    }


if __name__ == "__main__":
    found = measure([int(each) for each in sys.argv[1:]] or (1, 2, 1))
    print(json.dumps(found, indent=2))
    print(as_table(found), file=sys.stderr)
