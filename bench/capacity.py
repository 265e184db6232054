"""How many cores and how much memory messages take, worked out from what was measured."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RATES = (1, 100, 10_000)
"""Messages a second."""
BUSY = 0.6
"""Share of its time that a core may be busy, so that a message seldom waits."""
CORES_OF_A_MACHINE = 16
CHECKS_OF_A_WAVE = 0.75
"""Of a hundred messages when many ask about the same; the others are turns of a conversation."""
REPORTS = 0.01
"""Of a hundred messages one ends in a report."""
REDIS_KB, REDIS_SECONDS = 2.0, 900.0
"""What an answer of the widget takes in Redis, and how long it stays."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured.

    Attributes:
        turn_ms: Time of a core, in milliseconds.
        check_ms: The same.
        first_mb: Memory of a machine with one process.
        next_mb: Memory that each further worker adds.
        file_ms: Time to file a report in SQLite, in milliseconds.
    """

    turn_ms: float
    check_ms: float
    first_mb: float
    next_mb: float
    file_ms: float

    @classmethod
    def of(cls, figures: Mapping[str, Sequence[Mapping[str, Any]]]) -> "Costs":
        """Take the dearest of each from the figures of `bench.growth`."""
        served = figures["workers"]
        fewest, most = served[0], served[-1]
        added = most["memory_together_mb"] - fewest["memory_together_mb"]
        return cls(
            turn_ms=max(each["turns"]["core_ms_each"] for each in served),
            check_ms=max(each["checks"]["core_ms_each"] for each in served),
            first_mb=fewest["memory_together_mb"],
            next_mb=max(0.0, added / (most["size"] - fewest["size"])),
            file_ms=max(each["file_ms"] for each in figures["reports"]),
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What a number of messages a second takes."""

    rate: int
    cores: int
    machines: int
    memory_gb: float
    reports: float
    redis_gb: float


def needs(costs: Costs, rate: int, checks: float) -> Needs:
    """Work out what is needed.

    Args:
        costs: As measured.
        rate: Messages a second.
        checks: Share of them that are checks, 0 to 1; the others are turns.
    """
    each_ms = checks * costs.check_ms + (1 - checks) * costs.turn_ms
    cores = max(1, math.ceil(rate * each_ms / 1000 / BUSY))
    machines = math.ceil(cores / CORES_OF_A_MACHINE)
    memory = machines * costs.first_mb + (cores - machines) * costs.next_mb
    turns = rate * (1 - checks)
    return Needs(
        rate=rate,
        cores=cores,
        machines=machines,
        memory_gb=round(memory / 1024, 1),
        reports=rate * REPORTS,
        redis_gb=round(turns * REDIS_KB * REDIS_SECONDS / 2**20, 2) if cores > 1 else 0.0,
    )


def table(costs: Costs) -> list[str]:
    """Give the rows of a table in Markdown."""
    rows = [
        "| messages a second | which | cores = workers | machines of "
        f"{CORES_OF_A_MACHINE} cores | memory of all | Redis | reports a second |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rate in RATES:
        for which, share in (("all in conversations", 0.0), ("a wave", CHECKS_OF_A_WAVE)):
            need = needs(costs, rate, share)
            rows.append(
                f"| {rate:,} | {which} | {need.cores:,} | {need.machines:,} |"
                f" {need.memory_gb:g} GB | {need.redis_gb:g} GB | {need.reports:g} |"
            )
    return rows
