"""A quarter of a wave: 50 turns and 150 checks a second for ten minutes, one address hot.

`python -m bench load [--seconds 600] [--workers 2] [--turns 50] [--checks 150] [--url URL]` serves
this folder, or asks a server that runs. Requests leave when they are due, whatever became of those
before, as citizens do; how far behind its own clock the sender was is told beside: on a machine
that is busy otherwise, that is what is measured.
"""

import argparse
import asyncio
import itertools
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bench.server import (
    cpu_seconds,
    memory_together_mb,
    own_memory_mb,
    own_server,
    percentile,
)
from bench.table import as_table

TURNS, CHECKS = 50.0, 150.0  # a second
SECONDS = 600.0
HOT = "https://vlaanderen-terugbetaling.be/"
HOT_EVERY = 3  # of a wave: many ask for the same
HOURLY = 10  # turns of one conversation

EXPECTED: dict[str, frozenset[str]] = {
    "is https://www.vdab.be/ echt?": frozenset({"official", "official_stale"}),
    "is vdab-jobs{n}.be echt?": frozenset({"lookalike"}),
    "https://voorbeeld{n}winkel.com/ klopt dat": frozenset({"not_listed"}),
    "ik kreeg een sms met https://www.delijn.be/": frozenset({"official", "official_stale"}),
}
"""What is asked, and the verdicts that are right; `{n}` makes each another."""

TALK = (
    "hoe herken ik een vals bericht {n}",
    "op welke sociale media zit De Lijn",
    "bij wie moet ik zijn voor een premie {n}",
    "hallo",
    "ik heb op de link geklikt",
    "bedankt",
)


@dataclass
class Seen:
    """What became of the requests of one kind."""

    statuses: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    behind: list[float] = field(default_factory=list)
    wrong: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Give it for the report."""
        return {
            "requests": len(self.times),
            "statuses": dict(sorted(self.statuses.items())),
            "5xx": sum(count for status, count in self.statuses.items() if status[:1] == "5"),
            "wrong_verdicts": self.wrong,
            **{f"p{percent}_ms": percentile(self.times, percent) for percent in (50, 99, 100)},
            "sender_behind_p99_ms": percentile(self.behind, 99),
        }


def questions() -> Iterator[tuple[str, frozenset[str]]]:
    """Give texts to check with what may be said of them; every third holds the hot address."""
    kinds = itertools.cycle(EXPECTED.items())
    for number in itertools.count(1):
        if number % HOT_EVERY == 0:
            yield f"is {HOT} echt?", frozenset({"lookalike"})
        else:
            text, verdicts = next(kinds)
            yield text.format(n=number), verdicts


def messages() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Give sender, message, and what its verdict may be; None where nothing is judged."""
    asked, talk = questions(), itertools.cycle(TALK)
    for number in itertools.count(1):
        sender = f"load-{number // HOURLY}-{number % 5}"
        if number % 2:
            text, verdicts = next(asked)
            yield sender, text, verdicts
        else:
            yield sender, next(talk).format(n=number), None


async def measure(base_url: str, *, seconds: float, turns: float, checks: float) -> dict[str, Any]:
    """Send both at their rates.

    Args:
        base_url: Of a server without a limit of requests.
        seconds: How long.
        turns: A second.
        checks: A second.
    """
    seen = {"turns": Seen(), "checks": Seen()}
    timeout = aiohttp.ClientTimeout(total=60)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(base_url, connector=connector, timeout=timeout) as session:
        await asyncio.gather(
            _at_rate(turns, seconds, _turns(session, seen["turns"])),
            _at_rate(checks, seconds, _checks(session, seen["checks"])),
        )
    return {name: each.as_dict() for name, each in seen.items()}


Send = Callable[[float], Coroutine[Any, Any, None]]


async def _at_rate(per_second: float, seconds: float, send: Send) -> None:
    begin = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(per_second * seconds)):
            due = begin + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(send(due))


def _turns(session: aiohttp.ClientSession, seen: Seen) -> Send:
    said = messages()

    async def send(due: float) -> None:
        sender, text, verdicts = next(said)
        body = {"sender": sender, "message": text}
        answers = await _asked(session, "/webhooks/rest/webhook", body, due, seen)
        if answers is not None and verdicts is not None:
            given = [each["custom"]["verdict"] for each in answers if "custom" in each]
            seen.wrong += not given or given[0] not in verdicts

    return send


def _checks(session: aiohttp.ClientSession, seen: Seen) -> Send:
    asked = questions()

    async def send(due: float) -> None:
        text, verdicts = next(asked)
        answer = await _asked(session, "/api/v1/check", {"text": text}, due, seen)
        if answer is not None:
            seen.wrong += answer["verdict"] not in verdicts

    return send


async def _asked(
    session: aiohttp.ClientSession, path: str, body: dict[str, str], due: float, seen: Seen
) -> Any:  # noqa: ANN401 - JSON
    begin = time.perf_counter()
    seen.behind.append(begin - due)
    answer = None
    try:
        async with session.post(path, json=body) as response:
            content = await response.read()
            status = str(response.status)
            answer = json.loads(content) if response.status == 200 else None
    except (aiohttp.ClientError, TimeoutError) as error:
        status = type(error).__name__
    seen.statuses[status] += 1
    seen.times.append(time.perf_counter() - begin)
    return answer


def _with_sender(base_url: str, **rates: float) -> dict[str, Any]:
    """Measure, and tell what the sender took and how busy the machine was."""
    own = time.process_time()
    results = asyncio.run(measure(base_url, **rates))
    results["cores_of_the_sender"] = round((time.process_time() - own) / rates["seconds"], 2)
    results["load_average"] = [round(each, 1) for each in os.getloadavg()]
    return results


def main(arguments: Sequence[str]) -> int:
    """Run it; 1 when something was refused by us, or judged wrongly."""
    parser = argparse.ArgumentParser(prog="python -m bench load")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--turns", type=float, default=TURNS, help="a second")
    parser.add_argument("--checks", type=float, default=CHECKS, help="a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--url", help="of a server that runs, without a limit of requests")
    given = parser.parse_args(arguments)
    rates = {"seconds": given.seconds, "turns": given.turns, "checks": given.checks}
    if given.url:
        results = _with_sender(given.url, **rates)
    else:
        with own_server(given.workers) as server:
            before = cpu_seconds(server.pid)
            results = _with_sender(server.base_url, **rates)
            results["cores_of_the_servers"] = round(
                (cpu_seconds(server.pid) - before) / given.seconds, 2
            )
            results["own_memory_mb"] = own_memory_mb(server.pid)
            results["memory_together_mb"] = memory_together_mb(server.pid)
    print(json.dumps(results, indent=2))
    print(as_table(results), file=sys.stderr)
    return int(
        any(results[kind][bad] for kind in ("turns", "checks") for bad in ("5xx", "wrong_verdicts"))
    )
