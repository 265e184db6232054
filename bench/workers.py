"""One process beside several on the same port: turns and checks a second, and their memory.

`python -m bench.workers [WORKERS …]`; 1, 2 and 1 again when none are given, since a shared machine
is not the same from one minute to the next.

The clients run on the same cores and take a share of them, so that two workers on two cores never
have two, and requests a second say little. What the servers take of a core for 1,000 requests says
more: where it stays the same, workers do not stand in each other's way, and each core that is added
brings as much as the one before. The last part of the output says both.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench.chat import questions
from bench.load import Request, run_load
from bench.server import Server, cpu_seconds, memory_together_mb, own_memory_mb, own_server
from bench.table import as_table

CLIENTS = 16
TURNS = 300
CHECKS = 1_000
KINDS = ("turns", "turns without the encoder", "checks")
PRESSED = '/report_status{"reference": "KC-AAAA-AAAA"}'
"""A button: a turn without the encoder, which uses a second core by itself."""


def measure(counts: Sequence[int] = (1, 2, 1)) -> dict[str, Any]:
    """Ask each number of workers the same, and compare what that takes."""
    runs = [(count, measured(count)) for count in counts]
    found = {f"{place}. {count} workers": run for place, (count, run) in enumerate(runs, 1)}
    return {**found, "core seconds for 1,000": {kind: costs_of(runs, kind) for kind in KINDS}}


def costs_of(runs: Sequence[tuple[int, Mapping[str, Any]]], kind: str) -> dict[str, float]:
    """Give what the servers took for 1,000 requests of a kind, and what more workers bring.

    Args:
        runs: The number of workers with what `measured` gave; several of one number are averaged.
        kind: One of `KINDS`.

    Returns:
        Seconds of a core for each number of workers; for more than one also how many times as many
        requests they answer as one, given a core for each.
    """
    each = {
        count: statistics.mean(run[kind]["core_ms_each"] for number, run in runs if number == count)
        for count in sorted({count for count, _ in runs})
    }
    costs = {f"{count} workers": round(cost, 2) for count, cost in each.items()}
    more = {
        f"{count} workers on {count} cores, times one": round(count * each[1] / cost, 2)
        for count, cost in each.items()
        if count > 1 and 1 in each
    }
    return {**costs, **more}


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
